import type { BulkRequest, BulkResult } from '@wellspring/objects';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people, type Person, type TestCore, testCore } from '../../test/harness.ts';
import { sql } from '../db/sql.ts';
import { listOperations } from '../journal/operations.ts';
import { countRecords } from '../query/list.ts';
import { saveRecords } from '../records/save.ts';
import { bulkTask, startBulk } from './bulk.ts';
import { cancelTask, getTask, resumeTask } from './my-tasks.ts';
import { runTask } from './run-task.ts';
import { undoOperation, undoTask } from './undo-task.ts';

let t: TestCore;
beforeAll(async () => { t = await testCore(); });
afterAll(() => t.close());

/** Runs after each checkpoint of a bulk task. */
let between: (chunk: number) => Promise<void> = async () => undefined;
const kinds = {
  undo: undoTask,
  bulk: { ...bulkTask, async *run(...args: Parameters<typeof bulkTask.run>) {
    let chunk = 0;
    for await (const _ of bulkTask.run(...args)) { await between(++chunk); yield; }
    return undefined;
  } },
};
const run = (id: string) => runTask(t.core, id, new AbortController().signal, { kinds });
const create = async (person: Person, city: string, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let done = 0; done < count; done += 500) {
    const inputs = Array.from({ length: Math.min(500, count - done) }, (_, index) => ({ values: { name: `${city} ${done + index}`, city } }));
    ids.push(...(await saveRecords(await t.as(person), 'customer', inputs, { skipDuplicates: true })).saved.map((row) => row.id));
  }
  return ids;
};
const bulk = async (person: Person, request: BulkRequest, object = 'customer') => startBulk(await t.as(person), object, request);
const inCity = (city: string) => ({ filter: { field: 'city', op: 'eq', value: city } as const });
const versions = (city: string) => t.core.db.run<{ level: string | null; version: number; count: number }>(sql`SELECT level, version, count(*)::int AS count FROM customer WHERE city = ${city} AND deleted_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2`);

test('a query is walked once in chunks under one operation; what is made meanwhile is not met; cancel, resume and undo keep count', async () => {
  await create('seller1', '苏州', 1200);
  const ctx = await t.as('seller1');
  // The filter stops matching the very rows that are done: nothing may be skipped for it.
  const { id, operationId } = await bulk('seller1', { op: 'update', query: { filter: { and: [inCity('苏州').filter, { field: 'level', op: 'empty' }] } }, changes: { level: 'A' } });
  between = async (chunk) => {
    if (chunk !== 1) return;
    await create('seller1', '苏州', 3);
    await cancelTask(ctx, id);
  };
  expect(await run(id)).toBe('cancelled');
  expect(await getTask(ctx, id)).toMatchObject({ state: 'cancelled', progress: 1000, total: 1200, result: { done: 1000 } });
  between = async () => undefined;
  await resumeTask(ctx, id);
  expect(await run(id)).toBe('done');
  expect(await getTask(ctx, id)).toMatchObject({ state: 'done', progress: 1200, total: 1200, result: { done: 1200, failed: 0, errors: [] } });
  expect(await versions('苏州')).toEqual([{ level: 'A', version: 2, count: 1200 }, { level: null, version: 1, count: 3 }]);
  const { operations } = await listOperations(ctx);
  expect(operations.filter((operation) => operation.kind === 'bulk-update')).toMatchObject([{ id: operationId, count: 1200, object: 'customer', undoable: true }]);

  const undo = await undoOperation(ctx, operationId ?? '');
  if (!('task' in undo)) throw new Error('a large undo must be a task');
  await expect(undoOperation(ctx, operationId ?? '')).rejects.toMatchObject({ code: 'operation.undone' });
  expect(await run(undo.task.id)).toBe('done');
  expect(await getTask(ctx, undo.task.id)).toMatchObject({ kind: 'undo', progress: 1200, total: 1200, result: { undone: 1200, conflicts: [] } });
  expect(await versions('苏州')).toEqual([{ level: null, version: 1, count: 3 }, { level: null, version: 3, count: 1200 }]);
  await expect(undoOperation(ctx, operationId ?? '')).rejects.toMatchObject({ code: 'operation.undone' });
}, 60_000);

test('rows that may not be written are told by name, the others are written', async () => {
  const mine = await create('seller1', '无锡', 3);
  const [theirs = ''] = await create('seller2', '无锡', 1);
  await t.core.db.run(sql`UPDATE customer SET locked_at = now() WHERE id = ${mine[1]}`);
  const { id } = await bulk('seller1', { op: 'update', ids: [...mine, theirs, theirs], changes: { level: 'B' } });
  expect(await run(id)).toBe('done');
  const { result, total } = await getTask(await t.as('seller1'), id);
  expect(total).toBe(4);
  expect(result).toMatchObject({ done: 2, failed: 2 } satisfies Partial<BulkResult>);
  expect((result as BulkResult).errors).toEqual(expect.arrayContaining([
    { row: 2, id: mine[1], title: '无锡 1', code: 'record.locked', message: 'The record is locked and cannot be changed' },
    { row: 4, id: theirs, code: 'record.not-found', message: 'This record does not exist, or you may not see it' },
  ]));
});

test('delete, restore, purge, transfer and actions go the same way', async () => {
  const ids = await create('director', '常州', 5);
  const count = async (recycled = false) => (await countRecords(await t.as('admin'), 'customer', { ...inCity('常州'), recycled })).count;
  const through = async (person: Person, request: BulkRequest, object?: string) => {
    const { id } = await bulk(person, request, object);
    expect(await run(id)).toBe('done');
    return (await getTask(await t.as('admin'), id)).result;
  };
  expect(await through('director', { op: 'transfer', ids, ownerId: people.seller1 })).toMatchObject({ done: 5, failed: 0 });
  expect(await t.core.db.run(sql`SELECT DISTINCT owner_id FROM customer WHERE city = '常州'`)).toEqual([{ owner_id: people.seller1 }]);
  expect(await through('seller1', { op: 'delete', query: inCity('常州') })).toMatchObject({ done: 5 });
  expect([await count(), await count(true)]).toEqual([0, 5]);
  expect(await through('seller1', { op: 'restore', ids: ids.slice(0, 2) })).toMatchObject({ done: 2 });
  expect([await count(), await count(true)]).toEqual([2, 3]);
  expect(await through('admin', { op: 'purge', query: inCity('常州') })).toMatchObject({ done: 3 });
  expect([await count(), await count(true)]).toEqual([2, 0]);
  const { operations: [purge] } = await listOperations(await t.as('admin'));
  expect(purge).toMatchObject({ kind: 'bulk-purge', undoable: false });
  const { saved } = await saveRecords(await t.as('seller1'), 'task', [{ values: { title: 'Call' } }, { values: { title: 'Write' } }]);
  expect(await through('seller1', { op: 'action', action: 'complete', ids: saved.map((row) => row.id) }, 'task')).toMatchObject({ done: 2, failed: 0 });
  expect(await t.core.db.run(sql`SELECT DISTINCT status FROM task`)).toEqual([{ status: 'done' }]);
});

test('rights and shape are asked before anything starts', async () => {
  const [id = ''] = await create('seller1', '镇江', 1);
  const update: BulkRequest = { op: 'update', ids: [id], changes: { level: 'A' } };
  await expect(bulk('viewer', update)).rejects.toMatchObject({ status: 403 });
  await expect(bulk('seller1', { op: 'purge', ids: [id] })).rejects.toMatchObject({ status: 403 });
  await expect(bulk('seller1', { ...update, changes: {} })).rejects.toMatchObject({ code: 'bulk.nothing' });
  await expect(bulk('seller1', { ...update, changes: { nosuch: 1 } })).rejects.toMatchObject({ code: 'field.unknown', details: { field: 'nosuch' } });
  await expect(bulk('seller1', { ...update, changes: { version: 7 } })).rejects.toMatchObject({ code: 'field.readonly' });
  await expect(bulk('seller1', { ...update, changes: { level: 'Z' } })).rejects.toMatchObject({ code: 'select.unknown' });
  await expect(bulk('seller1', { ...update, ids: [] })).rejects.toMatchObject({ code: 'bulk.nothing' });
  await expect(bulk('seller1', { ...update, ids: ['1'] })).rejects.toMatchObject({ code: 'bulk.shape' });
  await expect(bulk('seller1', { ...update, query: {} })).rejects.toMatchObject({ code: 'bulk.shape' });
  await expect(bulk('seller1', { op: 'update', changes: { level: 'A' } })).rejects.toMatchObject({ code: 'bulk.shape' });
  await expect(bulk('seller1', { ...update, op: 'explode' as never })).rejects.toMatchObject({ code: 'bulk.shape' });
  await expect(bulk('seller1', { op: 'action', ids: [id], action: 'constructor' })).rejects.toMatchObject({ code: 'bulk.action' });
  await expect(bulk('seller1', { op: 'transfer', ids: [id] })).rejects.toMatchObject({ code: 'bulk.shape' });
  await expect(bulk('seller1', { op: 'update', query: { filter: { field: 'nosuch', op: 'eq', value: 1 } }, changes: { level: 'A' } })).rejects.toMatchObject({ code: 'field.unknown' });
  await expect(bulk('seller1', { ...update, ids: Array.from({ length: 10_001 }, (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`) })).rejects.toMatchObject({ code: 'bulk.too-many' });
  expect(await t.core.db.run(sql`SELECT 1 FROM background_task WHERE kind = 'bulk' AND state = 'queued'`)).toEqual([]);
});

test('a right lost in mid-run ends the task; what was done stays and can be undone', async () => {
  await create('seller2', '扬州', 600);
  const { id, operationId } = await bulk('seller2', { op: 'update', query: inCity('扬州'), changes: { level: 'C' } });
  await expect(undoOperation(await t.as('seller2'), operationId ?? '')).rejects.toMatchObject({ status: 404 });
  between = async () => { await t.core.db.run(sql`DELETE FROM user_role WHERE user_id = ${people.seller2}`); };
  expect(await run(id)).toBe('failed');
  between = async () => undefined;
  expect(await getTask(await t.as('admin'), id)).toMatchObject({ error: 'access.denied', progress: 500 });
  expect(await versions('扬州')).toEqual([{ level: 'C', version: 2, count: 500 }, { level: null, version: 1, count: 100 }]);
  const undo = await undoOperation(await t.as('admin'), operationId ?? '');
  expect(await run('task' in undo ? undo.task.id : '')).toBe('done');
  expect(await versions('扬州')).toEqual([{ level: null, version: 1, count: 100 }, { level: null, version: 3, count: 500 }]);
});
