import { expect, test } from 'vitest';
import { extend, headState, isNothing, isPicked, noSelection, pickAll, pickedCount, pickLoaded, toggle } from './selection.ts';
import { pickedQuery, pickedRows } from './selection-bar.tsx';

const loaded = ['a', 'b', undefined, 'd', 'e', 'f'];
const ids = (selection: { ids: ReadonlySet<string> }): string => [...selection.ids].sort().join('');

test('a range runs from the anchor, both ways, over what is loaded', () => {
  const one = toggle(noSelection, 'b');
  expect(ids(extend(one, 'e', loaded))).toBe('bde');
  expect(ids(extend(toggle(noSelection, 'e'), 'a', loaded))).toBe('abde');
  expect(extend(one, 'e', loaded).anchor).toBe('b');
});
test('a second range from the same anchor adds, a range from an unticked anchor unticks', () => {
  const wide = extend(toggle(noSelection, 'b'), 'f', loaded);
  const off = toggle(wide, 'd');
  expect(ids(extend(off, 'f', loaded))).toBe('b');
});
test('a range without an anchor, or from a row that is gone, ticks the one row', () => {
  expect(ids(extend(noSelection, 'd', loaded))).toBe('d');
  expect(ids(extend({ ...toggle(noSelection, 'z') }, 'd', loaded))).toBe('dz');
});
test('all that match is a query with exceptions', () => {
  const but = toggle(pickAll, 'b');
  expect([isPicked(but, 'a'), isPicked(but, 'b'), pickedCount(but, 3412), isNothing(but)]).toEqual([true, false, 3411, false]);
  expect(pickedRows(but, { view: 'mine', filter: { field: 'city', op: 'eq', value: 'x' } })).toEqual({ query: { view: 'mine', filter: { and: [{ field: 'city', op: 'eq', value: 'x' }, { not: { field: 'id', op: 'in', value: ['b'] } }] } } });
  expect(pickedRows(pickAll, { search: 's' })).toEqual({ query: { search: 's' } });
  expect(ids(extend(but, 'e', loaded))).toBe('bde');
});
test('some are ids, and a filter on ids for an export', () => {
  expect(pickedRows(pickLoaded(['a', 'b']), { view: 'mine' })).toEqual({ ids: ['a', 'b'] });
  expect(pickedQuery(pickLoaded(['a']), { view: 'mine' })).toEqual({ filter: { field: 'id', op: 'in', value: ['a'] } });
});
test('the box in the head', () => {
  expect(headState(noSelection, ['a'])).toBe('none');
  expect(headState(pickLoaded(['a']), ['a', 'b'])).toBe('some');
  expect(headState(pickLoaded(['a', 'b']), ['a', 'b'])).toBe('all');
  expect(headState(toggle(pickAll, 'a'), ['a'])).toBe('some');
});
