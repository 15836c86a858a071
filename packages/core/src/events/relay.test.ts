import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type TestCore, testCore } from '../../test/harness.ts';
import { type Ctx, emit } from '../ctx.ts';
import { sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import { deliver, type EventHandlers } from './handlers.ts';
import type { Delivery } from './outbox.ts';
import { relayOnce } from './relay.ts';

let t: TestCore;
let ctx: Ctx;
beforeAll(async () => {
  t = await testCore();
  ctx = t.core.systemCtx();
  await ctx.run(sql`CREATE TABLE effect (key text NOT NULL)`);
});
afterAll(() => t.close());
afterEach(async () => { for (const table of [sql`outbox`, sql`handled`, sql`effect`]) await ctx.run(sql`DELETE FROM ${table}`); });

const handlers: EventHandlers = { 'thing.done': [{ name: 'write', handle: async (tx, event) => { await tx.run(sql`INSERT INTO effect (key) VALUES (${event.key})`); } }] };
const fact = (key: string, topic = 'thing.done') => inTransaction(ctx, async (tx) => { emit(tx, { topic, key, payload: { key } }); });
const noQueue = async () => undefined;
const effects = async () => (await ctx.run<{ key: string }>(sql`SELECT key FROM effect ORDER BY key`)).map((row) => row.key);

test('committed events go out in order and once; rolled back ones never', async () => {
  await fact('a');
  await expect(inTransaction(ctx, async (tx) => { emit(tx, { topic: 'thing.done', key: 'ghost', payload: {} }); throw new Error('no'); })).rejects.toThrow('no');
  await fact('b');
  await fact('c', 'nobody.listens');
  const seen: Delivery[] = [];
  const publish = async (events: readonly Delivery[]) => { seen.push(...events); };
  expect(await relayOnce(t.core, publish, handlers)).toBe(3);
  expect(await relayOnce(t.core, publish, handlers)).toBe(0);
  expect(seen.map((event) => event.key)).toEqual(['a', 'b']);
  expect(seen[0]).toMatchObject({ topic: 'thing.done', payload: { key: 'a' } });
});

test('a crash after publishing and before marking publishes again; the event is handled once', async () => {
  await fact('a');
  const queue: Delivery[] = [];
  await expect(relayOnce(t.core, async (events) => { queue.push(...events); throw new Error('crash'); }, handlers)).rejects.toThrow('crash');
  await relayOnce(t.core, async (events) => { queue.push(...events); }, handlers);
  expect(queue.map((event) => event.key)).toEqual(['a', 'a']);
  await Promise.all(queue.map((event) => deliver(t.core, event, noQueue, handlers)));
  for (const event of queue) await deliver(t.core, event, noQueue, handlers);
  expect(await effects()).toEqual(['a']);
  // The naive twin: the same deliveries without the mark.
  for (const event of queue) await handlers['thing.done']?.[0]?.handle(ctx, event, noQueue);
  expect(await effects()).toEqual(['a', 'a', 'a']);
});

test('a handler that fails leaves no mark and no effect, and is handled by the next delivery', async () => {
  await fact('a');
  const queue: Delivery[] = [];
  await relayOnce(t.core, async (events) => { queue.push(...events); }, handlers);
  const event = queue[0] as Delivery;
  const failing: EventHandlers = { 'thing.done': [{ name: 'write', handle: async (tx, one) => { await handlers['thing.done']?.[0]?.handle(tx, one, noQueue); throw new Error('later'); } }] };
  await expect(deliver(t.core, event, noQueue, failing)).rejects.toThrow('later');
  expect(await effects()).toEqual([]);
  await deliver(t.core, event, noQueue, handlers);
  expect(await effects()).toEqual(['a']);
});

test('two relays at once share the events between them', async () => {
  for (let index = 0; index < 120; index++) await fact(`k${String(index).padStart(3, '0')}`);
  const seen: string[] = [];
  const publish = async (events: readonly Delivery[]) => { seen.push(...events.map((event) => event.key)); };
  let second = 0;
  // The second runs wholly while the first publishes.
  const first = await relayOnce(t.core, async (events) => { second = await relayOnce(t.core, publish, handlers); await publish(events); }, handlers);
  expect([first, second]).toEqual([100, 20]);
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
});
