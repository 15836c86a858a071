import { people, type Person } from '@wellspring/core/test';
import { type ActionDef, type AnyDef, objectNames, objects } from '@wellspring/objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApi, testApi } from '../test/api.ts';
import { digest } from '../test/digest.ts';
import { fullSampleOf, inputSampleOf, sampleOf } from '../test/sample.ts';
import type { DeclaredRoute } from './access.ts';

const CANARY = 'canary7413';
let api: TestApi;
let canaryId = '';
beforeAll(async () => {
  api = await testApi();
  const made = await api.as('seller1', 'POST', '/api/customers', { name: CANARY, remark: CANARY });
  canaryId = (made.body.record as { id: string }).id;
  await api.as('seller1', 'POST', '/api/opportunities', { title: CANARY, customerId: canaryId });
  for (const person of ['nobody', 'seller2', 'viewer', 'admin'] as const) await api.tokenOf(person);
});
afterAll(() => api?.close());

const defOf = (url: string): AnyDef | undefined => objectNames.map((name) => objects[name] as AnyDef).find((def) => url.startsWith(`/api/${def.path}`) && /^(\/|$)/.test(url.slice(def.path.length + 5)));
const bodies: Record<string, unknown> = {
  query: {}, count: {}, aggregate: { measures: [{ fn: 'count' }] }, lookup: {}, restore: {}, purge: {}, undo: {}, cancel: {}, resume: {}, search: { text: CANARY }, transfer: { ownerId: people.nobody },
  password: { current: 'wrong password', next: 'another long password', password: 'another long password' }, check: {}, run: {}, bulk: { op: 'delete', ids: ['00000000-0000-7000-8000-000000000001'] }, export: { query: {}, format: 'csv' },
};
/** A request that gets past the schemas, so that what refuses it is the right. */
function requestOf(route: DeclaredRoute): { url: string; body?: unknown } {
  const def = defOf(route.url);
  const url = route.url.replace(/\/users\/:id\/password/, `/users/${people.seller1}/password`).replace(':id', canaryId).replace(':key', 'list').replace(':action', 'none').replace('*', '');
  const query = url.endsWith('/as-of') ? '?at=2026-02-01T00:00:00Z' : /\/(imports|files)$/.test(url) ? `?object=customer&recordId=${canaryId}` : '';
  if (route.method === 'GET' || route.method === 'HEAD' || route.method === 'DELETE') return { url: url + query };
  const last = url.split('/').at(-1) ?? '';
  const action = /\/actions\/(\w+)$/.exec(url)?.[1];
  if (action) return { url, body: { input: inputSampleOf((def?.actions as Record<string, ActionDef> | undefined)?.[action]?.input ?? {}, canaryId) } };
  if (def && url === `/api/${def.path}`) return { url, body: sampleOf(def, canaryId) };
  if (route.method === 'PATCH') return { url, body: def ? { version: 1, ...sampleOf(def, canaryId) } : {} };
  if (route.method === 'PUT') return { url, body: { value: 1 } };
  if (last === 'password') return { url, body: url.includes('/users/') ? { password: 'another long password' } : { current: 'wrong password', next: 'another long password' } };
  return { url: url + query, body: bodies[last] ?? {} };
}
const guarded = (): DeclaredRoute[] => api.app.declared.filter((route) => route.access !== 'public');
/** Of these everybody signed in gets an answer: what is his own, or nothing. */
const OWN = [/^\/api\/meta$/, /^\/api\/preferences\//, /^\/api\/operations$/, /^\/api\/background-tasks$/, /^\/api\/search$/];

describe('every guarded route', () => {
  it('is known, and there are many', () => {
    expect(guarded().length).toBeGreaterThan(100);
    expect(api.app.declared.filter((route) => route.access === 'public' && route.method !== 'HEAD').map((route) => `${route.method} ${route.url}`).sort()).toEqual([
      'DELETE /api/session', 'GET /api/docs', 'GET /api/docs/', 'GET /api/docs/js/scalar.js', 'GET /api/docs/json', 'GET /api/health', 'GET /api/setup', 'POST /api/session', 'POST /api/session/refresh', 'POST /api/setup',
    ]);
  });
  it('answers 401 without a token, whatever the body', async () => {
    const wrong: string[] = [];
    for (const route of guarded()) {
      const { url, body } = requestOf(route);
      for (const answer of [await api.call(route.method, url, { body }), await api.call(route.method, url, { token: 'x.y.z', ...(route.method === 'GET' ? {} : { payload: '{"broken', headers: { 'content-type': 'application/json' } }) })]) {
        if (answer.status !== 401) wrong.push(`${route.method} ${url} ${answer.status}`);
      }
    }
    expect(wrong).toEqual([]);
  });
  it('gives somebody without a role nothing of others and writes nothing', async () => {
    const before = await digest(api.t.core);
    const wrong: string[] = [];
    for (const route of guarded()) {
      const { url, body } = requestOf(route);
      const answer = await api.as('nobody', route.method, url, body);
      const own = OWN.some((one) => one.test(url.split('?')[0] ?? ''));
      if (answer.text.includes(CANARY) || answer.status >= 500 || (answer.status < 400 && !own)) wrong.push(`${route.method} ${url} ${answer.status} ${answer.text.slice(0, 80)}`);
    }
    expect(wrong).toEqual([]);
    expect(await digest(api.t.core)).toBe(before);
  });
  it.each<Person>(['viewer', 'seller2'])('writes nothing for %s, who may not touch this record', async (person) => {
    const before = await digest(api.t.core);
    const wrong: string[] = [];
    for (const route of guarded().filter((one) => one.url.includes(':id') && one.method !== 'GET' && one.method !== 'HEAD')) {
      const { url, body } = requestOf(route);
      const answer = await api.as(person, route.method, url, body);
      if (answer.status < 400 || answer.status >= 500) wrong.push(`${route.method} ${url} ${answer.status} ${answer.text.slice(0, 80)}`);
    }
    expect(wrong).toEqual([]);
    expect(await digest(api.t.core)).toBe(before);
  });
  it('that is for administrators is 403 for others', async () => {
    for (const route of guarded().filter((one) => one.access === 'admin')) {
      const { url, body } = requestOf(route);
      expect((await api.as('seller2', route.method, url, body)).status).toBe(403);
    }
  });
});

describe('the document', () => {
  it('is OpenAPI 3.1 and holds every object and route', async () => {
    const document = (await api.call('GET', '/api/docs/json')).body as unknown as { openapi: string; paths: Record<string, Record<string, { operationId?: string; security?: unknown }>>; components: { schemas: Record<string, unknown> } };
    expect(document.openapi).toBe('3.1.0');
    for (const name of objectNames) {
      for (const kind of ['create', 'update', 'read']) expect(document.components.schemas).toHaveProperty([`${name}.${kind}`]);
      expect(document.paths[`/api/${objects[name].path}/{id}`]).toHaveProperty('patch');
    }
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const ids = operations.map((one) => one.operationId);
    expect(ids.every(Boolean)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(refs.length).toBeGreaterThan(50);
    for (const ref of refs) expect(ref.startsWith('#/components/schemas/') && Object.hasOwn(document.components.schemas, ref.slice(21)), ref).toBe(true);
    expect(document.paths['/api/customers']?.post?.security).toEqual([{ bearer: [] }]);
    expect(document.paths['/api/health']?.get?.security).toBeUndefined();
  });
  it('has a page that runs with nothing from elsewhere', async () => {
    const page = await api.call('GET', '/api/docs/');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-[\w+/=]+'/);
    expect(page.text).not.toMatch(/(src|href)="https?:/);
    expect((await api.call('GET', '/api/docs/js/scalar.js')).text.length).toBeGreaterThan(1_000_000);
  });
  it('tells the truth: what its schema of creation takes, the API takes', async () => {
    for (const name of objectNames) {
      const def = objects[name] as AnyDef;
      const answer = await api.as('admin', 'POST', `/api/${def.path}/check`, fullSampleOf(def, canaryId));
      expect([name, answer.status, answer.body.error]).toEqual([name, 200, undefined]);
    }
  });
});
