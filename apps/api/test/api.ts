import { setPassword } from '@wellspring/core';
import { people, type Person, type TestCore, testCore } from '@wellspring/core/test';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { ServerOptions } from '../src/options.ts';
import { buildServer } from '../src/server.ts';

export const PASSWORD = 'correct horse battery';
export const SECRET = 'k7Qm2vXw9TzR4bNc8LhYp3sJd6FgAe1U';
export const ORIGIN = 'http://localhost:80';

export type Answer = { status: number; headers: Record<string, string | string[] | number | undefined>; body: Record<string, unknown> & { error?: { code: string; message: string; field?: string; fields?: { field: string; code: string; message: string }[] } }; text: string };
export type Call = { token?: string | null; body?: unknown; headers?: Record<string, string>; cookie?: string; locale?: string; payload?: string | Buffer; remoteAddress?: string };

/** A server on its own database, and calls into it. */
export async function testApi(options: Partial<ServerOptions> = {}) {
  const t: TestCore = await testCore();
  const app: FastifyInstance = await buildServer(t.core, { tokenSecret: SECRET, version: '0.1.0', ...options });
  await app.ready();
  const tokens = new Map<Person, Promise<string>>();

  async function call(method: string, url: string, { token, body, headers = {}, cookie, locale = 'en', payload, remoteAddress }: Call = {}): Promise<Answer> {
    const all: Record<string, string> = { 'accept-language': locale, host: 'localhost:80', ...headers };
    if (token) all.authorization = `Bearer ${token}`;
    if (cookie) { all.cookie = cookie; all.origin ??= ORIGIN; }
    if (body !== undefined) all['content-type'] ??= 'application/json';
    const response = await app.inject({ method: method as NonNullable<InjectOptions['method']>, url, headers: all, ...(remoteAddress ? { remoteAddress } : {}), ...(payload !== undefined ? { payload } : body !== undefined ? { payload: JSON.stringify(body) } : {}) });
    let parsed: unknown = {};
    try { parsed = response.payload ? JSON.parse(response.payload) : {}; } catch { /* not JSON: the text tells */ }
    return { status: response.statusCode, headers: response.headers, body: parsed as Answer['body'], text: response.payload };
  }
  const signIn = (login: string, password = PASSWORD, more: Call = {}) => call('POST', '/api/session', { body: { login, password }, ...more });

  async function firstToken(person: Person): Promise<string> {
    await setPassword(t.core, people[person], PASSWORD);
    return String((await signIn(person)).body.token);
  }
  /** The access token of a seeded person; his password is set on first use, once: setting it again would end the sessions of calls made side by side. */
  function tokenOf(person: Person): Promise<string> {
    const token = tokens.get(person) ?? firstToken(person);
    tokens.set(person, token);
    return token;
  }
  return {
    t, app, call, signIn, tokenOf,
    /** A call as a seeded person. */
    as: async (person: Person, method: string, url: string, body?: unknown, more: Call = {}) => call(method, url, { token: await tokenOf(person), ...(body === undefined ? {} : { body }), ...more }),
    async close() { await app.close(); await t.close(); },
  };
}
export type TestApi = Awaited<ReturnType<typeof testApi>>;

/** The refresh cookie an answer sets, ready to be sent back. */
export function cookieOf(answer: Answer): string {
  const set = [answer.headers['set-cookie']].flat().find((one) => String(one).startsWith('ws_refresh='));
  return String(set ?? '').split(';')[0] ?? '';
}
