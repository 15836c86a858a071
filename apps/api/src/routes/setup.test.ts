import { prepareSetUp } from '@wellspring/core';
import { sql } from '@wellspring/core/sql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApi, testApi } from '../../test/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  await api.t.core.db.run(sql`TRUNCATE app_user, department, role, user_role CASCADE`);
});
afterAll(() => api?.close());
const body = (code: string, login = 'boss') => ({ code, company: '晨光科技', name: '王芳', login, password: 'correct horse battery' });

it('is done once, by whoever holds the code, and then closed', async () => {
  expect((await api.call('GET', '/api/setup')).body).toEqual({ needed: true });
  expect((await api.call('POST', '/api/setup', { body: body('guess') })).body.error).toMatchObject({ code: 'setup.wrong-code', field: 'code' });
  const old = (await prepareSetUp(api.t.core)) ?? '';
  const code = (await prepareSetUp(api.t.core)) ?? '';
  expect((await api.call('POST', '/api/setup', { body: body(old) })).status).toBe(403);
  expect((await api.call('POST', '/api/setup', { body: { ...body(code), password: 'short' } })).body.error?.code).toBe('password.too-short');
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => api.call('POST', '/api/setup', { body: body(code.toLowerCase(), `boss${n}`) })));
  expect(answers.map((one) => one.status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  expect((await api.call('POST', '/api/setup', { body: body(code) })).body.error?.code).toBe('setup.done');
  expect((await api.call('GET', '/api/setup')).body).toEqual({ needed: false });
  expect(await prepareSetUp(api.t.core)).toBeNull();

  const [row] = await api.t.core.db.run<{ login: string; users: number; roles: number; departments: number; text: string }>(sql`
    SELECT (SELECT login FROM app_user) AS login, (SELECT count(*) FROM app_user) AS users, (SELECT count(*) FROM role) AS roles, (SELECT count(*) FROM department) AS departments, (SELECT string_agg(value::text, '') FROM setting) AS text`);
  expect(row).toMatchObject({ users: 1, roles: 4, departments: 1 });
  expect(row?.text).not.toContain('hash');
  const signedIn = await api.signIn(row?.login ?? '');
  expect(signedIn.status).toBe(200);
  const meta = await api.call('GET', '/api/meta', { token: String(signedIn.body.token) });
  expect(meta.body).toMatchObject({ company: { name: '晨光科技', currency: 'CNY' }, access: { admin: true }, demo: false });
});
