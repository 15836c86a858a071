import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ImportResult } from '@wellspring/objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, type TestCore, testCore } from '../../../test/harness.ts';
import { check, finish, importText, mapped, run, upload } from '../../../test/import-run.ts';
import type { Ctx } from '../../ctx.ts';
import { sql } from '../../db/sql.ts';
import { createRecord } from '../../records/record.ts';
import { newId } from '../../ids.ts';
import { cancelTask, getTask, resumeTask, taskFile } from '../my-tasks.ts';
import { runTask } from '../run-task.ts';
import { type AnyTaskDef, startTask, type TaskRun } from '../task.ts';
import { checkImport, createImport, getImport, importTask, patchImport, runImport } from './index.ts';

let t: TestCore;
let ctx: Ctx;
beforeAll(async () => { t = await testCore(); ctx = await t.as('admin'); });
afterAll(() => t.close());

const customers = (like: string) => t.core.db.run<{ name: string; code: string; city: string | null; ownerId: string; parent: string | null }>(sql`
  SELECT c.name, c.code, c.city, c.owner_id AS "ownerId", (SELECT p.name FROM customer p WHERE p.id = c.parent_id) AS parent FROM customer c WHERE c.name LIKE ${like} AND c.deleted_at IS NULL ORDER BY c.name`);
const lines = (prefix: string, count: number): string => `name,city\n${Array.from({ length: count }, (_, index) => `${prefix} ${String(index).padStart(5, '0')},City ${index}`).join('\n')}\n`;

describe('an upload', () => {
  it('is described, and may be read otherwise', async () => {
    const state = await upload(ctx, 'customer', 'Some title\n\nName;City;;City\nA;B;C;D\n', '客户<>.csv');
    expect(state).toMatchObject({ fileName: '客户.csv', type: 'csv', encoding: 'utf-8', separator: ';', headerRow: 3, preview: [['A', 'B', 'C', 'D']], policy: 'skip', matchField: 'name', sameFile: null });
    expect(state.columns.map((one) => one.header)).toEqual(['Name', 'City', 'Column C', 'City (2)']);
    const other = await patchImport(ctx, state.id, { separator: ',', headerRow: 1 });
    expect(other).toMatchObject({ headerRow: 1, separator: ',', preview: [['Name;City;;City'], ['A;B;C;D']] });
    expect((await patchImport(ctx, state.id, { headerRow: 0 })).columns.map((one) => one.header)).toEqual(['Column A']);
    await expect(patchImport(ctx, state.id, { headerRow: 99 })).rejects.toMatchObject({ code: 'import.header-row' });
    await expect(patchImport(ctx, state.id, { encoding: 'klingon' })).rejects.toMatchObject({ code: 'import.encoding-unknown' });
  });
  it('leaves nothing behind when it is cut off, empty, or of a wrong type', async () => {
    const before = await readdir(join(t.dataDir, 'files'), { recursive: true });
    const broken = new Readable({ read() { this.push('a,b\n1'); this.destroy(new Error('gone')); } });
    await expect(createImport(ctx, { object: 'customer', fileName: 'x.csv', stream: broken })).rejects.toMatchObject({ code: 'file.aborted' });
    await expect(upload(ctx, 'customer', '')).rejects.toMatchObject({ code: 'file.empty' });
    await expect(upload(ctx, 'customer', '<html><table>', 'x.xls')).rejects.toMatchObject({ code: 'import.type-markup', status: 415 });
    expect(await readdir(join(t.dataDir, 'files'), { recursive: true })).toEqual(before);
  });
  it('is its owner’s alone, and needs the right to import', async () => {
    const state = await upload(ctx, 'customer', 'name\nX\n');
    const seller = await t.as('seller1');
    await expect(getImport(seller, state.id)).rejects.toMatchObject({ code: 'import.not-found' });
    await expect(upload(await t.as('viewer'), 'customer', 'name\nX\n')).rejects.toMatchObject({ status: 403 });
    await expect(upload(seller, 'product', 'name\nX\n')).rejects.toMatchObject({ status: 403 });
  });
  it('maps only to fields the caller may write, each once', async () => {
    const state = await upload(ctx, 'customer', 'name,city\nX,Y\n');
    for (const field of ['id', 'wonAmount', 'createdAt', '__proto__', 'nope']) await expect(patchImport(ctx, state.id, { mapping: [{ column: 0, field }] })).rejects.toMatchObject({ code: 'field.unknown' });
    await expect(patchImport(ctx, state.id, { mapping: [{ column: 0, field: 'name' }, { column: 1, field: 'name' }] })).rejects.toMatchObject({ code: 'import.field-twice' });
    await expect(patchImport(ctx, state.id, { mapping: [{ column: 7, field: 'name' }] })).rejects.toMatchObject({ code: 'import.column-unknown' });
    await expect(patchImport(ctx, state.id, { matchField: 'wonAmount' })).rejects.toMatchObject({ code: 'field.unknown' });
    await patchImport(ctx, state.id, { mapping: [{ column: 0, field: null }] });
    await expect(checkImport(ctx, state.id)).rejects.toMatchObject({ code: 'import.nothing-mapped' });
  });
});

describe('a run', () => {
  it('writes the good rows, names the bad ones in a result file, and is undone as one', async () => {
    const text = 'name,employees,website,level,annualRevenue\nGood One,12,example.com,a,"￥1,234.50"\n,5,,,\nBad Numbers,many,javascript:alert(1),Z,x\n=cmd(),1,,B,(5)\nRagged,1,,B,5,extra\nShort\n';
    const found = await check(t, ctx, (await upload(ctx, 'customer', text)).id);
    expect(found).toMatchObject({ rows: 6, create: 2, failed: 4 });
    expect(await customers('Good One')).toEqual([]);
    const result = await importText(t, ctx, 'customer', text);
    expect(result).toMatchObject({ rows: 6, created: 2, failed: 4 });
    expect(result.errors.map(({ row, field, code }) => `${row} ${field ?? ''} ${code}`)).toEqual([
      '3 name field.required', '4 employees int.shape', '4 website url.shape', '4 level select.unknown', '4 annualRevenue money.shape', '5 annualRevenue number.negative', '6  import.extra-cells',
    ]);
    const { path, name } = await taskFile(ctx, result.task.id);
    expect(name).toBe('file - not imported.csv');
    const file = readFileSync(path, 'utf8');
    expect(file.startsWith('\ufeffname,employees,website,level,annualRevenue,Row,Reason\r\n')).toBe(true);
    expect(file).toContain("\"'=cmd()\",1,,B,(5),5,");
    expect(file.trim().split('\r\n')).toHaveLength(5);
    const undo = await finish(t, ctx, await startTask(ctx, 'undo', null, { operationId: result.task.operationId }, { operationId: newId() }));
    expect(undo.state).toBe('done');
    expect(await customers('Good One')).toEqual([]);
  });
  it('starts once however often it is asked, and cannot be changed then', async () => {
    const state = await upload(ctx, 'customer', 'name\nOnce Only\n');
    const [one, two] = [await runImport(ctx, state.id), await runImport(ctx, state.id)];
    expect(two.id).toBe(one.id);
    await expect(patchImport(ctx, state.id, { policy: 'create' })).rejects.toMatchObject({ code: 'import.already-run' });
    await finish(t, ctx, one);
    expect(await customers('Once Only')).toHaveLength(1);
    const again = await upload(ctx, 'customer', 'name\nOnce Only\n');
    expect(again).toMatchObject({ sameFile: { operationId: one.operationId }, remembered: true });
  });
  it('remembers what was chosen for the same headers', async () => {
    const state = await upload(ctx, 'customer', 'Firma X,Ort Y\nRemembered,Köln\n');
    await patchImport(ctx, state.id, { mapping: mapped(state, { 'Firma X': 'name', 'Ort Y': 'city' }), policy: 'update', matchField: 'name' });
    await run(t, ctx, state.id);
    expect(await upload(ctx, 'customer', 'Firma X,Ort Y\nOther,Bonn\n')).toMatchObject({ remembered: true, policy: 'update', matchField: 'name', mapping: [{ column: 0, field: 'name' }, { column: 1, field: 'city' }] });
  });
  it('skips, updates or doubles what exists, in the table and in the file itself', async () => {
    await importText(t, ctx, 'customer', 'name,city\nPolicy A,Old\n');
    const text = 'name,city\n policy  a,New\nPolicy B,One\nPOLICY B,Two\n';
    const counts = async (policy: 'skip' | 'update' | 'create'): Promise<Partial<ImportResult>> => {
      const state = await upload(ctx, 'customer', text);
      await patchImport(ctx, state.id, { policy, matchField: 'name' });
      const { create, update, skip } = await check(t, ctx, state.id);
      const { created, updated, skipped } = await run(t, ctx, state.id);
      expect({ create, update, skip }).toEqual({ create: created, update: updated, skip: skipped });
      return { created, updated, skipped };
    };
    expect(await counts('skip')).toEqual({ created: 1, updated: 0, skipped: 2 });
    expect((await customers('Policy%')).map(({ city }) => city)).toEqual(['Old', 'One']);
    expect(await counts('update')).toEqual({ created: 0, updated: 3, skipped: 0 });
    expect((await customers('P%')).filter(({ name }) => /policy/i.test(name)).map(({ city }) => city).sort()).toEqual(['Two']);
    expect(await counts('create')).toEqual({ created: 3, updated: 0, skipped: 0 });
  });
  it('tells nothing of records the caller may not see, and does not touch what he may only read', async () => {
    await createRecord(await t.as('seller2'), 'customer', { name: 'South Secret', city: 'Old' });
    const mine = await createRecord(await t.as('director'), 'customer', { name: 'Own By Director', city: 'Old', ownerId: people.disabled }).catch(() => null);
    expect(mine).toBeNull();
    const seller = await t.as('seller1');
    const result = await importText(t, seller, 'customer', 'name,city\nSouth Secret,New\n', { policy: 'update', matchField: 'name' });
    expect(result).toMatchObject({ created: 1, updated: 0 });
    expect((await customers('South Secret')).map(({ city }) => city).sort()).toEqual(['New', 'Old']);
  });
  it('gives records to their owners where the caller may', async () => {
    const director = await t.as('director');
    const { record } = await createRecord(ctx, 'user', { name: '邓一凡', login: 'dengyf' });
    await createRecord(ctx, 'user', { name: 'Gone Long Ago', status: 'disabled' });
    const state = await upload(director, 'customer', 'name,负责人\nOwned 1,邓一凡\nOwned 2,DengYf\nOwned 3,nobody here\nOwned 4,gone long ago\n');
    const found = await check(t, director, state.id);
    expect(found.unknown).toMatchObject([{ field: 'ownerId', object: 'user', values: [{ text: 'nobody here', rows: 1 }] }]);
    const result = await run(t, director, state.id);
    expect(result.errors.map(({ row, code }) => [row, code])).toEqual([[4, 'ref.unknown'], [5, 'owner.unknown']]);
    expect((await customers('Owned%')).map(({ name, ownerId }) => [name, ownerId])).toEqual([['Owned 1', record.id], ['Owned 2', record.id]]);
  });
});

describe('references', () => {
  it('are matched by name, code and sound; the rest is listed with the nearest, and decided', async () => {
    await importText(t, ctx, 'product', 'name,code\nGTX Pro,G-1\n上海仪器,S-1\nTwin,T-1\nTwin,T-2\n', { policy: 'create' });
    await importText(t, ctx, 'customer', 'name\nRef Customer\n');
    const state = await upload(ctx, 'opportunity', 'title,customer,product\nD1,ref customer,gtx pro\nD2,Ref Customer,g-1\nD3,Ref Customer,上海儀器\nD4,Ref Customer,GTXPro\nD5,Ref Customer,Twin\nD6,New Customer,\nD7,,\nD8,new customer,GTXPro\n');
    const found = await check(t, ctx, state.id);
    expect(found).toMatchObject({ rows: 8, create: 3, failed: 5 });
    const products = found.unknown.find((one) => one.field === 'productId')?.values ?? [];
    expect(products).toMatchObject([{ text: 'GTXPro', rows: 2, suggestion: { title: 'GTX Pro' } }, { text: 'Twin', rows: 1, suggestion: { title: 'Twin' } }]);
    expect(found.unknown.find((one) => one.field === 'customerId')?.values.map(({ text, rows }) => [text, rows])).toEqual([['New Customer', 2], ['', 1]]);
    await patchImport(ctx, state.id, { refs: {
      productId: { values: { GTXPro: { id: products[0]?.suggestion?.id ?? '' }, Twin: 'blank' }, other: 'refuse' }, customerId: { values: { '': 'create' }, other: 'create' },
    } });
    expect(await check(t, ctx, state.id)).toMatchObject({ create: 8, failed: 0 });
    expect(await customers('New Customer')).toEqual([]);
    expect(await run(t, ctx, state.id)).toMatchObject({ created: 8, failed: 0, refsCreated: 2 });
    expect(await customers('New Customer')).toHaveLength(1);
    expect(await customers('(not stated)')).toHaveLength(1);
  });
  it('may point at rows of the same file, before or after', async () => {
    const result = await importText(t, ctx, 'customer', 'name,parent company\nTree Leaf,Tree Root\nTree Root,\nTree Twig,tree leaf\nTree Lost,Nowhere\n');
    expect(result).toMatchObject({ created: 3, failed: 1 });
    expect((await customers('Tree%')).map(({ name, parent }) => [name, parent])).toEqual([['Tree Leaf', 'Tree Root'], ['Tree Root', null], ['Tree Twig', 'Tree Leaf']]);
  });
});

/** The import with a fault put before or after the commit of one of its steps. */
function killedAt(step: number, when: 'before' | 'after'): AnyTaskDef {
  let count = 0;
  return {
    ...importTask,
    run: (task: TaskRun, input) => importTask.run(Object.create(task, {
      step: {
        value: async (work: (ctx: Ctx) => Promise<{ checkpoint: unknown }>) => {
          const dies = count++ === step;
          await task.step(async (tx) => { const after = await work(tx); if (dies && when === 'before') throw new Error('killed'); return after; });
          if (dies) throw new Error('killed');
        },
      },
      checkpoint: { get: () => task.checkpoint }, row: { get: () => task.row },
    }) as never, input),
  };
}

describe('killed, cancelled, resumed', () => {
  it.each([0, 1, 2, 3].flatMap((step) => [[step, 'before'], [step, 'after']] as const))('writes each row once when killed at step %i, %s its commit', async (step, when) => {
    const prefix = `Kill${step}${when}`;
    const state = await upload(ctx, 'customer', `${lines(prefix, 1700)},bad row\n${prefix} 00000,x,too many\n`);
    const def = killedAt(step, when);
    const result = await run(t, ctx, state.id, { kinds: { import: def } });
    expect(result).toMatchObject({ rows: 1702, created: 1700, failed: 2 });
    const rows = await customers(`${prefix} %`);
    expect(rows).toHaveLength(1700);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(1700);
    expect(readFileSync((await taskFile(ctx, result.task.id)).path, 'utf8').trim().split('\r\n')).toHaveLength(3);
  }, 60_000);
  it('keeps what is done when cancelled, goes on when resumed, and is undone to the last row', async () => {
    const state = await upload(ctx, 'customer', lines('Cancel', 1200));
    const task = await runImport(ctx, state.id);
    const stopping: AnyTaskDef = { ...importTask, async* run(run, input) { for await (const _ of importTask.run(run, input)) { await cancelTask(ctx, task.id); await run.step(async () => ({ checkpoint: run.checkpoint })); yield undefined; } return {}; } };
    await runTask(t.core, task.id, new AbortController().signal, { kinds: { import: stopping } });
    expect(await getTask(ctx, task.id)).toMatchObject({ state: 'cancelled', progress: 499, result: { created: 499 } });
    expect(await customers('Cancel %')).toHaveLength(499);
    await resumeTask(ctx, task.id);
    expect(await finish(t, ctx, task)).toMatchObject({ state: 'done', result: { created: 1200 } });
    expect(await customers('Cancel %')).toHaveLength(1200);
    await finish(t, ctx, await startTask(ctx, 'undo', null, { operationId: task.operationId }, { operationId: newId() }));
    expect(await customers('Cancel %')).toHaveLength(0);
  }, 60_000);
  it('reads a file that breaks at its end before anything is written', async () => {
    const state = await upload(ctx, 'customer', `${lines('Half', 900)}"never closed,x\n`);
    const task = await finish(t, ctx, await runImport(ctx, state.id));
    expect(task).toMatchObject({ state: 'failed', error: 'import.quote-not-closed' });
    expect(await customers('Half %')).toHaveLength(0);
  });
  it('stops when the right to import is taken away', async () => {
    const seller = await t.as('seller1');
    const state = await upload(seller, 'customer', lines('Lost right', 10));
    const task = await runImport(seller, state.id);
    await t.core.db.run(sql`UPDATE role SET def = jsonb_set(def, '{objects,customer,ops}', '[]'::jsonb) WHERE name = '销售'`);
    expect(await finish(t, seller, task)).toMatchObject({ state: 'failed', error: 'access.denied' });
    expect(await customers('Lost right%')).toHaveLength(0);
  });
});
