import type { AnyDef, Duplicate } from '@wellspring/objects';
import { useEffect, useState } from 'react';
import { client } from '../app/session.ts';

const PAUSE = 400;
/** Records that look like the one being written, asked for when typing rests. */
export function useDuplicates(def: AnyDef, values: Record<string, unknown>, id?: string): Duplicate[] {
  const [found, setFound] = useState<Duplicate[]>([]);
  const watched = [...new Set((def.dedupe ?? []).flatMap((rule) => rule.fields))];
  const draft = Object.fromEntries(watched.map((name) => [name, values[name]]).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  const asked = JSON.stringify(draft);
  useEffect(() => {
    if (asked === '{}') { setFound([]); return; }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      client.records(def.name).check({ ...(JSON.parse(asked) as Record<string, unknown>), ...(id ? { id } : {}) }, { signal: abort.signal })
        .then((answer) => setFound(answer.duplicates), () => { /* the save checks again; typing goes on without the hint */ });
    }, PAUSE);
    return () => { clearTimeout(timer); abort.abort(); };
  }, [asked, def.name, id]);
  return found;
}
