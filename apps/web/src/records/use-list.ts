import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnyDef, type CountAnswer, type Filter, fieldOf, type Labels, type ListAnswer, type Measure, type Query, measuresOf, type SortKey, type WireRecord } from '@wellspring/objects';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { client } from '../app/session.ts';
import { keys } from './keys.ts';
import { allOf } from './list-state.ts';
import { knownLength, lineOf, PAGE_SIZE, placeRows, type Section, type Spot, spotAt, stack, wantedPages } from './table/page-plan.ts';

/** Everything a list is asked with. `rows` are the conditions, the rest is how they are shown. */
export type ListRequest = { object: string; def: AnyDef; rows: Pick<Query, 'filter' | 'search' | 'view' | 'recycled'>; sort: readonly SortKey[]; columns: readonly string[]; group?: string | undefined; closed?: ReadonlySet<string> | undefined; counted: CountAnswer | undefined; totals: readonly string[] };
export type GroupHead = { key: string; value: string | number | boolean | null; count: number; sums: Readonly<Record<string, string | number | null>> };
export type ListView = {
  lines: number; sections: readonly Section[]; heads: readonly (GroupHead | null)[];
  spot: (line: number) => Spot | null;
  row: (line: number) => WireRecord | undefined;
  lineOfId: (id: string) => number;
  loaded: () => (string | undefined)[];
  labels: Labels; editable: ReadonlySet<string>;
  /** No row has arrived yet · rows of the state before · the server said no. */
  pending: boolean; stale: boolean; error: unknown;
};

type Memory = { cursors: Map<number, string | null>; lengths: Map<number, number>; pages: Map<number, ListAnswer> };
type Store = { key: string; sections: Map<string, Memory>; merged?: { from: readonly unknown[]; labels: Labels; editable: ReadonlySet<string> } };
const AHEAD = 60;
const KEPT_PAGES = 24;
const remember = (store: Store, section: string): Memory => {
  let memory = store.sections.get(section);
  if (!memory) { memory = { cursors: new Map(), lengths: new Map(), pages: new Map() }; store.sections.set(section, memory); }
  return memory;
};

/** Rows of a list of any length, page by page as they come into view; see table/page-plan.ts for the rules. */
export function useList(request: ListRequest): { view: ListView; setRange: (first: number, last: number) => void; retry: () => void; groupsReady: boolean } {
  const { object, rows, sort, columns, group, closed } = request;
  const cache = useQueryClient();
  const identity = JSON.stringify([object, rows, sort, group]);
  const store = useRef<Store>({ key: identity, sections: new Map() });
  if (store.current.key !== identity) store.current = { key: identity, sections: new Map() };
  const [, redraw] = useState(0);
  const [range, setRangeState] = useState({ first: 0, last: 40 });
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const groups = useGroups(request);
  const grouped = group !== undefined;
  const sections: Section[] = grouped
    ? groups.heads.map((head) => ({ key: head.key, head: true, open: !closed?.has(head.key), count: lengthOf(store.current, head.key, { count: head.count, capped: false }) }))
    // Until the first page has come a page's length stands in; after it, nothing found is nothing.
    : [{ key: '', head: false, open: true, count: lengthOf(store.current, '', request.counted) || (store.current.sections.get('')?.cursors.size ? 0 : PAGE_SIZE) }];
  const { starts, total } = stack(sections);

  const plan = sections.flatMap((section, at) => {
    if (!section.open) return [];
    const begin = lineOf(sections, starts, at, 0);
    const from = Math.max(0, range.first - AHEAD - begin);
    // Also of an empty list the first page is asked for: a new record must find its way in.
    const to = Math.min(Math.max(section.count, 1) - 1, range.last + AHEAD - begin);
    if (to < 0 || from > to) return [];
    const condition = grouped ? groupCondition(group, groups.heads[at]?.value ?? null) : undefined;
    const filter = allOf(rows.filter, condition);
    const query: Query = { ...rows, ...(filter ? { filter } : {}), sort, columns };
    return wantedPages(from, to, remember(store.current, section.key).cursors).map((wanted) => ({ ...wanted, section: section.key, query: { ...query, page: wanted.page } }));
  });

  const results = useQueries({
    queries: plan.map((part) => ({
      queryKey: keys.list(object, part.query),
      queryFn: ({ signal }: { signal: AbortSignal }) => client.records(object).query(part.query, { signal }),
      gcTime: 30_000,
    })),
  });

  // What has arrived is kept by place, so that a page stays on the screen while it is read again under another cursor.
  let learned = false;
  for (const [index, part] of plan.entries()) {
    const data = results[index]?.data;
    if (!data) continue;
    const memory = remember(store.current, part.section);
    if (memory.pages.get(part.index) === data) continue;
    memory.pages.set(part.index, data);
    if (memory.cursors.get(part.index) !== data.next || memory.lengths.get(part.index) !== data.rows.length) learned = true;
    memory.cursors.set(part.index, data.next);
    memory.lengths.set(part.index, data.rows.length);
    if (data.next === null) forgetAfter(memory, part.index);
  }
  useLayoutEffect(() => { if (learned) redraw((count) => count + 1); });
  useEffect(() => { for (const memory of store.current.sections.values()) trim(memory, plan.map((part) => part.index)); });

  const error = results.find((result) => result.error && !result.data)?.error ?? groups.error;
  const arrived = grouped ? groups.ready : store.current.sections.get('')?.pages.has(0) === true || (store.current.sections.get('')?.pages.size ?? 0) > 0;

  const setRange = useCallback((first: number, last: number) => {
    clearTimeout(resting.current);
    const apply = (): void => setRangeState((old) => (old.first === first && old.last === last ? old : { first, last }));
    // A dragged scroll bar passes many pages; only the place where it rests is read.
    resting.current = setTimeout(apply, 60);
    setRangeState((old) => (Math.abs(old.first - first) > PAGE_SIZE || (Math.abs(old.first - first) < 20 && old.last - old.first === last - first) ? old : { first, last }));
  }, []);
  useEffect(() => () => clearTimeout(resting.current), []);
  const retry = useCallback(() => { void cache.refetchQueries({ queryKey: keys.lists(object), type: 'active' }); void cache.refetchQueries({ queryKey: keys.aggregates(object), type: 'active' }); }, [cache, object]);

  const fresh: ListView = { ...viewOf(store.current, sections, starts, total, grouped ? groups.heads : [], plan, grouped ? groups.labels : undefined), pending: !arrived && !error, stale: false, error: arrived ? null : error };
  const shown = useRef<{ object: string; view: ListView } | null>(null);
  useEffect(() => { if (!fresh.pending) shown.current = { object, view: fresh }; });
  const view = fresh.pending && shown.current?.object === object && shown.current.view.lines > 0 ? { ...shown.current.view, stale: true } : fresh;
  return { view, setRange, retry, groupsReady: groups.ready };
}

function lengthOf(store: Store, section: string, counted: CountAnswer | undefined): number {
  const memory = store.sections.get(section);
  return knownLength(memory?.cursors ?? new Map(), memory?.lengths ?? new Map(), counted);
}
function forgetAfter(memory: Memory, index: number): void {
  for (const later of [...memory.cursors.keys()]) if (later > index) { memory.cursors.delete(later); memory.lengths.delete(later); memory.pages.delete(later); }
}
/** Rows far from the screen are let go; their cursors stay, so coming back is one request. */
function trim(memory: Memory, wanted: readonly number[]): void {
  if (memory.pages.size <= KEPT_PAGES) return;
  const middle = wanted[0] ?? 0;
  const far = [...memory.pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
  for (const index of far.slice(0, memory.pages.size - KEPT_PAGES)) memory.pages.delete(index);
}
const mergeLabels = (all: readonly Labels[]): Labels => {
  const merged: Labels = {};
  for (const labels of all) for (const [object, titles] of Object.entries(labels)) merged[object] = { ...merged[object], ...titles };
  return merged;
};

function viewOf(store: Store, sections: readonly Section[], starts: readonly number[], lines: number, heads: readonly GroupHead[], plan: readonly { index: number; section: string }[], extra: Labels | undefined): Omit<ListView, 'pending' | 'stale' | 'error'> {
  const near = new Map<string, Map<number, ListAnswer>>();
  for (const part of plan) {
    const page = store.sections.get(part.section)?.pages.get(part.index);
    if (page) { const pages = near.get(part.section) ?? new Map<number, ListAnswer>(); pages.set(part.index, page); near.set(part.section, pages); }
  }
  const placed = new Map<string, Map<number, WireRecord>>();
  for (const [section, pages] of near) {
    const indexes = [...pages.keys()];
    placed.set(section, placeRows(pages, Math.min(...indexes) * PAGE_SIZE, (Math.max(...indexes) + 1) * PAGE_SIZE - 1));
  }
  const answers = [...near.values()].flatMap((pages) => [...pages.values()]);
  const spot = (line: number): Spot | null => spotAt(sections, starts, line);
  return {
    lines, sections, heads: sections.map((_, index) => heads[index] ?? null), spot,
    row: (line) => { const place = spot(line); return place?.kind === 'row' ? placed.get(sections[place.section]?.key ?? '')?.get(place.index) : undefined; },
    lineOfId: (id) => {
      for (const [at, section] of sections.entries()) for (const [index, row] of placed.get(section.key) ?? []) if (row.id === id) return lineOf(sections, starts, at, index);
      return -1;
    },
    loaded: () => {
      const ids: (string | undefined)[] = [];
      for (const [at, section] of sections.entries()) {
        for (const [index, page] of store.sections.get(section.key)?.pages ?? []) for (const [offset, row] of page.rows.entries()) ids[lineOf(sections, starts, at, index * PAGE_SIZE + offset)] = row.id;
      }
      return ids;
    },
    ...mergedOf(store, answers, extra),
  };
}
/** Labels and rights of all pages in view; the same objects as long as the pages are the same, so that rows are not drawn again. */
function mergedOf(store: Store, answers: readonly ListAnswer[], extra: Labels | undefined): { labels: Labels; editable: ReadonlySet<string> } {
  const from = [...answers, extra];
  const old = store.merged;
  if (old && old.from.length === from.length && from.every((one, index) => one === old.from[index])) return old;
  store.merged = { from, labels: mergeLabels([...answers.map((answer) => answer.labels), ...(extra ? [extra] : [])]), editable: new Set(answers.flatMap((answer) => answer.editable)) };
  return store.merged;
}

/** The condition of a group's rows. */
export const groupCondition = (field: string, value: string | number | boolean | null): Filter => (value === null ? { field, op: 'empty' } : { field, op: 'eq', value });

/** The count of a list: quick and capped, exact when asked for. */
export function useCount(object: string, rows: Pick<Query, 'filter' | 'search' | 'view' | 'recycled'>, enabled = true, exact = false) {
  const query = { ...rows, ...(exact ? { exact: true } : {}) };
  return useQuery({ queryKey: keys.count(object, query), queryFn: ({ signal }) => client.records(object).count(query, { signal }), enabled });
}

const sums = (def: AnyDef, names: readonly string[]): Measure[] => names.flatMap((name) => {
  const field = fieldOf(def, name);
  return field && measuresOf(field).includes('sum') ? [{ fn: 'sum' as const, field: name }] : [];
});

/** Sums over the whole filter, by column. */
export function useTotals({ object, def, rows, totals }: Pick<ListRequest, 'object' | 'def' | 'rows' | 'totals'>): Readonly<Record<string, string | number | null>> {
  const measures = sums(def, totals);
  const { data } = useQuery({
    queryKey: keys.aggregate(object, { ...rows, measures }), enabled: measures.length > 0, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => client.records(object).aggregate({ ...rows, measures }, { signal }),
  });
  return Object.fromEntries(measures.map((measure, index) => [measure.field ?? '', data?.rows[0]?.values[index] ?? null]));
}

function useGroups({ object, def, rows, group, totals }: ListRequest): { heads: GroupHead[]; labels: Labels | undefined; ready: boolean; error: unknown } {
  const measures: Measure[] = [{ fn: 'count' }, ...sums(def, totals)];
  const aggregate = { ...rows, groupBy: [{ field: group ?? '' }], measures, limit: 1000 };
  const { data, error } = useQuery({ queryKey: keys.aggregate(object, aggregate), queryFn: ({ signal }) => client.records(object).aggregate(aggregate, { signal }), enabled: group !== undefined });
  const heads = useMemo(() => {
    const field = group === undefined ? undefined : fieldOf(def, group);
    const order = field && 'options' in field ? field.options.map((option) => option.key) : [];
    const rank = (head: GroupHead): number => (head.value === null ? Number.MAX_SAFE_INTEGER : order.includes(String(head.value)) ? order.indexOf(String(head.value)) : order.length);
    return (data?.rows ?? []).map((row): GroupHead => ({
      key: JSON.stringify(row.keys[0] ?? null), value: row.keys[0] ?? null, count: Number(row.values[0] ?? 0),
      sums: Object.fromEntries(measures.slice(1).map((measure, index) => [measure.field ?? '', row.values[index + 1] ?? null])),
    })).sort((a, b) => rank(a) - rank(b) || b.count - a.count);
  }, [data, def, group]);
  return { heads, labels: data?.labels, ready: data !== undefined, error: data ? null : error };
}
