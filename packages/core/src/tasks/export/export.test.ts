import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportRequest, ExportResult } from '@wellspring/objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestCore, testCore } from '../../../test/harness.ts';
import { finish, importText, upload } from '../../../test/import-run.ts';
import type { Ctx } from '../../ctx.ts';
import { raw, sql } from '../../db/sql.ts';
import { createRecord } from '../../records/record.ts';
import { xlsxRows } from '../import/xlsx-reader.ts';
import { taskFile } from '../my-tasks.ts';
import { escapeFormula, unescapeFormula } from './formula.ts';
import { startExport } from './index.ts';

let t: TestCore;
let ctx: Ctx;
beforeAll(async () => { t = await testCore(); ctx = await t.as('admin'); });
afterAll(() => t.close());

async function exported(caller: Ctx, object: string, request: ExportRequest): Promise<ExportResult & { path: string; name: string }> {
  const task = await finish(t, caller, await startExport(caller, object, request));
  expect(task.state, String(task.error)).toBe('done');
  const { path, name } = await taskFile(caller, task.id);
  return { ...(task.result as ExportResult), path, name };
}

describe('formulas', () => {
  const risky = ['=1+1', '+cmd', '-2+cmd', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋x', '－x', '＠x', "=cmd|' /C calc'!A0", '=HYPERLINK("x")', '=IMPORTXML(1)', ';=1', ',=1', 'NULL', '\\N', "'=1", "''=1", '\u0000x'];
  const harmless = ['-5', '+86 138 0013 8000', '-5.20', '−5', '(5) 555-4729', "O'Brien", "'quoted'", 'a=b', 'x@y.example', '5%', '-', 'null'];
  it('are disarmed in text, and come back as they were', () => {
    for (const text of risky) expect(escapeFormula(text), text).toBe(`'${text}`);
    for (const text of harmless.filter((one) => one !== '-')) expect(escapeFormula(text), text).toBe(text);
    for (const text of [...risky, ...harmless]) expect(unescapeFormula(escapeFormula(text)), text).toBe(text);
  });
});

describe('an export', () => {
  it('holds what the list shows, in the caller’s language and his own time', async () => {
    await createRecord(ctx, 'customer', { name: 'Export One', level: 'A', industry: 'biopharma', annualRevenue: '1234.5', employees: 7, phone: '+86 138 0013 8000', remark: 'two\nlines, "quoted"' });
    const result = await exported(await t.as('admin', { locale: 'zh-CN' }), 'customer', { query: { filter: { field: 'name', op: 'eq', value: 'Export One' }, page: { size: 50 } }, columns: ['name', 'industry', 'annualRevenue', 'phone', 'remark', 'ownerId', 'stage'], format: 'csv' });
    expect(result).toMatchObject({ rows: 1, name: expect.stringMatching(/^客户-\d{4}-\d\d-\d\d\.csv$/) });
    expect(readFileSync(result.path, 'utf8')).toBe('\ufeff客户名称,行业,年营业额,主电话,备注,负责人,阶段\r\nExport One,生物医药,1234.50,+86 138 0013 8000,"two\nlines, ""quoted""",林晓燕,潜在\r\n');
    expect(readFileSync((await exported(ctx, 'customer', { query: { filter: { field: 'name', op: 'eq', value: 'Export One' } }, columns: ['name', 'employees'], format: 'txt' })).path, 'utf8')).toMatch(/^\ufeff[^\t]+\t[^\t]+\r\nExport One\t7\r\n$/);
  });
  it('gives back what was imported: import(export(x)) = x', async () => {
    const tricky = ['=1+1', "'=x", '+cmd', '-5', 'NULL', "O'Brien", '甲，乙', 'a\tb', '𠮷野家', 'x,y', 'say "hi"', "'", '@me', 'ＡＢＣ', ';=1', 'Robert’); DROP', '<b>', '1e5', '00123'];
    for (const [index, text] of tricky.entries()) await createRecord(ctx, 'product', { name: `Trip ${index}`, brand: text, price: `${index}.50`, unit: index % 2 ? 'set' : `unit ${index}`, description: `first ${text}\nsecond`, status: index % 3 ? 'active' : 'discontinued' });
    const columns = ['code', 'name', 'brand', 'price', 'unit', 'description', 'status'];
    const stored = () => t.core.db.run(sql`SELECT ${raw(columns.map((name) => `"${name}"`).join(', '))} FROM product WHERE name LIKE 'Trip %' AND deleted_at IS NULL ORDER BY code`);
    const before = await stored();
    for (const format of ['csv', 'txt', 'xlsx'] as const) {
      const { path } = await exported(ctx, 'product', { query: { filter: { field: 'name', op: 'startsWith', value: 'Trip ' } }, columns, format });
      await t.core.db.run(sql`UPDATE product SET deleted_at = now() WHERE name LIKE 'Trip %'`);
      const content = readFileSync(path);
      expect((await upload(ctx, 'product', content)).mapping.map((one) => one.field), format).toEqual(columns);
      expect(await importText(t, ctx, 'product', content), format).toMatchObject({ created: tricky.length, failed: 0 });
      expect(await stored(), format).toEqual(before);
    }
  });
  it('writes sheets with texts as texts, numbers as numbers, days as days', async () => {
    await createRecord(ctx, 'customer', { name: '=HYPERLINK("x")', employees: 12, annualRevenue: '99999999999999.99' });
    const customer = await createRecord(ctx, 'customer', { name: 'Sheet' });
    await createRecord(ctx, 'opportunity', { title: '=1+1', customerId: customer.record.id, amount: '10.25', closeOn: '2026-03-01', probability: 40 });
    const { path } = await exported(ctx, 'opportunity', { query: { filter: { field: 'title', op: 'eq', value: '=1+1' } }, columns: ['title', 'customerId', 'amount', 'closeOn', 'probability', 'stageAt'], format: 'xlsx' });
    const rows = [];
    for await (const row of xlsxRows(path, null)) rows.push(row);
    expect(rows[1]).toMatchObject({ cells: ['=1+1', 'Sheet', '10.25', '2026-03-01', '40%', expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)] });
    expect(rows[1]?.faults).toBeUndefined();
  });
  it('shows nothing the caller may not see, and asks again while it runs', async () => {
    await createRecord(ctx, 'customer', { name: 'Canary', phone: '13800138000', creditLimit: '777' });
    await expect(startExport(await t.as('viewer'), 'customer', { query: {}, format: 'csv' })).rejects.toMatchObject({ status: 403 });
    await t.core.db.run(sql`UPDATE role SET def = jsonb_set(def, '{objects,customer,ops}', '["export"]'::jsonb) WHERE name = '只读'`);
    const viewer = await t.as('viewer');
    await expect(startExport(viewer, 'customer', { query: {}, columns: ['name', 'creditLimit'], format: 'csv' })).rejects.toMatchObject({ code: 'field.unknown' });
    await expect(startExport(viewer, 'customer', { query: { filter: { field: 'phone', op: 'eq', value: '13800138000' } }, format: 'csv' })).rejects.toMatchObject({ code: 'field.unknown' });
    const { path } = await exported(viewer, 'customer', { query: { filter: { field: 'name', op: 'eq', value: 'Canary' } }, columns: ['name', 'phone'], format: 'csv' });
    expect(readFileSync(path, 'utf8')).toContain('Canary,138••••00');
    const task = await startExport(viewer, 'customer', { query: {}, format: 'csv' });
    await t.core.db.run(sql`UPDATE role SET def = jsonb_set(def, '{objects,customer,ops}', '[]'::jsonb) WHERE name = '只读'`);
    expect(await finish(t, viewer, task)).toMatchObject({ state: 'failed', error: 'access.denied' });
    expect((await readdir(join(t.dataDir, 'results'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
  it('reads many pages without losing or doubling a row', async () => {
    await importText(t, ctx, 'customer', `name\n${Array.from({ length: 2300 }, (_, index) => `Page ${index}`).join('\n')}\n`, { policy: 'create' });
    const { path, rows } = await exported(ctx, 'customer', { query: { filter: { field: 'name', op: 'startsWith', value: 'Page ' } }, columns: ['name'], format: 'csv' });
    expect(rows).toBe(2300);
    expect(new Set(readFileSync(path, 'utf8').trim().split('\r\n')).size).toBe(2301);
  }, 60_000);
});
