import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Core, saveRecords, setPassword, verify } from '@wellspring/core';
import { sql } from '@wellspring/core/sql';
import type { TestCore } from '@wellspring/core/test';
import { silenceRunners } from '@wellspring/core/test-kinds';
import type { BulkResult, TaskAnswer } from '@wellspring/objects';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexSeed } from '../../../../packages/core/test/rows.ts';
import { checkLedger, type Load, startLoad } from './ledger.ts';
import { apiProgram, type Cluster, cluster, cuttingProxy, type Program, workerProgram } from './processes.ts';

const SECRET = 'k7Qm2vXw9TzR4bNc8LhYp3sJd6FgAe1U';
const PASSWORD = 'correct horse battery';
const PATIENCE = { timeout: 60_000, interval: 5 };
const API_KILLS = 10;
const DATABASE_KILLS = 5;
const ROWS = 4000;

let database: Cluster;
let t: TestCore;
let core: Core;
let api: Program & { url: string };
let token: string;
const loads: Load[] = [];

beforeAll(async () => {
  database = await cluster();
  process.env.TEST_DATABASE_URL = database.url; // read when the harness is loaded
  const { people, testCore } = await import('@wellspring/core/test');
  t = await testCore();
  core = t.core;
  await indexSeed(core);
  await setPassword(core, people.admin, PASSWORD);
  api = await apiProgram({ databaseUrl: t.url, dataDir: t.dataDir, tokenSecret: SECRET });
  await api.start();
  token = String((await ask('POST', 'session', { login: 'admin', password: PASSWORD })).token);
}, 180_000);
afterAll(async () => {
  for (const one of loads) one.abandon();
  await api?.kill();
  await t?.close();
  await database?.stop();
}, 60_000);

async function ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${api.url}/api/${path}`, { method, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { status: response.status, ...((await response.json()) as object) };
}
const load = ({ url, naive = false }: { url?: string; naive?: boolean } = {}): Load => {
  const one = startLoad({ url: url ?? api.url, token, naive });
  loads.push(one);
  return one;
};
/** Waits until so many more writes were acknowledged, or something happened that must never. */
const acknowledged = async ({ ledger }: Load, more: number): Promise<void> => {
  const goal = ledger.acknowledged + more;
  await expect.poll(() => ledger.acknowledged >= goal || ledger.wrong.length > 0 || api.endedByItself, PATIENCE).toBe(true);
};
const fresh = async (): Promise<void> => { await core.db.run(sql`TRUNCATE customer, contact, opportunity, activity, task, change, operation, outbox, idempotency, background_task CASCADE`); };

test('an answer that is lost after the commit makes no second record; without a key it does', async () => {
  const proxy = await cuttingProxy(api.url, 5);
  try {
    const honest = load({ url: proxy.url });
    await acknowledged(honest, 60);
    await honest.stop();
    expect(honest.ledger.replayed).toBeGreaterThan(0);
    expect(await checkLedger(core, honest.ledger)).toEqual([]);
    expect(await verify(core)).toEqual([]);

    await fresh();
    const naive = load({ url: proxy.url, naive: true });
    await acknowledged(naive, 60);
    await naive.stop();
    expect(await checkLedger(core, naive.ledger)).toContainEqual(expect.stringMatching(/stands [2-9] times/));
  } finally {
    proxy.close();
  }
}, 120_000);

test(`the API, killed ${API_KILLS} times under load, loses nothing and doubles nothing`, async () => {
  await fresh();
  const one = load();
  for (let kill = 0; kill < API_KILLS; kill++) {
    await acknowledged(one, 25);
    await api.kill();
    await api.start();
  }
  await acknowledged(one, 25);
  await one.stop();
  console.log(`API killed ${API_KILLS} times: ${one.ledger.acknowledged} writes acknowledged, ${one.ledger.unanswered} requests cut off, ${one.ledger.replayed} of them creations that had come through`);
  expect(one.ledger.unanswered).toBeGreaterThan(0);
  expect(await checkLedger(core, one.ledger)).toEqual([]);
  expect(await verify(core)).toEqual([]);
}, 240_000);

test('a worker killed in a bulk edit and in an export does each row once and shows no half file', async () => {
  await fresh();
  const house = await t.as('admin');
  const ids: string[] = [];
  for (let from = 0; from < ROWS; from += 500) {
    const { saved } = await saveRecords(house, 'product', Array.from({ length: 500 }, (_, index) => ({ values: { name: `Part ${from + index}`, code: `X-${from + index}` } })), { skipDuplicates: true });
    ids.push(...saved.map((row) => row.id));
  }
  const worker = workerProgram({ databaseUrl: t.url, dataDir: t.dataDir });
  const progress = async (id: string) => (await core.db.run<{ state: string; progress: number }>(sql`SELECT state, progress FROM background_task WHERE id = ${id}`))[0] ?? { state: '', progress: 0 };
  /** Kills a worker as soon as a task has come so far; as if half a minute had passed then. */
  const killAt = async (id: string, place: number): Promise<void> => {
    await worker.start();
    await expect.poll(async () => (await progress(id)).progress, { ...PATIENCE, interval: 2 }).toBeGreaterThanOrEqual(place);
    await worker.kill();
    expect((await progress(id)).state).toBe('running');
    await core.db.run(silenceRunners);
  };
  const finished = async (id: string): Promise<TaskAnswer> => {
    await expect.poll(async () => (await progress(id)).state, { ...PATIENCE, interval: 50 }).not.toMatch(/queued|running/);
    return (await ask('GET', `background-tasks/${id}`)) as unknown as TaskAnswer;
  };
  try {
    const bulk = (await ask('POST', 'products/bulk', { ids, op: 'update', changes: { brand: 'Once' } })) as unknown as TaskAnswer;
    await killAt(bulk.id, 500);
    await killAt(bulk.id, 2000);
    const files = join(t.dataDir, 'results');
    const sheet = (await ask('POST', 'products/export', { query: { sort: ['code'] }, columns: ['code', 'name', 'brand'], format: 'csv' })) as unknown as TaskAnswer;
    // The bulk edit goes on beside it, in the lane of light work.
    await killAt(sheet.id, 1000);
    expect(await ask('GET', `background-tasks/${sheet.id}/file`)).toMatchObject({ status: 404, error: { code: 'task.no-file' } });
    expect(readdirSync(files).filter((name) => !name.endsWith('.tmp'))).toEqual([]);
    await worker.start();

    const done = await finished(bulk.id);
    expect([done.state, done.result as BulkResult]).toEqual(['done', { done: ROWS, failed: 0, errors: [] }]);
    const [rows] = await core.db.run<{ once: number; all: number; changes: number; count: number }>(sql`
      SELECT count(*) FILTER (WHERE brand = 'Once' AND version = 2) AS once, count(*) AS all, (SELECT count(*) FROM change WHERE operation_id = ${bulk.operationId}) AS changes, (SELECT count FROM operation WHERE id = ${bulk.operationId}) AS count FROM product`);
    expect(rows).toEqual({ once: ROWS, all: ROWS, changes: ROWS, count: ROWS });

    const file = await finished(sheet.id);
    expect([file.state, (file.result as { rows: number }).rows]).toEqual(['done', ROWS]);
    const text = await (await fetch(`${api.url}/api/background-tasks/${sheet.id}/file`, { headers: { authorization: `Bearer ${token}` } })).text();
    const lines = text.trim().split('\n').slice(1);
    expect([lines.length, new Set(lines.map((line) => line.split(',')[0])).size]).toEqual([ROWS, ROWS]);
    expect(readdirSync(files)).toEqual([`${sheet.id}.csv`]);
    expect(await verify(core)).toEqual([]);
  } finally {
    await worker.kill();
  }
}, 240_000);

test(`PostgreSQL, all its processes killed ${DATABASE_KILLS} times under load, loses nothing; the API comes back by itself`, async () => {
  await fresh();
  const one = load();
  const recoveries: number[] = [];
  for (let kill = 0; kill < DATABASE_KILLS; kill++) {
    await acknowledged(one, 25);
    await database.killAll();
    await database.restart();
    const accepts = performance.now();
    await acknowledged(one, 1);
    expect(api.endedByItself, api.log).toBe(false);
    recoveries.push(Math.round(performance.now() - accepts));
  }
  await acknowledged(one, 15);
  await one.stop();
  console.log(`PostgreSQL killed ${DATABASE_KILLS} times: ${one.ledger.acknowledged} writes acknowledged, ${one.ledger.unanswered} cut off, ${one.ledger.busy} told to wait, ${one.ledger.replayed} creations had come through untold; first write ${recoveries.join(', ')} ms after it accepts`);
  expect(Math.max(...recoveries)).toBeLessThan(10_000);
  expect(await checkLedger(core, one.ledger)).toEqual([]);
  expect(await verify(core)).toEqual([]);
}, 240_000);
