import { type Core, type Delivery, deliver, type EventHandlers, nextTask, purgeOld, type RunOptions, runTask } from '@wellspring/core';
import type { Log, Queues } from './queues.ts';

export type HandlersConfig = { core: Core; queues: Queues; log: Log; signal: AbortSignal; concurrency: { events: number; tasks: number }; run?: RunOptions; handlers?: EventHandlers | undefined };

/** Connects the queues to the core: events to their handlers, tasks to their runs, schedules to housekeeping. @throws when the backend goes away meanwhile */
export async function startHandlers(config: HandlersConfig): Promise<void> {
  const { core, queues, log, signal } = config;
  await queues.work('events', config.concurrency.events, (data) => deliver(core, data as Delivery, (queue, job) => queues.add(queue, [job]), config.handlers));

  const runOne = async (id: string): Promise<void> => {
    const started = Date.now();
    const end = await runTask(core, id, signal, config.run);
    if (end !== 'skipped') log('info', 'task ended', { task: id, end, millis: Date.now() - started });
  };
  await queues.work('tasks', config.concurrency.tasks, async (data) => {
    await runOne((data as { taskId: string }).taskId);
    // The end of one task may make room for another whose own job came too early: look before leaving.
    for (let id = await nextTask(core, config.run?.kinds); id && !signal.aborted; id = await nextTask(core, config.run?.kinds)) await runOne(id);
  });

  await queues.work('schedule', 1, async (_data, job) => {
    if (job === 'purge-old') log('info', 'removed what had served', await purgeOld(core));
  });
}
