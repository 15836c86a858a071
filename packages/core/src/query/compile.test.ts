import { type Filter, fieldOf, objectNames, objectOf, OPERATORS, operatorsOf } from '@wellspring/objects';
import { describe, expect, test } from 'vitest';
import { accessOf, callerOf, shown } from '../../test/caller.ts';
import { people } from '../../test/harness.ts';
import { UserError } from '../errors.ts';
import { checkFilter, compileCursor, compileFilter, compileOrder, readCursor, sortKeys, writeCursor } from './compile.ts';
import { planList } from './list.ts';

const all = callerOf(accessOf());
const id = people.seller2;
const where = (object: string, filter: Filter, ctx = all): string => shown(compileFilter(ctx, objectOf(object), filter, 't'));
const codeOf = (work: () => unknown): string => {
  try { work(); } catch (error) { if (error instanceof UserError) return error.code; throw error; }
  return 'no error';
};

describe('text of conditions', () => {
  const cases: [string, Filter][] = [
    ['customer', { field: 'name', op: 'eq', value: 'a' }], ['customer', { field: 'name', op: 'ne', value: 'a' }], ['customer', { field: 'city', op: 'ne', value: 'a' }],
    ['customer', { field: 'city', op: 'in', value: ['a', 'b'] }], ['customer', { field: 'city', op: 'in', value: [] }], ['customer', { field: 'city', op: 'notIn', value: ['a'] }], ['customer', { field: 'name', op: 'notIn', value: ['a'] }], ['customer', { field: 'city', op: 'notIn', value: [] }],
    ['customer', { field: 'city', op: 'contains', value: '50%_\\' }], ['customer', { field: 'city', op: 'startsWith', value: 'a' }], ['customer', { field: 'city', op: 'empty' }], ['customer', { field: 'city', op: 'notEmpty' }], ['customer', { field: 'level', op: 'empty' }],
    ['customer', { field: 'level', op: 'eq', value: null }], ['customer', { field: 'level', op: 'ne', value: null }],
    ['customer', { field: 'annualRevenue', op: 'gt', value: '10.50' }], ['customer', { field: 'annualRevenue', op: 'between', value: ['1', '2'] }], ['customer', { field: 'employees', op: 'lte', value: 5 }], ['customer', { field: 'openDeals', op: 'gte', value: 1 }],
    ['opportunity', { field: 'closeOn', op: 'eq', value: '2026-02-28' }], ['opportunity', { field: 'closeOn', op: 'within', value: 'thisQuarter' }], ['opportunity', { field: 'closeOn', op: 'lt', value: 'P0D' }], ['opportunity', { field: 'closeOn', op: 'between', value: ['-P7D', 'P7D'] }],
    ['task', { field: 'dueAt', op: 'eq', value: '2026-02-28' }], ['task', { field: 'dueAt', op: 'gt', value: '2026-02-28' }], ['task', { field: 'dueAt', op: 'lte', value: '2026-02-28' }], ['task', { field: 'dueAt', op: 'lte', value: '2026-02-28T10:00:00+08:00' }], ['task', { field: 'dueAt', op: 'within', value: 'thisWeek' }], ['task', { field: 'dueAt', op: 'within', value: '-P30D' }],
    ['customer', { field: 'ownerId', op: 'isMe' }], ['customer', { field: 'ownerId', op: 'eq', value: { $me: true } }], ['customer', { field: 'ownerId', op: 'in', value: [{ $me: true }, id] }], ['customer', { field: 'ownerId', op: 'isMyDept' }], ['customer', { field: 'ownerId', op: 'isMyTree' }], ['customer', { field: 'deptId', op: 'under', value: id }],
    ['contact', { field: 'isMain', op: 'ne', value: true }], ['contact', { field: 'customerId.industry', op: 'eq', value: 'retail' }], ['customer', { field: 'ownerId.departmentId', op: 'under', value: id }],
    ['activity', { field: 'subject', op: 'eq', value: { object: 'task', id } }], ['activity', { field: 'subject', op: 'empty' }],
    ['customer', { and: [] }], ['customer', { or: [] }], ['customer', { not: { or: [] } }], ['customer', { and: [{ field: 'level', op: 'eq', value: 'A' }, { or: [{ field: 'level', op: 'eq', value: 'B' }, { not: { field: 'city', op: 'eq', value: 'x' } }] }] }],
    ['customer', { some: 'contacts', where: { field: 'name', op: 'eq', value: 'x' } }], ['task', { some: 'activities', where: { and: [] } }],
  ];
  test.each(cases)('%s %j', (object, filter) => { expect(where(object, filter)).toMatchSnapshot(); });
  test('each object that is reached brings its own scope', () => {
    const own = callerOf(accessOf({ customer: { read: 'own' }, contact: { read: 'own' } }));
    expect(where('contact', { field: 'customerId.industry', op: 'eq', value: 'x' }, own)).toMatchSnapshot();
    expect(where('customer', { some: 'contacts', where: { field: 'name', op: 'eq', value: 'x' } }, own)).toMatchSnapshot();
  });
  test('every operator of every field has its SQL', () => {
    const sample: Record<string, unknown> = { text: 'a', option: 'a' };
    let compiled = 0;
    for (const name of objectNames) {
      for (const [field, def] of Object.entries({ ...objectOf(name).fields, ownerId: fieldOf(objectOf(name), 'ownerId') })) {
        for (const op of operatorsOf(def as never)) {
          for (const value of [sample.text, 1, '1', true, id, ['a'], [id], ['2026-01-01', '2026-01-02'], ['1', '2'], [1, 2], '2026-01-01', 'today', { object: 'customer', id }, undefined]) {
            if (codeOf(() => compileFilter(all, objectOf(name), { field, op, value }, 't')) === 'no error') { compiled += 1; break; }
            if (value === undefined) throw new Error(`${name}.${field} ${op} takes nothing`);
          }
        }
      }
    }
    expect(compiled).toBeGreaterThan(600);
  });
});

describe('what is refused', () => {
  test.each([
    ['name', 'eq', 5], ['name', 'eq', 'a\u0000b'], ['name', 'eq', '\ud800'], ['name', 'eq', { $me: true }], ['name', 'contains', null], ['employees', 'gt', '5'], ['employees', 'gt', 1.5], ['employees', 'gt', Number.NaN], ['annualRevenue', 'gt', '1e3'], ['annualRevenue', 'gt', Number.POSITIVE_INFINITY], ['annualRevenue', 'gt', "1'; --"],
    ['ownerId', 'eq', 'x'], ['ownerId', 'in', [null]], ['ownerId', 'in', 'x'], ['parentId', 'eq', { $me: true }], ['createdAt', 'gt', '31/31/2026'], ['createdAt', 'gt', '2026-02-30'], ['createdAt', 'within', 'lastCentury'], ['createdAt', 'within', '__proto__'], ['annualRevenue', 'between', ['1']], ['city', 'in', Array(1001).fill('a')],
  ] as const)('%s %s %j', (field, op, value) => { expect(codeOf(() => compileFilter(all, objectOf('customer'), { field, op, value }, 't'))).toBe('query.value'); });
  test.each(['nope', '__proto__', 'constructor', 'toString', 'name"', 'name; DROP TABLE customer', 'NAME', '', '.', 'ownerId.', '.name', 'ownerId.login.x', 'id.name', 'name.length', 'custom', 'search', 'search_text', 'parentId.__proto__', 'ownerId.passwordHash', 'subject.name'])('field %j', (field) => {
    expect(codeOf(() => compileFilter(all, objectOf('customer'), { field, op: 'eq', value: 'x' }, 't'))).toBe('field.unknown');
    expect(codeOf(() => sortKeys(all, objectOf('customer'), [`-${field}`], 't'))).toBe('field.unknown');
    expect(codeOf(() => planList(all, objectOf('customer'), { columns: [field] }))).toBe('field.unknown');
  });
  test.each(['nope', '__proto__', 'constructor', 'contacts"'])('child list %j', (some) => { expect(codeOf(() => compileFilter(all, objectOf('customer'), { some, where: { and: [] } }, 't'))).toBe('field.unknown'); });
  test('operators that the type has not', () => {
    expect(codeOf(() => where('customer', { field: 'employees', op: 'contains', value: '1' }))).toBe('query.operator');
    expect(codeOf(() => where('customer', { field: 'openDeals', op: 'within', value: 'today' }))).toBe('query.operator');
    expect(codeOf(() => where('customer', { field: 'parentId', op: 'under', value: id }))).toBe('query.operator');
    for (const op of OPERATORS) expect(['no error', 'query.operator', 'query.value']).toContain(codeOf(() => where('customer', { field: 'remark', op, value: 'x' })));
  });
  test('shapes and sizes', () => {
    let deep: Filter = { field: 'name', op: 'eq', value: 'x' };
    for (let depth = 0; depth < 6; depth++) deep = { not: deep };
    expect(codeOf(() => checkFilter(deep))).toBe('query.too-deep');
    expect(codeOf(() => checkFilter({ and: Array(51).fill({ field: 'name', op: 'eq', value: 'x' }) }))).toBe('query.too-many-conditions');
    for (const bad of [null, [], 'x', {}, { field: 'name' }, { field: 'name', op: '=1 or' }, { field: 'name', op: 'eq', value: 1, more: 1 }, { and: {} }, { and: [], or: [] }]) expect(codeOf(() => checkFilter(bad)), JSON.stringify(bad)).toBe('query.filter-shape');
    for (const page of [{ size: 0 }, { size: 201 }, { size: 1.5 }, { size: Number.POSITIVE_INFINITY }, { size: 10, number: 201 }, { size: 10, number: 0 }]) expect(codeOf(() => planList(all, objectOf('customer'), { page }))).toBe('query.page');
    expect(codeOf(() => planList(all, objectOf('customer'), { view: '__proto__' }))).toBe('query.view');
    expect(codeOf(() => planList(all, objectOf('customer'), { sort: ['name', 'code', 'city', 'level', 'stage'] }))).toBe('query.sort');
    expect(codeOf(() => sortKeys(all, objectOf('activity'), ['subject'], 't'))).toBe('query.sort');
  });
  test.each(['none', 'mask'] as const)('a field with the right %s is as unknown as one that is not there', (right) => {
    const ctx = callerOf(accessOf({ customer: { read: 'all', fields: { phone: right } }, contact: { read: 'all', fields: { name: right, customerId: right } } }));
    const said = (work: () => unknown): string => { try { work(); } catch (error) { return JSON.stringify({ ...(error as UserError).details, code: (error as UserError).code }).replaceAll(/phone|contacts|customerId\.city|customerId\.phone/g, 'x'); } return 'no error'; };
    const customer = objectOf('customer');
    const unknown = said(() => compileFilter(ctx, customer, { field: 'x', op: 'eq', value: 'x' }, 't'));
    expect(unknown).toContain('field.unknown');
    for (const work of [
      () => compileFilter(ctx, customer, { field: 'phone', op: 'eq', value: 'x' }, 't'), () => compileFilter(ctx, customer, { not: { field: 'phone', op: 'empty' } }, 't'), () => sortKeys(ctx, customer, ['phone'], 't'),
      () => compileFilter(ctx, customer, { some: 'contacts', where: { and: [] } }, 't'), () => compileFilter(ctx, objectOf('contact'), { field: 'customerId.city', op: 'eq', value: 'x' }, 't'), () => compileFilter(ctx, objectOf('opportunity'), { field: 'customerId.phone', op: 'eq', value: 'x' }, 't'),
    ]) expect(said(work)).toBe(unknown);
    expect(codeOf(() => planList(ctx, customer, { columns: ['phone'] }))).toBe(right === 'mask' ? 'no error' : 'field.unknown');
  });
  test('an object without right is unknown from every side', () => {
    const ctx = callerOf(accessOf({ contact: { read: 'none' }, user: { read: 'none' } }));
    expect(codeOf(() => where('customer', { some: 'contacts', where: { and: [] } }, ctx))).toBe('field.unknown');
    expect(codeOf(() => where('opportunity', { field: 'contactId.name', op: 'eq', value: 'x' }, ctx))).toBe('field.unknown');
    expect(codeOf(() => where('customer', { field: 'ownerId.name', op: 'eq', value: 'x' }, ctx))).toBe('field.unknown');
  });
});

describe('order and cursor', () => {
  const customer = objectOf('customer');
  test.each([[['createdAt']], [['-createdAt']], [['city']], [['-city', 'createdAt']], [['-createdAt', 'name']], [['stage']], [['-industry']], [['ownerId']], [['parentId.name']], [[]]])('%j', (sort) => {
    const keys = sortKeys(all, customer, sort, 't');
    expect(shown(compileOrder(keys))).toMatchSnapshot();
    expect(shown(compileCursor(keys, keys.map((_, index) => `v${index}`)))).toMatchSnapshot();
    if (keys[0]?.nullable) expect(shown(compileCursor(keys, keys.map((_, index) => (index ? `v${index}` : null))))).toMatchSnapshot();
  });
  test('only its own cursor comes back', () => {
    const sort = ['-createdAt'];
    const keys = sortKeys(all, customer, sort, 't');
    const values = ['2026-01-05T00:00:00.000Z', id];
    const cursor = writeCursor('customer', sort, values);
    expect(readCursor(cursor, 'customer', sort, keys)).toEqual(values);
    const forged = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const mark = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
    for (const bad of ['', 'x', '%%%', forged(null), forged([]), forged([mark[0]]), forged([mark[0], null, id]), forged([mark[0], 'x', id]), forged([mark[0], values[0], "' OR 1=1"]), forged([mark[0], 5, {}]), forged(['other', ...values]), writeCursor('contact', sort, values), writeCursor('customer', ['createdAt'], values)]) {
      expect(codeOf(() => readCursor(bad, 'customer', sort, keys)), bad).toBe('query.cursor');
    }
  });
});

test('a whole page', () => {
  const ctx = callerOf(accessOf({ customer: { read: 'dept', update: 'own' } }));
  expect(shown(planList(ctx, objectOf('customer'), { view: 'silent', filter: { or: [{ field: 'level', op: 'eq', value: 'A' }, { and: [] }] }, search: '华东', page: { size: 20 } }).statement)).toMatchSnapshot();
});
