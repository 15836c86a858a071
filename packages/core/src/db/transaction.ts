import type { OperationSource } from '@wellspring/objects';
import type { Ctx, OperationState, OutboxEvent } from '../ctx.ts';
import { UserError } from '../errors.ts';
import { newId } from '../ids.ts';
import { runOn } from './db.ts';
import { isRetryable, translatePgError } from './pg-errors.ts';
import { type Sql, sql } from './sql.ts';

const ATTEMPTS = 3;
const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

async function attempt<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const client = await ctx.db.pool.connect().catch((error: unknown) => { throw translatePgError(error); });
  let broken: Error | undefined;
  // A borrowed connection that dies says so aloud, and unheard it would end the process; the statement under way, or the next, fails in any case.
  const onError = (failure: Error): void => { broken = failure; };
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const events: OutboxEvent[] = [];
    // One connection answers one statement at a time: calls made side by side stand in line here.
    let last: Promise<unknown> = Promise.resolve();
    const run: Ctx['run'] = <R>(statement: Sql) => {
      const next = last.then(() => runOn<R>(client, statement));
      last = next.catch(() => undefined);
      return next;
    };
    const inner: Ctx = { ...ctx, run, tx: { events, operation: null } };
    const result = await work(inner);
    if (events.length) {
      await inner.run(sql`INSERT INTO outbox (topic, key, payload, created_at) SELECT x.topic, x.key, x.payload, ${ctx.now.toISOString()}::timestamptz FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS x(topic text, key text, payload jsonb)`);
      await client.query("SELECT pg_notify('wellspring_outbox', '')");
    }
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => { broken = failure; });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/**
 * Runs work in one transaction; joins the caller's when there is one. Events emitted inside reach the outbox in the same commit.
 * Deadlocks and serialisation failures are tried again, three times at most: `work` must have no effect outside the database.
 * @throws UserError `busy.locked` (503) when even the third try met one
 */
export async function inTransaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.tx) return work(ctx);
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(ctx, work);
    } catch (error) {
      if (!isRetryable(error)) throw translatePgError(error);
      if (tries >= ATTEMPTS) throw new UserError('busy.locked', {}, 503);
      await pause(tries * 20 + Math.random() * 30);
    }
  }
}

export type OperationSpec = { kind: string; object: string | null; id?: string; undoes?: string; taskId?: string; source?: OperationSource };

/**
 * Runs work as one operation of the journal; joins the caller's operation when there is one.
 * With `id` an operation goes on over several transactions (an import, a bulk edit).
 */
export function inOperation<T>(ctx: Ctx, spec: OperationSpec, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return inTransaction(ctx, (inner) => {
    if (!inner.tx || inner.tx.operation) return work(inner);
    const operation: OperationState = { id: spec.id ?? newId(), kind: spec.kind, object: spec.object, source: spec.source ?? ctx.source, undoes: spec.undoes ?? null, count: 0, begun: false, taskId: spec.taskId ?? null };
    return work({ ...inner, tx: { events: inner.tx.events, operation } });
  });
}
