import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { people, type Person, type TestCore, testCore } from '../../test/harness.ts';
import { type Gate, scratchKinds, scratchRows, scratchTable, silenceRunners } from '../../test/task-kinds.ts';
import { sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { purgeOld, reconcile } from './housekeeping.ts';
import { cancelTask, getTask, listTasks, resumeTask, taskFile } from './my-tasks.ts';
import { nextTask, runTask } from './run-task.ts';
import { startTask } from './task.ts';

let t: TestCore;
let now = new Date('2026-03-02T08:00:00Z');
const logged: string[] = [];
beforeAll(async () => {
  t = await testCore({ now: () => now, log: (_level, message) => { logged.push(message); } });
  await t.core.db.run(scratchTable);
});
afterAll(() => t.close());
afterEach(async () => {
  gate = async () => undefined;
  await t.core.db.run(sql`DELETE FROM background_task`);
  await t.core.db.run(sql`DELETE FROM outbox`);
  await t.core.db.run(sql`DELETE FROM scratch`);
});

let gate: Gate = async () => undefined;
const kinds = scratchKinds((place, task) => gate(place, task));
const options = { kinds, retryMillis: 1, heartbeatMillis: 3_600_000 };
const never = new AbortController().signal;
const start = async (person: Person, kind = 'rows', input: object = { chunks: 3 }) => startTask(await t.as(person), kind, 'customer', input);
const run = (id: string, signal: AbortSignal = never) => runTask(t.core, id, signal, options);
const written = async () => (await t.core.db.run<{ rows: number; numbers: number }>(scratchRows))[0];
const stateOf = async (id: string) => getTask(await t.as('admin'), id);
const events = () => t.core.db.run<{ topic: string; key: string }>(sql`SELECT topic, key FROM outbox ORDER BY id`);

/** Holds whoever comes to `place` until opened. */
function stopAt(place: string): { reached: Promise<void>; open: () => void } {
  let reach: () => void = () => undefined;
  let open: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => { reach = resolve; });
  const opened = new Promise<void>((resolve) => { open = resolve; });
  let first = true;
  gate = async (here) => { if (here === place && first) { first = false; reach(); await opened; } };
  return { reached, open };
}

test('a task and its event are one commit with the caller\'s work', async () => {
  const ctx = await t.as('seller1');
  await expect(inTransaction(ctx, async (tx) => { await startTask(tx, 'rows', null, {}); throw new Error('no'); })).rejects.toThrow('no');
  expect((await listTasks(ctx)).tasks).toEqual([]);
  expect(await events()).toEqual([]);
  const task = await start('seller1');
  expect(task).toMatchObject({ kind: 'rows', object: 'customer', state: 'queued', progress: 0, total: null, error: null });
  expect(await events()).toEqual([{ topic: 'background-task.queued', key: task.id }]);
});

test('runs to its end with progress and result; of two runners one does nothing', async () => {
  const { id } = await start('seller1');
  const ends = await Promise.all([run(id), run(id)]);
  expect(ends.sort()).toEqual(['done', 'skipped']);
  expect(await run(id)).toBe('skipped');
  expect(await stateOf(id)).toMatchObject({ state: 'done', progress: 9, total: 9, result: { rows: 9 }, finishedAt: '2026-03-02T08:00:00.000Z' });
  expect(await written()).toEqual({ rows: 9, numbers: 9 });
});

test('a runner that slept through its lease rolls back; the naive way doubles its rows', async () => {
  const outcome = async (kind: string) => {
    const { id } = await start('seller1', kind);
    const held = stopAt('work:2');
    const sleeper = run(id);
    await held.reached;
    await t.core.db.run(silenceRunners);
    expect(await run(id)).toBe('done');
    held.open();
    expect(await sleeper).toBe('lost');
    return written();
  };
  expect(await outcome('rows')).toEqual({ rows: 9, numbers: 9 });
  await t.core.db.run(sql`DELETE FROM scratch`);
  expect(await outcome('naive')).toEqual({ rows: 12, numbers: 9 });
});

test('an unexpected error is tried three times, then the task fails and its cause is logged', async () => {
  const { id } = await start('seller1', 'poison', {});
  logged.length = 0;
  expect(await run(id)).toBe('failed');
  expect(await stateOf(id)).toMatchObject({ state: 'failed', error: 'task.failed' });
  expect(logged.filter((line) => line === 'task attempt failed')).toHaveLength(3);
  const other = await start('seller1', 'refused', {});
  expect(await run(other.id)).toBe('failed');
  expect(await stateOf(other.id)).toMatchObject({ state: 'failed', error: 'access.denied' });
  const unknown = await start('seller1', 'from-the-future', {});
  expect(await run(unknown.id)).toBe('failed');
});

test('a passing error goes on from the checkpoint: each row once', async () => {
  const { id } = await start('seller1');
  let failures = 2;
  gate = async (place) => { if (place === 'work:2' && failures-- > 0) throw new Error('passing'); };
  expect(await run(id)).toBe('done');
  expect(await written()).toEqual({ rows: 9, numbers: 9 });
});

test('cancel: a waiting task at once, a running one at its next checkpoint; resume goes on from there', async () => {
  const ctx = await t.as('seller1');
  const waiting = await start('seller1');
  expect(await cancelTask(ctx, waiting.id)).toMatchObject({ state: 'cancelled', finishedAt: '2026-03-02T08:00:00.000Z' });
  expect(await run(waiting.id)).toBe('skipped');

  const { id } = await start('seller1');
  const held = stopAt('work:2');
  const running = run(id);
  await held.reached;
  expect(await cancelTask(ctx, id)).toMatchObject({ state: 'running' });
  held.open();
  expect(await running).toBe('cancelled');
  expect(await stateOf(id)).toMatchObject({ state: 'cancelled', progress: 6 });
  expect(await written()).toEqual({ rows: 6, numbers: 6 });

  expect(await resumeTask(ctx, id)).toMatchObject({ state: 'queued', error: null });
  expect((await events()).at(-1)?.key).toBe(id);
  expect(await run(id)).toBe('done');
  expect(await written()).toEqual({ rows: 9, numbers: 9 });
  await expect(cancelTask(ctx, id)).rejects.toMatchObject({ code: 'task.finished', status: 409 });
  await expect(resumeTask(ctx, id)).rejects.toMatchObject({ code: 'task.not-resumable', status: 409 });
});

test('shutdown gives the task back at its checkpoint, at no cost of an attempt', async () => {
  const { id } = await start('seller1');
  const shutdown = new AbortController();
  const held = stopAt('work:1');
  const running = run(id, shutdown.signal);
  await held.reached;
  shutdown.abort();
  held.open();
  expect(await running).toBe('released');
  expect(await stateOf(id)).toMatchObject({ state: 'queued', progress: 3 });
  expect((await t.core.db.run(sql`SELECT attempts FROM background_task`))[0]).toEqual({ attempts: 0 });
  expect(await events()).toHaveLength(2);
  expect(await run(id)).toBe('done');
  expect(await written()).toEqual({ rows: 9, numbers: 9 });
});

test('rights are read again at every step: a starter who is shut out ends his task', async () => {
  const { id } = await start('seller2');
  gate = async (place) => { if (place === 'committed:1') await t.core.db.run(sql`UPDATE app_user SET status = 'disabled' WHERE id = ${people.seller2}`); };
  try {
    expect(await run(id)).toBe('failed');
  } finally {
    await t.core.db.run(sql`UPDATE app_user SET status = 'active' WHERE id = ${people.seller2}`);
  }
  expect(await stateOf(id)).toMatchObject({ state: 'failed', error: 'session.ended', progress: 3 });
  expect(await written()).toEqual({ rows: 3, numbers: 3 });
});

test('tasks and their files belong to their starter', async () => {
  const { id } = await start('seller1');
  await run(id);
  mkdirSync(join(t.dataDir, 'results'), { recursive: true });
  writeFileSync(join(t.dataDir, 'results', `${id}.csv`), 'a,b');
  await t.core.db.run(sql`UPDATE background_task SET file_path = ${`results/${id}.csv`}, file_name = '客户.csv'`);
  expect(await taskFile(await t.as('seller1'), id)).toEqual({ path: join(t.dataDir, 'results', `${id}.csv`), name: '客户.csv', type: 'text/csv; charset=utf-8' });
  for (const bad of [id, '00000000-0000-7000-8000-00000000ffff', 'no-id']) await expect(getTask(await t.as('seller2'), bad)).rejects.toMatchObject({ code: 'task.not-found', status: 404 });
  await expect(cancelTask(await t.as('seller2'), id)).rejects.toMatchObject({ status: 404 });
  await expect(taskFile(await t.as('seller2'), id)).rejects.toMatchObject({ status: 404 });
  await expect(taskFile(await t.as('admin'), id)).rejects.toMatchObject({ code: 'task.no-file' });
  expect((await listTasks(await t.as('seller2'))).tasks).toEqual([]);
  await t.core.db.run(sql`UPDATE background_task SET file_path = '../../etc/passwd'`);
  await expect(taskFile(await t.as('seller1'), id)).rejects.toMatchObject({ code: 'task.no-file' });
  await t.core.db.run(sql`UPDATE background_task SET file_path = ${`results/${id}.csv`}`);
  const then = now;
  now = new Date('2026-03-03T08:00:01Z');
  try {
    await expect(taskFile(await t.as('seller1'), id)).rejects.toMatchObject({ code: 'task.no-file' });
    expect(await purgeOld(t.core)).toMatchObject({ files: 1 });
  } finally { now = then; }
  expect(await t.core.db.run(sql`SELECT file_path FROM background_task`)).toEqual([{ file_path: null }]);
});

test('two heavy tasks run at a time, one per user; light ones have their own lane', async () => {
  const open: (() => void)[] = [];
  gate = (place) => (place === 'claimed' ? new Promise<void>((resolve) => { open.push(resolve); }) : Promise.resolve());
  const arrived = async (count: number) => { await expect.poll(() => open.length, { interval: 5 }).toBe(count); };
  const [one, two, three, four] = [await start('seller1', 'heavy', {}), await start('seller1', 'heavy', {}), await start('seller2', 'heavy', {}), await start('director', 'heavy', {})];
  const light = await start('seller1', 'rows', { chunks: 1 });
  const running = [run(one.id)];
  await arrived(1);
  expect(await run(two.id)).toBe('skipped');
  running.push(run(three.id));
  await arrived(2);
  expect(await run(four.id)).toBe('skipped');
  expect(await nextTask(t.core, kinds)).toBe(light.id);
  running.push(run(light.id));
  await arrived(3);
  expect(await nextTask(t.core, kinds)).toBeNull();
  for (const go of open) go();
  await Promise.all(running);
  gate = async () => undefined;
  expect(await nextTask(t.core, kinds)).toBe(two.id);
  expect([await run(two.id), await run(four.id)]).toEqual(['done', 'done']);
});

test('one user may have a hundred open tasks and no more', async () => {
  await t.core.db.run(sql`INSERT INTO background_task (id, kind, state, input, user_id, locale, time_zone, source, created_at) SELECT gen_random_uuid(), 'rows', 'queued', '{}', ${people.seller1}, 'en', 'UTC', 'ui', now() FROM generate_series(1, 100)`);
  await expect(start('seller1')).rejects.toMatchObject({ code: 'task.too-many', status: 429 });
  await start('seller2');
});

test('reconcile announces what waits and ends what died three times', async () => {
  const waiting = await start('seller1');
  await t.core.db.run(sql`DELETE FROM outbox`);
  expect(await reconcile(t.core, kinds)).toEqual([waiting.id]);
  expect(await events()).toEqual([{ topic: 'background-task.queued', key: waiting.id }]);
  await t.core.db.run(sql`UPDATE background_task SET state = 'running', attempts = 1, heartbeat_at = now(), started_at = now()`);
  expect(await reconcile(t.core, kinds)).toEqual([]);
  await t.core.db.run(silenceRunners);
  expect(await reconcile(t.core, kinds)).toEqual([waiting.id]);
  await t.core.db.run(sql`UPDATE background_task SET attempts = 3`);
  expect(await reconcile(t.core, kinds)).toEqual([]);
  expect(await stateOf(waiting.id)).toMatchObject({ state: 'failed', error: 'task.failed' });
});

test('purgeOld removes what has served and nothing else', async () => {
  await t.core.db.run(sql`INSERT INTO outbox (topic, key, payload, created_at, sent_at) VALUES ('x', 'old', '{}', '2026-01-01', '2026-01-01'), ('x', 'young', '{}', '2026-03-01', '2026-03-01'), ('x', 'unsent', '{}', '2026-01-01', NULL)`);
  await t.core.db.run(sql`INSERT INTO handled (key, at) VALUES ('old', '2026-01-01'), ('young', '2026-02-20')`);
  await t.core.db.run(sql`INSERT INTO idempotency (user_id, key, route, request_hash, created_at) VALUES (${people.admin}, 'old', '', '', '2026-02-27'), (${people.admin}, 'young', '', '', '2026-03-01')`);
  await t.core.db.run(sql`INSERT INTO session (id, user_id, token_hash, rotated_at, created_at, last_used_at, expires_at, ended_at) SELECT gen_random_uuid(), ${people.admin}, '', now(), now(), now(), e, d FROM (VALUES ('2026-02-01'::timestamptz, NULL::timestamptz), ('2026-04-01', '2026-02-01'), ('2026-04-01', NULL)) v(e, d)`);
  expect(await purgeOld(t.core)).toEqual({ outbox: 1, handled: 1, idempotency: 1, session: 2, throttle: 0, files: 0, contents: 0 });
  expect((await t.core.db.run<{ key: string }>(sql`SELECT key FROM outbox ORDER BY id`)).map((row) => row.key)).toEqual(['young', 'unsent']);
});
