import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { people, type TestCore, testCore } from '../../test/harness.ts';
import { sql } from '../db/sql.ts';
import { idempotent } from '../idempotency.ts';
import { endSession, refreshSession, sessionState } from './session.ts';
import { changePassword, setPassword, signIn } from './sign-in.ts';

const PASSWORD = 'correct horse battery';
let now = Date.parse('2026-02-02T02:00:00Z');
let t: TestCore;
const code = (work: Promise<unknown>): Promise<string> => work.then(() => 'ok', (error: { code?: string }) => error.code ?? String(error));
const at = (seconds: number): void => { now += seconds * 1000; };
const client = { userAgent: 'test', ip: '10.0.0.1' };
const enter = (login: string, password = PASSWORD, ip = '10.0.0.1') => signIn(t.core, { login, password, ip, userAgent: 'test' });

beforeAll(async () => {
  t = await testCore({ now: () => new Date(now) });
  for (const person of ['seller1', 'seller2', 'disabled', 'nobody'] as const) await setPassword(t.core, people[person], PASSWORD);
});
afterAll(() => t?.close());
beforeEach(async () => { at(86_400); await t.core.db.run(sql`DELETE FROM throttle`); });

describe('signing in', () => {
  it('takes the login without case and gives the user', async () => {
    expect((await enter('SELLER1')).me).toMatchObject({ id: people.seller1, login: 'seller1' });
  });
  it('answers wrong, unknown, disabled and password-less accounts alike', async () => {
    expect(await code(enter('seller1', 'not the password'))).toBe('session.wrong-password');
    expect(await code(enter('no-such-person'))).toBe('session.wrong-password');
    expect(await code(enter('disabled'))).toBe('session.wrong-password');
    expect(await code(enter('viewer'))).toBe('session.wrong-password');
  });
  it('keeps no password and no token in the clear', async () => {
    const { refreshToken } = await enter('seller1');
    const [row] = await t.core.db.run<{ text: string }>(sql`SELECT (SELECT string_agg(s::text, ' ') FROM session s) || (SELECT string_agg(c::text, ' ') FROM credential c) AS text`);
    expect(row?.text).not.toContain(refreshToken?.split('.')[1]);
    expect(row?.text).not.toContain(PASSWORD);
    expect(row?.text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });
  it('refuses short, long, common and login-like passwords, and takes blanks and emoji as typed', async () => {
    for (const [password, expected] of [['short', 'password.too-short'], ['x'.repeat(201), 'password.too-long'], ['Password123', 'password.too-common'], ['aaaaabbbbbccc', 'password.too-common']] as const) {
      expect(await code(setPassword(t.core, people.nobody, password))).toBe(expected);
    }
    await setPassword(t.core, people.nobody, ' 密码 with 😀 blanks ');
    expect(await code(enter('nobody', '密码 with 😀 blanks'))).toBe('session.wrong-password');
    expect(await code(enter('nobody', ' 密码 with 😀 blanks '))).toBe('ok');
  });
  it('tells apart passwords that share their first 72 bytes', async () => {
    await setPassword(t.core, people.nobody, `${'ab1-'.repeat(20)}one`);
    expect(await code(enter('nobody', `${'ab1-'.repeat(20)}two`))).toBe('session.wrong-password');
  });
});

describe('back-off', () => {
  it('lets five tries be free, then blocks the account longer each time, even for the right password', async () => {
    for (let n = 0; n < 5; n++) expect(await code(enter('seller1', 'wrong password'))).toBe('session.wrong-password');
    expect(await code(enter('Seller1'))).toBe('session.back-off');
    at(61);
    expect(await code(enter('seller1', 'wrong password'))).toBe('session.wrong-password');
    at(61);
    const refused = await enter('seller1').catch((error: { status: number; details: { params: { seconds: number } } }) => error) as { status: number; details: { params: { seconds: number } } };
    expect(refused.status).toBe(429);
    expect(refused.details.params.seconds).toBe(59);
    at(60);
    expect(await code(enter('seller1'))).toBe('ok');
    for (let n = 0; n < 4; n++) expect(await code(enter('seller1', 'wrong password'))).toBe('session.wrong-password');
    expect(await code(enter('seller1'))).toBe('ok');
  });
  it('cannot be passed by sending many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => code(enter('seller2', `wrong password ${n}`))));
    expect(answers.filter((answer) => answer === 'session.wrong-password')).toHaveLength(5);
  });
  it('holds for logins that nobody has', async () => {
    for (let n = 0; n < 5; n++) await code(enter('ghost', 'wrong password'));
    expect(await code(enter('GHOST'))).toBe('session.back-off');
  });
  it('limits the failures of one address over all accounts, and not its successes', async () => {
    for (let n = 0; n < 60; n++) await code(enter(`spray${n}`, 'wrong password', '10.9.9.9'));
    expect(await code(enter('seller1', PASSWORD, '10.9.9.9'))).toBe('session.back-off');
    expect(await code(enter('seller1', PASSWORD, '10.9.9.8'))).toBe('ok');
    at(6);
    expect(await code(enter('seller1', PASSWORD, '10.9.9.9'))).toBe('ok');
    expect(await code(enter('seller1', PASSWORD, '10.9.9.9'))).toBe('ok');
  });
});

describe('the session family', () => {
  it('rotates at each use', async () => {
    const first = await enter('seller1');
    const second = await refreshSession(t.core, first.refreshToken ?? '', client);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(second.sid).toBe(first.sid);
    await sessionState(t.core, first.sid, people.seller1);
    expect(await code(sessionState(t.core, first.sid, people.seller2))).toBe('session.ended');
  });
  it('lets the same client repeat the previous token for ten seconds, without another rotation', async () => {
    const first = await enter('seller1');
    const second = await refreshSession(t.core, first.refreshToken ?? '', client);
    at(9);
    expect((await refreshSession(t.core, first.refreshToken ?? '', client)).refreshToken).toBeNull();
    expect((await refreshSession(t.core, second.refreshToken ?? '', client)).refreshToken).not.toBeNull();
  });
  it.each([['after the grace', 11, 'test'], ['from another client', 1, 'thief']])('ends for both when an old token comes %s', async (_, seconds, userAgent) => {
    const first = await enter('seller1');
    const second = await refreshSession(t.core, first.refreshToken ?? '', client);
    at(seconds);
    expect(await code(refreshSession(t.core, first.refreshToken ?? '', { userAgent }))).toBe('session.ended');
    expect(await code(refreshSession(t.core, second.refreshToken ?? '', client))).toBe('session.ended');
    expect(await code(sessionState(t.core, first.sid, people.seller1))).toBe('session.ended');
  });
  it('ends when a token two generations old comes', async () => {
    const first = await enter('seller1');
    const second = await refreshSession(t.core, first.refreshToken ?? '', client);
    const third = await refreshSession(t.core, second.refreshToken ?? '', client);
    expect(await code(refreshSession(t.core, first.refreshToken ?? '', client))).toBe('session.ended');
    expect(await code(refreshSession(t.core, third.refreshToken ?? '', client))).toBe('session.ended');
  });
  it('gives one new token to ten that refresh at once', async () => {
    const first = await enter('seller1');
    const answers = await Promise.all(Array.from({ length: 10 }, () => refreshSession(t.core, first.refreshToken ?? '', client)));
    expect(answers.filter((answer) => answer.refreshToken)).toHaveLength(1);
  });
  it('ends by signing out, idling, age, disabling, and for malformed tokens', async () => {
    const out = await enter('seller1');
    await endSession(t.core, out.sid);
    expect(await code(refreshSession(t.core, out.refreshToken ?? '', client))).toBe('session.ended');
    const idle = await enter('seller1');
    at(8 * 86_400);
    expect(await code(refreshSession(t.core, idle.refreshToken ?? '', client))).toBe('session.ended');
    let old = (await enter('seller1')).refreshToken ?? '';
    for (let week = 0; week < 4; week++) { at(6 * 86_400); old = (await refreshSession(t.core, old, client)).refreshToken ?? ''; }
    at(6 * 86_400 + 1);
    expect(await code(refreshSession(t.core, old, client))).toBe('session.ended');
    const live = await enter('seller2');
    await t.core.db.run(sql`UPDATE app_user SET status = 'disabled' WHERE id = ${people.seller2}`);
    expect(await code(sessionState(t.core, live.sid, people.seller2))).toBe('session.ended');
    expect(await code(refreshSession(t.core, live.refreshToken ?? '', client))).toBe('session.ended');
    await t.core.db.run(sql`UPDATE app_user SET status = 'active' WHERE id = ${people.seller2}`);
    for (const text of ['', 'x', `${live.sid}.short`, `${live.sid}.${'a'.repeat(43)}.x`, "'; DROP TABLE session"]) expect(await code(refreshSession(t.core, text, client))).toBe('session.ended');
  });
  it('ends elsewhere when the password changes', async () => {
    const here = await enter('seller2');
    const there = await enter('seller2');
    expect(await code(changePassword(t.core, { userId: people.seller2, sid: here.sid, current: 'not this one', next: 'a new long password' }))).toBe('password.wrong-current');
    await changePassword(t.core, { userId: people.seller2, sid: here.sid, current: PASSWORD, next: 'a new long password' });
    await sessionState(t.core, here.sid, people.seller2);
    expect(await code(sessionState(t.core, there.sid, people.seller2))).toBe('session.ended');
    expect(await code(enter('seller2', 'a new long password'))).toBe('ok');
  });
});

describe('idempotency', () => {
  const request = (key: string, hash = 'h') => ({ key, route: 'POST /x', hash });
  it('does the work once for ten at once and gives all the same answer', async () => {
    const ctx = await t.as('seller1');
    let worked = 0;
    const answers = await Promise.all(Array.from({ length: 10 }, () => idempotent(ctx, request('ten'), async (inner) => {
      await inner.run(sql`INSERT INTO setting (key, value) VALUES (${`worked-${++worked}`}, '1')`);
      return { status: 201, body: { worked } };
    })));
    const [row] = await t.core.db.run<{ n: number }>(sql`SELECT count(*) AS n FROM setting WHERE key LIKE 'worked-%'`);
    expect(row?.n).toBe(1);
    expect(answers.every((answer) => answer.status === 201)).toBe(true);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
  });
  it('refuses the key for another request, frees it when the work fails, and keeps users apart', async () => {
    const ctx = await t.as('seller1');
    await idempotent(ctx, request('one'), async () => ({ status: 200, body: 1 }));
    expect(await code(idempotent(ctx, request('one', 'other'), async () => ({ status: 200, body: 2 })))).toBe('idempotency.mismatch');
    expect(await code(idempotent(ctx, request('two'), async () => { throw Object.assign(new Error('x'), { code: 'failed' }); }))).toBe('failed');
    expect((await idempotent(ctx, request('two'), async () => ({ status: 200, body: 3 }))).body).toBe(3);
    expect((await idempotent(await t.as('seller2'), request('one'), async () => ({ status: 200, body: 4 }))).body).toBe(4);
  });
});
