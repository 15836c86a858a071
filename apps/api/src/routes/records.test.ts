import { runTask } from '@wellspring/core';
import { people } from '@wellspring/core/test';
import type { RecordAnswer } from '@wellspring/objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type TestApi, testApi } from '../../test/api.ts';
import { digest } from '../../test/digest.ts';

let api: TestApi;
beforeAll(async () => { api = await testApi(); });
afterAll(() => api?.close());

const record = (answer: Answer): RecordAnswer => answer.body as unknown as RecordAnswer;
const id = (answer: Answer): string => record(answer).record.id;
const created = async (values: Record<string, unknown> = {}): Promise<string> => {
  const answer = await api.as('seller1', 'POST', '/api/customers', { name: `客户 ${Math.random()}`, ...values });
  expect(answer.body.error).toBeUndefined();
  return id(answer);
};
const codes = (answer: Answer): [string, string][] => (answer.body.error?.fields ?? []).map((one) => [one.field, one.code]);

describe('a record', () => {
  it('is created, read, changed, thrown away, brought back and purged', async () => {
    const made = await api.as('seller1', 'POST', '/api/customers', { name: '晨光仪器', level: 'A', annualRevenue: '1200000.5' });
    expect(made.status).toBe(201);
    expect(record(made)).toMatchObject({ record: { name: '晨光仪器', version: 1, ownerId: people.seller1, annualRevenue: '1200000.50' }, can: { update: true, delete: true }, labels: { user: { [people.seller1]: '陈思远' } } });
    expect(record(made).operationId).toBeTruthy();
    const url = `/api/customers/${id(made)}`;
    const changed = await api.as('seller1', 'PATCH', url, { version: 1, level: 'B', city: '上海' });
    expect(record(changed).record).toMatchObject({ level: 'B', city: '上海', version: 2 });
    expect(record(await api.as('seller1', 'GET', url)).record.city).toBe('上海');
    const history = await api.as('seller1', 'GET', `${url}/history`);
    expect((history.body.entries as unknown[]).length).toBe(2);
    const asOf = await api.as('seller1', 'GET', `${url}/as-of?at=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`);
    expect(asOf.body).toMatchObject({ record: { city: '上海' } });
    expect((await api.as('seller1', 'GET', `${url}/as-of?at=yesterday`)).status).toBe(400);
    expect((await api.as('seller1', 'DELETE', `${url}?version=x`)).status).toBe(400);
    const removed = await api.as('seller1', 'DELETE', `${url}?version=2`);
    expect(removed.body.operationId).toBeTruthy();
    expect((await api.as('seller1', 'POST', '/api/customers/query', { recycled: true })).body.rows).toHaveLength(1);
    expect(record(await api.as('seller1', 'POST', `${url}/restore`, {})).record.deletedAt).toBeNull();
    expect((await api.as('seller1', 'DELETE', url)).status).toBe(200);
    expect((await api.as('seller1', 'POST', `${url}/purge`)).status).toBe(403);
    expect((await api.as('admin', 'POST', `${url}/purge`)).status).toBe(200);
    expect((await api.as('admin', 'GET', url)).body.error?.code).toBe('record.not-found');
  });
  it('answers 409 with what stands there when two change the same field, and merges different ones', async () => {
    const url = `/api/customers/${await created({ city: '上海' })}`;
    await api.as('seller1', 'PATCH', url, { version: 1, city: '苏州' });
    const conflict = await api.as('seller1', 'PATCH', url, { version: 1, city: '杭州' });
    expect(conflict).toMatchObject({ status: 409, body: { error: { code: 'record.changed', conflicts: ['city'], current: { city: '苏州', version: 2 } } } });
    expect(record(await api.as('seller1', 'PATCH', url, { version: 1, level: 'C' })).record).toMatchObject({ city: '苏州', level: 'C' });
  });
  it('shows of the conflicting state only what the caller may read, with or without a key', async () => {
    const customerId = await created();
    const url = `/api/opportunities/${id(await api.as('seller1', 'POST', '/api/opportunities', { title: '冲突', customerId }))}`;
    await api.as('seller1', 'PATCH', url, { version: 1, amount: '5.00' });
    const stale = await api.as('seller1', 'PATCH', url, { version: 1, amount: '6.00' });
    const keys = Object.keys((stale.body.error as unknown as { current: object }).current);
    expect(keys).toContain('amount');
    for (const one of [url, `${url}/actions/win`]) {
      const answer = await api.as('seller1', one === url ? 'PATCH' : 'POST', one, one === url ? { version: 1, amount: '6.00' } : { version: 1, input: { amount: '6.00' } }, one === url ? {} : { headers: { 'idempotency-key': 'key-stale-win' } });
      if (answer.status === 409) expect(Object.keys((answer.body.error as unknown as { current: object }).current)).toEqual(keys);
    }
  });
  it('is one 404 whether absent, invisible or malformed', async () => {
    const mine = await created();
    const answers = await Promise.all(['00000000-0000-7000-8000-00000000ffff', mine, 'not-an-id', '1', "' OR 1=1 --"].map((one) => api.as('seller2', 'GET', `/api/customers/${encodeURIComponent(one)}`)));
    expect(new Set(answers.map((one) => JSON.stringify([one.status, { ...one.body.error, requestId: '' }]))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
  it('is given to another owner and acted on', async () => {
    const customerId = await created();
    const deal = await api.as('seller1', 'POST', '/api/opportunities', { title: '年度合同', customerId, amount: '100.00' });
    const url = `/api/opportunities/${id(deal)}`;
    expect(record(deal).can.actions.sort()).toEqual(['lose', 'win']);
    expect((await api.as('seller1', 'POST', `${url}/actions/lose`, { input: {} })).status).toBe(400);
    expect((await api.as('seller1', 'POST', `${url}/actions/lose`, {})).status).toBe(400);
    expect((await api.as('seller1', 'POST', `${url}/actions/explode`, {})).body.error?.code).toBe('action.unknown');
    const won = await api.as('seller1', 'POST', `${url}/actions/win`, { version: 1, input: { amount: '90.00' } });
    expect(record(won).record).toMatchObject({ stage: 'won', amount: '90.00' });
    const given = await api.as('seller1', 'POST', `/api/customers/${customerId}/transfer`, { version: 1, ownerId: people.seller2 });
    expect(given.status).toBe(200);
    expect((await api.as('seller2', 'GET', `/api/customers/${customerId}`)).status).toBe(200);
  });
});

describe('a list', () => {
  it('is paged, counted, grouped, looked up and searched', async () => {
    for (const city of ['青岛', '青岛', '厦门']) await created({ city, name: `泉水 ${city} ${Math.random()}` });
    const list = await api.as('seller1', 'POST', '/api/customers/query', { filter: { field: 'name', op: 'contains', value: '泉水' }, sort: ['city'], page: { size: 2 } });
    expect(list.body.rows).toHaveLength(2);
    expect(list.body.next).toBeTruthy();
    const next = await api.as('seller1', 'POST', '/api/customers/query', { filter: { field: 'name', op: 'contains', value: '泉水' }, sort: ['city'], page: { size: 2, cursor: list.body.next } });
    expect(next.body.rows).toHaveLength(1);
    expect((await api.as('seller1', 'POST', '/api/customers/count', { filter: { field: 'name', op: 'contains', value: '泉水' } })).body).toMatchObject({ count: 3, capped: false });
    const groups = await api.as('seller1', 'POST', '/api/customers/aggregate', { groupBy: [{ field: 'city' }], measures: [{ fn: 'count' }], filter: { field: 'name', op: 'contains', value: '泉水' } });
    expect(groups.body.rows).toHaveLength(2);
    expect((await api.as('seller1', 'POST', '/api/customers/lookup', { text: 'quanshui' })).body.rows).toHaveLength(3);
    expect((await api.as('seller1', 'POST', '/api/search', { text: '泉水' })).text).toContain('厦门');
    expect((await api.as('seller2', 'POST', '/api/search', { text: '泉水' })).text).not.toContain('厦门');
    expect((await api.as('seller1', 'POST', '/api/customers/check', { name: (list.body.rows as { name: string }[])[0]?.name })).body.duplicates).toHaveLength(1);
  });
  it.each([
    [{ page: { size: 201 } }], [{ page: { size: -1 } }], [{ page: { size: 1.5 } }], [{ page: { size: '20' } }], [{ page: { size: 20, number: 1e9 } }], [{ filter: [] }], [{ filter: 'x' }], [{ sort: ['name', 'name', 'name', 'name', 'name'] }], [{ unknown: 1 }], [{ search: 'x'.repeat(101) }],
    [{ filter: { field: 'name; DROP TABLE customer', op: 'eq', value: 1 } }], [{ sort: ['name); DROP TABLE customer; --'] }], [{ filter: { field: '__proto__', op: 'eq', value: 'x' } }], [{ view: 'constructor' }],
  ])('refuses %j', async (body) => {
    expect((await api.as('seller1', 'POST', '/api/customers/query', body)).status).toBe(400);
  });
  it('hides fields without right from every way to ask', async () => {
    const product = await api.as('admin', 'POST', '/api/products', { name: '光谱仪', cost: '99.00', price: '150.00' });
    expect(product.body.error).toBeUndefined();
    const seen = await api.as('seller1', 'POST', '/api/products/query', {});
    expect(seen.text).toContain('光谱仪');
    expect(seen.text).not.toContain('99.00');
    for (const body of [{ filter: { field: 'cost', op: 'gt', value: '1' } }, { sort: ['cost'] }, { columns: ['name', 'cost'] }]) expect((await api.as('seller1', 'POST', '/api/products/query', body)).status).toBe(400);
    const meta = (await api.as('seller1', 'GET', '/api/meta')).body as unknown as { objects: { product: unknown } };
    expect(JSON.stringify(meta.objects.product)).not.toContain('"cost"');
    expect(JSON.stringify(((await api.as('admin', 'GET', '/api/meta')).body as typeof meta).objects.product)).toContain('"cost"');
  });
});

describe('a wrong body', () => {
  it.each([
    [{}, [['name', 'field.required']]],
    [{ name: null }, [['name', 'field.invalid']]],
    [{ name: 'x', nmae: 'y' }, [['nmae', 'field.unknown']]],
    [{ name: 'x', createdAt: '2020-01-01T00:00:00Z', id: people.admin, version: 7 }, [['createdAt', 'field.readonly'], ['id', 'field.readonly'], ['version', 'field.readonly']]],
    [{ name: 'x', deletedAt: null, searchText: 'x' }, [['deletedAt', 'field.readonly'], ['searchText', 'field.unknown']]],
    [{ name: 7, level: 'Z', employees: 'many', annualRevenue: 12, website: 'javascript:alert(1)' }, [['annualRevenue', 'money.shape'], ['employees', 'int.shape'], ['level', 'select.unknown'], ['name', 'field.invalid'], ['website', 'url.shape']]],
    [{ name: 'x'.repeat(201), email: 'no', foundedYear: 3000 }, [['email', 'email.shape'], ['foundedYear', 'number.range'], ['name', 'text.too-long']]],
    [{ name: 'x', employees: -1 }, [['employees', 'number.negative']]],
    [{ name: 'x', ownerId: 'me' }, [['ownerId', 'field.invalid']]],
  ])('%# names each field and writes nothing', async (body, expected) => {
    await api.tokenOf('seller1');
    const before = await digest(api.t.core);
    const answer = await api.as('seller1', 'POST', '/api/customers', body);
    expect(answer.status).toBe(400);
    expect(codes(answer).sort()).toEqual(expected);
    expect(answer.body.error?.fields?.every((one) => one.message.length > 1)).toBe(true);
    expect(await digest(api.t.core)).toBe(before);
  });
  it('is told in three languages', async () => {
    const texts = await Promise.all(['zh-CN', 'zh-TW', 'en'].map(async (locale) => (await api.as('seller1', 'POST', '/api/customers', { name: 'x', employees: 'many' }, { locale })).body.error?.message));
    expect(texts).toEqual(['应为整数', '應為整數', 'A whole number is expected']);
  });
  it('cannot promote, seize or reach a prototype', async () => {
    const before = JSON.stringify((await api.as('admin', 'GET', `/api/users/${people.seller1}`)).body);
    for (const body of [{ version: 1, status: 'active' }, { version: 1, password: 'x' }, { version: 1, roles: ['admin'] }]) expect([400, 403, 404]).toContain((await api.as('seller1', 'PATCH', `/api/users/${people.seller1}`, body)).status);
    expect((await api.as('seller1', 'POST', '/api/customers', undefined, { headers: { 'content-type': 'application/json' }, payload: '{"name":"x","__proto__":{"admin":true}}' })).status).toBe(400);
    expect((await api.as('seller1', 'POST', '/api/customers', { name: 'x', prototype: {}, toString: 'x' })).status).toBe(400);
    expect(JSON.stringify((await api.as('admin', 'GET', `/api/users/${people.seller1}`)).body)).toBe(before);
  });
  it('of an update has a version and a change', async () => {
    const url = `/api/customers/${await created()}`;
    for (const body of [{ city: '上海' }, { version: 1 }, { version: '1', city: 'x' }, { version: 1, ownerId: people.seller2 }, { version: 1, name: null }]) expect((await api.as('seller1', 'PATCH', url, body)).status).toBe(400);
    expect(codes(await api.as('seller1', 'PATCH', url, { version: 1, ownerId: people.seller2 }))).toEqual([['ownerId', 'field.readonly']]);
  });
});

describe('an Idempotency-Key', () => {
  const post = (key: string, body: unknown, person: 'seller1' | 'seller2' = 'seller1') => api.as(person, 'POST', '/api/customers', body, { headers: { 'idempotency-key': key } });
  it('makes ten at once into one record with one answer', async () => {
    await api.tokenOf('seller1');
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('key-ten-at-once', { name: '十次一家' })));
    expect(answers.map((one) => one.status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(new Set(answers.map(id)).size).toBe(1);
    expect(answers.filter((one) => one.headers['idempotent-replayed'] === 'true')).toHaveLength(9);
    expect((await api.as('seller1', 'POST', '/api/customers/count', { filter: { field: 'name', op: 'eq', value: '十次一家' } })).body.count).toBe(1);
  });
  it('is refused for another body or route, is free after a refusal, and belongs to its user', async () => {
    await post('key-for-one', { name: '一家' });
    expect((await post('key-for-one', { name: '另一家' })).body.error?.code).toBe('idempotency.mismatch');
    expect((await api.as('seller1', 'POST', '/api/contacts', { name: '一家', customerId: await created() }, { headers: { 'idempotency-key': 'key-for-one' } })).status).toBe(422);
    expect((await post('key-for-one', { name: '一家' }, 'seller2')).headers['idempotent-replayed']).toBeUndefined();
    expect((await post('key-refused', { name: 'x', contractNo: 'y' })).status).toBe(400);
    expect((await post('key-refused', { name: '后来好的' })).status).toBe(201);
    expect((await post('short', { name: 'x' })).body.error?.code).toBe('idempotency.shape');
  });
});

describe('operations', () => {
  it('are listed to their maker and undone once', async () => {
    const made = await api.as('seller2', 'POST', '/api/customers', { name: '要撤销的' });
    const { operationId } = record(made);
    expect(((await api.as('seller2', 'GET', '/api/operations')).body.operations as { id: string }[])[0]?.id).toBe(operationId);
    expect((await api.as('seller1', 'POST', `/api/operations/${operationId}/undo`, {})).status).toBe(404);
    expect((await api.as('seller2', 'POST', `/api/operations/${operationId}/undo`, {})).body).toMatchObject({ undone: 1, conflicts: [] });
    expect((await api.as('seller2', 'POST', `/api/operations/${operationId}/undo`, {})).body.error?.code).toBe('operation.undone');
    expect((await api.as('seller2', 'GET', '/api/operations?cursor=nonsense')).status).toBe(200);
  });
});

describe('preferences', () => {
  it('come back in meta, per person', async () => {
    expect((await api.as('seller1', 'PUT', '/api/preferences/list.customer', { value: { columns: ['name'] } })).status).toBe(204);
    expect((await api.as('seller1', 'GET', '/api/meta')).body.preferences).toEqual({ 'list.customer': { columns: ['name'] } });
    expect((await api.as('seller2', 'GET', '/api/meta')).body.preferences).toEqual({});
    expect((await api.as('seller1', 'PUT', '/api/preferences/list.customer', { value: null })).status).toBe(204);
    expect((await api.as('seller1', 'GET', '/api/meta')).body.preferences).toEqual({});
    expect((await api.as('seller1', 'PUT', '/api/preferences/big', { value: 'x'.repeat(70_000) })).body.error?.code).toBe('preference.too-large');
  });
});

describe('many records', () => {
  it('are changed by a background task that its starter can see, stop and resume', async () => {
    const ids = [await created(), await created()];
    const started = await api.as('seller1', 'POST', '/api/customers/bulk', { ids, op: 'update', changes: { city: '无锡' } }, { headers: { 'idempotency-key': 'key-bulk-update' } });
    expect(started).toMatchObject({ status: 202, body: { kind: 'bulk', object: 'customer', state: 'queued', total: 2 } });
    const url = `/api/background-tasks/${String(started.body.id)}`;
    expect((await api.as('seller1', 'GET', '/api/background-tasks')).text).toContain(String(started.body.id));
    expect((await api.as('seller2', 'GET', url)).status).toBe(404);
    expect((await api.as('seller2', 'POST', `${url}/cancel`)).status).toBe(404);
    expect((await api.as('seller1', 'GET', `${url}/file`)).body.error?.code).toBe('task.no-file');
    expect((await api.as('seller1', 'POST', `${url}/cancel`, {})).body.state).toBe('cancelled');
    expect((await api.as('seller1', 'POST', `${url}/resume`, {})).body.state).toBe('queued');
    await runTask(api.t.core, String(started.body.id), AbortSignal.timeout(10_000));
    expect((await api.as('seller1', 'GET', url)).body).toMatchObject({ state: 'done', result: { done: 2, failed: 0 } });
    expect(record(await api.as('seller1', 'GET', `/api/customers/${ids[0]}`)).record.city).toBe('无锡');
    for (const body of [{ op: 'update' }, { op: 'explode', ids }, { ids: ['x'], op: 'delete' }, { ids, op: 'update', changes: { nmae: 1 } }, { ids, op: 'update', changes: { name: 'x' }, extra: 1 }]) expect((await api.as('seller1', 'POST', '/api/customers/bulk', body)).status).toBe(400);
    expect((await api.as('viewer', 'POST', '/api/customers/bulk', { ids, op: 'delete' })).status).toBe(403);
  });
});
