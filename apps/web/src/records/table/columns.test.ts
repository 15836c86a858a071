import { customer } from '@wellspring/objects';
import { describe, expect, test } from 'vitest';
import { columnWindow, layOut, MIN_WIDTH, moveColumn, possibleColumns, shownColumns, withPin, withWidth } from './columns.ts';

const look = (field: { type: string }) => ({ width: 100, align: field.type === 'rollup' ? ('right' as const) : ('left' as const) });

describe('which columns', () => {
  test('the address, then the person, then the definition; strangers and doubles drop out', () => {
    expect(shownColumns(customer, {})).toEqual([...customer.list.columns]);
    expect(shownColumns(customer, { shown: ['city', 'gone', 'city', 'name'] })).toEqual(['city', 'name']);
    expect(shownColumns(customer, { shown: ['city'] }, ['phone'])).toEqual(['phone']);
    expect(shownColumns(customer, { shown: ['gone'] })).toEqual([...customer.list.columns]);
    expect(shownColumns({ ...customer, list: { columns: [], sort: [] } }, { shown: [] })).toEqual(['name']);
  });
  test('a field the person may not see is not offered', () => {
    const { phone: _, ...fields } = customer.fields;
    const def = { ...customer, fields };
    expect(possibleColumns(def)).not.toContain('phone');
    expect(shownColumns(def, { shown: ['phone', 'name'] })).toEqual(['name']);
    expect(possibleColumns(customer)).not.toContain('version');
  });
});

describe('where they stand', () => {
  test('pinned first, side by side, the title takes what is left', () => {
    const { columns, width } = layOut(customer, ['code', 'name', 'city'], { pinned: ['city'] }, look, 1000, 40);
    expect(columns.map((column) => [column.name, column.left, column.width])).toEqual([['city', 40, 100], ['code', 140, 96], ['name', 236, 764]]);
    expect(width).toBe(1000);
  });
  test('a width of the person stays as it is and is kept within bounds', () => {
    const own = withWidth({}, 'name', 5);
    expect(layOut(customer, ['name', 'openAmount'], own, look, 1000, 0).columns.map((column) => column.width)).toEqual([MIN_WIDTH, 100]);
    expect(withWidth(own, 'name', null)).toEqual({ widths: {} });
    expect(layOut(customer, ['name', 'city'], withWidth({}, 'name', 90), look, 1000, 0).columns.map((column) => column.width)).toEqual([90, 910]);
  });
  test('where room is short words give way and figures do not', () => {
    const { columns } = layOut(customer, ['name', 'city', 'openAmount'], {}, look, 320, 0);
    expect(columns[2]?.width).toBe(100);
    expect((columns[0]?.width ?? 0) + (columns[1]?.width ?? 0)).toBeLessThan(280);
    expect(layOut(customer, ['name', 'city'], {}, look, 50, 0).columns.map((column) => column.width)).toEqual([133, 74]);
  });
  test('only columns in the window are drawn', () => {
    const { columns } = layOut(customer, possibleColumns(customer), { pinned: ['name'] }, look, 500, 0);
    const { first, last } = columnWindow(columns, 1500, 500);
    expect(last - first).toBeLessThan(15);
    expect(columns[first]?.left).toBeGreaterThan(1000);
  });
});

test('moving and pinning', () => {
  expect(moveColumn(['a', 'b', 'c'], 'a', 'c', 'after')).toEqual(['b', 'c', 'a']);
  expect(moveColumn(['a', 'b', 'c'], 'c', 'a', 'before')).toEqual(['c', 'a', 'b']);
  expect(moveColumn(['a', 'b'], 'a', 'zz', 'before')).toEqual(['a', 'b']);
  expect(withPin(withPin({}, 'a', true), 'a', false)).toEqual({ pinned: [] });
});
