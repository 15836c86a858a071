import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const user = { id: 'u1', name: '林', login: 'lin', departmentId: null, jobTitle: null };
const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
type Session = typeof import('./session.ts');

let session: Session;
let refreshes = 0;
let refreshStatus = 200;
let valid = 't0';
const answer = vi.fn(async (url: string, init: RequestInit): Promise<Response> => {
  if (url.endsWith('/session/refresh')) {
    refreshes += 1;
    if (refreshStatus === 0) throw new TypeError('failed to fetch');
    if (refreshStatus !== 200) return json(refreshStatus, { error: { code: 'session.expired', message: 'x', requestId: 'r' } });
    valid = `t${refreshes}`;
    return json(200, { token: valid, expiresIn: 600, user });
  }
  const token = (init.headers as Record<string, string>).authorization;
  return token === `Bearer ${valid}` ? json(200, { tasks: [] }) : json(401, { error: { code: 'session.expired', message: 'x', requestId: 'r' } });
});

beforeEach(async () => {
  vi.resetModules();
  [refreshes, refreshStatus, valid] = [0, 200, 't0'];
  vi.stubGlobal('fetch', answer);
  session = await import('./session.ts');
});
afterEach(() => vi.unstubAllGlobals());

describe('session', () => {
  it('is refreshed once for many refused requests', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => session.client.backgroundTasks.list()));
    expect(answers).toHaveLength(12);
    expect(refreshes).toBe(1);
    expect(session.sessionUser()?.name).toBe('林');
  });
  it('ends when the refresh is refused', async () => {
    await session.refreshSession();
    const heard = vi.fn();
    session.onSession(heard);
    [refreshStatus, valid] = [401, 'other'];
    expect(await session.refreshSession()).toBeNull();
    expect(session.sessionUser()).toBeNull();
    expect(heard).toHaveBeenCalled();
  });
  it('does not end because the network failed', async () => {
    await session.refreshSession();
    refreshStatus = 0;
    await expect(session.refreshSession()).rejects.toMatchObject({ status: 0 });
    expect(session.sessionUser()?.id).toBe('u1');
  });
  it('takes the token another tab has just got', async () => {
    const other = new BroadcastChannel('ws.session');
    const heard = new Promise<void>((done) => { session.onSession(() => done()); });
    other.postMessage({ kind: 'in', answer: { token: 't9', expiresIn: 600, user } });
    await heard;
    valid = 't9';
    await session.client.backgroundTasks.list();
    expect(refreshes).toBe(0);
    other.close();
  });
});
