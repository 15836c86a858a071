import { useEffect } from 'react';
import { usePreference } from '../../meta/use-meta.ts';

export type Recent = { object: string; id: string; title: string };
const KEPT = 12;

/** Notes a record as opened, newest first, for the navigation and the search. */
export function useRecent(object: string, id: string, title: string): void {
  const [recent, setRecent] = usePreference<Recent[]>('recent', []);
  const head = Array.isArray(recent) ? recent[0] : undefined;
  const known = head?.object === object && head.id === id && head.title === title;
  // biome-ignore lint/correctness/useExhaustiveDependencies: noted once per opened record, not whenever the list of recents changes
  useEffect(() => {
    if (!title || known) return;
    setRecent([{ object, id, title }, ...(Array.isArray(recent) ? recent : []).filter((entry) => entry.object !== object || entry.id !== id)].slice(0, KEPT));
  }, [object, id, title]);
}
