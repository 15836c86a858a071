import type { Core } from '../core.ts';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { UserError } from '../errors.ts';
import { claimableTasks, claimTask, heldBy, type Lease, MAX_ATTEMPTS, type TaskKinds } from './lease.ts';
import { taskKinds } from './registry.ts';
import { type AnyTaskDef, announceTask, taskColumns, type TaskOutcome, type TaskProgress, type TaskRow, type TaskRun } from './task.ts';

/** How a run ended. `skipped`: finished, taken or not its turn. `released`: given back at shutdown. `lost`: another runner has it now. */
export type RunEnd = 'done' | 'failed' | 'cancelled' | 'released' | 'lost' | 'skipped';
export type RunOptions = { kinds?: TaskKinds; heartbeatMillis?: number; retryMillis?: number };

const HEARTBEAT_MILLIS = 5000;
const RETRY_MILLIS = 1000;

/** Why a run was told to stop. Thrown through the implementation, so that its `finally` blocks clean up. */
class Stopped extends Error {
  readonly end: 'cancelled' | 'released' | 'lost';
  constructor(end: 'cancelled' | 'released' | 'lost') {
    super(`task ${end}`);
    this.end = end;
  }
}

const pause = (millis: number, signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  if (signal.aborted) return resolve();
  const wake = (): void => { clearTimeout(timer); signal.removeEventListener('abort', wake); resolve(); };
  const timer = setTimeout(wake, millis);
  signal.addEventListener('abort', wake);
});

/** One claimed task: what its implementation sees, and the writes that only the holder of the lease can make. */
function openRun(core: Core, claimed: TaskRow, outer: AbortSignal, heartbeatMillis: number) {
  const lease: Lease = { id: claimed.id, startedAt: claimed.startedAt ?? '' };
  const stop = new AbortController();
  const system = core.systemCtx();
  let row = claimed;

  const release = (): void => stop.abort(new Stopped('released'));
  if (outer.aborted) release();
  outer.addEventListener('abort', release);
  const beat = async (): Promise<void> => {
    const [now] = await system.run<{ cancel: boolean }>(sql`UPDATE background_task SET heartbeat_at = clock_timestamp() WHERE ${heldBy(lease)} RETURNING cancel_requested AS cancel`);
    if (!now) stop.abort(new Stopped('lost'));
    else if (now.cancel) stop.abort(new Stopped('cancelled'));
  };
  const timer = setInterval(() => void beat().catch((error: unknown) => core.config.log('warn', 'task heartbeat failed', { task: lease.id, cause: String(error) })), heartbeatMillis);

  const ctxNow = (): Promise<Ctx> => core.ctxFor(row.userId, { locale: row.locale, timeZone: row.timeZone, source: 'task', requestId: `task-${row.id}` });
  const task: TaskRun = {
    core, signal: stop.signal, ctxNow,
    get row() { return row; },
    get checkpoint() { return row.checkpoint; },
    async step(work) {
      const ctx = await ctxNow();
      row = await inTransaction(ctx, async (tx) => {
        const after: TaskProgress = await work(tx);
        // Last in the transaction: the row stays free for heartbeat and cancel meanwhile, and a runner whose lease is gone rolls back.
        const [stored] = await tx.run<TaskRow>(sql`
          UPDATE background_task SET checkpoint = ${JSON.stringify(after.checkpoint ?? null)}::jsonb, progress = COALESCE(${after.progress ?? null}, progress), total = COALESCE(${after.total ?? null}, total),
            result = COALESCE(${after.result === undefined ? null : JSON.stringify(after.result)}::jsonb, result), heartbeat_at = clock_timestamp(), attempts = 1
          WHERE ${heldBy(lease)} RETURNING ${taskColumns}`);
        if (!stored) throw new Stopped('lost');
        return stored;
      });
      if (row.cancelRequested) stop.abort(new Stopped('cancelled'));
    },
  };

  const now = (): string => core.config.now().toISOString();
  return {
    task, signal: stop.signal,
    async end(state: 'done' | 'failed' | 'cancelled', outcome: TaskOutcome & { error?: string } = {}): Promise<boolean> {
      const rows = await system.run(sql`
        UPDATE background_task SET state = ${state}, error = ${outcome.error ?? null}, result = COALESCE(${outcome.result === undefined ? null : JSON.stringify(outcome.result)}::jsonb, result),
          file_path = ${outcome.filePath ?? null}, file_name = ${outcome.fileName ?? null}, finished_at = ${now()}::timestamptz
        WHERE ${heldBy(lease)} RETURNING id`);
      return rows.length > 0;
    },
    /** Puts the task back in line and tells the other workers. */
    giveBack: () => inTransaction(core.systemCtx(), async (ctx) => {
      const rows = await ctx.run(sql`UPDATE background_task SET state = 'queued', heartbeat_at = NULL, attempts = GREATEST(attempts - 1, 0) WHERE ${heldBy(lease)} RETURNING id`);
      if (rows.length) announceTask(ctx, lease.id);
    }),
    /** Counts one more attempt and reads what is stored: a commit whose answer was lost is seen here. */
    async again(): Promise<void> {
      const [stored] = await system.run<TaskRow>(sql`UPDATE background_task SET attempts = attempts + 1, heartbeat_at = clock_timestamp() WHERE ${heldBy(lease)} RETURNING ${taskColumns}`);
      if (!stored) throw new Stopped('lost');
      row = stored;
    },
    close(): void {
      clearInterval(timer);
      outer.removeEventListener('abort', release);
    },
  };
}

async function attempt(def: AnyTaskDef, task: TaskRun, signal: AbortSignal): Promise<TaskOutcome> {
  const steps = def.run(task, task.row.input);
  try {
    for (;;) {
      const next = await steps.next();
      if (next.done) return next.value ?? {};
      signal.throwIfAborted();
    }
  } finally {
    await steps.return(undefined);
  }
}

/**
 * Runs one task from its last checkpoint to its end. Does nothing while another runner holds it or its user's lane is busy.
 * An unexpected error is tried again from the checkpoint; the third in a row without progress ends the task as failed.
 */
export async function runTask(core: Core, id: string, signal: AbortSignal, options: RunOptions = {}): Promise<RunEnd> {
  const kinds = options.kinds ?? taskKinds;
  const claimed = signal.aborted ? null : await claimTask(core, id, kinds);
  if (!claimed) return 'skipped';
  const run = openRun(core, claimed, signal, options.heartbeatMillis ?? HEARTBEAT_MILLIS);
  const details = { task: id, kind: claimed.kind };
  try {
    const def = Object.hasOwn(kinds, claimed.kind) ? kinds[claimed.kind] : undefined;
    if (!def) return (await run.end('failed', { error: 'task.unknown-kind' })) ? 'failed' : 'lost';
    for (;;) {
      try {
        const outcome = await attempt(def, run.task, run.signal);
        return (await run.end('done', outcome)) ? 'done' : 'lost';
      } catch (error) {
        const stopped = error instanceof Stopped ? error : run.signal.aborted && run.signal.reason instanceof Stopped ? run.signal.reason : null;
        if (stopped) {
          if (stopped.end === 'released') await run.giveBack();
          return stopped.end === 'cancelled' ? ((await run.end('cancelled')) ? 'cancelled' : 'lost') : stopped.end;
        }
        if (error instanceof UserError && error.status < 500) return (await run.end('failed', { error: error.code })) ? 'failed' : 'lost';
        core.config.log('error', 'task attempt failed', { ...details, attempt: run.task.row.attempts, cause: error instanceof Error ? (error.stack ?? error.message) : String(error) });
        if (run.task.row.attempts >= MAX_ATTEMPTS) return (await run.end('failed', { error: 'task.failed' })) ? 'failed' : 'lost';
        await pause((options.retryMillis ?? RETRY_MILLIS) * run.task.row.attempts ** 2, run.signal);
        await run.again();
      }
    }
  } catch (error) {
    if (error instanceof Stopped) return error.end;
    throw error;
  } finally {
    run.close();
  }
}

/** The task that has waited longest among those that could run this moment. */
export async function nextTask(core: Core, kinds: TaskKinds = taskKinds): Promise<string | null> {
  return (await claimableTasks(core.systemCtx(), kinds, 1))[0] ?? null;
}
