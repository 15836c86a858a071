import type { Core, EventHandlers, RunOptions } from '@wellspring/core';
import { startHandlers } from './handlers.ts';
import { type Log, openQueues } from './queues.ts';
import { startRelay } from './relay.ts';
import { startSchedule } from './schedule.ts';

export type WorkerConfig = {
  core: Core; redisUrl?: string | undefined; log: Log;
  /** Jobs at a time. Tasks have lanes of their own besides: two heavy and two light ones at most, over all workers. */
  concurrency?: { events: number; tasks: number };
  reconcileMillis?: number; retryMillis?: number; run?: RunOptions; handlers?: EventHandlers;
};
export type WorkerApp = {
  readonly backend: 'postgres' | 'redis';
  /** Compares the tables with the queue now instead of at the next minute. */
  reconcileNow(): Promise<void>;
  /** Takes no new work, lets running tasks reach their next checkpoint and gives them back. */
  close(): Promise<void>;
};

/** Starts relay, handlers and schedule on a core. @throws when the queue's backend cannot be reached */
export async function startWorker(config: WorkerConfig): Promise<WorkerApp> {
  const { core, log } = config;
  const queues = await openQueues({ databaseUrl: core.config.databaseUrl, redisUrl: config.redisUrl, log, ...(config.retryMillis ? { retryMillis: config.retryMillis } : {}) });
  const stop = new AbortController();
  try {
    await startHandlers({ core, queues, log, signal: stop.signal, concurrency: config.concurrency ?? { events: 4, tasks: 4 }, handlers: config.handlers, ...(config.run ? { run: config.run } : {}) });
  } catch (error) {
    stop.abort();
    await queues.close();
    throw error;
  }
  const relay = startRelay({ core, log, handlers: config.handlers, publish: (events) => queues.add('events', events.map((event) => ({ id: `ob-${event.id}`, data: event }))) });
  const schedule = startSchedule({ core, queues, log, kinds: config.run?.kinds, ...(config.reconcileMillis ? { everyMillis: config.reconcileMillis } : {}) });
  return {
    backend: queues.backend,
    reconcileNow: schedule.now,
    async close() {
      stop.abort();
      await Promise.all([relay.stop(), schedule.stop()]);
      await queues.close();
    },
  };
}
