import { type AnyDef, type CountAnswer, type ListAnswer, maskValue, type Query, QUERY_LIMITS, type WireRecord } from '@wellspring/objects';
import { isFilterable, readableFields, unknownField, visibleObject } from '../access/fields.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { ident, join, raw, type Sql, sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';
import { compileCursor, compileJoins, compileOrder, type Key, readCursor, sortKeys, writeCursor } from './compile.ts';
import { collectPointers, labelsOf, type Pointers } from './labels.ts';
import { selectColumn } from './resolve.ts';
import { compileWhere, type Selection } from './rows.ts';

const PAGE_SIZE = 50;
export const COUNT_LIMIT = 10_000;
/** `maxSize`: exports and bulk work read in larger pages than a screen. `bare`: no labels, no `editable`. */
export type ListOptions = { maxSize?: number; bare?: boolean };

const isCount = (value: unknown, max: number): value is number => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= max;

function pageOf(query: Query, maxSize: number): { size: number; offset: number; cursor: string | null } {
  const page: { size: number; number?: number; cursor?: string } = query.page ?? { size: PAGE_SIZE };
  if (!isCount(page.size, maxSize)) throw new UserError('query.page');
  if (page.number !== undefined && !isCount(page.number, QUERY_LIMITS.pageNumber)) throw new UserError('query.page');
  if (page.cursor !== undefined && (typeof page.cursor !== 'string' || page.number !== undefined)) throw new UserError('query.cursor');
  return { size: page.size, offset: ((page.number ?? 1) - 1) * page.size, cursor: page.cursor ?? null };
}

/** Columns of the answer: those asked for, or the definition's as far as the caller may read them; and what every row needs. */
function columnsOf(ctx: Ctx, def: AnyDef, query: Query): string[] {
  const rights = readableFields(ctx, def);
  if ((query.columns?.length ?? 0) > QUERY_LIMITS.columns) throw new UserError('query.columns');
  const wanted = query.columns ?? def.list.columns.filter((name) => rights.has(name));
  const needed = ['id', 'version', def.titleField, 'ownerId', ...(query.recycled ? ['deletedAt'] : [])].filter((name) => rights.has(name));
  return [...new Set([...needed, ...wanted])];
}

/** The order of a request; the definition's own one leaves out what the caller may not compare. */
function sortOf(ctx: Ctx, def: AnyDef, query: Query): readonly string[] {
  if (query.sort?.length) return query.sort;
  if (query.recycled) return isFilterable(ctx, def, 'deletedAt') ? ['-deletedAt'] : [];
  return def.list.sort.filter((key) => isFilterable(ctx, def, key.replace(/^-/, '')));
}

type Plan = { statement: Sql; keys: Key[]; mark: readonly string[]; size: number; selected: { name: string; column: ReturnType<typeof selectColumn> }[] };

/** The one statement of a page; exported for tests of its text. */
export function planList(ctx: Ctx, def: AnyDef, query: Query, options: ListOptions = {}): Plan {
  const { size, offset, cursor } = pageOf(query, options.maxSize ?? QUERY_LIMITS.pageSize);
  const selected = columnsOf(ctx, def, query).map((name) => {
    if (typeof name !== 'string') throw unknownField(String(name));
    return { name, column: selectColumn(ctx, def, name, 't') };
  });
  const sort = sortOf(ctx, def, query);
  const keys = sortKeys(ctx, def, sort, 't', query.recycled ? ['deletedAt'] : []);
  const mark = [...sort, ctx.locale]; // names are ordered by language
  const columns = [
    ...selected.map(({ column }, index) => sql`${column.expr} AS ${raw(`c${index}`)}`),
    ...keys.map((key, index) => sql`${key.expr} AS ${raw(`k${index}`)}`),
    ...(options.bare ? [] : [sql`${compileScope(ctx, def, 'update', 't')} AS editable`]),
  ];
  const where = compileWhere(ctx, def, query, 't');
  const after = cursor === null ? raw('') : sql` AND ${compileCursor(keys, readCursor(cursor, def.name, mark, keys))}`;
  const statement = sql`SELECT ${join(columns, ', ')} FROM ${ident(def.table)} t${compileJoins(keys)} WHERE ${where}${after} ORDER BY ${compileOrder(keys)} LIMIT ${size + 1}${offset ? sql` OFFSET ${offset}` : raw('')}`;
  return { statement, keys, mark, size, selected };
}

/**
 * A page of the rows the caller may see, with titles of what they point at. Two statements, whatever the page size.
 * @throws ForbiddenError without a right to read the object, UserError for a bad query
 */
export async function listRecords(ctx: Ctx, object: string, query: Query = {}, options: ListOptions = {}): Promise<ListAnswer> {
  const def = visibleObject(ctx, object);
  const plan = planList(ctx, def, query, options);
  const found = await ctx.run<Record<string, unknown>>(plan.statement);
  const page = found.slice(0, plan.size);
  const pointers: Pointers = new Map();
  const editable: string[] = [];
  const rows = page.map((row) => {
    const record: Record<string, unknown> = {};
    for (const [index, { name, column }] of plan.selected.entries()) {
      const value = row[`c${index}`];
      record[name] = column.right === 'mask' ? maskValue(value) : value;
      if (!options.bare && name !== 'id' && column.right !== 'mask') collectPointers(pointers, column.field, value);
    }
    if (row.editable === true) editable.push(record.id as string);
    return record as WireRecord;
  });
  const last = found.length > plan.size ? page.at(-1) : undefined;
  return {
    rows, labels: await labelsOf(ctx, pointers), editable,
    next: last ? writeCursor(def.name, plan.mark, plan.keys.map((_, index) => last[`k${index}`])) : null,
  };
}

/** How many rows a request has, counted up to 10 000 unless `exact`. */
export async function countRecords(ctx: Ctx, object: string, request: Selection & { exact?: boolean } = {}): Promise<CountAnswer> {
  const def = visibleObject(ctx, object);
  const where = compileWhere(ctx, def, request, 't');
  const limit = request.exact ? raw('') : raw(` LIMIT ${COUNT_LIMIT + 1}`);
  const [row] = await ctx.run<{ count: number }>(sql`SELECT count(*)::integer AS count FROM (SELECT 1 FROM ${ident(def.table)} t WHERE ${where}${limit}) found`);
  const count = row?.count ?? 0;
  return count > COUNT_LIMIT && !request.exact ? { count: COUNT_LIMIT, capped: true } : { count, capped: false };
}
