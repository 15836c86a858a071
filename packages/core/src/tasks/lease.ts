import type { Core } from '../core.ts';
import type { Ctx } from '../ctx.ts';
import { column, sql, type Sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import type { AnyTaskDef, TaskRow } from './task.ts';
import { taskColumns } from './task.ts';

/** Kinds by name. */
export type TaskKinds = Readonly<Record<string, AnyTaskDef>>;

export const MAX_ATTEMPTS = 3;
export const LEASE_SECONDS = 30;
const RUNNING_AT_ONCE = 2;
const CLAIM_LOCK = 728_410;

/** A runner holds a task by its claim's own moment: whoever claims later makes every write of the earlier one miss. */
export type Lease = { readonly id: string; readonly startedAt: string };
export const heldBy = (lease: Lease): Sql => sql`id = ${lease.id} AND state = 'running' AND started_at = ${lease.startedAt}::timestamptz`;

// Leases compare the database's clock with itself; the clocks of the processes do not matter.
const alive = (alias: string): Sql => sql`COALESCE(${column(alias, 'heartbeatAt')} >= clock_timestamp() - make_interval(secs => ${LEASE_SECONDS}), false)`;
const dead = (alias: string): Sql => sql`(${column(alias, 'state')} = 'running' AND NOT ${alive(alias)})`;

/** Free to run: waiting or left by a dead runner, its user has none running in the lane, and the lane has room. */
const claimable = (kinds: TaskKinds): Sql => {
  const heavy = Object.values(kinds).filter((def) => def.heavy).map((def) => def.kind);
  const others = sql`FROM background_task o WHERE o.state = 'running' AND o.id <> t.id AND ${alive('o')} AND (o.kind = ANY(${heavy}::text[])) = (t.kind = ANY(${heavy}::text[]))`;
  return sql`NOT t.cancel_requested AND (t.state = 'queued' OR (${dead('t')} AND t.attempts < ${MAX_ATTEMPTS}))
    AND NOT EXISTS (SELECT 1 ${others} AND o.user_id = t.user_id) AND (SELECT count(*) ${others}) < ${RUNNING_AT_ONCE}`;
};

/** Ends what dead runners left beyond help: cancelled ones, and those that died three times without getting on. */
export async function settleDead(ctx: Ctx): Promise<void> {
  await ctx.run(sql`
    UPDATE background_task t SET state = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'failed' END, error = CASE WHEN cancel_requested THEN NULL ELSE 'task.failed' END, finished_at = ${ctx.now.toISOString()}::timestamptz
    WHERE ${dead('t')} AND (cancel_requested OR attempts >= ${MAX_ATTEMPTS})`);
}

/** Takes a task for this runner, or null when it is finished, taken, or not yet its turn. */
export function claimTask(core: Core, id: string, kinds: TaskKinds): Promise<TaskRow | null> {
  return inTransaction(core.systemCtx(), async (ctx) => {
    await ctx.run(sql`SELECT pg_advisory_xact_lock(${CLAIM_LOCK})`); // two claims at once would both see room
    await settleDead(ctx);
    const [row] = await ctx.run<TaskRow>(sql`
      UPDATE background_task t SET state = 'running', started_at = clock_timestamp(), heartbeat_at = clock_timestamp(), attempts = attempts + 1
      WHERE t.id = ${id} AND ${claimable(kinds)} RETURNING ${taskColumns}`);
    return row ?? null;
  });
}

/** Tasks that could run this moment, the longest waiting first. */
export async function claimableTasks(ctx: Pick<Ctx, 'run'>, kinds: TaskKinds, limit: number): Promise<string[]> {
  const rows = await ctx.run<{ id: string }>(sql`
    SELECT t.id FROM background_task t WHERE t.state IN ('queued', 'running') AND t.kind = ANY(${Object.keys(kinds)}::text[]) AND ${claimable(kinds)} ORDER BY t.created_at, t.id LIMIT ${limit}`);
  return rows.map((row) => row.id);
}
