import type { Core } from '../core.ts';
import type { Ctx } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Delivery } from './outbox.ts';

/** Adds a job to a queue; the same id is taken once as long as the job exists. */
export type Enqueue = (queue: 'tasks', job: { id: string; data: Record<string, unknown> }) => Promise<void>;
export type EventHandler = { name: string; handle(ctx: Ctx, event: Delivery, enqueue: Enqueue): Promise<void> };
export type EventHandlers = Readonly<Record<string, readonly EventHandler[]>>;

/** Who is told of which event. */
export const eventHandlers: EventHandlers = {
  'background-task.queued': [{
    name: 'enqueue-task',
    // A lost or doubled job does no harm: the worker runs what the table says, and reconcile() asks again.
    handle: (_ctx, event, enqueue) => enqueue('tasks', { id: `ob-${event.id}`, data: { taskId: (event.payload as { taskId: string }).taskId } }),
  }],
};

/** Gives an event to its handlers, each in one transaction with its mark: delivered twice, even at once, it is handled once. */
export async function deliver(core: Core, event: Delivery, enqueue: Enqueue, handlers: EventHandlers = eventHandlers): Promise<void> {
  for (const handler of Object.hasOwn(handlers, event.topic) ? (handlers[event.topic] ?? []) : []) {
    await inTransaction(core.systemCtx(), async (ctx) => {
      const [first] = await ctx.run(sql`INSERT INTO handled (key, at) VALUES (${`${handler.name}:${event.id}`}, ${ctx.now.toISOString()}) ON CONFLICT (key) DO NOTHING RETURNING key`);
      if (first) await handler.handle(ctx, event, enqueue);
    });
  }
}
