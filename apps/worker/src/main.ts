import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import { type Core, createCore } from '@wellspring/core';
import type { Log } from './queues.ts';
import { startWorker, type WorkerApp } from './worker.ts';

const STOP_MILLIS = 9_000;
const RETRY_MILLIS = 2_000;
const STATEMENT_MILLIS = 600_000;

const log: Log = (level, message, details = {}) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, app: 'worker', message, ...details })}\n`);
};
const number = (name: string, fallback: number): number => {
  const value = Number(process.env[name] ?? fallback);
  if (!Number.isInteger(value) || value < 1 || value > 64) throw new Error(`${name} must be a whole number from 1 to 64`);
  return value;
};

/** Opens what the worker stands on; a database or queue that is not there yet is waited for. */
async function open(signal: AbortSignal): Promise<{ core: Core; worker: WorkerApp } | null> {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL is not set');
  const concurrency = { events: number('WELLSPRING_EVENT_CONCURRENCY', 4), tasks: number('WELLSPRING_TASK_CONCURRENCY', 4) };
  let core: Core | undefined;
  while (!signal.aborted) {
    try {
      core ??= await createCore({ databaseUrl, dataDir: resolve(process.env.WELLSPRING_DATA ?? '.data'), poolSize: 4, statementTimeout: STATEMENT_MILLIS, log });
      return { core, worker: await startWorker({ core, redisUrl: process.env.REDIS_URL || undefined, log, concurrency }) };
    } catch (error) {
      log('warn', 'waiting for the database and the queue', { cause: error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error) });
      await new Promise((done) => setTimeout(done, RETRY_MILLIS));
    }
  }
  await core?.close();
  return null;
}

async function main(): Promise<void> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  // People at the screen come first: the API keeps the normal priority.
  try { setPriority(5); } catch { /* a platform without priorities */ }
  const opened = await open(stop.signal);
  if (!opened) return;
  const { core, worker } = opened;
  log('info', 'worker is ready', { queue: worker.backend, pid: process.pid });
  await new Promise<void>((done) => { if (stop.signal.aborted) done(); else stop.signal.addEventListener('abort', () => done()); });
  log('info', 'worker stops');
  // A chunk that does not end in time is rolled back by its connection's end and done again from its checkpoint.
  setTimeout(() => { log('warn', 'worker stopped before its work came to a checkpoint'); process.exit(0); }, STOP_MILLIS).unref();
  await worker.close();
  await core.close();
}

main().then(() => process.exit(0), (error: unknown) => {
  log('error', 'worker cannot run', { cause: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
