import { ApiError, type Client, createClient } from '@wellspring/client';
import type { Me, SessionAnswer } from '@wellspring/objects';
import { useSyncExternalStore } from 'react';
import { currentLocale } from './i18n.ts';
import { exclusive } from './exclusive.ts';

/** The access token lives here and nowhere else; the refresh token is a cookie no script can read. */
type State = { token: string; user: Me; at: number } | null;
let state: State = null;
let refreshing: Promise<string | null> | null = null;
const listeners = new Set<() => void>();

type Word = { kind: 'in'; answer: SessionAnswer } | { kind: 'out' };
const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel('ws.session') : null;
channel?.addEventListener('message', (event: MessageEvent<Word>) => {
  if (event.data.kind === 'out') return take(null);
  // Another person signed in from another tab: what is drawn here is no longer his.
  if (state && state.user.id !== event.data.answer.user.id) return location.reload();
  take(event.data.answer);
});

function take(answer: SessionAnswer | null): void {
  state = answer ? { token: answer.token, user: answer.user, at: Date.now() } : null;
  for (const listener of listeners) listener();
}

/** A new token. However many requests wait for one, in however many tabs, the server sees one refresh at a time. Null: signed out. @throws ApiError when there was no answer: that is not the end of a session. */
export function refreshSession(): Promise<string | null> {
  const since = Date.now();
  refreshing ??= exclusive('ws.session', () => refreshAlone(since)).finally(() => { refreshing = null; });
  return refreshing;
}
async function refreshAlone(since: number): Promise<string | null> {
  // Another tab was faster while this one waited its turn.
  if (state && state.at > since) return state.token;
  const before = state;
  try {
    const answer = await plain.session.refresh();
    if (before && before.user.id !== answer.user.id) location.reload();
    take(answer);
    channel?.postMessage({ kind: 'in', answer } satisfies Word);
    return answer.token;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    take(null);
    return null;
  }
}
/** A refusal may concern a token that was replaced while the request was under way; one that young is not replaced again. */
const JUST_NOW = 5000;
const renew = (): Promise<string | null> => (state && Date.now() - state.at < JUST_NOW ? Promise.resolve(state.token) : refreshSession());

const locale = currentLocale;
const plain = createClient({ locale, token: () => state?.token ?? null });
/** The API as the signed-in person. */
export const client: Client = createClient({
  locale,
  token: () => state?.token ?? null,
  renew,
});

/** Signs in; the other tabs of this browser follow. @throws ApiError */
export async function signIn(login: string, password: string): Promise<void> {
  const answer = await plain.session.signIn(login, password);
  take(answer);
  channel?.postMessage({ kind: 'in', answer } satisfies Word);
}
/** Ends the session here and in the other tabs. @throws ApiError when the server did not hear of it: the cookie would still open the door. */
export async function signOut(): Promise<void> {
  try {
    await plain.session.signOut();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  }
  take(null);
  channel?.postMessage({ kind: 'out' } satisfies Word);
}

export const sessionUser = (): Me | null => state?.user ?? null;
export const onSession = (listener: () => void): (() => void) => { listeners.add(listener); return () => listeners.delete(listener); };
/** Who is signed in. */
export function useSession(): { user: Me | null } {
  return { user: useSyncExternalStore(onSession, sessionUser) };
}
