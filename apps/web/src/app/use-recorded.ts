import { objectOf } from '@wellspring/objects';
import type { RecordAnswer } from '@wellspring/objects';
import { useEffect, useRef } from 'react';
import { useMeta } from '../meta/use-meta.ts';
import { useRecent } from '../meta/recent.ts';
import { queryClient } from './query-client.ts';

/** Remembers every record the person reads, from whatever depth: they all come through the query cache. */
export function useRecorded(): void {
  const meta = useMeta();
  const { remember } = useRecent();
  const latest = useRef({ meta, remember });
  latest.current = { meta, remember };
  useEffect(() => queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'observerAdded' && !(event.type === 'updated' && event.action.type === 'success')) return;
    const [kind, object, id] = event.query.queryKey as [string, string, string];
    const answer = event.query.state.data as RecordAnswer | undefined;
    if (kind !== 'record' || !answer?.record || !event.query.getObserversCount() || !Object.hasOwn(latest.current.meta.objects, object)) return;
    const title = answer.record[objectOf(object).titleField];
    if (typeof title === 'string') latest.current.remember({ object, id, title: [...title].slice(0, 40).join('') });
  }), []);
}
