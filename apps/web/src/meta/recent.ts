import { usePreference } from './use-meta.ts';

export type Recent = { object: string; id: string; title: string };
const KEPT = 8;

/** Records opened last, the newest first, kept with the person. */
export function useRecent(): { recent: Recent[]; remember: (entry: Recent) => void } {
  const [kept, setKept] = usePreference<Recent[]>('recent', []);
  const recent = Array.isArray(kept) ? kept : [];
  return {
    recent,
    remember: (entry) => {
      const first = recent[0];
      if (first?.id === entry.id && first.title === entry.title) return;
      setKept([entry, ...recent.filter((other) => other.id !== entry.id)].slice(0, KEPT));
    },
  };
}
