import { type Core, reconcile, type TaskKinds } from '@wellspring/core';
import type { Log, Queues } from './queues.ts';

export type Schedule = { now(): Promise<void>; stop(): Promise<void> };
export type ScheduleConfig = { core: Core; queues: Queues; log: Log; everyMillis?: number; kinds?: TaskKinds | undefined };

const MINUTE = 60_000;

/**
 * Reconciles tables and queue at once and every minute, by a clock of this process: what mends a lost queue must not live in it.
 * The recurring jobs are laid down again each time for the same reason.
 */
export function startSchedule(config: ScheduleConfig): Schedule {
  const { core, queues, log } = config;
  let running: Promise<void> | undefined;
  const once = async (): Promise<void> => {
    try {
      const again = await reconcile(core, config.kinds);
      if (again.length) log('info', 'tasks announced again', { tasks: again });
      await queues.every('schedule', 'purge-old', 60 * MINUTE);
    } catch (error) {
      log('warn', 'reconcile failed, will be tried again', { cause: String(error) });
    }
  };
  const now = (): Promise<void> => {
    running ??= once().finally(() => { running = undefined; });
    return running;
  };
  const timer = setInterval(() => void now(), config.everyMillis ?? MINUTE);
  void now();
  return {
    now,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
