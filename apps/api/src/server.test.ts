import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRET, type TestApi, testApi } from '../test/api.ts';
import { demandAccess } from './access.ts';
import { localeOf } from './locale.ts';
import { checkTokenSecret, readEnvironment } from './options.ts';

const webRoot = mkdtempSync(join(tmpdir(), 'ws-web-'));
mkdirSync(join(webRoot, 'assets'));
writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Wellspring</title>');
writeFileSync(join(webRoot, 'assets', 'app-1a2b3c.js'), 'export {};');

let api: TestApi;
const lines: string[] = [];
beforeAll(async () => { api = await testApi({ webRoot, logger: { level: 'info', stream: { write: (line: string) => lines.push(line) } } as never }); });
afterAll(async () => { await api?.close(); rmSync(webRoot, { recursive: true }); });

describe('the server', () => {
  it('refuses to start with a route that does not say who may call it', async () => {
    const app = fastify();
    demandAccess(app);
    app.get('/open', async () => 'all');
    await expect(app.ready()).rejects.toThrow('routes without access: GET /open');
  });
  it.each(['short', 'a'.repeat(64), 'changeme-changeme-changeme-changeme', 'secretsecretsecretsecretsecretsecret'])('refuses to start with the secret %s', (secret) => { expect(() => checkTokenSecret(secret)).toThrow(); });
  it('reads its environment, makes its own secret once, and names what is wrong', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ws-data-'));
    const one = readEnvironment({ DATABASE_URL: 'postgres://x', WELLSPRING_DATA: dataDir }, '1');
    expect(readEnvironment({ DATABASE_URL: 'postgres://x', WELLSPRING_DATA: dataDir }, '1').tokenSecret).toBe(one.tokenSecret);
    expect(() => readEnvironment({}, '1')).toThrow('DATABASE_URL');
    expect(() => readEnvironment({ DATABASE_URL: 'x', WELLSPRING_DATA: dataDir, TRUST_PROXY: 'true' }, '1')).toThrow('TRUST_PROXY');
    expect(() => readEnvironment({ DATABASE_URL: 'x', WELLSPRING_DATA: dataDir, TOKEN_SECRET: 'weak' }, '1')).toThrow('32 bytes');
    rmSync(dataDir, { recursive: true });
  });
  it('chooses the language by weight', () => {
    expect([undefined, '', 'fr', 'en-GB', 'zh-HK', 'zh-Hant-TW', 'fr, en;q=0.5, zh-TW;q=0.8', 'en;q=0', '*'].map(localeOf)).toEqual(['zh-CN', 'zh-CN', 'zh-CN', 'en', 'zh-TW', 'zh-TW', 'zh-TW', 'zh-CN', 'zh-CN']);
  });
});

describe('every answer', () => {
  it('carries the headers of a careful site', async () => {
    const { headers } = await api.call('GET', '/api/health');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers['x-request-id']).toMatch(/^[\w-]{8,64}$/);
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect((await api.call('GET', '/api/health', { headers: { 'x-request-id': 'my-request-1', origin: 'https://evil.example' } })).headers).toMatchObject({ 'x-request-id': 'my-request-1' });
    expect((await api.call('GET', '/api/health', { headers: { 'x-request-id': 'a\u00e9 "b' } })).headers['x-request-id']).not.toContain('"');
  });
  it.each([['GET', '/api/nowhere', 404], ['GET', '/api', 404], ['PUT', '/api/health', 404], ['OPTIONS', '/api/meta', 404], ['TRACE', '/api/health', 404], ['POST', '/elsewhere', 404], ['GET', '/api/meta/', 404], ['GET', '/API/meta', 404], ['GET', '/api/%6deta', 401], ['GET', '/api/%zz', 400], ['GET', '/api/health%00', 404]] as const)('%s %s is an error in the one shape: %s', async (method, url, status) => {
    const answer = await api.call(method, url);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ code: expect.any(String), message: expect.any(String), requestId: expect.any(String) });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });
  it.each([
    ['application/json', '{"login":', 400, 'request.json'], ['application/json', '', 400, 'request.json'], ['application/json', '[]', 400, 'request.invalid'], ['application/json', 'null', 400, 'request.invalid'],
    ['application/json', '{"__proto__":{"admin":true},"login":"a","password":"b"}', 400, 'request.json'], ['application/json', '{"constructor":{"prototype":{"admin":true}},"login":"a","password":"b"}', 400, 'request.json'],
    ['text/plain', '{"login":"a","password":"b"}', 415, 'request.media-type'], ['application/x-www-form-urlencoded', 'login=a', 415, 'request.media-type'], ['application/xml', '<a/>', 415, 'request.media-type'],
    ['application/json', `{"login":"${'x'.repeat(1_100_000)}"}`, 413, 'request.too-large'], ['application/json', '['.repeat(200_000), 400, 'request.json'],
  ])('a wrong body of %s is refused (%#)', async (type, payload, status, code) => {
    const answer = await api.call('POST', '/api/session', { headers: { 'content-type': type }, payload });
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
  it('is compressed when long', async () => {
    const answer = await api.as('admin', 'GET', '/api/meta', undefined, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers['content-encoding']).toBe('gzip');
  });
  it('logs no secret', async () => {
    await api.tokenOf('seller1');
    await api.call('GET', '/api/meta', { token: await api.tokenOf('seller1') });
    const text = lines.join('');
    expect(text).toContain('"route":"/api/meta"');
    for (const secret of [SECRET, 'correct horse battery', await api.tokenOf('seller1')]) expect(text).not.toContain(secret);
  });
});

describe('the web application', () => {
  it('gets its page for its own addresses, and never for the API', async () => {
    for (const url of ['/', '/o/customer', '/o/customer/123?x=1', '/login']) {
      const answer = await api.call('GET', url);
      expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-cache']);
      expect(answer.text).toContain('<title>Wellspring');
    }
    expect((await api.call('GET', '/api/o/customer')).status).toBe(404);
    expect((await api.call('GET', '/missing.js')).status).toBe(404);
  });
  it('keeps hashed files for ever and does not leave its folder', async () => {
    expect((await api.call('GET', '/assets/app-1a2b3c.js')).headers['cache-control']).toContain('immutable');
    for (const url of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fetc/passwd', '/.env']) expect((await api.call('GET', url)).text).not.toMatch(/root:|"name"/);
  });
});
