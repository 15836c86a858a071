import { type Condition, customer, type Filter, operatorsOf, QUERY_LIMITS, validateFilter } from '@wellspring/objects';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allOf, decodeState, encodeState, isSortable, nextSort, type PageState, rowsQuery } from './list-state.ts';

const names = Object.keys(customer.fields) as (keyof typeof customer.fields)[];
const condition: fc.Arbitrary<Condition> = fc.constantFrom(...names).chain((field) => fc.record({ field: fc.constant(field), op: fc.constantFrom(...operatorsOf(customer.fields[field])), value: fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<unknown> }));
const filter: fc.Arbitrary<Filter> = fc.letrec<{ node: Filter }>((tie) => ({
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, condition, fc.record({ and: fc.array(tie('node'), { maxLength: 3 }) }), fc.record({ or: fc.array(tie('node'), { maxLength: 3 }) }), fc.record({ not: tie('node') })),
})).node.filter((value) => validateFilter(value) === null);
const sort = fc.uniqueArray(fc.constantFrom(...names.filter((name) => isSortable(customer, name))), { maxLength: QUERY_LIMITS.sortKeys }).chain((list) => fc.tuple(...list.map((name) => fc.constantFrom(name, `-${name}`))));
const state: fc.Arbitrary<PageState> = fc.record({
  sort, view: fc.constantFrom(...Object.keys(customer.views ?? {})), search: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), filter, columns: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 8 }), group: fc.constantFrom('region', 'stage', 'ownerId'), selected: fc.uuid(),
}, { requiredKeys: ['sort'] });
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('the address of a list', () => {
  test('gives back every state it was written from', () => {
    fc.assert(fc.property(state, (given) => {
      const text = encodeState(given).toString();
      const { state: read, faults } = decodeState(customer, new URLSearchParams(text));
      expect(faults).toEqual([]);
      expect(plain(read)).toEqual(plain(given));
    }), { numRuns: 300 });
  });
  test('keeps parameters of others and drops its own when they are empty', () => {
    expect(encodeState({ sort: [] }, new URLSearchParams('w=customer:1&view=mine&q=x')).toString()).toBe('w=customer%3A1');
  });
  test.each([
    ['view=__proto__', 'view'], ['sort=nope', 'sort'], ['sort=name,-name', 'sort'], ['sort=name,code,city,level,stage', 'sort'], ['sort=remark', 'sort'], ['f={', 'f'], ['f=%7B%22field%22:%22nope%22,%22op%22:%22eq%22%7D', 'f'],
    ['f=%7B%22field%22:%22name%22,%22op%22:%22hasAny%22,%22value%22:[]%7D', 'f'], ['f=[]', 'f'], ['cols=nope', 'cols'], ['group=name', 'group'], ['sel=1', 'sel'], [`q=${'x'.repeat(101)}`, 'q'],
  ])('falls back and says so: %s', (text, fault) => {
    const { state: read, faults } = decodeState(customer, new URLSearchParams(text));
    expect(faults).toEqual([fault]);
    expect(read).toEqual({ sort: [] });
  });
  test('keeps the columns it knows when one is gone', () => {
    expect(decodeState(customer, new URLSearchParams('cols=name,nope,city'))).toEqual({ state: { sort: [], columns: ['name', 'city'] }, faults: ['cols'] });
  });
  test('never throws, whatever stands there', () => {
    fc.assert(fc.property(fc.constantFrom('view', 'q', 'f', 'sort', 'cols', 'group', 'sel'), fc.string(), (name, text) => { decodeState(customer, new URLSearchParams([[name, text]])); }));
  });
});

describe('sorting by the head', () => {
  test('goes up, down, off', () => {
    expect(nextSort([], 'name', false)).toEqual(['name']);
    expect(nextSort(['name'], 'name', false)).toEqual(['-name']);
    expect(nextSort(['-name'], 'name', false)).toEqual([]);
    expect(nextSort(['-name', 'city'], 'city', false)).toEqual(['-city']);
  });
  test('with Shift adds levels up to four and changes them in their place', () => {
    expect(nextSort(['name'], 'city', true)).toEqual(['name', 'city']);
    expect(nextSort(['name', 'city'], 'name', true)).toEqual(['-name', 'city']);
    expect(nextSort(['-name', 'city'], 'name', true)).toEqual(['city']);
    expect(nextSort(['a', 'b', 'c', 'd'], 'e', true)).toEqual(['a', 'b', 'c', 'd']);
  });
});

test('the parent of a pane and the filter of the person stand side by side without another level', () => {
  const base: Filter = { field: 'customerId', op: 'eq', value: 'x' };
  expect(allOf(base, { and: [{ field: 'a', op: 'empty' }] })).toEqual({ and: [base, { field: 'a', op: 'empty' }] });
  expect(allOf(undefined, undefined)).toBeUndefined();
  expect(rowsQuery({ sort: [], search: '  ' }, base)).toEqual({ filter: base });
});
