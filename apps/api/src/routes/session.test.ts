import { createHmac } from 'node:crypto';
import { sql } from '@wellspring/core/sql';
import { people } from '@wellspring/core/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cookieOf, ORIGIN, PASSWORD, SECRET, type TestApi, testApi } from '../../test/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  for (const person of ['seller1', 'seller2', 'admin'] as const) await api.tokenOf(person);
});
afterAll(() => api?.close());
beforeEach(() => api.t.core.db.run(sql`DELETE FROM throttle`));

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function forge(header: object, claims: object, secret = SECRET): string {
  const head = `${b64(header)}.${b64(claims)}`;
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
}

describe('signing in', () => {
  it('answers token, user and a cookie that scripts and other sites cannot use', async () => {
    const answer = await api.signIn('seller1');
    expect(answer).toMatchObject({ status: 200, body: { expiresIn: 600, user: { id: people.seller1, login: 'seller1' } } });
    const cookie = String([answer.headers['set-cookie']].flat()[0]);
    for (const mark of ['HttpOnly', 'SameSite=Strict', 'Path=/api/session']) expect(cookie).toContain(mark);
    expect(cookie).not.toContain('Secure');
    expect(answer.text).not.toContain(cookieOf(answer).slice(12));
  });
  it('answers wrong, unknown and disabled alike, in three languages', async () => {
    const answers = await Promise.all([api.signIn('seller1', 'wrong password'), api.signIn('nobody-at-all', 'wrong password'), api.signIn('disabled')]);
    expect(new Set(answers.map((one) => JSON.stringify([one.status, { ...one.body.error, requestId: '' }]))).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect((await api.signIn('seller1', 'wrong password', { locale: 'zh-TW' })).body.error?.message).toBe('登入名稱或密碼不正確');
    expect((await api.signIn('seller1', 'wrong password', { locale: 'zh-CN,zh;q=0.9' })).body.error?.message).toBe('登录名或密码不正确');
  });
  it('backs off with the seconds to wait', async () => {
    for (let n = 0; n < 5; n++) await api.signIn('seller1', 'wrong password');
    const answer = await api.signIn('seller1');
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'session.back-off', params: { seconds: 60 } } } });
    expect(answer.headers['retry-after']).toBe('60');
  });
  it.each([[{ login: 'seller1' }], [{ login: ['seller1'], password: PASSWORD }], [{ login: { $ne: '' }, password: PASSWORD }], [{ login: 'seller1', password: PASSWORD, admin: true }]])('refuses the body %j', async (body) => {
    expect(await api.call('POST', '/api/session', { body })).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } });
  });
});

describe('renewing', () => {
  it('rotates the cookie and keeps the session', async () => {
    const first = await api.signIn('seller1');
    const second = await api.call('POST', '/api/session/refresh', { cookie: cookieOf(first), body: {} });
    expect(second.status).toBe(200);
    expect(cookieOf(second)).not.toBe(cookieOf(first));
    expect((await api.call('GET', '/api/meta', { token: String(second.body.token) })).status).toBe(200);
  });
  it('ends the family when an older token comes again', async () => {
    const first = await api.signIn('seller1');
    const second = await api.call('POST', '/api/session/refresh', { cookie: cookieOf(first) });
    const third = await api.call('POST', '/api/session/refresh', { cookie: cookieOf(second) });
    expect((await api.call('POST', '/api/session/refresh', { cookie: cookieOf(first) })).status).toBe(401);
    expect((await api.call('POST', '/api/session/refresh', { cookie: cookieOf(third) })).status).toBe(401);
    expect((await api.call('GET', '/api/meta', { token: String(third.body.token) })).body.error?.code).toBe('session.ended');
  });
  it.each([['another site', { origin: 'https://evil.example' }], ['null', { origin: 'null' }], ['a sibling', { origin: ORIGIN, 'sec-fetch-site': 'same-site' }]])('refuses a page of %s', async (_, headers) => {
    const cookie = cookieOf(await api.signIn('seller1'));
    expect((await api.call('POST', '/api/session/refresh', { cookie, headers })).body.error?.code).toBe('session.foreign-origin');
    expect((await api.call('DELETE', '/api/session', { cookie, headers })).body.error?.code).toBe('session.foreign-origin');
    expect((await api.call('POST', '/api/session/refresh', { cookie })).status).toBe(200);
  });
  it('refuses a cookie without any origin, a forged cookie, an access token as cookie and a refresh token as bearer', async () => {
    const answer = await api.signIn('seller1');
    const cookie = cookieOf(answer);
    expect((await api.call('POST', '/api/session/refresh', { headers: { cookie } })).status).toBe(403);
    expect((await api.call('POST', '/api/session/refresh', { cookie: 'ws_refresh=forged' })).status).toBe(401);
    expect((await api.call('POST', '/api/session/refresh', { cookie: `ws_refresh=${String(answer.body.token)}` })).status).toBe(401);
    expect((await api.call('GET', '/api/meta', { token: cookie.slice(11) })).status).toBe(401);
  });
});

describe('an ended session is ended at once', () => {
  it('by signing out', async () => {
    const answer = await api.signIn('seller1');
    const token = String(answer.body.token);
    expect((await api.call('DELETE', '/api/session', { token, cookie: cookieOf(answer) })).status).toBe(204);
    expect((await api.call('GET', '/api/meta', { token })).status).toBe(401);
    expect((await api.call('POST', '/api/session/refresh', { cookie: cookieOf(answer) })).status).toBe(401);
    expect((await api.call('DELETE', '/api/session', { token })).status).toBe(204);
  });
  it('by signing out with the token alone, or the cookie alone', async () => {
    const one = await api.signIn('seller1');
    await api.call('DELETE', '/api/session', { token: String(one.body.token) });
    expect((await api.call('GET', '/api/meta', { token: String(one.body.token) })).status).toBe(401);
    const two = await api.signIn('seller1');
    await api.call('DELETE', '/api/session', { cookie: cookieOf(two) });
    expect((await api.call('GET', '/api/meta', { token: String(two.body.token) })).status).toBe(401);
  });
  it('by disabling the user', async () => {
    const token = String((await api.signIn('seller2')).body.token);
    await api.t.core.db.run(sql`UPDATE app_user SET status = 'disabled' WHERE id = ${people.seller2}`);
    expect((await api.call('GET', '/api/meta', { token })).status).toBe(401);
    await api.t.core.db.run(sql`UPDATE app_user SET status = 'active' WHERE id = ${people.seller2}`);
  });
  it('by a new password, elsewhere', async () => {
    const [here, there] = [await api.signIn('seller2'), await api.signIn('seller2')].map((one) => String(one.body.token));
    const wrong = await api.call('POST', '/api/session/password', { token: here ?? '', body: { current: 'not this one', next: 'another long password' } });
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: 'password.wrong-current', field: 'current' } } });
    expect((await api.call('POST', '/api/session/password', { token: here ?? '', body: { current: PASSWORD, next: 'short' } })).body.error?.fields?.[0]).toMatchObject({ field: 'next', code: 'password.too-short' });
    expect((await api.call('POST', '/api/session/password', { token: here ?? '', body: { current: PASSWORD, next: 'another long password' } })).status).toBe(204);
    expect((await api.call('GET', '/api/meta', { token: here ?? '' })).status).toBe(200);
    expect((await api.call('GET', '/api/meta', { token: there ?? '' })).status).toBe(401);
  });
  it('by an administrator who gives a password, which nobody else may', async () => {
    const token = String((await api.signIn('seller1')).body.token);
    const url = `/api/users/${people.seller1}/password`;
    expect((await api.as('seller1', 'POST', url, { password: 'seized by a colleague' })).status).toBe(403);
    expect((await api.as('admin', 'POST', url, { password: PASSWORD })).status).toBe(204);
    expect((await api.call('GET', '/api/meta', { token })).status).toBe(401);
    expect((await api.as('admin', 'POST', '/api/users/00000000-0000-7000-8000-00000000ffff/password', { password: PASSWORD })).status).toBe(404);
  });
});

describe('forged access tokens', () => {
  it('are refused', async () => {
    const token = String((await api.signIn('admin')).body.token);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    const head = { alg: 'HS256', typ: 'JWT' };
    const { exp: _, ...endless } = claims;
    const forged: Record<string, string> = {
      none: `${b64({ alg: 'none', typ: 'JWT' })}.${b64(claims)}.`, nOnE: `${b64({ alg: 'nOnE', typ: 'JWT' })}.${b64(claims)}.x`, unsigned: `${token.split('.').slice(0, 2).join('.')}.`, stripped: token.split('.').slice(0, 2).join('.'),
      empty: forge(head, claims, ''), weak: forge(head, claims, 'secret'), hs512: `${b64({ alg: 'HS512', typ: 'JWT' })}.${b64(claims)}.${createHmac('sha512', SECRET).update(`${b64({ alg: 'HS512', typ: 'JWT' })}.${b64(claims)}`).digest('base64url')}`,
      kid: forge({ ...head, kid: '../../dev/null' }, claims, ''), expired: forge(head, { ...claims, exp: 1_600_000_000 }), endless: forge(head, endless), audience: forge(head, { ...claims, aud: 'other' }), type: forge(head, { ...claims, typ: 'refresh' }),
      nobody: forge(head, { ...claims, sub: people.seller1 }), session: forge(head, { ...claims, sid: '00000000-0000-7000-8000-00000000ffff' }), text: forge(head, { ...claims, sid: "' OR 1=1" }), early: forge(head, { ...claims, nbf: 4_000_000_000 }),
    };
    for (const [name, one] of Object.entries(forged)) expect([name, (await api.call('GET', '/api/meta', { token: one })).status]).toEqual([name, 401]);
    expect((await api.call('GET', '/api/meta', { token: forge(head, claims) })).status).toBe(200); // the forger's own hand is right: with our key it passes
    expect((await api.call('GET', `/api/meta?token=${token}`)).status).toBe(401);
  });
});
