import { createPostgresBackend, Queue, runMigrations, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

export type QueueName = 'events' | 'tasks' | 'schedule';
export type QueueJob = { id: string; data: unknown };
export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>) => void;

/** The queues, whatever stands behind them. They carry intentions only: every truth is in the tables, so that losing a queue delays and never loses. */
export type Queues = {
  readonly backend: 'postgres' | 'redis';
  /** @throws when the backend cannot be reached: the caller keeps its events and tries again */
  add(queue: QueueName, jobs: readonly QueueJob[]): Promise<void>;
  /** @throws when the backend goes away while the worker opens */
  work(queue: QueueName, concurrency: number, run: (data: unknown, job: string) => Promise<void>): Promise<void>;
  /** Makes sure that a job recurs; asking again changes nothing. */
  every(queue: QueueName, name: string, millis: number): Promise<void>;
  /** Takes no new jobs and waits for the running ones. */
  close(): Promise<void>;
};
export type QueuesConfig = { databaseUrl: string; redisUrl?: string | undefined; log: Log; retryMillis?: number };

const DAY = 86_400;
const ADD_MILLIS = 10_000;
const READY_MILLIS = 10_000;
// A finished job must be forgotten soon: while it is remembered, another with its id is dropped without a word.
const keep: Record<QueueName, { attempts: number; removeOnComplete: boolean | { age: number; count: number }; removeOnFail: boolean | { age: number } }> = {
  events: { attempts: 3, removeOnComplete: { age: 600, count: 1000 }, removeOnFail: { age: 7 * DAY } },
  tasks: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  schedule: { attempts: 1, removeOnComplete: true, removeOnFail: { age: DAY, count: 100 } as { age: number } },
};

type Backend = {
  name: Queues['backend'];
  queue(name: QueueName): Queue;
  worker(name: QueueName, concurrency: number, run: (job: { id?: string | undefined; name: string; data: unknown }) => Promise<void>): Worker;
  /** False while a job could only wait for the connection to come back. */
  reachable(): boolean;
  end(): Promise<void>;
};

async function postgresBackend(databaseUrl: string): Promise<Backend> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await runMigrations(client); // holds an advisory lock: of several processes one migrates and the others wait
  } finally {
    await client.end();
  }
  const classes = withBackend(createPostgresBackend);
  // Each queue and worker opens a pool of its own and one connection to listen on: keep them small.
  const connection = (max: number) => ({ connectionString: databaseUrl, schema: 'bullmq', max, connectionTimeoutMillis: 5000, keepAlive: true });
  return {
    name: 'postgres',
    queue: (name) => new classes.Queue(name, { connection: connection(2) }) as unknown as Queue,
    worker: (name, concurrency, run) => new classes.Worker(name, run, { connection: connection(2), concurrency, runRetryDelay: 1000 }) as unknown as Worker,
    reachable: () => true,
    end: async () => undefined,
  };
}

async function redisBackend(redisUrl: string, log: Log): Promise<Backend> {
  const quiet = (client: Redis): Redis => client.on('error', (error) => log('warn', 'redis connection', { cause: error.message }));
  // A producer fails at once when Redis is away (the outbox keeps the event); a worker waits for it.
  const producer = quiet(new Redis(redisUrl, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: true }));
  const consumer = quiet(new Redis(redisUrl, { maxRetriesPerRequest: null, lazyConnect: true }));
  try {
    await Promise.all([producer.connect(), consumer.connect()]);
  } catch (error) {
    producer.disconnect();
    consumer.disconnect();
    throw error;
  }
  const prefix = 'wellspring';
  return {
    name: 'redis',
    queue: (name) => new Queue(name, { connection: producer, prefix }),
    worker: (name, concurrency, run) => new Worker(name, run, { connection: consumer, prefix, concurrency, runRetryDelay: 1000 }),
    reachable: () => producer.status === 'ready',
    async end() { producer.disconnect(); consumer.disconnect(); },
  };
}

const within = async <T>(millis: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('the queue does not answer')), millis); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** A connection that is away complains with every try to come back: each complaint is logged once a minute. */
function seldom(log: Log): Log {
  const said = new Map<string, number>();
  return (level, message, details) => {
    const key = JSON.stringify([message, details]);
    const now = Date.now();
    if (now - (said.get(key) ?? 0) < 60_000) return;
    if (said.size > 100) said.clear();
    said.set(key, now);
    log(level, message, details);
  };
}

/** Opens the queues: on Redis when its address is given, else on PostgreSQL. @throws when it cannot be reached */
export async function openQueues(config: QueuesConfig): Promise<Queues> {
  const { log } = config;
  const complain = seldom(log);
  const backend = config.redisUrl ? await redisBackend(config.redisUrl, complain) : await postgresBackend(config.databaseUrl);
  const workers: Worker[] = [];
  const make = (name: QueueName): Queue => backend.queue(name).on('error', (error) => complain('warn', 'queue', { queue: name, cause: error.message })) as Queue;
  const queues: Record<QueueName, Queue> = { events: make('events'), tasks: make('tasks'), schedule: make('schedule') };
  const close = async (): Promise<void> => {
    await Promise.allSettled(workers.map((worker) => worker.close()));
    await Promise.allSettled(Object.values(queues).map((one) => one.close()));
    await backend.end();
  };
  // One that is cut off while it opens stays deaf for ever: whoever starts must see it and start anew.
  const ready = (all: readonly { waitUntilReady(): Promise<unknown> }[]): Promise<unknown> => within(READY_MILLIS, Promise.all(all.map((one) => one.waitUntilReady())));
  try {
    await ready(Object.values(queues));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    backend: backend.name,
    async add(name, jobs) {
      if (!backend.reachable()) throw new Error('the queue is away');
      const backoff = { type: 'exponential', delay: config.retryMillis ?? 1000 };
      await within(ADD_MILLIS, queues[name].addBulk(jobs.map((job) => ({ name, data: job.data, opts: { ...keep[name], backoff, jobId: job.id } }))));
    },
    async work(name, concurrency, run) {
      const worker = backend.worker(name, concurrency, (job) => run(job.data, job.name));
      worker.on('error', (error) => complain('warn', 'worker', { queue: name, cause: error.message }));
      worker.on('failed', (job, error) => {
        const last = !job || job.attemptsMade >= (job.opts.attempts ?? 1);
        log(last ? 'error' : 'warn', last ? 'job given up' : 'job failed, will be tried again', { queue: name, job: job?.id, attempt: job?.attemptsMade, cause: error.stack ?? error.message });
      });
      workers.push(worker);
      await ready([worker]);
    },
    async every(name, job, millis) {
      if (!backend.reachable()) throw new Error('the queue is away');
      await within(ADD_MILLIS, queues[name].upsertJobScheduler(job, { every: millis }, { name: job, opts: keep[name] }));
    },
    close,
  };
}
