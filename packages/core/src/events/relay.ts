import type { Core } from '../core.ts';
import { inTransaction } from '../db/transaction.ts';
import { type EventHandlers, eventHandlers } from './handlers.ts';
import { type Delivery, markSent, takeWaiting } from './outbox.ts';

export const RELAY_BATCH = 100;

/**
 * Hands one batch of committed events to the queue and marks them sent. Any number of processes may run it, and crash anywhere:
 * what was published but not marked is published again under the same id. Events nobody handles are only marked.
 * @returns how many were taken; fewer than RELAY_BATCH = none is waiting
 */
export function relayOnce(core: Core, publish: (events: readonly Delivery[]) => Promise<void>, handlers: EventHandlers = eventHandlers): Promise<number> {
  return inTransaction(core.systemCtx(), async (ctx) => {
    const events = await takeWaiting(ctx, RELAY_BATCH);
    const wanted = events.filter((event) => Object.hasOwn(handlers, event.topic));
    if (wanted.length) await publish(wanted);
    if (events.length) await markSent(ctx, events.map((event) => event.id));
    return events.length;
  });
}
