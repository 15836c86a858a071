import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { LEASE_SECONDS } from '../tasks/lease.ts';
import { TOLD, type Violation } from './violation.ts';

/** A task left by a dead runner is taken over at the next reconciliation, a minute after its lease at the latest. */
const TAKEN_OVER_SECONDS = LEASE_SECONDS + 60;

/** No background task runs without a runner who says that he lives. */
export async function deadTasks(ctx: Ctx): Promise<Violation[]> {
  const rows = await ctx.run<{ id: string; object: string | null; heartbeat: string | null }>(sql`
    SELECT id, object, heartbeat_at AS heartbeat FROM background_task
    WHERE state = 'running' AND (heartbeat_at IS NULL OR heartbeat_at < clock_timestamp() - make_interval(secs => ${TAKEN_OVER_SECONDS})) ORDER BY id LIMIT ${TOLD}`);
  return rows.map(({ id, object, heartbeat }): Violation => ({ rule: 'task.no-lease', level: 'error', ...(object ? { object } : {}), id, found: heartbeat }));
}

/** Events go out: none waits longer than a minute while a relay listens. */
export async function waitingEvents(ctx: Ctx): Promise<Violation[]> {
  const [row] = await ctx.run<{ count: number; oldest: string | null }>(sql`
    SELECT count(*) AS count, min(created_at) AS oldest FROM outbox WHERE sent_at IS NULL AND created_at < clock_timestamp() - interval '1 minute'
      AND EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'wellspring-relay')`);
  return row?.count ? [{ rule: 'outbox.waiting', level: 'warning', found: row.count, expected: row.oldest }] : [];
}
