import { allFields, type FieldDef, type Fields, measuresOf, objectNames, objectOf, operatorsOf } from '@wellspring/objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../src/ctx.ts';
import { sql } from '../../src/db/sql.ts';
import { missingSql } from '../../src/db/migrate.ts';
import { recordAsOf } from '../../src/journal/as-of.ts';
import { recordHistory } from '../../src/journal/history.ts';
import { undoNow } from '../../src/journal/undo.ts';
import { newId } from '../../src/ids.ts';
import { aggregateRecords, countRecords, listRecords, lookupRecords } from '../../src/query/index.ts';
import { createRecord, getRecord, purgeRecord, removeRecord, restoreRecord, updateRecord } from '../../src/records/record.ts';
import { people, type TestCore, testCore } from '../harness.ts';

/** Every business object goes through this suite: a new definition is tested by being registered. */
let t: TestCore;
let admin: Ctx;
let clock = Date.parse('2026-10-01T00:00:00Z');
const parents: Record<string, string> = {};
beforeAll(async () => { t = await testCore({ now: () => new Date((clock += 1000)) }); admin = await t.as('admin'); });
afterAll(() => t.close());
const now = async (): Promise<Ctx> => t.as('admin');

const samples: Record<FieldDef['type'], (field: never, mark: number) => unknown> = {
  text: (_field, mark) => `样本 sample ${mark}`, longText: (_field, mark) => `line one ${mark}\nline two`, phone: (_field, mark) => `0571-8860 ${1000 + mark}`, email: (_field, mark) => `p${mark}@mail.example`, url: (_field, mark) => `https://site${mark}.example/`,
  int: (field: { min?: number; max?: number }, mark) => Math.min(field.max ?? 1e6, Math.max(field.min ?? 0, 10 + mark)), decimal: (_field, mark) => `${mark}.5`, percent: (_field, mark) => 10 + (mark % 80), money: (_field, mark) => `${1000 + mark}.50`,
  date: (_field, mark) => `2026-02-${String(1 + (mark % 27)).padStart(2, '0')}`, datetime: (_field, mark) => `2026-03-01T00:00:${String(mark % 60).padStart(2, '0')}.000Z`, bool: (_field, mark) => mark % 2 === 0,
  select: (field: { options: readonly { key: string }[] }) => field.options[0]?.key, multiSelect: (field: { options: readonly { key: string }[] }) => [field.options[0]?.key],
  ref: (field: { to: string }) => parents[field.to] ?? null, user: () => people.seller1, anyRef: (field: { to: readonly string[] }) => (parents[field.to[0] ?? ''] ? { object: field.to[0], id: parents[field.to[0] ?? ''] } : null), rollup: () => undefined,
};
const sample = (field: FieldDef, mark: number): unknown => samples[field.type](field as never, mark);
const writable = (object: string): [string, FieldDef][] => Object.entries(objectOf(object).fields as Fields).filter(([, field]) => !field.readonly);
/** A value for every field; references to the object itself stay open, numbers number themselves. */
const full = (object: string, mark: number): Record<string, unknown> =>
  Object.fromEntries(writable(object).filter(([name, field]) => !(field.type === 'ref' && field.to === object) && name !== objectOf(object).numbering?.field && !(field.type === 'user' && object === 'user')).map(([name, field]) => [name, sample(field, mark)]));

describe.each(objectNames.map((name) => [name, objectOf(name)] as const))('%s', (object, def) => {
  let id = '';
  it('is created with every field and read back as it was given', async () => {
    const values = full(object, 1);
    const answer = await createRecord(await now(), object, values);
    id = answer.record.id;
    parents[object] ??= id;
    for (const [name, value] of Object.entries(values)) if (value !== undefined) expect(answer.record[name], name).toEqual(value);
    expect(Object.keys(answer.record).sort()).toEqual(Object.keys(allFields(def)).sort());
    for (const name of Object.keys(def.children ?? {})) expect(answer.counts[name], name).toBeTypeOf('number');
  });
  it('is edited field by field, and its history says so', async () => {
    const before = (await getRecord(admin, object, id)).record;
    const moment = new Date(clock).toISOString();
    const changes = Object.fromEntries(writable(object).filter(([name, field]) => ['text', 'longText', 'phone', 'email', 'url', 'money', 'int', 'date'].includes(field.type) && name !== def.numbering?.field).map(([name, field]) => [name, sample(field, 7)]));
    const edited = await updateRecord(await now(), object, id, { version: before.version, ...changes });
    for (const [name, value] of Object.entries(changes)) expect(edited.record[name], name).toEqual(value);
    const { entries } = await recordHistory(admin, object, id);
    expect(new Set(entries[0]?.changes.map((change) => change.field))).toEqual(new Set(Object.keys(changes).filter((name) => before[name] !== changes[name])));
    const then = await recordAsOf(admin, object, id, moment);
    for (const name of Object.keys(changes)) expect(then.record?.[name], name).toEqual(before[name]);
    await undoNow(await now(), edited.operationId ?? '', newId());
    const after = (await getRecord(admin, object, id)).record;
    for (const name of Object.keys(changes)) expect(after[name], name).toEqual(before[name]);
  });
  it('is listed with every column, sorted by every field, in every view', async () => {
    const names = Object.keys(allFields(def));
    for (let from = 0; from < names.length; from += 20) expect((await listRecords(admin, object, { columns: names.slice(from, from + 20) })).rows.length).toBeGreaterThan(0);
    for (const name of names.filter((one) => !['anyRef', 'multiSelect', 'longText'].includes((allFields(def)[one] as FieldDef).type))) {
      for (const key of [name, `-${name}`]) expect((await listRecords(admin, object, { sort: [key], page: { size: 2 } })).rows.length, key).toBeGreaterThan(0);
    }
    for (const view of Object.keys(def.views ?? {})) { await listRecords(admin, object, { view }); await countRecords(admin, object, { view }); }
  });
  it('is filtered by every operator of every field', async () => {
    for (const [name, field] of Object.entries(allFields(def))) {
      for (const op of operatorsOf(field)) {
        const value = op === 'within' ? 'thisMonth' : ['empty', 'notEmpty', 'isMe', 'isMyDept', 'isMyTree'].includes(op) ? undefined : field.type === 'rollup' ? (field.as === 'int' ? 1 : field.as === 'money' ? '1.00' : '2026-01-01T00:00:00Z') : (sample(field, 1) ?? people.admin);
        const given = op === 'between' ? [value, value] : ['in', 'notIn'].includes(op) ? [value] : value;
        await expect(countRecords(admin, object, { filter: { field: name, op, ...(given === undefined ? {} : { value: given }) } }), `${name} ${op}`).resolves.toBeDefined();
      }
    }
  });
  it('is summed by every measure', async () => {
    for (const [name, field] of Object.entries(allFields(def))) for (const fn of measuresOf(field)) await aggregateRecords(admin, object, { measures: [{ fn, field: name }] });
    expect((await aggregateRecords(admin, object, { measures: [{ fn: 'count' }] })).rows[0]?.values[0]).toBeGreaterThan(0);
  });
  it('is found by its title', async () => {
    const title = String((await getRecord(admin, object, id)).record[def.titleField]);
    expect((await lookupRecords(admin, object, { text: title.slice(0, 12) })).rows.map((row) => row.id)).toContain(id);
    expect((await listRecords(admin, object, { search: title.slice(0, 12), page: { size: 200 } })).rows.map((row) => row.id)).toContain(id);
  });
  it('goes to the bin, comes back, and is purged without a trace', async () => {
    const extra = await createRecord(await now(), object, full(object, 3));
    const one = extra.record.id;
    await removeRecord(await now(), object, one, extra.record.version);
    expect((await listRecords(admin, object, { filter: { field: 'id', op: 'eq', value: one } })).rows).toEqual([]);
    expect((await listRecords(admin, object, { recycled: true, filter: { field: 'id', op: 'eq', value: one } })).rows).toHaveLength(1);
    await restoreRecord(await now(), object, one);
    expect((await getRecord(admin, object, one)).record).toMatchObject({ id: one, deletedAt: null, version: 3 });
    await removeRecord(await now(), object, one);
    await purgeRecord(await now(), object, one);
    await expect(getRecord(admin, object, one)).rejects.toMatchObject({ status: 404 });
    const [row] = await t.core.db.run<{ n: number }>(sql`SELECT count(*)::int AS n FROM change WHERE record_id = ${one} AND kind = 'purge' AND before IS NOT NULL`);
    expect(row?.n).toBe(1);
  });
  it('gives nothing to a person without a role', async () => {
    const nobody = await t.as('nobody');
    for (const ask of [() => listRecords(nobody, object, {}), () => countRecords(nobody, object, {}), () => aggregateRecords(nobody, object, { measures: [{ fn: 'count' }] }), () => lookupRecords(nobody, object, { text: 'a' }), () => getRecord(nobody, object, id), () => recordHistory(nobody, object, id), () => createRecord(nobody, object, full(object, 4)), () => updateRecord(nobody, object, id, { version: 1 }), () => removeRecord(nobody, object, id)]) {
      await expect(ask()).rejects.toMatchObject({ status: expect.toSatisfy((status: number) => status === 403 || status === 404) });
    }
  });
});

describe('the tables', () => {
  it('are exactly what the definitions say', async () => {
    expect((await missingSql(t.core.db.source)).up).toEqual([]);
    await t.core.db.pool.query('ALTER TABLE contact DROP COLUMN hobbies');
    await t.core.db.pool.query('DROP INDEX gx_customer_search');
    const { up } = await missingSql(t.core.db.source);
    expect(up.join('\n')).toContain('"hobbies"');
    expect(up.join('\n')).toContain('gx_customer_search');
  });
});
