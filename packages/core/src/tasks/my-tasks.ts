import { extname, resolve, sep } from 'node:path';
import type { TaskAnswer } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import { announceTask, taskColumns, type TaskRow, toTaskAnswer } from './task.ts';

/** Hours a result file can be fetched. */
export const FILE_HOURS = 24;
const LISTED = 50;
const types: Readonly<Record<string, string>> = { '.csv': 'text/csv; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '.zip': 'application/zip' };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The caller's own background tasks, newest first. */
export async function listTasks(ctx: Ctx): Promise<{ tasks: TaskAnswer[] }> {
  const rows = await ctx.run<TaskRow>(sql`SELECT ${taskColumns} FROM background_task WHERE user_id = ${ctx.user.id} ORDER BY created_at DESC, id DESC LIMIT ${LISTED}`);
  return { tasks: rows.map(toTaskAnswer) };
}

async function ownTask(ctx: Ctx, id: string, lock = false): Promise<TaskRow> {
  if (!UUID.test(id)) throw new NotFoundError('task.not-found');
  const [row] = await ctx.run<TaskRow>(sql`SELECT ${taskColumns} FROM background_task WHERE id = ${id} ${lock ? sql`FOR UPDATE` : sql``}`);
  if (!row || (row.userId !== ctx.user.id && !ctx.access.admin)) throw new NotFoundError('task.not-found');
  return row;
}

/** One background task: one's own; an administrator sees all. @throws NotFoundError `task.not-found` */
export const getTask = async (ctx: Ctx, id: string): Promise<TaskAnswer> => toTaskAnswer(await ownTask(ctx, id));

/** Asks a task to stop: a waiting one at once, a running one at its next checkpoint. What is done stays. @throws NotFoundError, ConflictError `task.finished` */
export function cancelTask(ctx: Ctx, id: string): Promise<TaskAnswer> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownTask(tx, id, true);
    if (row.state === 'cancelled') return toTaskAnswer(row);
    if (row.state !== 'queued' && row.state !== 'running') throw new ConflictError('task.finished');
    const [after] = await tx.run<TaskRow>(sql`
      UPDATE background_task SET cancel_requested = true,
        state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END, finished_at = CASE WHEN state = 'queued' THEN ${tx.now.toISOString()}::timestamptz END
      WHERE id = ${id} RETURNING ${taskColumns}`);
    return toTaskAnswer(after ?? row);
  });
}

/** Puts a failed or cancelled task in line again; it goes on from its last checkpoint. @throws NotFoundError, ConflictError `task.not-resumable`, `operation.undone` */
export function resumeTask(ctx: Ctx, id: string): Promise<TaskAnswer> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownTask(tx, id, true);
    if (row.state !== 'failed' && row.state !== 'cancelled') throw new ConflictError('task.not-resumable');
    // To go on with what was taken back meanwhile would do half of it again.
    if (row.operationId && (await tx.run(sql`SELECT 1 FROM operation WHERE undoes = ${row.operationId}`)).length) throw new ConflictError('operation.undone');
    const [after] = await tx.run<TaskRow>(sql`
      UPDATE background_task SET state = 'queued', cancel_requested = false, attempts = 0, error = NULL, finished_at = NULL, heartbeat_at = NULL
      WHERE id = ${id} RETURNING ${taskColumns}`);
    announceTask(tx, id);
    return toTaskAnswer(after ?? row);
  });
}

/** The result file of one's own finished task, for 24 hours. @throws NotFoundError `task.no-file` */
export async function taskFile(ctx: Ctx, id: string): Promise<{ path: string; name: string; type: string }> {
  const row = await ownTask(ctx, id);
  const fresh = row.finishedAt !== null && ctx.now.getTime() - Date.parse(row.finishedAt) < FILE_HOURS * 3_600_000;
  if (row.userId !== ctx.user.id || row.state !== 'done' || !row.filePath || !row.fileName || !fresh) throw new NotFoundError('task.no-file');
  const folder = resolve(ctx.dataDir);
  const path = resolve(folder, row.filePath);
  if (!path.startsWith(folder + sep)) throw new NotFoundError('task.no-file');
  return { path, name: row.fileName, type: types[extname(row.fileName).toLowerCase()] ?? 'application/octet-stream' };
}
