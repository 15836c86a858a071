import { type Level, LEVELS, objectOf, objectNames } from '@wellspring/objects';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessOf, callerOf, shown } from '../../test/caller.ts';
import { dept, people, type Person, testCore, type TestCore } from '../../test/harness.ts';
import { insertRows } from '../../test/rows.ts';
import type { Ctx } from '../ctx.ts';
import { ident, sql } from '../db/sql.ts';
import { compileScope, levelOf } from './scope.ts';

describe('text of a scope', () => {
  test.each(['customer', 'contact', 'activity', 'task', 'product'])('%s by level', (object) => {
    for (const op of ['read', 'update'] as const) {
      for (const level of LEVELS) expect(`${op} ${level}: ${shown(compileScope(callerOf(accessOf({ [object]: { read: level, update: level } }, 'own')), objectOf(object), op, 't'))}`).toMatchSnapshot();
    }
  });
  test('no department is nobody else, never everybody', () => {
    const lost = accessOf({}, 'dept', { deptIds: [], deptTreeIds: [] });
    expect(shown(compileScope(callerOf(lost), objectOf('customer'), 'read', 't'))).toBe(`t."owner_id" = $1::uuid ← ["${people.seller1}"]`);
  });
  test('nobody updates beyond what he reads', () => {
    expect(levelOf(accessOf({ customer: { read: 'own', update: 'all' } }), 'customer', 'update')).toBe('own');
    expect(levelOf(accessOf({ customer: { read: 'none', update: 'all' } }), 'customer', 'update')).toBe('none');
  });
  test('the house itself sees all', () => {
    expect(shown(compileScope(callerOf(accessOf({}, 'none'), { system: true }), objectOf('contact'), 'update', 't'))).toBe('TRUE');
  });
});

type Row = Record<string, string | null> & { id: string };
type World = Record<string, Row[]>;
/** What the definitions' words say, written down a second time without SQL. */
function sees(ctx: Ctx, world: World, object: string, row: Row, op: 'read' | 'update'): boolean {
  const { read, update } = ctx.access.objects[object] ?? { read: 'none' as Level, update: 'none' as Level };
  const level = op === 'read' ? read : LEVELS[Math.min(LEVELS.indexOf(read), LEVELS.indexOf(update))] ?? 'none';
  if (level === 'none') return false;
  if (level === 'all') return true;
  const owned = row.ownerId === ctx.user.id || (level === 'dept' && ctx.access.deptIds.includes(row.deptId ?? '')) || (level === 'deptTree' && ctx.access.deptTreeIds.includes(row.deptId ?? ''));
  const parent = (name: string, id: string | null | undefined): boolean => (world[name] ?? []).some((one) => one.id === id && !one.deletedAt && sees(ctx, world, name, one, op));
  const by: Record<string, () => boolean> = {
    customer: () => owned, opportunity: () => owned, contact: () => parent('customer', row.customerId),
    activity: () => owned || parent('customer', row.customerId) || parent('opportunity', row.opportunityId),
    task: () => owned || row.createdById === ctx.user.id, product: () => op === 'read' || owned, user: () => op === 'read' || owned, department: () => op === 'read' || owned,
  };
  return by[object]?.() ?? false;
}

describe('people × objects × levels against the reference', () => {
  let t: TestCore;
  const world: World = {};
  beforeAll(async () => {
    t = await testCore();
    const owners: [string | null, string | null][] = [[people.seller1, dept.east], [people.seller2, dept.south], [null, dept.eastTeam], [null, null], [people.director, dept.hq], [people.seller1, dept.south], [people.disabled, dept.east]];
    const own = ([ownerId, deptId]: [string | null, string | null], index: number) => ({ ownerId, deptId, createdById: [people.seller1, people.seller2, people.director, null][index % 4] });
    const put = async (object: string, records: Record<string, unknown>[]) => {
      const ids = await insertRows(t.core, object, records);
      world[object] = records.map((record, index) => ({ ...record, id: ids[index] }) as Row);
    };
    await put('customer', [...owners, ...owners].map((one, index) => ({ name: `客户${index}`, ...own(one, index), deletedAt: index > 10 ? '2026-02-01T00:00:00Z' : null })));
    const customers = world.customer as Row[];
    await put('opportunity', customers.map((one, index) => ({ title: `商机${index}`, customerId: one.id, ...own(owners[(index * 3) % owners.length] as [string, string], index + 1) })));
    await put('contact', customers.map((one, index) => ({ name: `联系人${index}`, customerId: one.id })));
    await put('activity', customers.map((one, index) => ({ content: `跟进${index}`, customerId: index % 3 ? one.id : null, opportunityId: index % 2 ? world.opportunity?.[(index * 5) % 14]?.id : null, ...own(owners[(index * 2) % owners.length] as [string, string], index) })));
    await put('task', owners.map((one, index) => ({ title: `任务${index}`, ...own(one, index) })));
    await put('product', owners.map((one, index) => ({ name: `产品${index}`, ...own(one, index) })));
    world.user = (await t.core.db.run<Row>(sql`SELECT id, owner_id AS "ownerId", dept_id AS "deptId" FROM app_user`));
    world.department = (await t.core.db.run<Row>(sql`SELECT id, owner_id AS "ownerId", dept_id AS "deptId" FROM department`));
  }, 60_000);
  afterAll(() => t?.close());

  const idsOf = async (ctx: Ctx, object: string, op: 'read' | 'update'): Promise<string[]> =>
    (await ctx.run<{ id: string }>(sql`SELECT t.id FROM ${ident(objectOf(object).table)} t WHERE ${compileScope(ctx, objectOf(object), op, 't')}`)).map((row) => row.id).sort();
  const expected = (ctx: Ctx, object: string, op: 'read' | 'update'): string[] => (world[object] ?? []).filter((row) => sees(ctx, world, object, row, op)).map((row) => row.id).sort();

  test.each(['admin', 'director', 'seller1', 'seller2', 'viewer', 'nobody'] as Person[])('%s with the roles of the house', async (person) => {
    const ctx = await t.as(person);
    for (const object of objectNames) for (const op of ['read', 'update'] as const) expect(await idsOf(ctx, object, op), `${object} ${op}`).toEqual(expected(ctx, object, op));
  });
  test('every mix of levels on a record and its parents', async () => {
    let checked = 0;
    const base = await t.as('seller1');
    for (const customer of LEVELS) for (const opportunity of ['none', 'own', 'deptTree'] as const) for (const level of LEVELS) {
      const ctx: Ctx = { ...base, access: accessOf({ customer: { read: customer, update: 'own' }, opportunity: { read: opportunity }, activity: { read: level, update: 'dept' }, contact: { read: level } }) };
      for (const object of ['customer', 'contact', 'activity'] as const) for (const op of ['read', 'update'] as const) {
        const want = expected(ctx, object, op);
        expect(await idsOf(ctx, object, op), `${customer} ${opportunity} ${level} ${object} ${op}`).toEqual(want);
        checked += want.length;
      }
    }
    expect(checked).toBeGreaterThan(200);
  });
});
