import { type AnyDef, allFields } from '@wellspring/objects';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { selectFields } from '../db/columns.ts';
import { ident, join, raw, type Sql, sql } from '../db/sql.ts';
import { ConflictError, ForbiddenError } from '../errors.ts';
import { type Batch, type Draft, forbidden, notFound, type Values } from './batch.ts';

const allNames = (def: AnyDef): string[] => Object.keys(allFields(def));
export const allColumns = (def: AnyDef, alias: string): Sql => join(selectFields(def, allNames(def), alias), ', ');

/** Whole records by id, whatever their state, seen by the house itself. `lock` keeps them for this transaction, in id order. */
export async function loadRows(ctx: Ctx, def: AnyDef, ids: readonly string[], options: { lock?: boolean } = {}): Promise<Map<string, Values>> {
  const rows = await ctx.run<Values & { id: string }>(sql`SELECT ${allColumns(def, 't')} FROM ${ident(def.table)} t WHERE t.id = ANY(${ids}::uuid[]) ORDER BY t.id ${raw(options.lock ? 'FOR UPDATE OF t' : '')}`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Locks the batch's stored records that the caller may update, in id order. One he may only read is 403, any other 404. */
export async function lockRows(batch: Batch, state: 'live' | 'deleted' = 'live'): Promise<void> {
  const { ctx, def } = batch;
  const wanted = batch.drafts.filter((draft) => !draft.created);
  if (!wanted.length) return;
  const ids = wanted.map((draft) => draft.id);
  const alive = raw(state === 'live' ? 't.deleted_at IS NULL' : 't.deleted_at IS NOT NULL');
  const rows = await ctx.run<Values & { id: string }>(sql`SELECT ${allColumns(def, 't')} FROM ${ident(def.table)} t WHERE t.id = ANY(${ids}::uuid[]) AND ${alive} AND (${compileScope(ctx, def, 'update', 't')}) ORDER BY t.id FOR UPDATE OF t`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const missing = wanted.filter((draft) => !byId.has(draft.id));
  const readable = missing.length
    ? new Set((await ctx.run<{ id: string }>(sql`SELECT t.id FROM ${ident(def.table)} t WHERE t.id = ANY(${missing.map((draft) => draft.id)}::uuid[]) AND ${alive} AND (${compileScope(ctx, def, 'read', 't')})`)).map((row) => row.id))
    : new Set<string>();
  for (const draft of wanted) {
    const row = byId.get(draft.id);
    if (row) { draft.before = row; draft.record = { ...row }; }
    else draft.errors.push(readable.has(draft.id) ? forbidden('access.read-only') : notFound());
  }
}

/** An approved or closed record is not edited. */
export function assertUnlocked(batch: Batch): void {
  for (const draft of batch.drafts) if (draft.before?.lockedAt && !batch.ctx.system) draft.errors.push({ code: 'record.locked', error: new ConflictError('record.locked') });
}

/**
 * Optimistic locking: an edit made on an older version goes through when others changed other fields since (both are kept),
 * and is a conflict when they touched the same. `strict`: any newer version is a conflict (a deletion takes all fields along).
 */
export async function assertVersions(batch: Batch, strict = false): Promise<void> {
  const { ctx, def } = batch;
  const stale = batch.drafts.filter((draft) => draft.before && draft.input.version !== undefined && draft.input.version !== draft.before.version);
  if (!stale.length) return;
  if (strict) {
    for (const draft of stale) draft.errors.push({ code: 'record.changed', error: new ConflictError('record.changed', { current: draft.before as Values & { id: string; version: number } }) });
    return;
  }
  const rows = await ctx.run<{ recordId: string; version: number; fields: string[]; kind: string }>(sql`
    SELECT c.record_id AS "recordId", c.version, c.kind, COALESCE((SELECT jsonb_agg(k) FROM jsonb_object_keys(c.after) k), '[]'::jsonb) AS fields
    FROM change c JOIN unnest(${stale.map((draft) => draft.id)}::uuid[], ${stale.map((draft) => draft.input.version)}::int[]) AS s(id, version) ON c.record_id = s.id AND c.version > s.version
    WHERE c.object = ${def.name}`);
  for (const draft of stale) {
    const since = rows.filter((row) => row.recordId === draft.id);
    const touched = new Set(since.flatMap((row) => row.fields));
    const mine = Object.keys(draft.input.values);
    const conflicts = mine.filter((name) => touched.has(name));
    const known = since.length === (draft.before?.version as number) - (draft.input.version ?? 0);
    if (known && !conflicts.length && since.every((row) => row.kind === 'update')) continue;
    draft.errors.push({ code: 'record.changed', error: new ConflictError('record.changed', { conflicts: known ? conflicts : mine, current: draft.before as Values & { id: string; version: number } }) });
  }
}

/** @throws ForbiddenError when the caller may do this with no record of the object at all */
export function assertOperation(ctx: Ctx, def: AnyDef, op: string): void {
  if (ctx.system) return;
  const access = ctx.access.objects[def.name];
  const may = op === 'update' ? access && access.update !== 'none' : access?.ops.includes(op);
  if (!may) throw new ForbiddenError();
}
export type { Draft };
