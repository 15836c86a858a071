import { type Aggregate, type AggregateAnswer, type AnyDef, type Bucket, type FieldDef, type Measure, measuresOf, QUERY_LIMITS } from '@wellspring/objects';
import { visibleObject } from '../access/fields.ts';
import type { Ctx } from '../ctx.ts';
import { ident, join, raw, type Sql, sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';
import { collectPointers, labelsOf, type Pointers } from './labels.ts';
import { type Resolve, resolver } from './resolve.ts';
import { compileWhere } from './rows.ts';
import { kindOf, kindTraits } from './values.ts';

const BUCKETS: readonly Bucket[] = ['day', 'week', 'month', 'quarter', 'year'];
const MOST_ROWS = 1000;

type Group = { expr: Sql; field: FieldDef; order: Sql | null };

/** The zone, checked: it comes from a profile or a request. @throws UserError `query.time-zone` */
function checkedZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone ? timeZone : 'UTC';
  } catch {
    throw new UserError('query.time-zone');
  }
}

function groupOf(ctx: Ctx, resolve: Resolve, { field: path, bucket }: { field: string; bucket?: Bucket }, index: number): Group {
  const { expr, field } = resolve(path);
  const kind = kindOf(field);
  const isTime = kind === 'day' || kind === 'instant';
  const fault = (): UserError => new UserError('query.group', { field: path, params: { field: path } });
  if (!kindTraits[kind].groupable || path === 'id' || (bucket !== undefined && (!isTime || !BUCKETS.includes(bucket)))) throw fault();
  const key = raw(`k${index}`);
  if (isTime) {
    const local = kind === 'instant' ? sql`(${expr} AT TIME ZONE ${checkedZone(ctx.timeZone)}::text)` : sql`${expr}::timestamp`;
    return { expr: sql`to_char(date_trunc(${bucket ?? 'day'}::text, ${local}), 'YYYY-MM-DD')`, field, order: sql`${key}` };
  }
  if (field.type === 'select' && !field.open) return { expr, field, order: sql`array_position(${field.options.map((option) => option.key)}::text[], ${key})` };
  return { expr, field, order: null };
}

function measureOf(resolve: Resolve, { fn, field: path }: Measure): Sql {
  if (fn === 'count') return path === undefined ? sql`count(*)::integer` : sql`count(${resolve(path).expr})::integer`;
  const fault = (): UserError => new UserError('query.measure', { field: path ?? fn, params: { field: path ?? '', fn } });
  if (path === undefined) throw fault();
  const { expr, field } = resolve(path);
  if (!measuresOf(field).includes(fn)) throw fault();
  if (fn === 'sum') return sql`sum(${expr})::text`;
  if (fn === 'avg') return sql`round(avg(${expr}), 2)::text`;
  return sql`${raw(fn)}(${expr})`;
}

/**
 * Sums over the rows the caller may see, by up to three groups. Times are grouped by the calendar of the caller's zone; a blank is a group of its own.
 * Closed choices come in the order of their options, times rising, everything else by the first measure, the largest first.
 * @throws UserError `query.group`, `query.measure`, `field.unknown`
 */
export async function aggregateRecords(ctx: Ctx, object: string, request: Aggregate): Promise<AggregateAnswer> {
  const def: AnyDef = visibleObject(ctx, object);
  const wanted = request.groupBy ?? [];
  if (wanted.length > QUERY_LIMITS.groups) throw new UserError('query.group', { params: { field: wanted[QUERY_LIMITS.groups]?.field } });
  if (!request.measures.length || request.measures.length > QUERY_LIMITS.measures) throw new UserError('query.measure', { params: { field: '', fn: '' } });
  const resolve = resolver(ctx, def, 't');
  const groups = wanted.map((group, index) => groupOf(ctx, resolve, group, index));
  const measures = request.measures.map((measure) => measureOf(resolve, measure));
  const limit = Math.min(Math.max(Math.trunc(request.limit ?? MOST_ROWS) || MOST_ROWS, 1), MOST_ROWS);
  const columns = [...groups.map(({ expr }, index) => sql`${expr} AS ${raw(`k${index}`)}`), ...measures.map((expr, index) => sql`${expr} AS ${raw(`m${index}`)}`)];
  const inner = sql`SELECT ${join(columns, ', ')} FROM ${ident(def.table)} t WHERE ${compileWhere(ctx, def, request, 't')}${groups.length ? sql` GROUP BY ${raw(groups.map((_, index) => index + 1).join(', '))}` : raw('')}`;
  const firstIsText = request.measures[0]?.fn === 'sum' || request.measures[0]?.fn === 'avg';
  const order = [
    ...groups.flatMap((group) => (group.order ? [sql`${group.order} NULLS LAST`] : [])),
    ...(groups.some((group) => !group.order) ? [raw(`m0${firstIsText ? '::numeric' : ''} DESC NULLS LAST`)] : []),
    ...groups.map((_, index) => raw(`k${index} NULLS LAST`)),
  ];
  const rows = await ctx.run<Record<string, string | number | boolean | null>>(groups.length ? sql`SELECT * FROM (${inner}) g ORDER BY ${join(order, ', ')} LIMIT ${limit}` : inner);
  const pointers: Pointers = new Map();
  for (const row of rows) for (const [index, group] of groups.entries()) collectPointers(pointers, group.field, row[`k${index}`]);
  return {
    rows: rows.map((row) => ({ keys: groups.map((_, index) => row[`k${index}`] ?? null), values: measures.map((_, index) => (row[`m${index}`] ?? null) as string | number | null) })),
    labels: await labelsOf(ctx, pointers),
  };
}
