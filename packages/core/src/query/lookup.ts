import { type AnyDef, fieldOf, type FieldDef, isUuid, type LookupRequest, type LookupRow, QUERY_LIMITS } from '@wellspring/objects';
import { readableFields, visibleObject } from '../access/fields.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { selectField } from '../db/columns.ts';
import { ident, join, raw, type Sql, sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';
import { rankedIds, searchReach } from '../search/compile-search.ts';
import { rankExpression } from '../search/rank.ts';
import { checkFilter, compileFilter } from './compile.ts';
import { collectPointers, labelsOf, type Pointers } from './labels.ts';
import { subtitleFields, subtitleText, titleText } from './two-lines.ts';

const MOST = 20;

function candidates(ctx: Ctx, def: AnyDef, request: LookupRequest): Sql {
  checkFilter(request.filter);
  const base = sql`t.deleted_at IS NULL AND ${compileScope(ctx, def, 'read', 't')}${request.filter ? sql` AND (${compileFilter(ctx, def, request.filter, 't')})` : raw('')}`;
  const text = request.text?.trim() ?? '';
  const table = ident(def.table);
  if (!text) return sql`SELECT t.id, 0 AS rank FROM ${table} t WHERE ${base} ORDER BY t.created_at DESC, t.id DESC LIMIT ${MOST}`;
  return sql`SELECT t.id, ${rankExpression(searchReach(ctx, def, 't'), def, text)} AS rank FROM ${table} t WHERE t.id = ANY(${rankedIds(ctx, def, text, base)})`;
}

/**
 * Rows of a picker: found by name, code, pinyin or first letters, the most fitting first; or the rows with given ids, those in the recycle bin too.
 * @throws ForbiddenError without a right to read the object, UserError for a bad filter or overlong text
 */
export async function lookupRecords(ctx: Ctx, object: string, request: LookupRequest): Promise<{ rows: LookupRow[] }> {
  const def = visibleObject(ctx, object);
  const names = readableFields(ctx, def).has(def.titleField) ? [def.titleField, ...subtitleFields(ctx, def)] : subtitleFields(ctx, def);
  const columns = [sql`t.id`, ...names.map((name, index) => sql`${selectField(def, name, 't')} AS ${raw(`f${index}`)}`)];
  if ((request.ids?.length ?? 0) > QUERY_LIMITS.list || (request.ids && !request.ids.every(isUuid))) throw new UserError('query.value', { field: 'ids', params: { field: 'ids' } });
  const limit = Math.min(Math.max(Math.trunc(request.limit ?? MOST) || MOST, 1), MOST);
  const statement = request.ids
    ? sql`SELECT ${join(columns, ', ')} FROM ${ident(def.table)} t WHERE t.id = ANY(${request.ids}::uuid[]) AND ${compileScope(ctx, def, 'read', 't')} ORDER BY array_position(${request.ids}::uuid[], t.id)`
    : sql`SELECT ${join(columns, ', ')} FROM (${candidates(ctx, def, request)}) c JOIN ${ident(def.table)} t ON t.id = c.id ORDER BY c.rank, t.created_at DESC, t.id DESC LIMIT ${limit}`;
  const found = await ctx.run<{ id: string } & Record<string, unknown>>(statement);
  const pointers: Pointers = new Map();
  const records = found.map((row) => {
    const values = Object.fromEntries(names.map((name, index) => [name, row[`f${index}`]]));
    for (const name of subtitleFields(ctx, def)) collectPointers(pointers, fieldOf(def, name) as FieldDef, values[name]);
    return { id: row.id, values };
  });
  const labels = await labelsOf(ctx, pointers);
  return { rows: records.map(({ id, values }) => ({ id, title: titleText(ctx, def, values[def.titleField] ?? null).slice(0, 200), subtitle: subtitleText(ctx, def, values, labels) })) };
}
