import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDraft, createRecord, getRecord, removeRecord, restoreRecord, transferRecord, updateRecord, actOnRecord, purgeRecord } from '../../src/records/record.ts';
import { saveRecords } from '../../src/records/save.ts';
import type { Ctx } from '../../src/ctx.ts';
import { sql } from '../../src/db/sql.ts';
import { countStatements, people, type TestCore, testCore } from '../harness.ts';

let t: TestCore;
let seller: Ctx;
let other: Ctx;
let admin: Ctx;
beforeAll(async () => { t = await testCore(); [seller, other, admin] = [await t.as('seller1'), await t.as('seller2'), await t.as('admin')]; });
afterAll(() => t.close());

/** Every table's rows as one text: equal digests mean that nothing was written. */
async function digest(): Promise<string> {
  const [row] = await t.core.db.run<{ d: string }>(sql`SELECT md5(string_agg(x, '|')) AS d FROM (
    SELECT md5(string_agg(c::text, '' ORDER BY c.id)) x FROM customer c UNION ALL SELECT md5(string_agg(c::text, '' ORDER BY c.id)) FROM change c
    UNION ALL SELECT md5(string_agg(o::text, '' ORDER BY o.id)) FROM operation o UNION ALL SELECT md5(string_agg(o::text, '' ORDER BY o.id)) FROM outbox o
    UNION ALL SELECT md5(string_agg(o::text, '' ORDER BY o.id)) FROM opportunity o UNION ALL SELECT md5(string_agg(o::text, '' ORDER BY o.key)) FROM counter o) y`);
  return row?.d ?? '';
}
const refused = async (work: () => Promise<unknown>): Promise<{ code: string; status: number; details: { fields?: { field: string; code: string }[] } }> => {
  const before = await digest();
  const error = await work().then(() => { throw new Error('was not refused'); }, (failure: unknown) => failure as never);
  expect(await digest()).toBe(before);
  return error;
};

describe('creating', () => {
  it('fills defaults, number, owner, department and stamps', async () => {
    const { record, can, counts } = await createRecord(seller, 'customer', { name: '杭州鼎科精密仪器有限公司', creditLimit: '500000' });
    expect(record).toMatchObject({ name: '杭州鼎科精密仪器有限公司', code: 'C-00001', stage: 'potential', creditLimit: '500000.00', ownerId: people.seller1, version: 1, openDeals: 0, openAmount: null });
    expect(record.deptId).toBe(seller.access.deptIds[0]);
    expect(can).toMatchObject({ update: true, delete: true, restore: false, purge: false });
    expect(counts).toMatchObject({ contacts: 0, opportunities: 0, files: 0 });
  });
  it('names every wrong field and writes nothing', async () => {
    const error = await refused(() => createRecord(seller, 'customer', { phone: 'x', employees: -1, website: 'javascript:alert(1)', stage: 'gold', nope: 1, wonAmount: '1', version: 3 }));
    expect(error.details.fields?.map((fault) => [fault.field, fault.code])).toEqual([
      ['phone', 'phone.shape'], ['employees', 'number.negative'], ['website', 'url.shape'], ['stage', 'select.unknown'], ['nope', 'field.unknown'], ['wonAmount', 'field.readonly'], ['version', 'field.readonly'],
    ]);
  });
  it('asks for required fields', async () => {
    const error = await refused(() => createRecord(seller, 'opportunity', { amount: '1' }));
    expect(error.details.fields?.map((fault) => [fault.field, fault.code])).toEqual([['title', 'field.required'], ['customerId', 'field.required']]);
  });
  it.each([['\u0000'], ['\ud800'], ['   ']])('refuses a text that cannot be kept: %j', async (name) => { await refused(() => createRecord(seller, 'customer', { name })); });
  it('needs the right to create', async () => {
    const viewer = await t.as('viewer');
    expect((await refused(() => createRecord(viewer, 'customer', { name: 'x' }))).status).toBe(403);
    expect((await refused(async () => createRecord(await t.as('nobody'), 'customer', { name: 'x' }))).status).toBe(403);
  });
  it('steps over codes that stand already', async () => {
    for (const code of ['C-00002', 'C-00003', 'C-00004', 'C-00005', 'C-00006', 'C-00007', 'C-00008']) await createRecord(admin, 'customer', { name: `Taken ${code}`, code });
    const { record } = await createRecord(seller, 'customer', { name: 'Next' });
    expect(record.code).toBe('C-00009');
    expect((await refused(() => createRecord(seller, 'customer', { name: 'Twice', code: 'C-00009' }))).code).toBe('field.not-unique');
  });
  it('gives fifty parallel creators fifty numbers', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => createRecord(seller, 'product' as string, { name: `p${index}` }).catch(() => createRecord(admin, 'product', { name: `p${index}` }))));
    const codes = answers.map((answer) => answer.record.code);
    expect(new Set(codes).size).toBe(50);
  });
});

describe('editing', () => {
  it('keeps edits of different fields, and answers 409 to edits of the same', async () => {
    const { record } = await createRecord(seller, 'customer', { name: 'Both' });
    await updateRecord(seller, 'customer', record.id, { version: 1, city: '杭州' });
    const merged = await updateRecord(seller, 'customer', record.id, { version: 1, address: '良睦路 1399 号' });
    expect(merged.record).toMatchObject({ city: '杭州', address: '良睦路 1399 号', version: 3 });
    const error = await refused(() => updateRecord(seller, 'customer', record.id, { version: 1, city: '宁波' }));
    expect(error).toMatchObject({ code: 'record.changed', status: 409, details: { conflicts: ['city'], current: { city: '杭州', version: 3 } } });
  });
  it('loses no acknowledged edit among twelve at once', async () => {
    const { record } = await createRecord(seller, 'customer', { name: 'Race', employees: 0 });
    let acknowledged = 0;
    await Promise.all(Array.from({ length: 12 }, async () => {
      for (let tries = 0; tries < 200; tries++) {
        const now = (await getRecord(seller, 'customer', record.id)).record;
        try { await updateRecord(seller, 'customer', record.id, { version: now.version, employees: Number(now.employees) + 1 }); acknowledged += 1; return; } catch (error) { if ((error as { code: string }).code !== 'record.changed') throw error; }
      }
    }));
    expect((await getRecord(seller, 'customer', record.id)).record.employees).toBe(acknowledged);
  });
  it('answers 404 for what he may not see, 403 for what he may only see', async () => {
    const theirs = await createRecord(other, 'customer', { name: 'South' });
    expect((await refused(() => updateRecord(seller, 'customer', theirs.record.id, { name: 'Mine' }))).status).toBe(404);
    expect((await refused(async () => updateRecord(await t.as('viewer'), 'customer', theirs.record.id, { name: 'Mine' }))).status).toBe(403);
    const director = await t.as('director');
    await transferRecord(director, 'customer', theirs.record.id, people.seller1);
    expect((await updateRecord(seller, 'customer', theirs.record.id, { name: 'Now mine' })).record.ownerId).toBe(people.seller1);
  });
  it('does not point at what he cannot see, nor move a contact there', async () => {
    const theirs = await createRecord(other, 'customer', { name: 'Hidden' });
    const mine = await createRecord(seller, 'customer', { name: 'Open' });
    expect((await refused(() => createRecord(seller, 'contact', { name: 'c', customerId: theirs.record.id }))).details.fields?.[0]).toMatchObject({ field: 'customerId', code: 'ref.unknown' });
    const contact = await createRecord(seller, 'contact', { name: 'c', customerId: mine.record.id });
    expect((await refused(() => updateRecord(seller, 'contact', contact.record.id, { customerId: theirs.record.id }))).details.fields?.[0]).toMatchObject({ code: 'ref.unknown' });
    expect((await refused(() => createRecord(seller, 'opportunity', { title: 'o', customerId: mine.record.id, contactId: crypto.randomUUID() }))).details.fields?.[0]).toMatchObject({ field: 'contactId', code: 'ref.unknown' });
  });
  it('keeps trees free of rings', async () => {
    const a = await createRecord(admin, 'customer', { name: 'A' });
    const b = await createRecord(admin, 'customer', { name: 'B', parentId: a.record.id });
    expect((await refused(() => updateRecord(admin, 'customer', a.record.id, { parentId: b.record.id }))).details.fields?.[0]).toMatchObject({ field: 'parentId', code: 'ref.cycle' });
    expect((await refused(() => updateRecord(admin, 'customer', a.record.id, { parentId: a.record.id }))).details.fields?.[0]).toMatchObject({ code: 'ref.cycle' });
  });
  it('leaves a record alone when nothing changes', async () => {
    const { record } = await createRecord(seller, 'customer', { name: 'Same', creditLimit: '10.50' });
    const before = await digest();
    await updateRecord(seller, 'customer', record.id, { version: 1, name: 'Same', creditLimit: '10.5' });
    expect(await digest()).toBe(before);
  });
});

describe('opportunities', () => {
  it('move through their stages, and their customer adds up', async () => {
    const { record: customer } = await createRecord(seller, 'customer', { name: 'Rollup Ltd' });
    const deal = await createRecord(seller, 'opportunity', { title: 'Spectrometer', customerId: customer.id, amount: '1200.10' });
    await createRecord(seller, 'opportunity', { title: 'Fixture', customerId: customer.id, amount: '0.20' });
    expect((await getRecord(seller, 'customer', customer.id)).record).toMatchObject({ openDeals: 2, openAmount: '1200.30', wonAmount: null, version: 1 });
    await updateRecord(seller, 'opportunity', deal.record.id, { version: 1, stage: 'quote' });
    const error = await refused(() => updateRecord(seller, 'opportunity', deal.record.id, { stage: 'lost' }));
    expect(error.details.fields?.[0]).toMatchObject({ field: 'lostReason', code: 'opportunity.lost-reason-required' });
    const won = await actOnRecord(seller, 'opportunity', deal.record.id, 'win', { version: 2, input: { amount: '1000' } });
    expect(won.record).toMatchObject({ stage: 'won', probability: 100, amount: '1000.00' });
    expect(won.can.actions).toEqual(['reopen']);
    expect((await getRecord(seller, 'customer', customer.id)).record).toMatchObject({ openDeals: 1, openAmount: '0.20', wonAmount: '1000.00', version: 1 });
    expect((await refused(() => actOnRecord(seller, 'opportunity', deal.record.id, 'win', { input: {} }))).code).toBe('action.not-now');
    expect((await refused(() => updateRecord(seller, 'opportunity', deal.record.id, { stage: 'contact' }))).details.fields?.[0]).toMatchObject({ code: 'flow.not-allowed' });
    expect((await refused(() => actOnRecord(seller, 'opportunity', deal.record.id, 'lose', { input: {} }))).details.fields?.[0]).toMatchObject({ field: 'reason', code: 'field.required' });
  });
});

describe('activities', () => {
  it('hang on customer and opportunity through their subject, and make the next to-do', async () => {
    const { record: customer } = await createRecord(seller, 'customer', { name: 'Call me' });
    const { record: deal } = await createRecord(seller, 'opportunity', { title: 'Deal', customerId: customer.id });
    const { record } = await createRecord(seller, 'activity', { content: '报价 v3', subject: { object: 'opportunity', id: deal.id }, at: '2026-11-24T02:00:00Z', nextAt: '2026-11-26T07:00:00Z', nextNote: '确认交期' });
    expect(record).toMatchObject({ customerId: customer.id, opportunityId: deal.id });
    const answer = await getRecord(seller, 'customer', customer.id);
    expect(answer.record.lastContactAt).toBe('2026-11-24T02:00:00.000Z');
    expect(answer.next).toMatchObject({ title: '确认交期', dueAt: '2026-11-26T07:00:00.000Z' });
    expect(answer.counts).toMatchObject({ activities: 1, opportunities: 1, tasks: 1 });
  });
});

describe('the recycle bin', () => {
  it('takes, gives back, and purges', async () => {
    const { record: customer } = await createRecord(seller, 'customer', { name: 'Bin' });
    const { record: contact } = await createRecord(seller, 'contact', { name: 'In the bin', customerId: customer.id });
    expect((await refused(() => removeRecord(seller, 'customer', customer.id))).code).toBe('record.referenced');
    await removeRecord(seller, 'contact', contact.id, contact.version);
    await removeRecord(seller, 'customer', customer.id, 1);
    expect(await getRecord(seller, 'customer', customer.id)).toMatchObject({ can: { update: false, restore: true, purge: false, actions: [] } });
    await expect(t.as('viewer').then((viewer) => getRecord(viewer, 'customer', customer.id))).rejects.toMatchObject({ status: 404 });
    expect((await refused(() => updateRecord(seller, 'customer', customer.id, { name: 'x' }))).status).toBe(404);
    expect((await refused(() => restoreRecord(seller, 'contact', contact.id))).status).toBe(404); // seen through its customer, which is not there
    expect((await refused(() => restoreRecord(admin, 'contact', contact.id))).code).toBe('record.parent-deleted');
    await restoreRecord(seller, 'customer', customer.id);
    await restoreRecord(seller, 'contact', contact.id);
    await removeRecord(seller, 'contact', contact.id);
    expect((await refused(() => purgeRecord(seller, 'contact', contact.id))).status).toBe(403);
    await purgeRecord(admin, 'contact', contact.id);
    await expect(getRecord(admin, 'contact', contact.id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('duplicates', () => {
  it('warn by name, phone digits and across simplified and traditional, and only of visible records', async () => {
    const { record } = await createRecord(seller, 'customer', { name: '苏州锐光激光科技', phone: '0512-6288 1234' });
    const twice = await createRecord(seller, 'customer', { name: '蘇州銳光激光科技' });
    expect(twice.duplicates?.[0]).toMatchObject({ fields: ['name'], level: 'warn', matches: [{ id: record.id }] });
    expect((await checkDraft(seller, 'customer', { phone: '051262881234' })).duplicates[0]?.matches).toEqual([{ id: record.id, title: '苏州锐光激光科技' }]);
    expect((await checkDraft(other, 'customer', { phone: '051262881234' })).duplicates).toEqual([]);
  });
});

describe('batches', () => {
  it('cost a constant number of statements', async () => {
    const names = (count: number, mark: string) => Array.from({ length: count }, (_, index) => ({ values: { name: `${mark}${index}`, phone: `0571${100000 + index}` } }));
    const few = await countStatements(t.core, () => saveRecords(seller, 'customer', names(2, 'few')));
    const many = await countStatements(t.core, () => saveRecords(seller, 'customer', names(400, 'many')));
    expect(many.count).toBe(few.count);
    expect(many.count).toBeLessThanOrEqual(16);
  });
  it('let bad rows go when they may', async () => {
    const result = await saveRecords(seller, 'customer', [{ values: { name: 'ok' }, row: 1 }, { values: { phone: '1' }, row: 2 }, { values: { name: 'C', code: 'C-00009' }, row: 3 }], { partial: true });
    expect(result.saved.map((one) => one.input.row)).toEqual([1]);
    expect(result.refused.map((one) => [one.input.row, one.errors[0]?.code])).toEqual([[2, 'phone.shape'], [3, 'field.not-unique']]);
  });
  it('write nothing in a dry run', async () => {
    const before = await digest();
    const result = await saveRecords(seller, 'customer', [{ values: { name: 'dry' } }], { partial: true, dryRun: true });
    expect(result.saved).toHaveLength(1);
    expect(await digest()).toBe(before);
  });
});
