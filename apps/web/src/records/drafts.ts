import { sessionUser } from '../app/session.ts';
import { freshKey } from './same-value.ts';

/** What was typed and not saved yet. `key` makes the saving of it one request, however often it is sent. */
export type Draft = { values: Record<string, unknown>; key: string; at: number };
const AGE = 30 * 86_400_000;

// Each person's own: on a shared machine nobody finds the half-written records of another.
const placeOf = (name: string): string => `ws.draft.${sessionUser()?.id ?? 'nobody'}.${name}`;

/** The kept draft of a form, or a new empty one. */
export function readDraft(name: string): Draft {
  try {
    const kept = JSON.parse(localStorage.getItem(placeOf(name)) ?? 'null') as Draft | null;
    if (kept && typeof kept.key === 'string' && typeof kept.values === 'object' && kept.values !== null && Date.now() - kept.at < AGE) return kept;
  } catch { /* a damaged draft is as good as none */ }
  return { values: {}, key: freshKey(), at: 0 };
}
/** Keeps a draft; false where the browser would not. */
export function keepDraft(name: string, draft: Draft): boolean {
  try {
    localStorage.setItem(placeOf(name), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}
export function dropDraft(name: string): void {
  try { localStorage.removeItem(placeOf(name)); } catch { /* nothing was kept either */ }
}
