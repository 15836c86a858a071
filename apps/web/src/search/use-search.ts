import type { SearchAnswer } from '@wellspring/objects';
import { useEffect, useState } from 'react';
import { client } from '../app/session.ts';

const WAIT = 120;
type Found = { text: string; groups: SearchAnswer['groups']; state: 'idle' | 'busy' | 'done' | 'failed'; ms: number };
const NOTHING: Found = { text: '', groups: [], state: 'idle', ms: 0 };

/** Records of every object that match the text. Waits for a pause in the typing, and gives up an answer that nobody waits for any more; the old hits stay until the new ones are there. */
export function useSearch(text: string): Found {
  const [found, setFound] = useState(NOTHING);
  useEffect(() => {
    if (!text) { setFound(NOTHING); return; }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const begun = performance.now();
      setFound((old) => ({ ...old, state: 'busy' }));
      client.search(text, 5, { signal: abort.signal }).then(
        (answer) => setFound({ text, groups: answer.groups.filter((group) => group.rows.length > 0), state: 'done', ms: Math.round(performance.now() - begun) }),
        () => { if (!abort.signal.aborted) setFound({ ...NOTHING, state: 'failed' }); },
      );
    }, WAIT);
    return () => { clearTimeout(timer); abort.abort(); };
  }, [text]);
  return found;
}
