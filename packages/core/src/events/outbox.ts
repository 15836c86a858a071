import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';

/** The channel that wakes relays when a transaction with events commits. */
export const OUTBOX_CHANNEL = 'wellspring_outbox';
/** A committed event on its way to its handlers. */
export type Delivery = { id: number; topic: string; key: string; payload: unknown };

/** The oldest events not yet sent; other relays skip them until this transaction ends. */
export const takeWaiting = (ctx: Ctx, limit: number): Promise<Delivery[]> =>
  ctx.run<Delivery>(sql`SELECT id, topic, key, payload FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`);

export async function markSent(ctx: Ctx, ids: readonly number[]): Promise<void> {
  await ctx.run(sql`UPDATE outbox SET sent_at = ${ctx.now.toISOString()}::timestamptz WHERE id = ANY(${ids}::bigint[])`);
}
