import { type AnyDef, isUuid, type Labels, objectOf, type WireRecord } from '@wellspring/objects';
import { isFilterable, maskRow, mayDo, readableFields, visibleObject } from '../access/fields.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { selectFields } from '../db/columns.ts';
import { ident, join, raw, type Sql, sql } from '../db/sql.ts';
import { ForbiddenError, NotFoundError } from '../errors.ts';
import { pointsAt } from './compile.ts';
import { loadLabels } from './labels.ts';
import { COUNT_LIMIT } from './list.ts';

/** A record as the caller may read it, and whether he may update it. */
export type ReadRecord = { record: WireRecord; labels: Labels; updatable: boolean };

/**
 * One record with all fields the caller may read; with `deleted` one of the recycle bin.
 * @throws NotFoundError when it is absent or not visible, ForbiddenError without any right on the object or the bin
 */
export async function readRecord(ctx: Ctx, object: string, id: string, options: { deleted?: boolean } = {}): Promise<ReadRecord> {
  const def = visibleObject(ctx, object);
  if (options.deleted && !mayDo(ctx, object, ['restore', 'purge'])) throw new ForbiddenError();
  if (!isUuid(id)) throw new NotFoundError();
  const names = [...readableFields(ctx, def).keys()];
  const [row] = await ctx.run<WireRecord & { '~updatable'?: boolean }>(sql`SELECT ${join(selectFields(def, names, 't'), ', ')}, ${compileScope(ctx, def, 'update', 't')} AS "~updatable" FROM ${ident(def.table)} t WHERE t.id = ${id}::uuid AND t.deleted_at IS ${raw(options.deleted ? 'NOT NULL' : 'NULL')} AND ${compileScope(ctx, def, 'read', 't')}`);
  if (!row) throw new NotFoundError();
  const { '~updatable': updatable, ...record } = row;
  maskRow(ctx, def, record);
  return { record: record as WireRecord, labels: await loadLabels(ctx, def, [record]), updatable: updatable === true };
}

/** How many records each child list of a record holds for the caller, counted up to 10 000, and its files under `files`. One statement; lists he may not see are absent. */
export async function relatedCounts(ctx: Ctx, def: AnyDef, id: string): Promise<Record<string, number>> {
  const counts: { name: string; expr: Sql }[] = [];
  for (const [name, { object, via }] of Object.entries(def.children ?? {})) {
    const child = objectOf(object);
    if (!isFilterable(ctx, child, via)) continue;
    counts.push({ name, expr: sql`(SELECT count(*)::integer FROM (SELECT 1 FROM ${ident(child.table)} c WHERE ${pointsAt(child, via, 'c', def, sql`${id}::uuid`)} AND c.deleted_at IS NULL AND ${compileScope(ctx, child, 'read', 'c')} LIMIT ${raw(String(COUNT_LIMIT))}) found)` });
  }
  if (def.features.files) counts.push({ name: 'files', expr: sql`(SELECT count(*)::integer FROM stored_file f WHERE f.object = ${def.name} AND f.record_id = ${id}::uuid AND f.deleted_at IS NULL)` });
  if (!counts.length) return {};
  const [row] = await ctx.run<Record<string, number>>(sql`SELECT ${join(counts.map(({ expr }, index) => sql`${expr} AS ${raw(`n${index}`)}`), ', ')}`);
  return Object.fromEntries(counts.map(({ name }, index) => [name, row?.[`n${index}`] ?? 0]));
}
