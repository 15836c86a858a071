import { type AnyDef, type Fields, isObjectName, objectOf, type UndoConflict } from '@wellspring/objects';
import { groupBy } from '../group-by.ts';
import { asSystem, type Ctx, emit } from '../ctx.ts';
import { ident, raw, sql } from '../db/sql.ts';
import { inOperation } from '../db/transaction.ts';
import { ConflictError } from '../errors.ts';
import { type Batch, type Draft, good, startBatch, type Values } from '../records/batch.ts';
import { checkUnique, findChanged } from '../records/checks.ts';
import { assertParentsLive, assertUnreferenced } from '../records/lifecycle.ts';
import { loadRows } from '../records/load.ts';
import { updateRollups } from '../records/rollup.ts';
import { sameValue } from '../records/values.ts';
import { restorable, writeRows } from '../records/write.ts';
import { getOperation } from './operations.ts';
import { FILE, undoFiles } from './undo-files.ts';

/** An undo of at most so many changes is done at once, a larger one as a task. */
export const UNDO_AT_ONCE = 200;
const CHUNK = 500;

type Change = { id: number; object: string; recordId: string; kind: string; version: number; before: Values | null; after: Values | null };
type Chunk = { next: number | null; undone: number; conflicts: UndoConflict[] };

const blank = (def: AnyDef, ctx: Ctx, row: Values): { batch: Batch; draft: Draft } => {
  const batch = startBatch(ctx, def, [{ id: row.id as string, values: {} }], { partial: true });
  const draft = batch.drafts[0] as Draft;
  draft.before = row;
  draft.record = { ...row };
  return { batch, draft };
};

/**
 * What taking back a record's changes comes to, newest first: the fields that still stand as the operation left them go back;
 * a field that somebody changed later is a conflict and stays. A created record goes to the recycle bin if nobody touched it since.
 */
function planOf(def: AnyDef, draft: Draft, changes: readonly Change[], touched: boolean): { fields: string[]; lifecycle: 'delete' | 'restore' | null } {
  const conflicts = new Set<string>();
  let lifecycle: 'delete' | 'restore' | null = null;
  for (const change of changes) {
    if (change.kind === 'create') {
      if (touched) return { fields: ['*'], lifecycle: null };
      lifecycle = draft.before?.deletedAt ? lifecycle : 'delete';
    } else if (change.kind === 'delete') {
      if (draft.record.deletedAt === null) conflicts.add('*');
      else { draft.record.deletedAt = null; lifecycle = 'restore'; }
    } else if (change.kind === 'restore') {
      if (draft.record.deletedAt !== null) conflicts.add('*');
      else lifecycle = 'delete';
    } else if (change.kind === 'update') {
      for (const [name, value] of Object.entries(change.before ?? {})) {
        if (!restorable(def, name) || sameValue(draft.record[name], value)) continue;
        if (conflicts.has(name) || !sameValue(draft.record[name], change.after?.[name] ?? null)) conflicts.add(name);
        else draft.record[name] = value;
      }
    }
  }
  return { fields: [...conflicts], lifecycle };
}

/** Values that point at records which are gone meanwhile cannot come back. */
async function keepLivingRefs(ctx: Ctx, def: AnyDef, drafts: readonly Draft[], conflicts: Map<string, Set<string>>): Promise<void> {
  for (const [name, field] of Object.entries(def.fields as Fields)) {
    if (field.type !== 'ref' && field.type !== 'user') continue;
    const moved = drafts.filter((draft) => draft.changed.has(name) && draft.record[name]);
    if (!moved.length) continue;
    const target = objectOf(field.to ?? 'user');
    // Of a parent that must outlive its children the recycle bin is not good enough, and it is held till the commit.
    const strong = field.type === 'ref' && field.onDelete === 'restrict';
    const rows = await ctx.run<{ id: string }>(sql`SELECT id FROM ${ident(target.table)} WHERE id = ANY(${moved.map((draft) => draft.record[name])}::uuid[]) ${raw(strong ? 'AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE' : '')}`);
    const alive = new Set(rows.map((row) => row.id));
    for (const draft of moved) {
      if (alive.has(draft.record[name] as string)) continue;
      draft.record[name] = draft.before?.[name] ?? null;
      draft.changed.delete(name);
      conflicts.get(draft.id)?.add(name);
    }
  }
}

/** Records that other operations changed after this one began with them. */
async function touchedSince(ctx: Ctx, object: string, ids: readonly string[]): Promise<Set<string>> {
  const own = [ctx.tx?.operation?.id, ctx.tx?.operation?.undoes];
  // An operation that was undone (an odd chain of undos stands above it) has touched nothing that still stands.
  const rows = await ctx.run<{ id: string }>(sql`
    WITH RECURSIVE later AS (SELECT c.record_id, c.operation_id FROM change c
      WHERE c.object = ${object} AND c.record_id = ANY(${ids}::uuid[]) AND NOT (c.operation_id = ANY(${own}::uuid[]))
        AND c.id > (SELECT max(m.id) FROM change m WHERE m.object = ${object} AND m.record_id = c.record_id AND m.operation_id = ${ctx.tx?.operation?.undoes})),
    chain AS (SELECT o.id AS root, o.id, 0 AS depth FROM operation o WHERE o.undoes IS NULL AND o.id IN (SELECT operation_id FROM later)
      UNION ALL SELECT k.root, u.id, k.depth + 1 FROM operation u JOIN chain k ON u.undoes = k.id),
    standing AS (SELECT root FROM chain GROUP BY root HAVING max(depth) % 2 = 0)
    SELECT DISTINCT record_id AS id FROM later WHERE operation_id IN (SELECT root FROM standing)`);
  return new Set(rows.map((row) => row.id));
}

async function undoObject(ctx: Ctx, object: string, changes: readonly Change[]): Promise<{ undone: number; conflicts: UndoConflict[] }> {
  const def = objectOf(object);
  const byRecord = groupBy(changes, (change) => change.recordId);
  const rows = await loadRows(ctx, def, [...byRecord.keys()], { lock: true });
  const touched = await touchedSince(ctx, object, [...byRecord.keys()]);
  const conflicts = new Map<string, Set<string>>();
  const steps: Record<'update' | 'delete' | 'restore', Draft[]> = { update: [], delete: [], restore: [] };
  let undone = 0;
  for (const [id, list] of byRecord) {
    const row = rows.get(id);
    if (!row) { conflicts.set(id, new Set(['*'])); continue; }
    const { draft } = blank(def, ctx, row);
    const plan = planOf(def, draft, list, touched.has(id));
    conflicts.set(id, new Set(plan.fields));
    steps[plan.lifecycle ?? 'update'].push(draft);
  }
  for (const [kind, drafts] of Object.entries(steps) as ['update' | 'delete' | 'restore', Draft[]][]) {
    if (!drafts.length) continue;
    const batch: Batch = { ...startBatch(ctx, def, [], { partial: true }), drafts };
    findChanged(batch);
    await keepLivingRefs(ctx, def, drafts, conflicts);
    if (kind !== 'delete') await checkUnique({ ...batch, drafts: drafts.map((draft) => (kind === 'restore' ? widen(draft, def) : draft)) });
    if (kind === 'delete') await assertUnreferenced(batch);
    if (kind === 'restore') await assertParentsLive(batch);
    for (const draft of drafts) if (draft.errors.length) conflicts.get(draft.id)?.add(draft.errors[0]?.field ?? '*');
    findChanged(batch);
    const live = good(batch).filter((draft) => kind !== 'update' || draft.changed.size);
    if (kind !== 'update') for (const draft of live) draft.record.deletedAt = kind === 'delete' ? ctx.now.toISOString() : null;
    await writeRows({ ...batch, drafts: live }, kind === 'update' ? undefined : kind);
    await updateRollups(ctx, def, live, kind !== 'update');
    undone += live.length;
    if (live.length) emit(ctx, { topic: `${object}.updated`, key: live[0]?.id ?? '', payload: { ids: live.map((draft) => draft.id) } });
  }
  const list = [...conflicts].filter(([, fields]) => fields.size).map(([id, fields]) => ({ object, id, title: (rows.get(id)?.[def.titleField] as string | undefined) ?? null, fields: [...fields] }));
  return { undone, conflicts: list };
}

const widen = (draft: Draft, def: AnyDef): Draft => { draft.changed = new Set([...draft.changed, ...Object.keys(def.fields).filter((name) => (def.fields as Fields)[name]?.unique)]); return draft; };

/**
 * Takes back the next `size` changes of an operation, newest first, below the change `before`. All chunks of one undo share `undoId`, which is an operation like any other.
 * Rights are not asked again: who could do it may take it back.
 */
export function undoChunk(given: Ctx, operationId: string, undoId: string, before: number | null, size = CHUNK, taskId?: string): Promise<Chunk> {
  return inOperation(given, { kind: 'undo', object: null, id: undoId, undoes: operationId, ...(taskId ? { taskId } : {}) }, async (inner) => {
    const ctx = asSystem(inner);
    const rows = await ctx.run<Change>(sql`SELECT id, object, record_id AS "recordId", kind, version, before, after FROM change WHERE operation_id = ${operationId} AND (${before}::bigint IS NULL OR id < ${before}::bigint) ORDER BY id DESC LIMIT ${size}`);
    const answer: Chunk = { next: rows.length === size ? (rows.at(-1)?.id ?? null) : null, undone: 0, conflicts: [] };
    // Newest object first: what was made last hangs on what was made before it.
    for (const [object, changes] of groupBy(rows, (row) => row.object)) {
      if (!isObjectName(object) && object !== FILE) continue;
      const part = await (object === FILE ? undoFiles(ctx, changes) : undoObject(ctx, object, changes));
      answer.undone += part.undone;
      answer.conflicts.push(...part.conflicts);
    }
    return answer;
  });
}

/** The operation, when the caller may take it back. @throws NotFoundError, ConflictError `operation.undone`, `operation.not-undoable` */
export async function assertUndoable(ctx: Ctx, operationId: string): Promise<{ count: number; object: string | null }> {
  const operation = await getOperation(ctx, operationId);
  if (operation.undoneBy) throw new ConflictError('operation.undone');
  if (!operation.undoable) throw new ConflictError('operation.not-undoable');
  return { count: operation.count, object: operation.object };
}

/** Takes back a small operation at once. */
export async function undoNow(ctx: Ctx, operationId: string, undoId: string): Promise<{ operationId: string; undone: number; conflicts: UndoConflict[] }> {
  const answer = { operationId: undoId, undone: 0, conflicts: [] as UndoConflict[] };
  await inOperation(ctx, { kind: 'undo', object: null, id: undoId, undoes: operationId }, async (inner) => {
    await inner.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${operationId}, 7))`);
    await assertUndoable(inner, operationId);
    for (let before: number | null = null, first = true; first || before !== null; first = false) {
      const chunk: Chunk = await undoChunk(inner, operationId, undoId, before);
      answer.undone += chunk.undone;
      answer.conflicts.push(...chunk.conflicts);
      before = chunk.next;
    }
  });
  return answer;
}
