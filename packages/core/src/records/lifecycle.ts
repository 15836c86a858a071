import { type ChangeKind, type Fields, labels, objectOf, pointersAt } from '@wellspring/objects';
import { type Ctx, emit } from '../ctx.ts';
import { column, ident, sql } from '../db/sql.ts';
import { inOperation } from '../db/transaction.ts';
import { ConflictError } from '../errors.ts';
import { type Batch, good, type SaveOptions, type SaveResult, settle, startBatch } from './batch.ts';
import { applyPatches, checkUnique, placeOwners } from './checks.ts';
import { assertOperation, assertUnlocked, assertVersions, lockRows } from './load.ts';
import { updateRollups } from './rollup.ts';
import { writeChanges } from '../journal/write.ts';
import { writeRows } from './write.ts';

export type Target = { id: string; version?: number };
type Step = (batch: Batch) => Promise<void>;

async function run(given: Ctx, objectName: string, targets: readonly Target[], options: SaveOptions, op: string, state: 'live' | 'deleted', work: Step): Promise<SaveResult> {
  const def = objectOf(objectName);
  assertOperation(given, def, op);
  return inOperation({ ...given, depth: given.depth + 1 }, { kind: options.kind ?? op, object: objectName }, async (ctx) => {
    const batch = startBatch(ctx, def, targets.map(({ id, version }) => ({ id, values: {}, ...(version === undefined ? {} : { version }) })), options);
    await lockRows(batch, state);
    settle(batch);
    if (state === 'live') { assertUnlocked(batch); await assertVersions(batch, op === 'delete'); }
    settle(batch);
    await work(batch);
    const ids = good(batch).map((draft) => draft.id);
    if (ids.length) emit(ctx, { topic: `${def.name}.${PAST[op] ?? 'updated'}`, key: ids[0] ?? '', payload: { ids } });
    return {
      saved: batch.drafts.map((draft) => ({ input: draft.input, id: draft.id, created: false, version: draft.record.version as number })),
      refused: batch.refused, duplicates: batch.duplicates, operationId: ctx.tx?.operation?.begun ? ctx.tx.operation.id : null,
    };
  });
}
const PAST: Readonly<Record<string, string>> = { delete: 'deleted', restore: 'restored', purge: 'purged', transfer: 'transferred' };

const isStrong = (object: string, via: string): boolean => ((objectOf(object).fields as Fields)[via] as { onDelete?: string } | undefined)?.onDelete === 'restrict';

/** A record that others need stays: live children by a reference that restricts are counted and named. */
export async function assertUnreferenced(batch: Batch, includeDeleted = false): Promise<void> {
  const { ctx, def } = batch;
  const mine = new Set(batch.drafts.map((draft) => draft.id));
  for (const { object, via } of pointersAt(def.name)) {
    if (!isStrong(object, via)) continue;
    const child = objectOf(object);
    const ids = good(batch).map((draft) => draft.id);
    if (!ids.length) return;
    const rows = await ctx.run<{ parent: string; count: number; own: string[] }>(sql`
      SELECT ${column('t', via)} AS parent, count(*)::int AS count, (array_agg(t.id))[1:600] AS own FROM ${ident(child.table)} t WHERE ${column('t', via)} = ANY(${ids}::uuid[]) AND (t.deleted_at IS NULL OR ${includeDeleted}) GROUP BY 1`);
    for (const draft of good(batch)) {
      const row = rows.find((one) => one.parent === draft.id);
      // Children of the same object that go with this batch are no obstacle.
      const count = row ? (object === def.name ? row.own.filter((id) => !mine.has(id)).length : row.count) : 0;
      if (!count) continue;
      const params = { count, object: labels.object(child, ctx.locale) };
      draft.errors.push({ code: 'record.referenced', params, error: new ConflictError('record.referenced', { params }) });
    }
  }
}

async function stamp(batch: Batch, kind: Exclude<ChangeKind, 'create' | 'update'>, deletedAt: string | null): Promise<void> {
  for (const draft of good(batch)) { draft.record.deletedAt = deletedAt; draft.changed = new Set(); }
  await writeRows(batch, kind);
  await updateRollups(batch.ctx, batch.def, good(batch), true);
}

/** Puts records into the recycle bin. @throws ConflictError `record.referenced` while live children need one of them */
export const removeRecords = (ctx: Ctx, object: string, targets: readonly Target[], options: SaveOptions = {}): Promise<SaveResult> =>
  run(ctx, object, targets, options, 'delete', 'live', async (batch) => {
    await assertUnreferenced(batch);
    settle(batch);
    await stamp(batch, 'delete', batch.ctx.now.toISOString());
  });

/** Nothing comes back below what is deleted. Parents are held till the commit, in id order, so that none is deleted meanwhile; those that come back in the same batch count as alive. */
export async function assertParentsLive(batch: Batch): Promise<void> {
  const { ctx, def } = batch;
  for (const [name, field] of Object.entries(def.fields as Fields)) {
    if (field.type !== 'ref' || field.onDelete !== 'restrict') continue;
    const ids = [...new Set(good(batch).map((draft) => draft.record[name] as string | null).filter((id) => id !== null))];
    if (!ids.length) continue;
    const rows = await ctx.run<{ id: string; dead: boolean }>(sql`SELECT id, deleted_at IS NOT NULL AS dead FROM ${ident(objectOf(field.to).table)} WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
    const dead = new Set(rows.filter((row) => row.dead).map((row) => row.id));
    for (let faults = -1; faults !== batch.drafts.length - good(batch).length; ) {
      const live = good(batch);
      const mine = new Set(field.to === def.name ? live.map((draft) => draft.id) : []);
      faults = batch.drafts.length - live.length;
      for (const draft of live) {
        const id = draft.record[name] as string;
        if (dead.has(id) && !mine.has(id)) draft.errors.push({ field: name, code: 'record.parent-deleted', error: new ConflictError('record.parent-deleted') });
      }
    }
  }
}

/** Takes records out of the recycle bin. Unique values must still be free and parents alive. */
export const restoreRecords = (ctx: Ctx, object: string, targets: readonly Target[], options: SaveOptions = {}): Promise<SaveResult> =>
  run(ctx, object, targets, options, 'restore', 'deleted', async (batch) => {
    for (const draft of batch.drafts) draft.changed = new Set(Object.keys(batch.def.fields));
    await checkUnique(batch);
    await assertParentsLive(batch);
    settle(batch);
    await stamp(batch, 'restore', null);
  });

/** Removes records from the recycle bin for good. The journal keeps the whole row. */
export const purgeRecords = (ctx: Ctx, object: string, targets: readonly Target[], options: SaveOptions = {}): Promise<SaveResult> =>
  run(ctx, object, targets, options, 'purge', 'deleted', async (batch) => {
    await assertUnreferenced(batch, true);
    settle(batch);
    const ids = good(batch).map((draft) => draft.id);
    if (!ids.length) return;
    await batch.ctx.run(sql`UPDATE stored_file SET deleted_at = ${batch.ctx.now.toISOString()}::timestamptz WHERE object = ${object} AND record_id = ANY(${ids}::uuid[]) AND deleted_at IS NULL`);
    await writeChanges(batch.ctx, good(batch).map((draft) => ({ object, recordId: draft.id, kind: 'purge', version: (draft.before?.version as number) + 1, before: draft.before, after: null })));
    await batch.ctx.run(sql`DELETE FROM ${ident(batch.def.table)} WHERE id = ANY(${ids}::uuid[])`);
  });

/** Gives records to another owner (null: to nobody); their department follows. */
export const transferRecords = (ctx: Ctx, object: string, targets: readonly Target[], ownerId: string | null, options: SaveOptions = {}): Promise<SaveResult> =>
  run(ctx, object, targets, options, 'transfer', 'live', async (batch) => {
    const system = { ...batch, ctx: { ...batch.ctx, system: true } };
    for (const draft of batch.drafts) (draft.input.values as Record<string, unknown>).ownerId = ownerId;
    applyPatches(system);
    await assertOwner(batch, ownerId);
    settle(batch);
    await placeOwners(system);
    settle(batch);
    await writeRows(batch);
    await updateRollups(batch.ctx, batch.def, good(batch));
  });

async function assertOwner(batch: Batch, ownerId: string | null): Promise<void> {
  if (ownerId === null) return;
  const [row] = await batch.ctx.run<{ status: string }>(sql`SELECT status FROM app_user WHERE id = ${ownerId} AND deleted_at IS NULL`);
  if (row?.status !== 'active') for (const draft of batch.drafts) draft.errors.push({ field: 'ownerId', code: 'owner.unknown' });
}
