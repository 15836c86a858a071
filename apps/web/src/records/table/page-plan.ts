import { type ListAnswer, type Page, QUERY_LIMITS, type WireRecord } from '@wellspring/objects';

export const PAGE_SIZE = QUERY_LIMITS.pageSize;
/** Beyond this a browser's element is too high to scroll (about 33 million pixels). */
export const MAX_PIXELS = 30_000_000;

/** A stretch of rows with a condition of its own: one for a plain list, one per group otherwise. `count` is what is known of its length. */
export type Section = { key: string; head: boolean; open: boolean; count: number };
export type Spot = { kind: 'head'; section: number } | { kind: 'row'; section: number; index: number };

/** Where each section begins in one run of lines: heads and rows are lines of the same height. */
export function stack(sections: readonly Section[]): { starts: number[]; total: number } {
  const starts: number[] = [];
  let total = 0;
  for (const section of sections) {
    starts.push(total);
    total += (section.head ? 1 : 0) + (section.open ? section.count : 0);
  }
  return { starts, total };
}
/** What stands on a line. */
export function spotAt(sections: readonly Section[], starts: readonly number[], line: number): Spot | null {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= line) low = middle; else high = middle - 1;
  }
  const section = sections[low];
  const start = starts[low];
  if (!section || start === undefined || line < start) return null;
  const offset = line - start;
  if (section.head && offset === 0) return { kind: 'head', section: low };
  const index = offset - (section.head ? 1 : 0);
  return section.open && index < section.count ? { kind: 'row', section: low, index } : null;
}
export const lineOf = (sections: readonly Section[], starts: readonly number[], section: number, index: number): number => (starts[section] ?? 0) + (sections[section]?.head ? 1 : 0) + index;

/** Cursors found so far: after page n comes `next` (null: nothing). */
export type Cursors = ReadonlyMap<number, string | null>;
export type Wanted = { index: number; page: Page; visible: boolean };

/**
 * The requests that show rows `from` to `to` of a section. A page follows the cursor of the page before it where that is known, so neighbours always fit together;
 * a jump reads by page number as far as the server allows, and from there walks cursor by cursor: slower, but never a wrong row.
 */
export function wantedPages(from: number, to: number, cursors: Cursors, size: number = PAGE_SIZE): Wanted[] {
  const first = Math.max(0, Math.floor(from / size));
  const last = Math.max(first, Math.floor(Math.max(from, to) / size));
  const wanted: Wanted[] = [];
  for (let index = first; index <= last; index++) {
    const page = pageOf(index, cursors, size);
    if (page === 'end') break;
    if (page) { wanted.push({ index, page, visible: true }); continue; }
    const step = nearestStep(index, cursors, size);
    if (step && !wanted.some((other) => other.index === step.index)) wanted.push({ ...step, visible: false });
    break;
  }
  return wanted;
}
function pageOf(index: number, cursors: Cursors, size: number): Page | 'end' | null {
  if (index === 0) return { size };
  const cursor = cursors.get(index - 1);
  if (cursor === null) return 'end';
  if (cursor !== undefined) return { size, cursor };
  return index < QUERY_LIMITS.pageNumber ? { size, number: index + 1 } : null;
}
/** The next page to read on the way to a far one. */
function nearestStep(index: number, cursors: Cursors, size: number): { index: number; page: Page } | null {
  for (let at = index - 1; at >= 0; at--) {
    const page = pageOf(at, cursors, size);
    if (page === 'end') return null;
    if (page) return { index: at, page };
  }
  return null;
}

/** What is known of a section's length: where it ended, else its count, else a page more than what was read. */
export function knownLength(cursors: Cursors, lengths: ReadonlyMap<number, number>, counted: { count: number; capped: boolean } | undefined, size: number = PAGE_SIZE): number {
  let seen = 0;
  for (const [index, cursor] of cursors) {
    if (cursor === null) return index * size + (lengths.get(index) ?? 0);
    seen = Math.max(seen, (index + 1) * size);
  }
  const more = seen > 0 ? seen + size : 0;
  if (!counted) return more;
  return counted.capped ? Math.max(counted.count + size, more) : Math.max(counted.count, 0);
}

/** Rows of the given pages by place. An id that came twice (a row moved between two reads) is shown once, at its first place; the second place waits for the page to be read again. */
export function placeRows(pages: ReadonlyMap<number, Pick<ListAnswer, 'rows'>>, from: number, to: number, size: number = PAGE_SIZE): Map<number, WireRecord> {
  const placed = new Map<number, WireRecord>();
  const seen = new Set<string>();
  for (let place = Math.max(0, from); place <= to; place++) {
    const row = pages.get(Math.floor(place / size))?.rows[place % size];
    if (!row || seen.has(row.id)) continue;
    seen.add(row.id);
    placed.set(place, row);
  }
  return placed;
}
