import { accessTo, type Filter, objectOf, type WireRecord } from '@wellspring/objects';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessOf } from '../../test/caller.ts';
import { countStatements, dept, people, testCore, type TestCore } from '../../test/harness.ts';
import { insertRows } from '../../test/rows.ts';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { searchAll } from '../search/index.ts';
import { aggregateRecords, countRecords, listRecords, lookupRecords, readRecord, relatedCounts } from './index.ts';

let t: TestCore;
let admin: Ctx;
let customers: string[];
const owners = [people.seller1, people.seller2, people.director, null];
const depts = [dept.east, dept.south, dept.hq, null];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const at = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString();

beforeAll(async () => {
  t = await testCore();
  admin = await t.as('admin');
  customers = await insertRows(t.core, 'customer', Array.from({ length: 60 }, (_, index) => ({
    name: `客户${index % 7}`, code: `C-${index}`, level: pick(['A', 'B', null], index), stage: pick(['potential', 'repeat', 'engaged'], index), industry: pick(['retail', null, '自定义'], index >> 1),
    city: pick([null, '上海', '北京', ''], index >> 2), employees: pick([null, 5, -3, 40, 5], index), annualRevenue: pick([null, '10.50', '10.5', '9', '100.01'], index), ownerId: pick(owners, index), deptId: pick(depts, index), createdAt: at(index % 9),
    lastContactAt: pick([null, at(3), at(5)], index), phone: `021-5555${1000 + index}`, creditLimit: `${index}.00`,
  })));
  await insertRows(t.core, 'contact', customers.slice(0, 20).map((customerId, index) => ({ name: `联系人${index}`, customerId, mobile: `1380013${8000 + index}`, isMain: pick([true, false, null], index), birthday: pick([null, '1990-02-28', '1985-01-01'], index) })));
  await insertRows(t.core, 'customer', [{ name: '已删除', code: 'gone', ownerId: people.seller1, deptId: dept.east, deletedAt: at(2) }]);
}, 60_000);
afterAll(() => t?.close());

async function walk(ctx: Ctx, query: Parameters<typeof listRecords>[2], size: number): Promise<WireRecord[]> {
  const rows: WireRecord[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page++) {
    const answer = await listRecords(ctx, 'customer', { ...query, page: { size, ...(cursor ? { cursor } : {}) } });
    rows.push(...answer.rows);
    if (!answer.next) return rows;
    cursor = answer.next;
  }
  throw new Error('pages without end');
}

describe('pages', () => {
  const sortable = ['name', 'level', 'stage', 'industry', 'city', 'employees', 'annualRevenue', 'ownerId', 'deptId', 'createdAt', 'lastContactAt', 'openAmount', 'ownerId.jobTitle', 'parentId'];
  test('whatever the order, its pages together are the one large list', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...sortable), { minLength: 1, maxLength: 4 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), fc.integer({ min: 1, max: 23 }), async (fields, down, size) => {
      const sort = fields.map((field, index) => (down[index] ? `-${field}` : field));
      const whole = await listRecords(admin, 'customer', { sort, page: { size: 200 } });
      const pages = await walk(admin, { sort }, size);
      expect(pages.map((row) => row.id)).toEqual(whole.rows.map((row) => row.id));
      expect(pages).toHaveLength(60);
    }), { numRuns: 40, seed: 20261125 });
  });
  test('numbered pages are the same list', async () => {
    const whole = await listRecords(admin, 'customer', { page: { size: 200 } });
    const second = await listRecords(admin, 'customer', { page: { size: 20, number: 2 } });
    expect(second.rows).toEqual(whole.rows.slice(20, 40));
  });
  test('blanks come last both ways, closed choices in their own order, refs by title', async () => {
    const values = async (sort: string, name: string) => (await listRecords(admin, 'customer', { sort: [sort], columns: [name], page: { size: 200 } })).rows.map((row) => row[name]);
    for (const sort of ['level', '-level']) expect((await values(sort, 'level')).slice(40)).toEqual(Array(20).fill(null));
    expect([...new Set(await values('stage', 'stage'))]).toEqual(['potential', 'engaged', 'repeat']);
    expect([...new Set(await values('ownerId', 'ownerId'))].at(-1)).toBe(null);
  });
  test('names stand as in a dictionary of the reader', async () => {
    const names = ['许曼', '陈思远', 'abe', '重庆', 'Zoe', '阿里', '郑国栋', '何佳', '一', '龙'];
    await insertRows(t.core, 'product', names.map((name) => ({ name })));
    for (const [locale, collation] of [['zh-CN', 'zh-Hans-CN'], ['zh-TW', 'zh-Hant-TW']] as const) {
      const { rows } = await listRecords({ ...admin, locale }, 'product', { sort: ['name'] });
      expect(rows.map((row) => row.name)).toEqual([...names].sort(new Intl.Collator(collation).compare));
    }
  });
  test('two statements, however long the page and however many refs', async () => {
    for (const size of [1, 60]) expect((await countStatements(t.core, () => listRecords(admin, 'customer', { columns: ['ownerId', 'deptId', 'parentId', 'createdById', 'ownerId.departmentId'], page: { size } }))).count).toBe(2);
    expect((await countStatements(t.core, () => readRecord(admin, 'customer', customers[0] as string))).count).toBe(2);
    expect((await countStatements(t.core, () => relatedCounts(admin, objectOf('customer'), customers[0] as string))).count).toBe(1);
    expect((await countStatements(t.core, () => searchAll(admin, '客户'))).count).toBeLessThanOrEqual(2);
    expect((await countStatements(t.core, () => lookupRecords(admin, 'contact', { text: '联系' }))).count).toBe(2);
  });
  test('what comes with a page', async () => {
    const seller = await t.as('seller1');
    const answer = await listRecords(seller, 'customer', { columns: ['ownerId', 'ownerId.departmentId'] });
    expect(new Set(answer.rows.map((row) => row.ownerId))).toEqual(new Set([people.seller1]));
    expect(answer.editable).toHaveLength(answer.rows.length);
    expect(answer.labels).toEqual({ user: { [people.seller1]: '陈思远' }, department: { [dept.east]: '华东部' } });
    expect(Object.keys(answer.rows[0] ?? {}).sort()).toEqual(['id', 'name', 'ownerId', 'ownerId.departmentId', 'version']);
    expect((await listRecords(await t.as('viewer'), 'customer')).editable).toEqual([]);
  });
});

describe('filters against a plain reading of the rows', () => {
  test.each<[Filter, (row: WireRecord) => boolean]>([
    [{ field: 'city', op: 'ne', value: '上海' }, (row) => row.city !== '上海'], [{ field: 'city', op: 'notIn', value: ['上海'] }, (row) => row.city !== '上海'], [{ field: 'city', op: 'empty' }, (row) => !row.city],
    [{ not: { field: 'city', op: 'eq', value: '上海' } }, (row) => row.city !== '上海'], [{ field: 'employees', op: 'between', value: [-3, 5] }, (row) => row.employees !== null && Number(row.employees) <= 5],
    [{ field: 'annualRevenue', op: 'eq', value: '10.5' }, (row) => row.annualRevenue === '10.50'], [{ field: 'createdAt', op: 'eq', value: '2026-01-03' }, (row) => row.createdAt === at(2)], [{ field: 'createdAt', op: 'lte', value: '2026-01-03' }, (row) => String(row.createdAt) < at(3)],
    [{ field: 'ownerId', op: 'eq', value: null }, (row) => row.ownerId === null], [{ field: 'deptId', op: 'under', value: dept.hq }, (row) => row.deptId !== null], [{ field: 'ownerId.departmentId', op: 'eq', value: dept.east }, (row) => row.ownerId === people.seller1],
    [{ some: 'contacts', where: { field: 'isMain', op: 'eq', value: true } }, (row) => customers.indexOf(row.id) < 20 && customers.indexOf(row.id) % 3 === 0], [{ not: { some: 'contacts', where: { and: [] } } }, (row) => customers.indexOf(row.id) >= 20],
    [{ field: 'level', op: 'in', value: [] }, () => false], [{ or: [] }, () => false], [{ and: [] }, () => true], [{ field: 'name', op: 'contains', value: '%' }, () => false], [{ field: 'ownerId', op: 'isMyTree' }, (row) => row.ownerId !== null],
  ])('%j', async (filter, keeps) => {
    const rows = (await listRecords(admin, 'customer', { columns: ['city', 'employees', 'annualRevenue', 'createdAt', 'deptId'], page: { size: 200 } })).rows;
    const found = await listRecords(admin, 'customer', { filter, page: { size: 200 } });
    expect(found.rows.map((row) => row.id)).toEqual(rows.filter(keeps).map((row) => row.id));
    expect((await countRecords(admin, 'customer', { filter })).count).toBe(found.rows.length);
  });
  test('an OR stays within the scope', async () => {
    const seller = await t.as('seller1');
    expect((await countRecords(seller, 'customer', { filter: { or: [{ and: [] }, { field: 'ownerId', op: 'eq', value: people.seller2 }] } })).count).toBe(15);
    // the naive twin, which forgets the brackets, would see all
    expect((await t.core.db.run(sql`SELECT 1 FROM customer WHERE deleted_at IS NULL AND owner_id = ${people.seller1} AND owner_id = ${people.seller1} OR TRUE`)).length).toBeGreaterThan(15);
  });
});

describe('rights', () => {
  const masked = (fields: Record<string, 'none' | 'mask'>): Ctx => ({ ...admin, access: accessOf({ customer: { read: 'all', fields } }, 'all') });
  test('no right on the object is an answer about the object', async () => {
    const nobody = await t.as('nobody');
    for (const work of [() => listRecords(nobody, 'customer'), () => countRecords(nobody, 'customer'), () => lookupRecords(nobody, 'customer', {}), () => readRecord(nobody, 'customer', customers[0] as string), () => aggregateRecords(nobody, 'customer', { measures: [{ fn: 'count' }] })]) await expect(work()).rejects.toMatchObject({ code: 'access.denied', status: 403 });
    expect(await searchAll(nobody, '客户')).toEqual({ groups: [] });
    await expect(listRecords(admin, '__proto__')).rejects.toMatchObject({ status: 404 });
  });
  test('absent and invisible records are one answer', async () => {
    const seller = await t.as('seller1');
    for (const id of [customers[1] as string, people.seller1, 'x', "' OR 1=1"]) await expect(readRecord(seller, 'customer', id)).rejects.toMatchObject({ code: 'record.not-found', status: 404 });
  });
  test('masked values leave the core masked, forbidden ones not at all', async () => {
    const viewer = await t.as('viewer');
    const { record } = await readRecord(viewer, 'customer', customers[0] as string);
    expect(record.phone).toBe('021••••00');
    expect(record).not.toHaveProperty('creditLimit');
    const { rows } = await listRecords(viewer, 'customer', { columns: ['phone'] });
    expect(rows.every((row) => String(row.phone).includes('••••'))).toBe(true);
    await expect(listRecords(viewer, 'customer', { columns: ['creditLimit'] })).rejects.toMatchObject({ code: 'field.unknown' });
    await expect(listRecords(viewer, 'contact', { columns: ['customerId.creditLimit'] })).rejects.toMatchObject({ code: 'field.unknown' });
    expect((await listRecords(viewer, 'contact', { columns: ['customerId.phone'] })).rows[0]?.['customerId.phone']).toContain('••••');
  });
  test('a title without right is no label, a masked one a masked label', async () => {
    const labels = async (right: 'none' | 'mask') => (await listRecords(masked({ name: right }), 'contact', { columns: ['customerId'], page: { size: 1 } })).labels;
    expect(await labels('none')).toEqual({});
    expect(Object.values((await labels('mask')).customer ?? {})).toEqual(['客••••5']);
  });
  test('an invisible record has no label and no place in the order', async () => {
    const ctx: Ctx = { ...admin, access: accessOf({ customer: { read: 'own' }, contact: { read: 'all' } }) };
    const { rows, labels } = await listRecords(ctx, 'contact', { columns: ['customerId'], sort: ['customerId'] });
    expect(rows).toHaveLength(20);
    expect(Object.keys(labels.customer ?? {})).toHaveLength(5);
    expect(rows.slice(0, 5).every((row) => labels.customer?.[String(row.customerId)])).toBe(true);
  });
  test.each(['none', 'mask'] as const)('two worlds that differ only in a value of right %s answer alike', async (right) => {
    const ctx = masked({ phone: right, creditLimit: right });
    const ask = async () => {
      const answers: unknown[] = [];
      for (const work of [
        () => listRecords(ctx, 'customer', { filter: { field: 'phone', op: 'startsWith', value: '021' } }), () => listRecords(ctx, 'customer', { sort: ['phone'] }), () => listRecords(ctx, 'customer', { search: '55551000' }), () => listRecords(ctx, 'customer', { search: '客户 1000' }), () => countRecords(ctx, 'customer', { search: '0215555' }),
        () => aggregateRecords(ctx, 'customer', { measures: [{ fn: 'max', field: 'creditLimit' }] }), () => aggregateRecords(ctx, 'customer', { groupBy: [{ field: 'phone' }], measures: [{ fn: 'count' }] }), () => listRecords(ctx, 'contact', { filter: { field: 'customerId.creditLimit', op: 'gt', value: '5' } }),
        () => listRecords(ctx, 'customer', { filter: { some: 'subsidiaries', where: { field: 'phone', op: 'notEmpty' } } }), () => lookupRecords(ctx, 'customer', { text: '02155551000' }), () => searchAll(ctx, '55551000'),
      ]) answers.push(await work().catch((error: { code: string }) => error.code));
      return answers;
    };
    const before = await ask();
    expect(before.filter((answer) => answer === 'field.unknown')).toHaveLength(6);
    const [row] = await t.core.db.run<{ phone: string; search: string[]; text: string }>(sql`SELECT phone, search, search_text AS text FROM customer WHERE id = ${customers[0]}`);
    await t.core.db.run(sql`UPDATE customer SET phone = '999', credit_limit = 7777, search = array_remove(array_remove(search, 'd=02155551000'), 'd=021-55551000'), search_text = replace(replace(search_text, '02155551000', '999'), '021-55551000', '999') WHERE id = ${customers[0]}`);
    expect(await ask()).toEqual(before);
    await t.core.db.run(sql`UPDATE customer SET phone = ${row?.phone}, search = ${row?.search}, search_text = ${row?.text}, credit_limit = 0 WHERE id = ${customers[0]}`);
    // whoever may read it does see the difference
    expect((await listRecords(admin, 'customer', { search: '55551000' })).rows).toHaveLength(1);
  });
  test('the recycle bin is for those who may restore or purge', async () => {
    expect((await listRecords(await t.as('seller1'), 'customer', { recycled: true })).rows).toMatchObject([{ name: '已删除', deletedAt: at(2) }]);
    expect((await listRecords(await t.as('seller2'), 'customer', { recycled: true })).rows).toEqual([]);
    await expect(listRecords(await t.as('viewer'), 'customer', { recycled: true })).rejects.toMatchObject({ status: 403 });
    expect(accessTo(admin.access, 'customer').ops).toContain('restore');
    expect((await countRecords(admin, 'customer', { recycled: true })).count).toBe(1);
  });
});

describe('sums', () => {
  test('by choices, months and owners', async () => {
    const { rows } = await aggregateRecords(admin, 'customer', { groupBy: [{ field: 'stage' }], measures: [{ fn: 'count' }, { fn: 'sum', field: 'annualRevenue' }, { fn: 'avg', field: 'employees' }, { fn: 'max', field: 'createdAt' }, { fn: 'min', field: 'employees' }] });
    expect(rows.map((row) => row.keys[0])).toEqual(['potential', 'engaged', 'repeat']);
    const all = (await listRecords(admin, 'customer', { columns: ['stage', 'annualRevenue'], page: { size: 200 } })).rows.filter((row) => row.stage === 'potential');
    const cents = all.reduce((sum, row) => sum + Math.round(Number(row.annualRevenue ?? 0) * 100), 0);
    expect(rows[0]?.values.slice(0, 2)).toEqual([20, (cents / 100).toFixed(2)]);
    expect(rows[0]?.values[3]).toBe(at(6));
    const months = await aggregateRecords(admin, 'customer', { groupBy: [{ field: 'createdAt', bucket: 'month' }, { field: 'ownerId' }], measures: [{ fn: 'count' }] });
    expect(months.rows.map((row) => row.keys[0])).toEqual(Array(4).fill('2026-01-01'));
    expect(Object.keys(months.labels.user ?? {})).toHaveLength(3);
    expect(months.rows.reduce((sum, row) => sum + Number(row.values[0]), 0)).toBe(60);
  });
  test('a day is the day of the caller', async () => {
    const group = async (timeZone: string) => (await aggregateRecords({ ...admin, timeZone }, 'customer', { filter: { field: 'code', op: 'eq', value: 'C-0' }, groupBy: [{ field: 'createdAt', bucket: 'day' }], measures: [{ fn: 'count' }] })).rows[0]?.keys[0];
    expect(await group('Asia/Shanghai')).toBe('2026-01-01');
    expect(await group('America/New_York')).toBe('2025-12-31');
    await expect(group("UTC'; DROP TABLE customer; --")).rejects.toMatchObject({ code: 'query.time-zone' });
  });
  test('what makes no sense is refused', async () => {
    for (const [groupBy, code] of [[[{ field: 'id' }], 'query.group'], [[{ field: 'name', bucket: 'month' }], 'query.group'], [[{ field: 'nope' }], 'field.unknown'], [[{ field: 'createdAt', bucket: "month'" as 'month' }], 'query.group']] as const) await expect(aggregateRecords(admin, 'customer', { groupBy: [...groupBy], measures: [{ fn: 'count' }] })).rejects.toMatchObject({ code });
    for (const measure of [{ fn: 'sum', field: 'name' }, { fn: 'sum' }, { fn: 'avg', field: 'lastContactAt' }, { fn: 'sum', field: 'createdAt' }] as const) await expect(aggregateRecords(admin, 'customer', { measures: [measure] })).rejects.toMatchObject({ code: 'query.measure' });
  });
  test('the same rows as the list, for everybody', async () => {
    for (const person of ['admin', 'director', 'seller1', 'seller2', 'viewer'] as const) {
      const ctx = await t.as(person);
      const { count } = await countRecords(ctx, 'contact');
      expect((await aggregateRecords(ctx, 'contact', { measures: [{ fn: 'count' }] })).rows[0]?.values[0]).toBe(count);
      expect((await listRecords(ctx, 'contact', { page: { size: 200 } })).rows).toHaveLength(count);
    }
  });
});

test('counts of related records are those their own lists show', async () => {
  const seller = await t.as('seller1');
  expect(await relatedCounts(seller, objectOf('customer'), customers[0] as string)).toEqual({ contacts: 1, opportunities: 0, activities: 0, tasks: 0, subsidiaries: 0, files: 0 });
  // a colleague's customers are his own list's: here none
  expect(await relatedCounts(seller, objectOf('user'), people.seller2)).toMatchObject({ customers: 0 });
  expect(await relatedCounts(admin, objectOf('user'), people.seller2)).toMatchObject({ customers: 15 });
  const ctx: Ctx = { ...admin, access: accessOf({ contact: { read: 'none' } }) };
  expect(await relatedCounts(ctx, objectOf('customer'), customers[0] as string)).not.toHaveProperty('contacts');
});

test('pickers and the search of the whole house stay within the scope', async () => {
  const seller = await t.as('seller1');
  const [mine, other] = [customers[0] as string, customers[1] as string];
  const picked = async (ctx: Ctx, ids: string[]) => (await lookupRecords(ctx, 'customer', { ids })).rows.map((row) => row.id);
  expect(await picked(seller, [other, mine])).toEqual([mine]);
  expect(await picked(admin, [other, mine])).toEqual([other, mine]);
  // C-1 is another's, by its exact code as by a part of it
  const found = async (ctx: Ctx) => [(await lookupRecords(ctx, 'customer', { text: 'C-1' })).rows.map((row) => row.id), (await searchAll(ctx, 'C-1', 20)).groups.flatMap((group) => group.rows.map((row) => row.id))];
  for (const ids of await found(admin)) expect(ids).toContain(other);
  for (const ids of await found(seller)) {
    expect(ids).not.toContain(other);
    expect(ids).not.toHaveLength(0);
    expect(ids.every((id) => customers.indexOf(id) % 4 === 0)).toBe(true);
  }
});
