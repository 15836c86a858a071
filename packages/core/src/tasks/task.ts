import type { Locale, OperationSource, TaskAnswer, TaskState } from '@wellspring/objects';
import type { Core } from '../core.ts';
import { type Ctx, emit } from '../ctx.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { UserError } from '../errors.ts';
import { newId } from '../ids.ts';

/** The row of a background task. */
export type TaskRow = {
  id: string; kind: string; object: string | null; state: TaskState; input: unknown; checkpoint: unknown; progress: number; total: number | null; result: unknown; error: string | null;
  filePath: string | null; fileName: string | null; operationId: string | null; userId: string; locale: Locale; timeZone: string; source: OperationSource; cancelRequested: boolean; attempts: number;
  createdAt: string; startedAt: string | null; finishedAt: string | null;
};
/** What a step hands back to be stored with its work. `progress` and `total` are absolute numbers, `result` may be partial. */
export type TaskProgress<C = unknown> = { checkpoint: C; progress?: number; total?: number; result?: unknown };
/** What a finished task leaves. `filePath` is relative to the data folder. */
export type TaskOutcome = { result?: unknown; filePath?: string; fileName?: string };

/** What an implementation works with. */
export type TaskRun<C = unknown> = {
  readonly core: Core;
  readonly row: TaskRow;
  /** Aborted on cancel, on shutdown, and when another runner took the task over. */
  readonly signal: AbortSignal;
  /** The last stored checkpoint; null before the first. */
  readonly checkpoint: C | null;
  /** A context with the starter's rights as they stand now. @throws UserError `session.ended` when he may no longer sign in */
  ctxNow(): Promise<Ctx>;
  /**
   * Runs work in one transaction, under the starter's present rights, and stores its checkpoint and progress in the same commit:
   * a kill at any point repeats nothing and loses nothing. `work` may run again after a deadlock, so it must have no effect outside the database.
   */
  step(work: (ctx: Ctx) => Promise<TaskProgress<C>>): Promise<void>;
};

/** A kind of background task. `run` goes on from `task.checkpoint`; each `yield` is a place where it may be stopped. */
export type TaskDef<I = unknown, C = unknown> = {
  readonly kind: string;
  /** Long reading or writing: two of these run at a time, one per user. Light ones have a lane of their own with the same limits. */
  readonly heavy?: boolean;
  readonly run: (task: TaskRun<C>, input: I) => AsyncGenerator<undefined, TaskOutcome | undefined, undefined>;
};
/** A kind whose input and checkpoint types only its own code knows. */
// biome-ignore lint/suspicious/noExplicitAny: input and checkpoint are jsonb here; each kind's start function guards their shape
export type AnyTaskDef = TaskDef<any, any>;

/** Declares a kind of background task. */
export const defineTask = <I, C>(def: TaskDef<I, C>): TaskDef<I, C> => def;

/** The columns of a task row, for SELECT and RETURNING. */
export const taskColumns: Sql = raw(`id, kind, object, state, input, checkpoint, progress, total, result, error, file_path AS "filePath", file_name AS "fileName", operation_id AS "operationId", user_id AS "userId",
  locale, time_zone AS "timeZone", source, cancel_requested AS "cancelRequested", attempts, created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`);

export const toTaskAnswer = (row: TaskRow): TaskAnswer => ({
  id: row.id, kind: row.kind, object: row.object, state: row.state, progress: row.progress, total: row.total, result: row.result, error: row.error,
  fileName: row.fileName, operationId: row.operationId, createdAt: row.createdAt, finishedAt: row.finishedAt,
});

const MAX_OPEN_PER_USER = 100;
export const TASK_QUEUED = 'background-task.queued';
/** Tells the worker, with the commit of the running transaction, that a task waits. */
export const announceTask = (ctx: Ctx, id: string): void => emit(ctx, { topic: TASK_QUEUED, key: id, payload: { taskId: id } });

/**
 * Puts background work in line: the row and its event in one commit; joins the caller's transaction.
 * Rights and shape of `input` are the caller's to check first.
 * @throws UserError `task.too-many` when the user has 100 open tasks
 */
export function startTask(ctx: Ctx, kind: string, object: string | null, input: unknown, options: { operationId?: string; total?: number } = {}): Promise<TaskAnswer> {
  return inTransaction(ctx, async (tx) => {
    const [open] = await tx.run<{ count: number }>(sql`SELECT count(*) AS count FROM background_task WHERE user_id = ${tx.user.id} AND state IN ('queued', 'running')`);
    if ((open?.count ?? 0) >= MAX_OPEN_PER_USER) throw new UserError('task.too-many', { params: { max: MAX_OPEN_PER_USER } }, 429);
    const [row] = await tx.run<TaskRow>(sql`
      INSERT INTO background_task (id, kind, object, state, input, total, operation_id, user_id, locale, time_zone, source, created_at)
      VALUES (${newId()}, ${kind}, ${object}, 'queued', ${JSON.stringify(input ?? {})}::jsonb, ${options.total ?? null}, ${options.operationId ?? null}, ${tx.user.id}, ${tx.locale}, ${tx.timeZone}, ${tx.source}, ${tx.now.toISOString()})
      RETURNING ${taskColumns}`);
    if (!row) throw new Error('a task was not written');
    announceTask(tx, row.id);
    return toTaskAnswer(row);
  });
}
