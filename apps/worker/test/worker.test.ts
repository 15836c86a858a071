import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type EventHandlers, eventHandlers, startTask } from '@wellspring/core';
import { type Person, type TestCore, testCore } from '@wellspring/core/test';
import { type Gate, scratchKinds, scratchRows, scratchTable, silenceRunners } from '@wellspring/core/test-kinds';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startWorker, type WorkerApp } from '../src/worker.ts';
import { type TestRedis, testRedis } from './redis.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };
const child = fileURLToPath(new URL('./child.ts', import.meta.url));

describe.each(['postgres', 'redis'] as const)('worker on %s', (backend) => {
  let t: TestCore;
  let redis: TestRedis | undefined;
  let sqlClient: pg.Client;
  let app: WorkerApp | undefined;
  let children: ChildProcess[] = [];
  const logged: { level: string; message: string; details?: Record<string, unknown> | undefined }[] = [];

  beforeAll(async () => {
    redis = backend === 'redis' ? await testRedis() : undefined;
    t = await testCore();
    await t.core.db.run(scratchTable);
    sqlClient = new pg.Client(t.url);
    sqlClient.on('error', () => undefined);
    await sqlClient.connect();
    await sqlClient.query('CREATE TABLE effect (key text NOT NULL)');
  }, 60_000);
  afterEach(async () => {
    await app?.close();
    app = undefined;
    for (const one of children) one.kill('SIGKILL');
    children = [];
    gate = async () => undefined;
    logged.length = 0;
    await sqlClient.query('DELETE FROM background_task; DELETE FROM outbox; DELETE FROM scratch; DELETE FROM effect; DELETE FROM handled');
    await redis?.client.flushall();
  });
  afterAll(async () => {
    await sqlClient?.end();
    await t?.close();
    await redis?.stop();
  });

  let gate: Gate = async () => undefined;
  const kinds = scratchKinds((place, task) => gate(place, task));
  const handlers: EventHandlers = { ...eventHandlers, 'thing.done': [{ name: 'write', handle: async (_ctx, event) => { await sqlClient.query('INSERT INTO effect VALUES ($1)', [event.key]); } }], 'thing.bad': [{ name: 'bad', handle: async () => { throw new Error('poison'); } }] };
  const open = async () => {
    app = await startWorker({ core: t.core, redisUrl: redis?.url, log: (level, message, details) => { logged.push({ level, message, details }); }, run: { kinds, retryMillis: 1 }, retryMillis: 1, handlers });
    return app;
  };
  const start = async (person: Person, kind = 'rows', input: object = { chunks: 4 }) => (await startTask(await t.as(person), kind, null, input)).id;
  const one = async <T>(text: string, values: unknown[] = []): Promise<T> => (await sqlClient.query(text, values)).rows[0] as T;
  const stateOf = async (id: string) => (await one<{ state: string }>('SELECT state FROM background_task WHERE id = $1', [id])).state;
  const written = async () => (await t.core.db.run<{ rows: number; numbers: number }>(scratchRows))[0];
  const fact = (topic: string, key: string) => sqlClient.query(`WITH e AS (INSERT INTO outbox (topic, key, payload, created_at) VALUES ($1, $2, '{}', now()) RETURNING id) SELECT pg_notify('wellspring_outbox', ''), id FROM e`, [topic, key]);

  /** A worker process; resolves with the line it says when it is ready or has come to its place. */
  const spawnWorker = (stopAt?: string) => {
    const process_ = spawn(process.execPath, ['--import', 'tsx', child], { env: { ...process.env, DATABASE_URL: t.url, WELLSPRING_DATA: t.dataDir, ...(redis ? { REDIS_URL: redis.url } : { REDIS_URL: '' }), ...(stopAt ? { STOP_AT: stopAt } : {}) }, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(process_);
    let errors = '';
    process_.stderr?.on('data', (data: Buffer) => { errors += data; });
    const says = (line: string) => new Promise<void>((resolve, reject) => {
      let text = '';
      process_.stdout?.on('data', (data: Buffer) => { text += data; if (text.includes(line)) resolve(); });
      process_.once('exit', (code) => reject(new Error(`the worker ended with ${code} before it said "${line}": ${errors}`)));
    });
    const exited = new Promise<number | null>((resolve) => { process_.once('exit', resolve); });
    return { says, exited, kill: (signal: NodeJS.Signals) => { process_.kill(signal); return exited; } };
  };

  test('what is announced runs', async () => {
    const { backend: used } = await open();
    expect(used).toBe(backend);
    const ids = await Promise.all([start('seller1'), start('seller1'), start('seller2'), start('director')]);
    for (const id of ids) await expect.poll(() => stateOf(id), PATIENCE).toBe('done');
    expect((await written())?.rows).toBe(48);
  }, 30_000);

  test('an event published twice, after its job was forgotten too, is handled once', async () => {
    await open();
    await fact('thing.done', 'a');
    await expect.poll(async () => (await one<{ n: string }>('SELECT count(*) AS n FROM effect')).n, PATIENCE).toBe('1');
    // As after a crash between publishing and marking; and with the queue's memory of the job gone.
    for (const forget of [false, true]) {
      if (forget) await (redis ? redis.client.flushall() : sqlClient.query('DELETE FROM bullmq.job'));
      await sqlClient.query(`UPDATE outbox SET sent_at = NULL WHERE topic = 'thing.done'`);
      await fact('thing.done', `after ${forget}`);
      await expect.poll(async () => (await one<{ n: string }>('SELECT count(*) AS n FROM effect WHERE key = $1', [`after ${forget}`])).n, PATIENCE).toBe('1');
      await expect.poll(async () => (await one<{ n: string }>('SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL')).n, PATIENCE).toBe('0');
    }
    expect((await one<{ n: string }>(`SELECT count(*) AS n FROM effect WHERE key = 'a'`)).n).toBe('1');
  }, 30_000);

  test('a poison event is given up after three tries with its cause; the queue moves on', async () => {
    await open();
    await fact('thing.bad', 'x');
    await fact('thing.done', 'next');
    const poison = await start('seller1', 'poison', {});
    const good = await start('seller2');
    await expect.poll(() => logged.filter((line) => line.message === 'job given up').length, PATIENCE).toBe(1);
    expect(logged.filter((line) => line.message === 'job failed, will be tried again')).toHaveLength(2);
    expect(logged.find((line) => line.message === 'job given up')?.details).toMatchObject({ queue: 'events', attempt: 3, cause: expect.stringContaining('poison') });
    await expect.poll(() => stateOf(poison), PATIENCE).toBe('failed');
    await expect.poll(() => stateOf(good), PATIENCE).toBe('done');
    expect(await one('SELECT key FROM effect')).toEqual({ key: 'next' });
  }, 30_000);

  test('killed at every checkpoint, a task writes each row once', async () => {
    const id = await start('seller1');
    // Checkpoints lie in the tables whatever the queue is: every place once, and a few on the other backend.
    const places = backend === 'postgres' ? ['claimed', ...[1, 2, 3, 4].flatMap((chunk) => [`work:${chunk}`, `committed:${chunk}`])] : ['work:1', 'committed:3'];
    for (const place of places) {
      const worker = spawnWorker(place);
      await worker.says(`at ${place}`);
      await worker.kill('SIGKILL');
      await t.core.db.run(silenceRunners); // its lease runs out
    }
    expect(await stateOf(id)).toBe('running');
    await open();
    await expect.poll(() => stateOf(id), PATIENCE).toBe('done');
    expect(await written()).toEqual({ rows: 12, numbers: 12 });
  }, 300_000);

  if (backend === 'postgres') test('the naive twin, killed between work and checkpoint, doubles its rows', async () => {
    const id = await start('seller1', 'naive');
    const worker = spawnWorker('work:2');
    await worker.says('at work:2');
    await worker.kill('SIGKILL');
    await t.core.db.run(silenceRunners);
    await open();
    await expect.poll(() => stateOf(id), PATIENCE).toBe('done');
    expect(await written()).toEqual({ rows: 15, numbers: 12 });
  }, 60_000);

  test('SIGTERM ends a worker at its checkpoint; another goes on at once', async () => {
    const worker = spawnWorker();
    await worker.says('ready');
    const id = await start('seller1', 'rows', { chunks: 400, size: 2 });
    await expect.poll(async () => (await one<{ progress: number }>('SELECT progress FROM background_task WHERE id = $1', [id])).progress, PATIENCE).toBeGreaterThan(0);
    const asked = Date.now();
    expect(await worker.kill('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(await stateOf(id)).toBe('queued');
    await open();
    await expect.poll(() => stateOf(id), { timeout: 60_000, interval: 50 }).toBe('done');
    expect(await written()).toEqual({ rows: 800, numbers: 800 });
  }, 300_000);

  test('when the queue forgets everything, reconcile brings the work back', async () => {
    const worker = await open();
    const held: (() => void)[] = [];
    gate = (place) => (place === 'claimed' ? new Promise<void>((resolve) => { held.push(resolve); }) : Promise.resolve());
    const ids = [await start('seller1'), await start('seller2'), await start('director')];
    await expect.poll(() => held.length, PATIENCE).toBe(2);
    await expect.poll(async () => (await one<{ n: string }>('SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL')).n, PATIENCE).toBe('0');
    await (redis ? redis.client.flushall() : sqlClient.query('DELETE FROM bullmq.job'));
    gate = async () => undefined;
    for (const go of held) go();
    for (const id of ids) await expect.poll(async () => { await worker.reconcileNow(); return stateOf(id); }, PATIENCE).toBe('done');
    const last = await start('viewer');
    await expect.poll(() => stateOf(last), PATIENCE).toBe('done');
    expect((await written())?.rows).toBe(48);
  }, 60_000);

  test('when every connection to the database breaks, the worker goes on by itself', async () => {
    const worker = await open();
    const before = await start('seller1');
    await expect.poll(() => stateOf(before), PATIENCE).toBe('done');
    await sqlClient.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()');
    let after = '';
    await expect.poll(async () => { after ||= await start('seller2').catch(() => ''); return after; }, PATIENCE).not.toBe('');
    await expect.poll(async () => { await worker.reconcileNow(); return stateOf(after); }, PATIENCE).toBe('done');
    expect((await written())?.rows).toBe(24);
  }, 60_000);

  if (backend === 'redis') test('while Redis is away events wait in the outbox; when it is back the work goes on by itself', async () => {
    const outage = redis?.outage;
    if (!outage) throw new Error('a Redis of the test’s own is needed to take it away: unset TEST_REDIS_URL');
    const worker = await open();
    const warm = await start('seller1', 'rows', { chunks: 0 });
    await expect.poll(() => stateOf(warm), PATIENCE).toBe('done');
    let id = '';
    await outage(async () => {
      id = await start('seller1');
      await expect.poll(() => logged.some((line) => line.message === 'relay failed, will be tried again'), PATIENCE).toBe(true);
      expect((await one<{ n: string }>('SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL')).n).not.toBe('0');
    });
    await expect.poll(async () => { await worker.reconcileNow(); return stateOf(id); }, PATIENCE).toBe('done');
    expect(await written()).toEqual({ rows: 12, numbers: 12 });
  }, 60_000);
});
