import type { AnyDef } from './define-object.ts';
import { OPERATORS, type Operator } from './fields/common.ts';

/** `field`: a field of the object, or one hop through a ref (`customerId.industry`). `value` may stay symbolic: a Period, a span like `-P30D`, `{ $me: true }`. */
export type Condition = { field: string; op: Operator; value?: unknown };
/** `some`: at least one record of that child list (a key of `children`) matches `where`. */
export type Filter = { and: readonly Filter[] } | { or: readonly Filter[] } | { not: Filter } | { some: string; where: Filter } | Condition;
/** `name` or `-name`. */
export type SortKey = string;
export type Page = { size: number; cursor?: string } | { size: number; number: number };

/** The one request for rows: a list, a saved view, an export, a bulk selection and a report source are this same JSON. */
export type Query = {
  filter?: Filter;
  search?: string;
  /** A key of the object's shipped `views`; its filter is ANDed. */
  view?: string;
  sort?: readonly SortKey[];
  columns?: readonly string[];
  /** Records of the recycle bin instead of the live ones. */
  recycled?: boolean;
  page?: Page;
};
export type Measure = { fn: 'count' | 'sum' | 'avg' | 'min' | 'max'; field?: string };
export type Bucket = 'day' | 'week' | 'month' | 'quarter' | 'year';
export type Aggregate = Omit<Query, 'page' | 'sort' | 'columns'> & { groupBy?: readonly { field: string; bucket?: Bucket }[]; measures: readonly Measure[]; limit?: number };

/** Limits of one request; beyond them the answer is 400, never a slow query. */
export const QUERY_LIMITS = { depth: 5, conditions: 50, list: 1000, sortKeys: 4, columns: 60, pageSize: 200, search: 100, groups: 3, measures: 8, pageNumber: 200 } as const;

/** What is wrong with a Query: an error code and where. */
export type QueryFault = { code: string; path: string };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function filterFault(filter: unknown, path: string, depth: number, count: { conditions: number }): QueryFault | null {
  if (!isObject(filter)) return { code: 'query.filter-shape', path };
  if (depth > QUERY_LIMITS.depth) return { code: 'query.too-deep', path };
  const keys = Object.keys(filter);
  for (const word of ['and', 'or'] as const) {
    if (!(word in filter)) continue;
    const list = filter[word];
    if (keys.length !== 1 || !Array.isArray(list)) return { code: 'query.filter-shape', path };
    for (const [index, part] of list.entries()) {
      const fault = filterFault(part, `${path}.${word}[${index}]`, depth + 1, count);
      if (fault) return fault;
    }
    return null;
  }
  if ('not' in filter) return keys.length === 1 ? filterFault(filter.not, `${path}.not`, depth + 1, count) : { code: 'query.filter-shape', path };
  count.conditions += 1;
  if (count.conditions > QUERY_LIMITS.conditions) return { code: 'query.too-many-conditions', path };
  if ('some' in filter) return keys.length === 2 && typeof filter.some === 'string' ? filterFault(filter.where, `${path}.where`, depth + 1, count) : { code: 'query.filter-shape', path };
  const known = keys.every((key) => key === 'field' || key === 'op' || key === 'value');
  if (!known || typeof filter.field !== 'string' || !OPERATORS.includes(filter.op as Operator)) return { code: 'query.filter-shape', path };
  if (Array.isArray(filter.value) && filter.value.length > QUERY_LIMITS.list) return { code: 'query.list-too-long', path };
  return null;
}

/** First fault of a filter's shape and size; names and value types are checked by the compiler, which knows the caller's Access. */
export const validateFilter = (filter: unknown): QueryFault | null => filterFault(filter, 'filter', 1, { conditions: 0 });

const schemaOfPage = {
  oneOf: [
    { type: 'object', additionalProperties: false, required: ['size'], properties: { size: { type: 'integer', minimum: 1, maximum: QUERY_LIMITS.pageSize }, cursor: { type: 'string', maxLength: 4000 } } },
    { type: 'object', additionalProperties: false, required: ['size', 'number'], properties: { size: { type: 'integer', minimum: 1, maximum: QUERY_LIMITS.pageSize }, number: { type: 'integer', minimum: 1, maximum: QUERY_LIMITS.pageNumber } } },
  ],
};
const common = {
  filter: { type: 'object' },
  search: { type: 'string', maxLength: QUERY_LIMITS.search },
  view: { type: 'string', maxLength: 64 },
  recycled: { type: 'boolean' },
};
/** JSON Schemas of the three requests, for validation and OpenAPI alike. */
export const querySchema = {
  type: 'object', additionalProperties: false,
  properties: {
    ...common,
    sort: { type: 'array', maxItems: QUERY_LIMITS.sortKeys, items: { type: 'string', maxLength: 130 } },
    columns: { type: 'array', maxItems: QUERY_LIMITS.columns, items: { type: 'string', maxLength: 130 } },
    page: schemaOfPage,
  },
} as const;
export const countSchema = { type: 'object', additionalProperties: false, properties: { ...common, exact: { type: 'boolean' } } } as const;
export const aggregateSchema = {
  type: 'object', additionalProperties: false, required: ['measures'],
  properties: {
    ...common,
    groupBy: { type: 'array', maxItems: QUERY_LIMITS.groups, items: { type: 'object', additionalProperties: false, required: ['field'], properties: { field: { type: 'string', maxLength: 130 }, bucket: { enum: ['day', 'week', 'month', 'quarter', 'year'] } } } },
    measures: { type: 'array', minItems: 1, maxItems: QUERY_LIMITS.measures, items: { type: 'object', additionalProperties: false, required: ['fn'], properties: { fn: { enum: ['count', 'sum', 'avg', 'min', 'max'] }, field: { type: 'string', maxLength: 130 } } } },
    limit: { type: 'integer', minimum: 1, maximum: 1000 },
  },
} as const;

/** The filter of a shipped view ANDed with the caller's own. */
export function effectiveFilter(def: AnyDef, query: { filter?: Filter; view?: string }): Filter | undefined {
  const view = query.view && Object.hasOwn(def.views ?? {}, query.view) ? def.views?.[query.view]?.filter : undefined;
  return view && query.filter ? { and: [view, query.filter] } : (view ?? query.filter);
}
