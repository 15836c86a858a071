import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownLength, lineOf, placeRows, spotAt, stack, wantedPages, type Wanted } from './page-plan.ts';

const SIZE = 5;
type Row = { id: string; version: number };
type Page = { rows: Row[]; next: string | null };
/** A server over rows in the order of their ids: a page by number or after a cursor, as ours. */
const serve = (ids: readonly string[], page: Wanted['page']): Page => {
  const from = 'number' in page ? (page.number - 1) * SIZE : 'cursor' in page && page.cursor !== undefined ? ids.filter((id) => id <= String(page.cursor)).length : 0;
  const rows = ids.slice(from, from + SIZE).map((id) => ({ id, version: 1 }));
  return { rows, next: from + SIZE < ids.length ? (rows.at(-1)?.id ?? null) : null };
};
const idsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index * 10).padStart(6, '0'));

/** Reads what the plan wants until it wants nothing new; answers come back in an order of chance. */
function settle(ids: readonly string[], from: number, to: number, cursors: Map<number, string | null>, pages: Map<number, Page>, chance: () => number): number {
  const asked = new Map<number, string>();
  let requests = 0;
  for (let round = 0; round < 500; round++) {
    const open = wantedPages(from, to, cursors, SIZE).filter((wanted) => asked.get(wanted.index) !== JSON.stringify(wanted.page));
    const wanted = open[Math.floor(chance() * open.length)];
    if (!wanted) return requests;
    requests += 1;
    asked.set(wanted.index, JSON.stringify(wanted.page));
    const page = serve(ids, wanted.page);
    pages.set(wanted.index, page);
    cursors.set(wanted.index, page.next);
  }
  throw new Error('the plan never comes to rest');
}
const chanceOf = (seeds: readonly number[]) => { let at = 0; return () => (seeds[at++ % seeds.length] ?? 0) / 1000; };
const seeds = fc.array(fc.nat(999), { minLength: 1, maxLength: 30 });

describe('pages', () => {
  test('jumps in any order and answers in any order show exactly the rows of their places', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 120 }), fc.array(fc.tuple(fc.nat(119), fc.nat(12)), { minLength: 1, maxLength: 6 }), seeds, (count, jumps, chances) => {
      const ids = idsOf(count);
      const cursors = new Map<number, string | null>();
      const pages = new Map<number, Page>();
      const chance = chanceOf(chances);
      for (const [start, span] of jumps) {
        const from = Math.min(start, count - 1);
        const to = Math.min(from + span, count - 1);
        settle(ids, from, to, cursors, pages, chance);
        const placed = placeRows(pages, from, to, SIZE);
        expect([...placed].map(([place, row]) => [place, row.id])).toEqual(ids.slice(from, to + 1).map((id, index) => [from + index, id]));
      }
    }), { numRuns: 300 });
  });
  test('a row put in between two reads never shows twice and never hides its neighbour once the pages are read again', () => {
    fc.assert(fc.property(fc.nat(59), fc.nat(20), seeds, (place, far, chances) => {
      const before = idsOf(60);
      const after = [...before, String(place * 10 + 5).padStart(6, '0')].sort();
      const cursors = new Map<number, string | null>();
      const pages = new Map<number, Page>();
      const chance = chanceOf(chances);
      settle(before, 20 + far, Math.min(35 + far, 59), cursors, pages, chance);
      const first = pages.keys().next().value ?? 0;
      const shown = [...placeRows(pages, 0, 60, SIZE).values()].map((row) => row.id);
      expect(new Set(shown).size).toBe(shown.length);
      settle(after, 0, 60, cursors, pages, chance);
      settle(after, 0, 60, cursors, pages, chance);
      expect(first).toBeGreaterThan(0);
      const again = [...placeRows(pages, 0, 60, SIZE).values()].map((row) => row.id);
      expect(again).toEqual(after);
    }), { numRuns: 200 });
  });
  test('a page beyond the reach of numbers is walked to cursor by cursor, one request at a time', () => {
    const wanted = wantedPages(1000 * SIZE, 1000 * SIZE + 3, new Map(), SIZE);
    expect(wanted).toEqual([{ index: 199, page: { size: SIZE, number: 200 }, visible: false }]);
    expect(wantedPages(1000 * SIZE, 1000 * SIZE + 3, new Map([[199, 'k']]), SIZE)).toEqual([{ index: 200, page: { size: SIZE, cursor: 'k' }, visible: false }]);
    expect(wantedPages(201 * SIZE, 201 * SIZE + 3, new Map([[199, 'k'], [200, 'l']]), SIZE)).toEqual([{ index: 201, page: { size: SIZE, cursor: 'l' }, visible: true }]);
    expect(wantedPages(201 * SIZE, 201 * SIZE + 3, new Map([[150, null]]), SIZE)[0]).toMatchObject({ index: 199 });
  });
  test('nothing is asked after the end', () => expect(wantedPages(0, 40, new Map([[0, null]]), SIZE).map((wanted) => wanted.index)).toEqual([0]));
  test('a row that is on two pages is shown once', () => {
    const page = (...ids: string[]): Page => ({ rows: ids.map((id) => ({ id, version: 1 })), next: null });
    expect([...placeRows(new Map([[0, page('a', 'b')], [1, page('b', 'c')]]), 0, 3, 2)].map(([place, row]) => `${place}${row.id}`)).toEqual(['0a', '1b', '3c']);
  });
});

describe('length', () => {
  test('the end counts before the count, the count before a guess', () => {
    expect(knownLength(new Map(), new Map(), undefined, SIZE)).toBe(0);
    expect(knownLength(new Map([[0, 'k']]), new Map([[0, 5]]), undefined, SIZE)).toBe(10);
    expect(knownLength(new Map([[0, 'k']]), new Map([[0, 5]]), { count: 214, capped: false }, SIZE)).toBe(214);
    expect(knownLength(new Map([[0, 'k'], [1, null]]), new Map([[0, 5], [1, 2]]), { count: 214, capped: false }, SIZE)).toBe(7);
    expect(knownLength(new Map([[3000, 'k']]), new Map(), { count: 10_000, capped: true }, SIZE)).toBe(15_010);
  });
});

describe('groups', () => {
  const sections = [{ key: 'a', head: true, open: true, count: 3 }, { key: 'b', head: true, open: false, count: 9 }, { key: 'c', head: true, open: true, count: 2 }];
  test('every line has one spot and every row one line', () => {
    const { starts, total } = stack(sections);
    expect(total).toBe(8);
    const all = Array.from({ length: total }, (_, line) => spotAt(sections, starts, line));
    expect(all.map((spot) => (spot?.kind === 'row' ? `${spot.section}.${spot.index}` : `h${spot?.section}`))).toEqual(['h0', '0.0', '0.1', '0.2', 'h1', 'h2', '2.0', '2.1']);
    expect(spotAt(sections, starts, 8)).toBeNull();
    expect(lineOf(sections, starts, 2, 1)).toBe(7);
    expect(spotAt([], [], 0)).toBeNull();
  });
});
