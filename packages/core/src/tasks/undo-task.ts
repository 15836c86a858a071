import type { UndoAnswer, UndoConflict } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { ConflictError } from '../errors.ts';
import { newId } from '../ids.ts';
import { assertUndoable, UNDO_AT_ONCE, undoChunk, undoNow } from '../journal/undo.ts';
import { defineTask, startTask } from './task.ts';

const CHUNK = 500;
const LISTED_CONFLICTS = 100;
type Spot = { before: number | null; seen: number; end: boolean };
type UndoResult = { operationId: string; undone: number; conflicts: UndoConflict[] };

/**
 * Takes an operation back: a small one at once, a large one as a background task.
 * @throws NotFoundError for another's, ConflictError `operation.undone`, `operation.not-undoable`, `operation.running` while its task is not at an end
 */
export async function undoOperation(ctx: Ctx, operationId: string): Promise<UndoAnswer> {
  const { count, object } = await assertUndoable(ctx, operationId);
  return inTransaction(ctx, async (tx) => {
    await tx.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${operationId}, 7))`); // the same lock as undoNow: of two clicks one undoes
    const open = await tx.run<{ kind: string }>(sql`
      SELECT kind FROM background_task WHERE state IN ('queued', 'running') AND (operation_id = ${operationId} OR (kind = 'undo' AND input ->> 'operationId' = ${operationId}))`);
    if (open.length) throw new ConflictError(open.some((task) => task.kind === 'undo') ? 'operation.undone' : 'operation.running');
    if (count <= UNDO_AT_ONCE) return undoNow(tx, operationId, newId());
    return { task: await startTask(tx, 'undo', object, { operationId }, { operationId: newId(), total: count }) };
  });
}

export const undoTask = defineTask<{ operationId: string }, Spot>({
  kind: 'undo',
  async *run(task, { operationId }) {
    const undoId = task.row.operationId;
    if (!undoId) throw new Error('an undo task without an operation');
    while (!task.checkpoint?.end) {
      await task.step(async (ctx) => {
        if (!task.checkpoint) await assertUndoable(ctx, operationId);
        const { before, seen } = task.checkpoint ?? { before: null, seen: 0 };
        const sum = (task.row.result as UndoResult | null) ?? { operationId: undoId, undone: 0, conflicts: [] };
        const chunk = await undoChunk(ctx, operationId, undoId, before, CHUNK, task.row.id);
        const progress = chunk.next === null ? (task.row.total ?? seen + CHUNK) : seen + CHUNK;
        const result: UndoResult = { operationId: undoId, undone: sum.undone + chunk.undone, conflicts: [...sum.conflicts, ...chunk.conflicts].slice(0, LISTED_CONFLICTS) };
        return { checkpoint: { before: chunk.next, seen: seen + CHUNK, end: chunk.next === null }, progress, result };
      });
      yield;
    }
    return undefined;
  },
});
