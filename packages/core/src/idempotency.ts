import type { Ctx } from './ctx.ts';
import { sql } from './db/sql.ts';
import { inTransaction } from './db/transaction.ts';
import { UserError } from './errors.ts';

/** `route`: method and path. `hash`: of the whole request, so that a key cannot be used for another one. */
export type IdempotentRequest = { key: string; route: string; hash: string };
export type StoredAnswer = { status: number; body: unknown };

/**
 * Does the work once per user and key. The key is inserted in the transaction of the work itself: both stand or neither does,
 * and of two at once the second waits for the first and gets its answer.
 * @throws UserError `idempotency.mismatch` (422) when the key was used for another request
 */
export function idempotent(ctx: Ctx, request: IdempotentRequest, work: (ctx: Ctx) => Promise<StoredAnswer>): Promise<StoredAnswer & { replayed: boolean }> {
  return inTransaction(ctx, async (inner) => {
    const inserted = await inner.run(sql`
      INSERT INTO idempotency (user_id, key, route, request_hash, created_at) VALUES (${ctx.user.id}, ${request.key}, ${request.route}, ${request.hash}, ${ctx.now.toISOString()})
      ON CONFLICT (user_id, key) DO NOTHING RETURNING 1`);
    if (!inserted.length) {
      const [row] = await inner.run<{ route: string; hash: string; status: number; body: unknown }>(sql`
        SELECT route, request_hash AS hash, status, body FROM idempotency WHERE user_id = ${ctx.user.id} AND key = ${request.key}`);
      if (!row || row.route !== request.route || row.hash !== request.hash) throw new UserError('idempotency.mismatch', {}, 422);
      return { status: row.status, body: row.body, replayed: true };
    }
    const answer = await work(inner);
    await inner.run(sql`UPDATE idempotency SET status = ${answer.status}, body = ${answer.body === undefined ? null : JSON.stringify(answer.body)}::jsonb WHERE user_id = ${ctx.user.id} AND key = ${request.key}`);
    return { ...answer, replayed: false };
  });
}
