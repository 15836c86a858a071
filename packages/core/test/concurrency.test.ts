// One long file on purpose: each act beside its naive twin, which must fail where ours holds.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../src/ctx.ts';
import { raw, sql } from '../src/db/sql.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { ConflictError, UserError } from '../src/errors.ts';
import { idempotent } from '../src/idempotency.ts';
import { undoOperation } from '../src/tasks/undo-task.ts';
import { actOnRecord, createRecord, getRecord, removeRecord, restoreRecord, transferRecord, updateRecord } from '../src/records/record.ts';
import { saveRecords } from '../src/records/save.ts';
import { verify } from '../src/verify/index.ts';
import { people, type TestCore, testCore } from './harness.ts';
import { importText } from './import-run.ts';
import { indexSeed } from './rows.ts';

let t: TestCore;
let seller: Ctx;
let admin: Ctx;
beforeAll(async () => {
  t = await testCore({ poolSize: 24 });
  await indexSeed(t.core);
  await t.core.db.run(sql`CREATE TABLE naive (id int, customer int, code text, value int NOT NULL DEFAULT 0, gone boolean NOT NULL DEFAULT false)`);
});
beforeEach(async () => {
  [seller, admin] = [await t.as('seller1'), await t.as('admin')];
  await t.core.db.run(sql`TRUNCATE naive`);
});
afterAll(() => t.close());

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, (_, index) => work(index)));
/** What came of it: a value, or the refusal. Whatever is no refusal in our own words is a bug and fails the test. */
async function outcome<T>(work: Promise<T>): Promise<T | UserError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UserError && error.status !== 500) return error;
    throw error;
  }
}
const refused = (one: unknown): one is UserError => one instanceof UserError;
const codes = (list: readonly unknown[]): string[] => [...new Set(list.filter(refused).map((error) => error.code))];
/** As a client does: tries again when the house is busy. */
async function patient<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await outcome(work());
    if (!refused(answer)) return answer;
    if (answer.status !== 503) throw answer;
  }
}
const sound = async (): Promise<void> => expect(await verify(t.core)).toEqual([]);
const newCustomer = async (name = 'Race'): Promise<string> => (await createRecord(seller, 'customer', { name })).record.id;

/** Readers who all look before anybody writes: what a busy minute does sooner or later. */
function together(count: number): () => Promise<void> {
  let here = 0;
  let go: () => void = () => undefined;
  const all = new Promise<void>((resolve) => { go = resolve; });
  return () => { if (++here === count) go(); return all; };
}

describe('numbers', () => {
  it('are given to fifty creators without gap or double', async () => {
    const made = await times(50, () => createRecord(seller, 'customer', { name: 'Number' }));
    const numbers = made.map((one) => Number(String(one.record.code).slice(2))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => (numbers[0] ?? 0) + index));
    await sound();
  });
  it('leave no gap when some of the creators are refused', async () => {
    const before = (await createRecord(seller, 'customer', { name: 'Before' })).record.code as string;
    const answers = await times(30, (index) => outcome(inTransaction(seller, async (ctx) => {
      const one = await createRecord(ctx, 'customer', { name: 'Half' });
      if (index % 3 === 0) throw new ConflictError('record.changed');
      return one;
    })));
    expect(answers.filter(refused)).toHaveLength(10);
    const after = (await createRecord(seller, 'customer', { name: 'After' })).record.code as string;
    expect(Number(after.slice(2)) - Number(before.slice(2))).toBe(21);
  });
  it('step aside for a code that somebody types in the same moment, and leave no gap for it', async () => {
    const last = Number(String((await createRecord(seller, 'customer', { name: 'Last' })).record.code).slice(2));
    const code = (step: number): string => `C-${String(last + step).padStart(5, '0')}`;
    let numbered: Promise<string> | undefined;
    await inTransaction(admin, async (ctx) => {
      await createRecord(ctx, 'customer', { name: 'Typed', code: code(1) });
      numbered = createRecord(seller, 'customer', { name: 'Numbered' }).then((one) => one.record.code as string);
      const waits = async () => (await t.core.db.run(sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO "customer"%'`)).length;
      await expect.poll(waits, { timeout: 20_000, interval: 10 }).toBe(1);
    });
    expect(await numbered).toBe(code(2));
    expect((await createRecord(seller, 'customer', { name: 'Next' })).record.code).toBe(code(3));
    await sound();
  });
  it('naive: max + 1 gives one number to many', async () => {
    const meet = together(20);
    await times(20, async () => {
      const [row] = await t.core.db.run<{ next: number }>(sql`SELECT COALESCE(max(value), 0) + 1 AS next FROM naive`);
      await meet();
      await t.core.db.run(sql`INSERT INTO naive (value) VALUES (${row?.next})`);
    });
    const [row] = await t.core.db.run<{ distinct: number }>(sql`SELECT count(DISTINCT value) AS "distinct" FROM naive`);
    expect(row?.distinct).toBeLessThan(20);
  });
});

describe('a parent and its children', () => {
  it('deleting the one while the other is added leaves no orphan', async () => {
    const parents = await times(25, () => newCustomer());
    const answers = await Promise.all(parents.flatMap((id) => [
      outcome(removeRecord(seller, 'customer', id)), outcome(createRecord(seller, 'contact', { name: 'Child', customerId: id })), outcome(createRecord(seller, 'opportunity', { title: 'Child', customerId: id })),
    ]));
    expect(codes(answers).filter((code) => code !== 'ref.unknown' && code !== 'record.referenced')).toEqual([]);
    await sound();
  });
  it('deleting the one while the other is moved to it, or comes back from the recycle bin, leaves no orphan', async () => {
    const home = await newCustomer('Home');
    const pairs = await times(25, async () => {
      const parent = await newCustomer();
      const moved = (await createRecord(seller, 'contact', { name: 'Moved', customerId: home })).record.id;
      const back = (await createRecord(seller, 'contact', { name: 'Back', customerId: parent })).record.id;
      await removeRecord(seller, 'contact', back);
      return { parent, moved, back };
    });
    const answers = await Promise.all(pairs.flatMap(({ parent, moved, back }) => [
      outcome(restoreRecord(seller, 'contact', back)), outcome(removeRecord(seller, 'customer', parent)), outcome(updateRecord(seller, 'contact', moved, { customerId: parent })),
    ]));
    expect(codes(answers).filter((code) => !['ref.unknown', 'record.referenced', 'record.parent-deleted', 'record.not-found'].includes(code))).toEqual([]);
    await sound();
  });
  it('undoing what made the parent, or took the child away, leaves no orphan', async () => {
    const parent = await createRecord(seller, 'customer', { name: 'Undone' });
    const child = (await createRecord(seller, 'contact', { name: 'Child', customerId: parent.record.id })).record.id;
    expect(await undoOperation(seller, parent.operationId ?? '')).toMatchObject({ undone: 0, conflicts: [{ id: parent.record.id, fields: ['*'] }] });
    const { operationId } = await removeRecord(seller, 'contact', child);
    await removeRecord(seller, 'customer', parent.record.id);
    expect(await undoOperation(seller, operationId)).toMatchObject({ undone: 0, conflicts: [{ id: child, fields: ['customerId'] }] });
    await sound();
  });
  it('undoing a move to a parent that is gone leaves no orphan', async () => {
    const [from, to] = [await newCustomer('From'), await newCustomer('To')];
    const child = (await createRecord(seller, 'contact', { name: 'Child', customerId: from })).record.id;
    const moved = await updateRecord(seller, 'contact', child, { customerId: to });
    await removeRecord(seller, 'customer', from);
    expect(await undoOperation(seller, moved.operationId ?? '')).toMatchObject({ conflicts: [{ id: child, fields: ['customerId'] }] });
    await sound();
  });
  it('naive: look for children, then delete', async () => {
    await t.core.db.run(sql`INSERT INTO naive (id) SELECT generate_series(1, 10)`);
    await times(10, async (index) => {
      const meet = together(2);
      await Promise.all([
        (async () => {
          const children = await t.core.db.run(sql`SELECT 1 FROM naive WHERE customer = ${index + 1}`);
          await meet();
          if (!children.length) await t.core.db.run(sql`UPDATE naive SET gone = true WHERE id = ${index + 1}`);
        })(),
        (async () => {
          const parent = await t.core.db.run(sql`SELECT 1 FROM naive WHERE id = ${index + 1} AND NOT gone`);
          await meet();
          if (parent.length) await t.core.db.run(sql`INSERT INTO naive (customer) VALUES (${index + 1})`);
        })(),
      ]);
    });
    expect(await t.core.db.run(sql`SELECT 1 FROM naive c JOIN naive p ON p.id = c.customer WHERE p.gone`)).not.toEqual([]);
  });
});

describe('one unique value', () => {
  it('asked for fifty times by form, batch and file, stands once', async () => {
    const code = 'ONLY-1';
    const director = await t.as('director');
    const [singles, batches, imports] = await Promise.all([
      times(20, () => outcome(createRecord(admin, 'product', { name: 'Only', code }))),
      times(20, (index) => saveRecords(admin, 'product', [{ values: { name: `Beside ${index}` } }, { values: { name: 'Only', code } }], { partial: true })),
      Promise.all([admin, director].map((ctx, index) => importText(t, ctx, 'product', `编号,产品名称\n${code},Only\n${Array.from({ length: 5 }, (_, row) => `FILE-${index}${row},File`).join('\n')}\n${code},Only\n`, { policy: 'create' }))),
    ]);
    expect(codes(singles)).toEqual(singles.some(refused) ? ['field.not-unique'] : []);
    const [row] = await t.core.db.run<{ only: number; beside: number; file: number }>(sql`SELECT count(*) FILTER (WHERE code = ${code}) AS only, count(*) FILTER (WHERE name LIKE 'Beside%') AS beside, count(*) FILTER (WHERE code LIKE 'FILE-%') AS file FROM product`);
    expect(row).toEqual({ only: 1, beside: 20, file: 10 });
    const told = singles.filter((one) => !refused(one)).length + batches.flatMap((one) => one.saved).filter((one) => one.input.values.code === code).length + imports.reduce((sum, one) => sum + one.created, 0) - 10;
    expect(told).toBe(1);
    await sound();
  }, 60_000);
  it('naive: look, then insert', async () => {
    const meet = together(20);
    await times(20, async () => {
      const there = await t.core.db.run(sql`SELECT 1 FROM naive WHERE code = 'x'`);
      await meet();
      if (!there.length) await t.core.db.run(sql`INSERT INTO naive (code) VALUES ('x')`);
    });
    expect(await t.core.db.run(sql`SELECT 1 FROM naive WHERE code = 'x'`)).toHaveLength(20);
  });
});

describe('edits of one record', () => {
  it('and its transfer are both kept, or one is told', async () => {
    const ids = await times(25, () => newCustomer());
    const answers = await Promise.all(ids.map((id) => Promise.all([outcome(transferRecord(seller, 'customer', id, people.seller2, 1)), outcome(updateRecord(seller, 'customer', id, { version: 1, city: '杭州' }))])));
    for (const [index, [transferred, edited]] of answers.entries()) {
      const { record } = await getRecord(admin, 'customer', ids[index] ?? '');
      expect(refused(transferred)).toBe(false);
      expect(record.ownerId).toBe(people.seller2);
      if (refused(edited)) expect([edited.status, record.city]).toEqual([expect.toBeOneOf([403, 404]), null]);
      else expect([record.city, record.version]).toEqual(['杭州', 3]);
    }
    await sound();
  });
  it('an answer of success is the truth beside twenty others', async () => {
    const id = await newCustomer();
    let acknowledged = 0;
    await times(20, async () => {
      for (let done = false; !done; ) {
        const { record } = await getRecord(seller, 'customer', id);
        const answer = await outcome(updateRecord(seller, 'customer', id, { version: record.version, employees: Number(record.employees ?? 0) + 1 }));
        done = !refused(answer);
        if (done) acknowledged += 1;
        else expect(['record.changed', 'busy.locked']).toContain((answer as UserError).code);
      }
    });
    expect((await getRecord(seller, 'customer', id)).record.employees).toBe(acknowledged);
    await sound();
  }, 60_000);
  it('naive: read, add one, write', async () => {
    await t.core.db.run(sql`INSERT INTO naive (id, value) VALUES (1, 0)`);
    const meet = together(20);
    await times(20, async () => {
      const [row] = await t.core.db.run<{ value: number }>(sql`SELECT value FROM naive WHERE id = 1`);
      await meet();
      await t.core.db.run(sql`UPDATE naive SET value = ${(row?.value ?? 0) + 1} WHERE id = 1`);
    });
    expect((await t.core.db.run<{ value: number }>(sql`SELECT value FROM naive`))[0]?.value).toBe(1);
  });
  it('and an undo of what was there before: a conflict or clean, never a lost edit', async () => {
    const rounds = await times(25, async () => {
      const id = await newCustomer();
      const first = await updateRecord(seller, 'customer', id, { city: 'old', address: 'old' });
      return { id, operation: first.operationId ?? '' };
    });
    const answers = await Promise.all(rounds.map(({ id, operation }) => Promise.all([outcome(undoOperation(seller, operation)), outcome(updateRecord(seller, 'customer', id, { version: 2, city: 'new' }))])));
    for (const [index, [undone, edited]] of answers.entries()) {
      const { record } = await getRecord(seller, 'customer', rounds[index]?.id ?? '');
      if (refused(edited)) {
        expect(edited.code).toBe('record.changed');
        expect([record.city, refused(undone)]).toEqual([null, false]);
      } else {
        expect(record.city).toBe('new');
        if (!refused(undone)) expect(undone).toMatchObject({ conflicts: [{ fields: ['city'] }] });
      }
      if (!refused(undone)) expect(record.address).toBeNull();
    }
    await sound();
  });
  it('naive: an undo that writes the old values back loses the edit', async () => {
    await t.core.db.run(sql`INSERT INTO naive (id, code) VALUES (1, 'changed')`);
    await t.core.db.run(sql`UPDATE naive SET code = 'edited' WHERE id = 1`);
    await t.core.db.run(sql`UPDATE naive SET code = 'old' WHERE id = 1`);
    expect((await t.core.db.run<{ code: string }>(sql`SELECT code FROM naive`))[0]?.code).not.toBe('edited');
  });
});

describe('bulk', () => {
  it('twenty updates of the same three hundred in any order are all applied', async () => {
    const { saved } = await saveRecords(seller, 'customer', Array.from({ length: 300 }, (_, index) => ({ values: { name: `Bulk ${index}` } })), { skipDuplicates: true });
    const ids = saved.map((one) => one.id);
    const shuffled = (): string[] => [...ids].map((id) => ({ id, at: Math.random() })).sort((a, b) => a.at - b.at).map((one) => one.id);
    // Who is overtaken for too long is told that the house is busy, and comes again: no other answer is right.
    const results = await times(20, (index) => patient(() => saveRecords(seller, 'customer', shuffled().map((id) => ({ id, values: { remark: `edit ${index}`, employees: index } })), { partial: true })));
    expect(results.map((one) => [one.saved.length, one.refused.length])).toEqual(Array.from({ length: 20 }, () => [300, 0]));
    const [row] = await t.core.db.run<{ low: number; high: number; torn: number }>(sql`SELECT min(version) AS low, max(version) AS high, count(*) FILTER (WHERE remark <> 'edit ' || employees) AS torn FROM customer WHERE id = ANY(${ids}::uuid[])`);
    expect(row).toEqual({ low: 21, high: 21, torn: 0 });
    await sound();
  }, 120_000);
  it('naive: locks taken in the order of the request die of each other', async () => {
    await t.core.db.run(sql`INSERT INTO naive (id) VALUES (1), (2)`);
    const meet = together(2);
    const both = await Promise.allSettled([[1, 2], [2, 1]].map(async ([first, second]) => {
      const client = await t.core.db.pool.connect();
      try {
        await client.query('BEGIN');
        await client.query('UPDATE naive SET value = value + 1 WHERE id = $1', [first]);
        await meet();
        await client.query('UPDATE naive SET value = value + 1 WHERE id = $1', [second]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally { client.release(); }
    }));
    expect(both.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'done')).sort()).toEqual(['40P01', 'done']);
  });
  it('a deadlock that comes back each time is told as busy, not as a fault', async () => {
    let tries = 0;
    const dead = inTransaction(seller, async (ctx) => { tries += 1; await ctx.run(raw("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$")); });
    expect(await outcome(dead)).toMatchObject({ status: 503, code: 'busy.locked' });
    expect(tries).toBe(3);
  });
});

describe('one key', () => {
  it('sent fifty times makes one record and gives one answer', async () => {
    const request = { key: 'race-key-0001', route: 'POST /x', hash: 'h' };
    const answers = await times(50, () => patient(() => idempotent(seller, request, async (ctx) => ({ status: 201, body: (await createRecord(ctx, 'customer', { name: 'Once only' })).record.id }))));
    expect(new Set(answers.map((one) => one.body)).size).toBe(1);
    expect(answers.filter((one) => !one.replayed)).toHaveLength(1);
    expect((await t.core.db.run(sql`SELECT 1 FROM customer WHERE name = 'Once only'`))).toHaveLength(1);
    const other = await t.as('seller2');
    expect(await idempotent(other, request, async () => ({ status: 201, body: 'own' }))).toMatchObject({ replayed: false });
    await expect(idempotent(seller, { ...request, hash: 'other' }, async () => ({ status: 201, body: '' }))).rejects.toMatchObject({ status: 422 });
    await sound();
  }, 60_000);
  it('naive: without a key each request makes its own', async () => {
    await times(10, () => createRecord(seller, 'customer', { name: 'Again' }));
    expect((await t.core.db.run(sql`SELECT 1 FROM customer WHERE name = 'Again'`))).toHaveLength(10);
  });
});

describe('figures', () => {
  const figures = async (id: string) => { const { record } = await getRecord(seller, 'customer', id); return [record.openDeals, record.openAmount]; };
  it('of a customer are exact when two of his deals are saved at once, fifty times', async () => {
    const id = await newCustomer();
    const [a, b] = await times(2, async (index) => (await createRecord(seller, 'opportunity', { title: `Deal ${index}`, customerId: id, amount: '0' })).record.id);
    for (let round = 1; round <= 50; round++) {
      await Promise.all([updateRecord(seller, 'opportunity', a ?? '', { amount: String(round) }), updateRecord(seller, 'opportunity', b ?? '', { amount: String(round * 100) })]);
      expect(await figures(id)).toEqual([2, `${round * 101}.00`]);
    }
    await sound();
  }, 60_000);
  it('over a reference that may be blank are exact too', async () => {
    const product = (await createRecord(admin, 'product', { name: 'Counted' })).record.id;
    const owners = await times(20, () => newCustomer());
    await Promise.all(owners.map((customerId) => createRecord(seller, 'opportunity', { title: 'Counted', customerId, productId: product })));
    expect((await getRecord(admin, 'product', product)).record.openDeals).toBe(20);
    await sound();
  });
  it('stay exact among creations, edits, deletions and activities', async () => {
    const id = await newCustomer();
    const deals = await times(10, async (index) => (await createRecord(seller, 'opportunity', { title: `Deal ${index}`, customerId: id, amount: '10' })).record.id);
    await Promise.all(deals.flatMap((deal, index) => [
      ...(index % 2 ? [patient(() => removeRecord(seller, 'opportunity', deal))] : [patient(() => updateRecord(seller, 'opportunity', deal, { amount: String(index) }))]), outcome(createRecord(seller, 'activity', { content: 'Call', subject: { object: 'opportunity', id: deal }, at: `2026-03-0${1 + (index % 9)}T00:00:00Z` })),
      patient(() => createRecord(seller, 'opportunity', { title: 'More', customerId: id, amount: '5' })),
    ]));
    expect(await figures(id)).toEqual([15, `${[0, 2, 4, 6, 8].reduce((sum, one) => sum + one, 50)}.00`]);
    await sound();
  }, 60_000);
  it('naive: add up, then write', async () => {
    await t.core.db.run(sql`INSERT INTO naive (id, customer, value) VALUES (1, NULL, 0), (2, 1, 0), (3, 1, 0)`);
    const meet = together(2);
    await Promise.all([2, 3].map((id) => inTransaction(seller, async (ctx) => {
      await ctx.run(sql`UPDATE naive SET value = 10 WHERE id = ${id}`);
      const [row] = await ctx.run<{ sum: number }>(sql`SELECT sum(value) AS sum FROM naive WHERE customer = 1`);
      await meet();
      await ctx.run(sql`UPDATE naive SET value = ${row?.sum} WHERE id = 1`);
    })));
    expect((await t.core.db.run<{ value: number }>(sql`SELECT value FROM naive WHERE id = 1`))[0]?.value).toBe(10);
  });
});

it('a deal is won once by twenty', async () => {
  const id = await newCustomer();
  const deal = (await createRecord(seller, 'opportunity', { title: 'Won', customerId: id, amount: '7' })).record.id;
  const answers = await times(20, () => outcome(actOnRecord(seller, 'opportunity', deal, 'win', {})));
  expect(answers.filter((one) => !refused(one))).toHaveLength(1);
  expect(codes(answers)).toEqual(['action.not-now']);
  const { record } = await getRecord(seller, 'opportunity', deal);
  expect([record.stage, record.version]).toEqual(['won', 2]);
  expect((await getRecord(seller, 'customer', id)).record).toMatchObject({ wonAmount: '7.00', openDeals: 0 });
  await sound();
});
it('naive: look at the stage, then win', async () => {
  await t.core.db.run(sql`INSERT INTO naive (id, code) VALUES (1, 'open')`);
  const meet = together(5);
  const won = await times(5, async () => {
    const [row] = await t.core.db.run<{ code: string }>(sql`SELECT code FROM naive WHERE id = 1`);
    await meet();
    if (row?.code !== 'open') return false;
    await t.core.db.run(sql`UPDATE naive SET code = 'won' WHERE id = 1`);
    return true;
  });
  expect(won.filter(Boolean)).toHaveLength(5);
});
