import { readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runTask } from '@wellspring/core';
import { sql } from '@wellspring/core/sql';
import type { FileAnswer, ImportState } from '@wellspring/objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApi, testApi } from '../../test/api.ts';

let api: TestApi;
let recordId = '';
beforeAll(async () => {
  api = await testApi();
  recordId = ((await api.as('seller1', 'POST', '/api/customers', { name: '有文件的客户' })).body.record as { id: string }).id;
});
afterAll(() => api?.close());

const BOUNDARY = 'x-boundary-x';
const multipart = (name: string, content: string | Buffer, field = 'file') => ({
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  payload: Buffer.concat([Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`), Buffer.from(content), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
});
const temporary = (): string[] => { try { return readdirSync(join(api.t.dataDir, 'files', 'tmp')); } catch { return []; } };
const filesUrl = (): string => `/api/files?object=customer&recordId=${recordId}`;

describe('a file of a record', () => {
  it('is added, listed, downloaded as an attachment and removed', async () => {
    const added = await api.as('seller1', 'POST', filesUrl(), undefined, multipart('报价单 "v2".html', '<script>alert(1)</script>'));
    expect(added.status).toBe(201);
    const file = added.body as unknown as FileAnswer;
    expect((await api.as('seller1', 'GET', filesUrl())).body.files).toHaveLength(1);
    const content = await api.as('seller1', 'GET', `/api/files/${file.id}/content`);
    expect(content.text).toBe('<script>alert(1)</script>');
    expect(content.headers).toMatchObject({ 'content-security-policy': "sandbox; default-src 'none'", 'x-content-type-options': 'nosniff' });
    expect(String(content.headers['content-disposition'])).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''%E6%8A%A5/);
    expect(content.headers['content-type']).not.toContain('text/html');
    expect((await api.as('seller2', 'GET', `/api/files/${file.id}/content`)).status).toBe(404);
    expect((await api.as('seller2', 'DELETE', `/api/files/${file.id}`)).status).toBe(404);
    expect((await api.as('seller1', 'DELETE', `/api/files/${file.id}`)).status).toBe(200);
    expect((await api.as('seller1', 'GET', `/api/files/${file.id}/content`)).status).toBe(404);
    expect(temporary()).toEqual([]);
  });
  it('is stored once for a repeated Idempotency-Key, and not at all for a stranger or a wrong request', async () => {
    const send = (content: string) => { const one = multipart('once.txt', content); return api.as('seller1', 'POST', filesUrl(), undefined, { ...one, headers: { ...one.headers, 'idempotency-key': 'key-upload-once' } }); };
    const answers = await Promise.all([send('same'), send('same'), send('same')]);
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
    expect((await send('other')).body.error?.code).toBe('idempotency.mismatch');
    expect((await api.as('seller2', 'POST', filesUrl(), undefined, multipart('a.txt', 'x'))).status).toBe(404);
    expect((await api.as('seller1', 'POST', filesUrl(), { file: 'x' })).status).toBe(415);
    expect((await api.as('seller1', 'POST', filesUrl(), undefined, { headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, payload: `--${BOUNDARY}--\r\n` })).body.error?.code).toBe('upload.missing');
    expect((await api.as('seller1', 'POST', '/api/files?object=nothing&recordId=1', undefined, multipart('a.txt', 'x'))).status).toBe(400);
    expect((await api.as('seller1', 'POST', '/api/customers', undefined, multipart('a.txt', 'x'))).status).toBe(400);
    const [row] = await api.t.core.db.run<{ n: number }>(sql`SELECT count(*) AS n FROM stored_file WHERE deleted_at IS NULL`);
    expect(row?.n).toBe(1);
    expect(temporary()).toEqual([]);
  });
  it('of 51 MB is refused and leaves nothing', async () => {
    const answer = await api.as('seller1', 'POST', filesUrl(), undefined, multipart('big.bin', Buffer.alloc(51 * 1_048_576, 1)));
    expect(answer).toMatchObject({ status: 413, body: { error: { code: 'upload.too-large', params: { max: 50 } } } });
    expect(temporary()).toEqual([]);
  });
  it.each(['/api/imports?object=customer', ''])('whose sender breaks off leaves nothing (%s)', async (url) => {
    if (!api.app.server.listening) await api.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = api.app.server.address() as AddressInfo;
    const token = await api.tokenOf('seller1');
    const started = new Promise<void>((resolve) => {
      const before = temporary().length;
      const look = (): void => { if (temporary().length > before) resolve(); else setImmediate(look); };
      look();
    });
    const half = multipart('half.csv', '名称\n'.repeat(100_000)).payload.subarray(0, 200_000);
    const sending = httpRequest({ port, method: 'POST', path: url || filesUrl(), headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'content-length': 1_000_000 } });
    sending.on('error', () => undefined);
    sending.write(half);
    await started;
    sending.destroy();
    await expect.poll(temporary, { timeout: 5000 }).toEqual([]);
  });
});

describe('an import', () => {
  it('goes from the upload to the records', async () => {
    const made = await api.as('seller1', 'POST', '/api/imports?object=customer', undefined, multipart('客户.csv', '客户名称,城市\n东湖一号,武汉\n东湖二号,武汉\n'));
    expect(made.status).toBe(201);
    const state = made.body as unknown as ImportState;
    expect(state.columns.map((one) => one.guess)).toEqual(['name', 'city']);
    const url = `/api/imports/${state.id}`;
    expect((await api.as('seller2', 'GET', url)).status).toBe(404);
    expect((await api.as('seller1', 'PATCH', url, { policy: 'create', mapping: [{ column: 0, field: 'name' }, { column: 1, field: 'city' }] })).body.policy).toBe('create');
    expect((await api.as('seller1', 'PATCH', url, { policy: 'destroy' })).status).toBe(400);
    expect((await api.as('seller1', 'PATCH', url, { refs: { ownerId: { values: { x: { id: 'no' } }, other: 'refuse' } } })).status).toBe(400);
    const check = await api.as('seller1', 'POST', `${url}/check`, {});
    expect(check.status).toBe(202);
    await runTask(api.t.core, String(check.body.id), AbortSignal.timeout(20_000));
    const checked = (await api.as('seller1', 'GET', `/api/background-tasks/${String(check.body.id)}`)).body;
    expect(checked).toMatchObject({ state: 'done', result: { rows: 2, create: 2, failed: 0 } });
    const run = await api.as('seller1', 'POST', `${url}/run`, {}, { headers: { 'idempotency-key': 'key-import-run' } });
    expect((await api.as('seller1', 'POST', `${url}/run`, {}, { headers: { 'idempotency-key': 'key-import-run' } })).body.id).toBe(run.body.id);
    await runTask(api.t.core, String(run.body.id), AbortSignal.timeout(20_000));
    expect((await api.as('seller1', 'POST', '/api/customers/count', { filter: { field: 'city', op: 'eq', value: '武汉' } })).body.count).toBe(2);
    expect((await api.as('viewer', 'POST', '/api/imports?object=customer', undefined, multipart('a.csv', 'name\nx\n'))).status).toBe(403);
  });
  it('goes out again as a file', async () => {
    const started = await api.as('seller1', 'POST', '/api/customers/export', { query: { filter: { field: 'city', op: 'eq', value: '武汉' }, columns: ['name', 'city'] }, format: 'csv' });
    expect(started.status).toBe(202);
    await runTask(api.t.core, String(started.body.id), AbortSignal.timeout(20_000));
    const file = await api.as('seller1', 'GET', `/api/background-tasks/${String(started.body.id)}/file`);
    expect(file.text).toContain('东湖一号');
    expect((await api.as('seller2', 'GET', `/api/background-tasks/${String(started.body.id)}/file`)).status).toBe(404);
    expect((await api.as('viewer', 'POST', '/api/customers/export', { query: {}, format: 'csv' })).status).toBe(403);
    expect((await api.as('seller1', 'POST', '/api/customers/export', { query: {}, format: 'exe' })).status).toBe(400);
  });
});
