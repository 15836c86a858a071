import { type Filter, QUERY_LIMITS, validateFilter } from '@wellspring/objects';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addAt, conditionFor, countConditions, depthOf, emptyGroup, type Group, mayNest, nodeAt, type Path, removeAt, replaceAt, toFilter, toGroup, withCondition } from './filter-model.ts';

const leaf = (field: string, value: number): Filter => ({ field, op: 'eq', value });
const condition = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(9)).map(([field, value]) => leaf(field, value));
const filter = fc.letrec<{ node: Filter }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, condition, fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((and): Filter => ({ and })), fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((or): Filter => ({ or })), tie('node').map((not): Filter => ({ not }))),
})).node;
type Row = Record<string, number>;
const holds = (part: Filter | undefined, row: Row): boolean => {
  if (!part) return true;
  if ('and' in part) return part.and.every((each) => holds(each, row));
  if ('or' in part) return part.or.some((each) => holds(each, row));
  if ('not' in part) return !holds(part.not, row);
  return 'field' in part && row[part.field] === part.value;
};

describe('the builder', () => {
  test('means the same as the filter it was opened with', () => {
    fc.assert(fc.property(filter, fc.record({ a: fc.nat(9), b: fc.nat(9), c: fc.nat(9) }), (given, row) => {
      const back = toFilter(toGroup(given));
      expect(holds(back, row)).toBe(holds(given, row));
      expect(depthOf(back)).toBeLessThanOrEqual(depthOf(given));
    }), { numRuns: 500 });
  });
  test('keeps what it cannot draw', () => {
    const some: Filter = { some: 'orders', where: leaf('total', 1) };
    expect(toFilter(toGroup({ and: [some, leaf('a', 1)] }))).toEqual({ and: [some, leaf('a', 1)] });
  });
  test('leaves out what is unfinished', () => {
    const root = addAt(addAt(emptyGroup, [], { kind: 'leaf', field: 'a', condition: null }), [], { kind: 'group', join: 'or', not: true, items: [] });
    expect(toFilter(root)).toBeUndefined();
    expect(toFilter(addAt(root, [], { kind: 'leaf', field: 'b', condition: { field: 'b', op: 'eq', value: 1 } }))).toEqual(leaf('b', 1));
  });
  test('adds, changes and removes at a place and leaves the rest as it is', () => {
    const root = toGroup({ and: [leaf('a', 1), { or: [leaf('b', 2), leaf('c', 3)] }] });
    const changed = replaceAt(root, [1, 0], (node) => (node.kind === 'leaf' ? { ...node, condition: { field: 'b', op: 'eq', value: 9 } } : node));
    expect(toFilter(changed)).toEqual({ and: [leaf('a', 1), { or: [leaf('b', 9), leaf('c', 3)] }] });
    expect(changed.items[0]).toBe(root.items[0]);
    expect(toFilter(removeAt(root, [1, 1]))).toEqual({ and: [leaf('a', 1), leaf('b', 2)] });
    expect(nodeAt(root, [1, 1])).toMatchObject({ kind: 'leaf', field: 'c' });
    expect(nodeAt(root, [7])).toBeNull();
    expect(countConditions(root)).toBe(3);
  });
  test('turns a group round', () => expect(toFilter({ ...toGroup({ and: [leaf('a', 1), leaf('b', 2)] }), not: true })).toEqual({ not: { and: [leaf('a', 1), leaf('b', 2)] } }));
  test('offers no group that the server would refuse', () => {
    let root: Group = addAt(emptyGroup, [], { kind: 'leaf', field: 'a', condition: { field: 'a', op: 'eq', value: 1 } });
    let path: Path = [];
    while (mayNest(path, root)) {
      root = addAt(root, path, { ...emptyGroup, join: 'or', items: [{ kind: 'leaf', field: 'a', condition: { field: 'a', op: 'eq', value: 1 } }, { kind: 'leaf', field: 'b', condition: { field: 'b', op: 'eq', value: 1 } }] });
      const group = nodeAt(root, path);
      path = [...path, (group?.kind === 'group' ? group.items.length : 1) - 1];
    }
    expect(path.length).toBe(QUERY_LIMITS.depth - 2);
    expect(depthOf(toFilter(root))).toBe(QUERY_LIMITS.depth);
    expect(validateFilter(toFilter(root))).toBeNull();
  });
});

describe('the funnel of a head', () => {
  const given: Filter = { and: [leaf('a', 1), { or: [leaf('a', 5), leaf('b', 6)] }] };
  test('finds, changes, adds and takes away its condition and no other', () => {
    expect(conditionFor(given, 'a')).toEqual(leaf('a', 1));
    expect(conditionFor(given, 'b')).toBeNull();
    expect(withCondition(given, 'a', { field: 'a', op: 'eq', value: 2 })).toEqual({ and: [leaf('a', 2), { or: [leaf('a', 5), leaf('b', 6)] }] });
    expect(withCondition(given, 'a', null)).toEqual({ or: [leaf('a', 5), leaf('b', 6)] });
    expect(withCondition(undefined, 'a', { field: 'a', op: 'empty' })).toEqual({ field: 'a', op: 'empty' });
    expect(withCondition(leaf('a', 1), 'a', null)).toBeUndefined();
  });
});
