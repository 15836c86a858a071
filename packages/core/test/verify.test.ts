import { spawnSync } from 'node:child_process';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { objectOf } from '@wellspring/objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../src/ctx.ts';
import { ident, raw, type Sql, sql } from '../src/db/sql.ts';
import { loadDemo } from '../src/demo/demo.ts';
import { addFile } from '../src/files/index.ts';
import { newId } from '../src/ids.ts';
import { createRecord, purgeRecord, removeRecord, updateRecord } from '../src/records/record.ts';
import { visibleDeleted } from '../src/verify/records.ts';
import { type Violation, verify } from '../src/verify/index.ts';
import { people, type TestCore, testCore } from './harness.ts';
import { indexSeed } from './rows.ts';

let t: TestCore;
let seller: Ctx;
let admin: Ctx;
/** Some of everything: customers with children, edits, a recycle bin, a purged record, a file. */
const made = { customer: '', contact: '', deal: '', file: '', deleted: '', operation: '' };

beforeAll(async () => {
  t = await testCore();
  await indexSeed(t.core);
  [seller, admin] = [await t.as('seller1'), await t.as('admin')];
  made.customer = (await createRecord(seller, 'customer', { name: '杭州鼎科精密仪器有限公司', phone: '0571-8888 0000' })).record.id;
  await createRecord(seller, 'customer', { name: 'Another' });
  made.contact = (await createRecord(seller, 'contact', { name: '沈若楠', customerId: made.customer })).record.id;
  made.deal = (await createRecord(seller, 'opportunity', { title: 'Deal', customerId: made.customer, amount: '100' })).record.id;
  await createRecord(seller, 'activity', { content: 'Called', customerId: made.customer });
  const edited = await updateRecord(seller, 'customer', made.customer, { city: '杭州' });
  made.operation = edited.operationId ?? '';
  made.deleted = (await createRecord(seller, 'customer', { name: 'Deleted' })).record.id;
  await removeRecord(seller, 'customer', made.deleted);
  const purged = (await createRecord(admin, 'customer', { name: 'Purged' })).record.id;
  await removeRecord(admin, 'customer', purged);
  await purgeRecord(admin, 'customer', purged);
  made.file = (await addFile(seller, { object: 'customer', recordId: made.customer, fileName: 'a.txt', stream: Readable.from([Buffer.from('hello')]) })).id;
});
afterAll(() => t.close());

const run = (statement: Sql) => t.core.db.run(statement);
/** Plants a violation, asks the checker, and takes it back: it must find this one and no other. */
async function planted(plant: () => Promise<unknown>, mend: () => Promise<unknown>): Promise<Violation[]> {
  expect(await verify(t.core)).toEqual([]);
  await plant();
  const found = await verify(t.core);
  await mend();
  return found;
}
const set = (table: string, id: string, change: string, back: string): [() => Promise<unknown>, () => Promise<unknown>] =>
  [() => run(sql`UPDATE ${ident(table)} SET ${raw(change)} WHERE id = ${id}`), () => run(sql`UPDATE ${ident(table)} SET ${raw(back)} WHERE id = ${id}`)];

describe('finds what was planted', () => {
  it('a live record under a deleted one', async () => {
    const found = await planted(...set('customer', made.customer, 'deleted_at = now()', 'deleted_at = NULL'));
    expect(found.filter((one) => one.rule === 'record.orphan').map((one) => [one.object, one.field, one.found])).toEqual([['contact', 'customerId', made.customer], ['activity', 'customerId', made.customer], ['opportunity', 'customerId', made.customer]]);
  });
  it('a figure that drifted', async () => {
    expect(await planted(...set('customer', made.customer, 'open_amount = 99', 'open_amount = 100'))).toEqual([{ rule: 'record.rollup', level: 'error', object: 'customer', id: made.customer, field: 'openAmount', found: '99.00', expected: '100.00' }]);
    expect(await planted(...set('opportunity', made.deal, "stage = 'won'", "stage = 'contact'"))).toMatchObject([{ field: 'openDeals' }, { field: 'openAmount' }, { field: 'wonAmount' }]);
  });
  it('a number that stands twice', async () => {
    const [other] = await t.core.db.run<{ id: string; code: string }>(sql`SELECT id, code FROM customer WHERE name = 'Another'`);
    const index = sql`CREATE UNIQUE INDEX ux_customer_code ON customer (code) WHERE deleted_at IS NULL`;
    const found = await planted(
      async () => { await run(sql`DROP INDEX ux_customer_code`); await run(sql`UPDATE customer SET code = (SELECT code FROM customer WHERE id = ${made.customer}) WHERE id = ${other?.id}`); },
      async () => { await run(sql`UPDATE customer SET code = ${other?.code} WHERE id = ${other?.id}`); await run(index); });
    expect(found.filter((one) => one.rule === 'record.not-unique')).toEqual([{ rule: 'record.not-unique', level: 'error', object: 'customer', id: other?.id, field: 'code', found: 'C-00001' }]);
  });
  it('a version without its change, and a change without its version', async () => {
    expect(await planted(...set('customer', made.customer, 'version = 3', 'version = 2'))).toMatchObject([{ rule: 'journal.versions', object: 'customer', id: made.customer, found: { last: 2, count: 2 }, expected: { version: 3 } }]);
    expect(await planted(...set('customer', made.customer, 'version = 1', 'version = 2'))).toMatchObject([{ rule: 'journal.versions', expected: { version: 1 } }]);
  });
  it('a change left out of the middle', async () => {
    await updateRecord(seller, 'customer', made.customer, { address: 'x' });
    const gap = sql`operation_id = ${made.operation}`;
    const found = await planted(
      async () => { await run(sql`CREATE TABLE kept AS SELECT * FROM change WHERE ${gap}`); await run(sql`DELETE FROM change WHERE ${gap}`); },
      () => run(sql`INSERT INTO change SELECT * FROM kept`));
    expect(found).toMatchObject([{ rule: 'journal.versions', id: made.customer, found: { last: 3, count: 2 } }, { rule: 'journal.count', id: made.operation, found: 1, expected: 0 }]);
  });
  it('an operation that counts wrongly', async () => {
    expect(await planted(...set('operation', made.operation, 'count = 7', 'count = 1'))).toEqual([{ rule: 'journal.count', level: 'error', object: 'customer', id: made.operation, found: 7, expected: 1 }]);
  });
  it('a change without its operation', async () => {
    const found = await planted(
      async () => { await run(sql`CREATE TABLE kept_operation AS SELECT * FROM operation WHERE id = ${made.operation}`); await run(sql`DELETE FROM operation WHERE id = ${made.operation}`); },
      () => run(sql`INSERT INTO operation SELECT * FROM kept_operation`));
    expect(found).toEqual([{ rule: 'journal.no-operation', level: 'error', object: 'customer', id: made.customer, found: made.operation }]);
  });
  it('a record that is gone though nobody purged it', async () => {
    const gone = (await createRecord(seller, 'product' as string, { name: 'Gone' }).catch(() => createRecord(admin, 'product', { name: 'Gone' }))).record.id;
    const found = await planted(
      async () => { await run(sql`CREATE TABLE kept_product AS SELECT * FROM product WHERE id = ${gone}`); await run(sql`DELETE FROM product WHERE id = ${gone}`); },
      () => run(sql`INSERT INTO product SELECT * FROM kept_product`));
    expect(found).toEqual([{ rule: 'journal.no-record', level: 'error', object: 'product', id: gone }]);
  });
  it('search columns of yesterday', async () => {
    const [row] = await t.core.db.run<{ text: string }>(sql`SELECT search_text AS text FROM contact WHERE id = ${made.contact}`);
    const found = await planted(() => run(sql`UPDATE contact SET search_text = 'a' WHERE id = ${made.contact}`), () => run(sql`UPDATE contact SET search_text = ${row?.text} WHERE id = ${made.contact}`));
    expect(found).toEqual([{ rule: 'record.search', level: 'error', object: 'contact', id: made.contact, field: 'searchText' }]);
    expect(await planted(...set('contact', made.contact, "name = '王小明'", "name = '沈若楠'"))).toMatchObject([{ rule: 'record.search', id: made.contact, field: 'search' }]);
  });
  it('a file without content, with half of it, and on no record', async () => {
    const [row] = await t.core.db.run<{ path: string }>(sql`SELECT path FROM stored_file WHERE id = ${made.file}`);
    const path = join(t.dataDir, row?.path ?? '');
    expect(await planted(() => rm(path), () => writeFile(path, 'hello'))).toEqual([{ rule: 'file.no-content', level: 'error', object: 'customer', id: made.file, found: null, expected: 5 }]);
    expect(await planted(() => writeFile(path, 'hel'), () => writeFile(path, 'hello'))).toMatchObject([{ rule: 'file.no-content', found: 3, expected: 5 }]);
    const nobody = newId();
    expect(await planted(...set('stored_file', made.file, `record_id = '${nobody}'`, `record_id = '${made.customer}'`))).toEqual([{ rule: 'file.no-record', level: 'error', object: 'customer', id: made.file, found: nobody }]);
  });
  it('content that belongs to nothing, once no upload can be under way with it', async () => {
    const path = join('files', 'ab', 'abandoned');
    await mkdir(join(t.dataDir, 'files', 'ab'), { recursive: true });
    const old = new Date(Date.now() - 2 * 3_600_000);
    expect(await planted(() => writeFile(join(t.dataDir, path), 'x'), async () => undefined)).toEqual([]);
    expect(await planted(() => utimes(join(t.dataDir, path), old, old), () => rm(join(t.dataDir, path)))).toEqual([{ rule: 'file.stray', level: 'warning', found: path }]);
  });
  it('a task that runs without a runner', async () => {
    const id = newId();
    const found = await planted(
      () => run(sql`INSERT INTO background_task (id, kind, state, input, user_id, locale, time_zone, source, created_at, heartbeat_at) VALUES (${id}, 'export', 'running', '{}', ${people.seller1}, 'en', 'UTC', 'ui', now(), clock_timestamp() - interval '10 minutes')`),
      () => run(sql`DELETE FROM background_task WHERE id = ${id}`));
    expect(found).toMatchObject([{ rule: 'task.no-lease', level: 'error', id }]);
  });
  it('events that wait though a relay listens', async () => {
    const late = sql`UPDATE outbox SET created_at = created_at - interval '10 minutes'`;
    expect(await planted(() => run(late), async () => undefined)).toEqual([]);
    const relay = await t.core.db.pool.connect();
    try {
      await relay.query("SET application_name = 'wellspring-relay'");
      expect(await verify(t.core)).toMatchObject([{ rule: 'outbox.waiting', level: 'warning', found: expect.any(Number) }]);
      await run(sql`UPDATE outbox SET sent_at = now()`);
    } finally {
      await relay.query('RESET application_name');
      relay.release();
    }
    expect(await verify(t.core)).toEqual([]);
  });
  it('a list that forgets the recycle bin', async () => {
    const def = objectOf('customer');
    expect(await visibleDeleted(t.core.systemCtx(), def)).toEqual([]);
    expect(await visibleDeleted(t.core.systemCtx(), def, async (_ctx, _object, ids) => ids)).toEqual([{ rule: 'record.deleted-visible', level: 'error', object: 'customer', id: made.deleted }]);
  });
});

it('finds nothing in the demo company, and says so at the console', async () => {
  await run(sql`TRUNCATE app_user, department, change, operation, counter, stored_file, outbox, idempotency CASCADE`);
  await rm(join(t.dataDir, 'files'), { recursive: true });
  expect(await loadDemo(t.core, { password: 'correct horse battery' })).toBe(true);
  expect(await verify(t.core)).toEqual([]);
  const console_ = () => spawnSync(process.execPath, ['--no-deprecation', '--import', 'tsx', fileURLToPath(new URL('../src/cli.ts', import.meta.url)), 'verify'], { env: { ...process.env, DATABASE_URL: t.url, WELLSPRING_DATA: t.dataDir }, encoding: 'utf8' });
  const good = console_();
  expect([good.status, JSON.parse(good.stdout)]).toEqual([0, { command: 'verify', violations: [] }]);
  await run(sql`UPDATE customer SET open_deals = open_deals + 1`);
  const bad = console_();
  expect(bad.status).toBe(1);
  expect((JSON.parse(bad.stdout) as { violations: Violation[] }).violations.length).toBeGreaterThan(100);
}, 90_000);
