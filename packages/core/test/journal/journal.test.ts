import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../src/ctx.ts';
import { sql } from '../../src/db/sql.ts';
import { inOperation } from '../../src/db/transaction.ts';
import { newId } from '../../src/ids.ts';
import { recordAsOf } from '../../src/journal/as-of.ts';
import { recordHistory } from '../../src/journal/history.ts';
import { listOperations } from '../../src/journal/operations.ts';
import { undoChunk, undoNow } from '../../src/journal/undo.ts';
import { actOnRecord, createRecord, getRecord, removeRecord, restoreRecord, transferRecord, updateRecord } from '../../src/records/record.ts';
import { saveRecords } from '../../src/records/save.ts';
import { people, type TestCore, testCore } from '../harness.ts';

let t: TestCore;
let clock = Date.parse('2026-11-01T00:00:00Z');
let seller: Ctx;
const as = async (person: keyof typeof people): Promise<Ctx> => { clock += 1000; return t.as(person); };
beforeAll(async () => { t = await testCore({ now: () => new Date(clock) }); seller = await as('seller1'); });
afterAll(() => t.close());
const undo = async (operationId: string | undefined, by: keyof typeof people = 'seller1') => undoNow(await as(by), operationId ?? '', newId());

describe('history', () => {
  it('says who changed what, and shows masked and hidden fields to nobody who may not see them', async () => {
    const { record } = await createRecord(seller, 'customer', { name: 'H', phone: '0571-88602417', creditLimit: '1' });
    await updateRecord(await as('seller1'), 'customer', record.id, { phone: '0571-88602418', creditLimit: '2' });
    await transferRecord(await as('director'), 'customer', record.id, people.seller2);
    const { entries, labels } = await recordHistory(await as('admin'), 'customer', record.id);
    expect(entries.map((entry) => [entry.operation, entry.kind, entry.changes.map((change) => change.field).sort()])).toEqual([['transfer', 'update', ['deptId', 'ownerId']], ['update', 'update', ['creditLimit', 'phone']], ['create', 'create', []]]);
    expect(labels.user?.[people.seller2]).toBe('许曼');
    const seen = (await recordHistory(await as('viewer'), 'customer', record.id)).entries[1];
    expect(seen?.changes).toEqual([{ field: 'phone', before: expect.stringContaining('••••'), after: expect.stringContaining('••••') }]);
    expect((await recordHistory(await as('viewer'), 'customer', record.id, { field: 'creditLimit' })).entries).toEqual([]);
    await expect(recordHistory(await as('seller1'), 'customer', record.id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('undo', () => {
  it('takes back an edit, a creation with what it brought, a deletion, an action', async () => {
    const { record } = await createRecord(await as('seller1'), 'customer', { name: 'U', city: '杭州' });
    const edit = await updateRecord(await as('seller1'), 'customer', record.id, { city: '宁波', address: 'x' });
    expect(await undo(edit.operationId)).toMatchObject({ undone: 1, conflicts: [] });
    expect((await getRecord(seller, 'customer', record.id)).record).toMatchObject({ city: '杭州', address: null, version: 3 });
    await expect(undo(edit.operationId)).rejects.toMatchObject({ code: 'operation.undone' });

    const gone = await removeRecord(await as('seller1'), 'customer', record.id);
    await undo(gone.operationId);
    expect((await getRecord(seller, 'customer', record.id)).record.deletedAt).toBeNull();

    const deal = await createRecord(await as('seller1'), 'opportunity', { title: 'D', customerId: record.id, amount: '5' });
    const won = await actOnRecord(await as('seller1'), 'opportunity', deal.record.id, 'win', { input: { amount: '4' } });
    await undo(won.operationId);
    expect((await getRecord(seller, 'opportunity', deal.record.id)).record).toMatchObject({ stage: 'contact', amount: '5.00', probability: 10, closedOn: null });
    expect((await getRecord(seller, 'customer', record.id)).record).toMatchObject({ openAmount: '5.00', wonAmount: null });

    const call = await createRecord(await as('seller1'), 'activity', { content: 'c', subject: { object: 'customer', id: record.id }, nextAt: '2026-12-01T00:00:00Z' });
    expect((await getRecord(seller, 'customer', record.id)).counts.tasks).toBe(1);
    expect(await undo(call.operationId)).toMatchObject({ undone: 2 });
    expect((await getRecord(seller, 'customer', record.id)).counts).toMatchObject({ tasks: 0, activities: 0 });
  });
  it('keeps what others changed later, and says so', async () => {
    const { record } = await createRecord(await as('seller1'), 'customer', { name: 'C', city: 'a', address: 'b' });
    const edit = await updateRecord(await as('seller1'), 'customer', record.id, { city: 'a2', address: 'b2' });
    await updateRecord(await as('director'), 'customer', record.id, { city: 'a3' });
    const answer = await undo(edit.operationId);
    expect(answer.conflicts).toEqual([{ object: 'customer', id: record.id, title: 'C', fields: ['city'] }]);
    expect((await getRecord(seller, 'customer', record.id)).record).toMatchObject({ city: 'a3', address: 'b' });
  });
  it('is for one’s own operations', async () => {
    const { operationId } = await createRecord(await as('seller1'), 'customer', { name: 'Own' });
    await expect(undo(operationId, 'seller2')).rejects.toMatchObject({ status: 404 });
    await expect(undo(operationId, 'director')).rejects.toMatchObject({ status: 404 });
    expect(await undo(operationId, 'admin')).toMatchObject({ undone: 1 });
  });
  it('of ten at once lets one win', async () => {
    const { record } = await createRecord(await as('seller1'), 'customer', { name: 'Ten' });
    const edit = await updateRecord(await as('seller1'), 'customer', record.id, { city: 'x' });
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => undo(edit.operationId)));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
  });
  it('goes in chunks over an operation of several transactions', async () => {
    const id = newId();
    for (let part = 0; part < 3; part++) await inOperation(await as('seller1'), { kind: 'import', object: 'customer', id }, (ctx) => saveRecords(ctx, 'customer', Array.from({ length: 40 }, (_, index) => ({ values: { name: `chunk ${part} ${index}` } }))));
    const undoId = newId();
    let [undone, before] = [0, null as number | null];
    do { const chunk = await undoChunk(await as('seller1'), id, undoId, before, 25); undone += chunk.undone; before = chunk.next; } while (before !== null);
    expect(undone).toBe(120);
    const [left] = await t.core.db.run<{ n: number }>(sql`SELECT count(*)::int AS n FROM customer WHERE name LIKE 'chunk %' AND deleted_at IS NULL`);
    expect(left?.n).toBe(0);
    expect((await listOperations(await as('seller1'))).operations.find((one) => one.id === id)).toMatchObject({ count: 120, undoneBy: undoId, undoable: false });
  });
});

describe('the journal against a model', () => {
  const FIELDS = ['city', 'address', 'paymentTerms'] as const;
  type Step = { kind: 'edit'; field: (typeof FIELDS)[number]; value: string } | { kind: 'undo'; which: number } | { kind: 'bin' };
  const steps = fc.array(fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('edit' as const), field: fc.constantFrom(...FIELDS), value: fc.constantFrom('a', 'b', 'c') }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(30) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('bin' as const) }) }), { minLength: 3, maxLength: 10 });

  it('undo in any order gives the expected state, and as-of gives every snapshot', async () => {
    await fc.assert(fc.asyncProperty(steps, async (plan: Step[]) => {
      const { record } = await createRecord(await as('seller1'), 'customer', { name: 'Model' });
      const state: Record<string, unknown> = { city: null, address: null, paymentTerms: null };
      let deleted = false;
      const done: { id: string; edits: { field: string; before: unknown; after: unknown }[]; bin: boolean; undone: boolean }[] = [];
      const snapshots: { at: string; state: Record<string, unknown> | null }[] = [];
      const snap = () => snapshots.push({ at: new Date(clock).toISOString(), state: deleted ? null : { ...state } });
      snap();
      for (const step of plan) {
        if (step.kind === 'edit' && !deleted && state[step.field] !== step.value) {
          const { operationId } = await updateRecord(await as('seller1'), 'customer', record.id, { [step.field]: step.value });
          done.push({ id: operationId ?? '', edits: [{ field: step.field, before: state[step.field], after: step.value }], bin: false, undone: false });
          state[step.field] = step.value;
        } else if (step.kind === 'bin' && !deleted) {
          const { operationId } = await removeRecord(await as('seller1'), 'customer', record.id);
          done.push({ id: operationId, edits: [], bin: true, undone: false });
          deleted = true;
        } else if (step.kind === 'undo') {
          const target = done[step.which % Math.max(done.length, 1)];
          if (!target || target.undone) continue;
          const answer = await undo(target.id);
          target.undone = true;
          const redo = { id: answer.operationId, edits: [] as { field: string; before: unknown; after: unknown }[], bin: false, undone: true };
          for (const { field, before, after } of target.edits) if (state[field] === after) { redo.edits.push({ field, before: after, after: before }); state[field] = before; }
          if (target.bin && deleted) deleted = false;
          done.push(redo);
        } else continue;
        snap();
      }
      if (deleted) { await restoreRecord(await as('seller1'), 'customer', record.id); deleted = false; }
      const now = (await getRecord(seller, 'customer', record.id)).record;
      expect(Object.fromEntries(FIELDS.map((field) => [field, now[field]]))).toEqual(state);
      for (const snapshot of snapshots) {
        const then = (await recordAsOf(seller, 'customer', record.id, snapshot.at)).record;
        expect(then && Object.fromEntries(FIELDS.map((field) => [field, then[field]]))).toEqual(snapshot.state);
      }
      expect((await recordAsOf(seller, 'customer', record.id, '2020-01-01T00:00:00Z')).record).toBeNull();
      const [gap] = await t.core.db.run<{ n: number; top: number }>(sql`SELECT count(*)::int AS n, max(version) AS top FROM change WHERE record_id = ${record.id}`);
      expect(gap?.n).toBe(gap?.top); // one change per version, none skipped
    }), { numRuns: 25, seed: 42 });
  });
});
