import { type AnyDef, type FieldDef, type Filter, fieldOf, operatorsOf, type Query, QUERY_LIMITS, type SortKey, validateFilter } from '@wellspring/objects';

/** What a list shows, apart from where it is scrolled to. An empty `sort` means the definition's own. */
export type ListState = { view?: string; search?: string; filter?: Filter; sort: readonly SortKey[]; columns?: readonly string[]; group?: string };
/** The state of a list page: the list's, and the record beside it. */
export type PageState = ListState & { selected?: string };
/** What could not be read from an address: the parameter's name. */
export type StateFault = 'view' | 'q' | 'f' | 'sort' | 'cols' | 'group' | 'sel';
export type Patch = { [K in keyof PageState]?: PageState[K] | undefined };

/** Field types that a list can be ordered by are those whose values have one order. */
export const isSortable = (def: AnyDef, name: string): boolean => {
  const field = fieldOf(def, name);
  return field !== undefined && !['longText', 'multiSelect', 'anyRef'].includes(field.type);
};
export const isGroupable = (def: AnyDef, name: string): boolean => {
  const field = fieldOf(def, name);
  return field !== undefined && ('options' in field ? field.type !== 'multiSelect' : field.type === 'bool' || (('to' in field) && typeof field.to === 'string' && field.to !== ''));
};
/** Days and moments, read relative to now where there is room for one line only. */
export const isTimeField = (field: FieldDef | undefined): boolean => field !== undefined && (field.type === 'date' || field.type === 'datetime' || (field.type === 'rollup' && field.as === 'datetime'));
export const sortName = (key: SortKey): string => (key.startsWith('-') ? key.slice(1) : key);
export const effectiveSort = (def: AnyDef, state: { sort: readonly SortKey[] }): readonly SortKey[] => (state.sort.length ? state.sort : def.list.sort);

/** A click on a head: ascending, descending, off. With `add` (Shift) the other levels stay and this one joins them at the end. */
export function nextSort(sort: readonly SortKey[], name: string, add: boolean): SortKey[] {
  const at = sort.findIndex((key) => sortName(key) === name);
  const current = at < 0 ? null : sort[at];
  const next = current === null ? name : current === name ? `-${name}` : null;
  if (!add) return next === null ? [] : [next];
  if (at < 0) return sort.length < QUERY_LIMITS.sortKeys ? [...sort, name] : [...sort];
  return next === null ? sort.filter((_, index) => index !== at) : sort.map((key, index) => (index === at ? next : key));
}

/** All parts hold; parts that are ANDs themselves are opened, so that the depth does not grow. */
export function allOf(...parts: (Filter | undefined)[]): Filter | undefined {
  const flat = parts.flatMap((part) => (part === undefined ? [] : 'and' in part ? [...part.and] : [part]));
  return flat.length > 1 ? { and: flat } : flat[0];
}

/** The rows a list stands for: what counts, totals, bulk work and exports are asked with. */
export function rowsQuery(state: ListState, base?: Filter): Pick<Query, 'filter' | 'search' | 'view'> {
  const filter = allOf(base, state.filter);
  const search = state.search?.trim();
  return { ...(state.view ? { view: state.view } : {}), ...(search ? { search: search.slice(0, QUERY_LIMITS.search) } : {}), ...(filter ? { filter } : {}) };
}

/** Writes the state into an address; what equals the start is left out. Other parameters stay. */
export function encodeState(state: PageState, others: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const params = new URLSearchParams(others);
  const put = (name: StateFault, value: string | undefined): void => { if (value) params.set(name, value); else params.delete(name); };
  put('view', state.view);
  put('q', state.search);
  put('f', state.filter ? JSON.stringify(state.filter) : undefined);
  put('sort', state.sort.join(','));
  put('cols', state.columns?.join(','));
  put('group', state.group);
  put('sel', state.selected);
  return params;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SHORT = 128;

/** Reads an address. What is not understood, or names what this person may not see, falls back and is reported. */
export function decodeState(def: AnyDef, params: URLSearchParams): { state: PageState; faults: StateFault[] } {
  const faults: StateFault[] = [];
  const read = <T>(name: StateFault, parse: (text: string) => T | null): T | undefined => {
    const text = params.get(name);
    if (text === null || text === '') return undefined;
    const value = parse(text);
    if (value === null) faults.push(name);
    return value ?? undefined;
  };
  const list = (text: string): string[] => text.split(',').filter((part) => part !== '');
  const view = read('view', (text) => (Object.hasOwn(def.views ?? {}, text) ? text : null));
  const search = read('q', (text) => ([...text].length <= QUERY_LIMITS.search ? text : null));
  const filter = read('f', (text) => parseFilter(def, text));
  const sort = read('sort', (text) => {
    const wanted = list(text);
    const names = wanted.map(sortName);
    return wanted.length <= QUERY_LIMITS.sortKeys && new Set(names).size === names.length && names.every((name) => isSortable(def, name)) ? wanted : null;
  });
  const columns = read('cols', (text) => {
    const wanted = list(text);
    const known = [...new Set(wanted)].filter((name) => fieldOf(def, name) !== undefined);
    if (known.length !== wanted.length) faults.push('cols');
    return known.length ? known.slice(0, QUERY_LIMITS.columns) : undefined;
  });
  const group = read('group', (text) => (isGroupable(def, text) ? text : null));
  const selected = read('sel', (text) => (text.length < SHORT && UUID.test(text) ? text : null));
  return {
    state: { sort: sort ?? [], ...(view ? { view } : {}), ...(search ? { search } : {}), ...(filter ? { filter } : {}), ...(columns ? { columns } : {}), ...(group ? { group } : {}), ...(selected ? { selected } : {}) },
    faults: [...new Set(faults)],
  };
}

/** A filter as text, if it is well formed and names known fields with operators of their types; else null. */
export function parseFilter(def: AnyDef, text: string): Filter | null {
  let value: unknown;
  try { value = JSON.parse(text); } catch { return null; }
  return validateFilter(value) === null && namesKnown(def, value as Filter) ? (value as Filter) : null;
}
function namesKnown(def: AnyDef, filter: Filter): boolean {
  if ('and' in filter) return filter.and.every((part) => namesKnown(def, part));
  if ('or' in filter) return filter.or.every((part) => namesKnown(def, part));
  if ('not' in filter) return namesKnown(def, filter.not);
  if ('some' in filter) return Object.hasOwn(def.children ?? {}, filter.some);
  const [first = '', hop] = filter.field.split('.');
  const field = fieldOf(def, first);
  if (!field) return false;
  if (hop !== undefined) return 'to' in field && typeof field.to === 'string';
  return operatorsOf(field).includes(filter.op);
}
