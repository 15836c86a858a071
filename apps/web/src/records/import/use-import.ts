import type { ImportPatch, ImportState } from '@wellspring/objects';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { client } from '../../app/session.ts';
import { taskKey } from '../background-tasks.ts';
import { keys } from '../keys.ts';

export const importKey = (id: string) => ['import', id] as const;
/** What is shown as chosen before the server has answered; how a file is read only the server can say. */
const shownAtOnce = ({ mapping, policy, matchField, refs }: ImportPatch): Partial<ImportState> => ({ ...(mapping && { mapping }), ...(policy && { policy }), ...(matchField !== undefined && { matchField }), ...(refs && { refs }) });

export type ImportWork = ReturnType<typeof useImport>;
/** One import: its state, changes to it (one after the other, shown at once), and the start of check and run. */
export function useImport(id: string) {
  const cache = useQueryClient();
  const query = useQuery({ queryKey: importKey(id), queryFn: () => client.imports.get(id), staleTime: Number.POSITIVE_INFINITY });
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const put = useCallback((change: Partial<ImportState>) => cache.setQueryData<ImportState>(importKey(id), (old) => (old ? { ...old, ...change } : old)), [cache, id]);

  const inLine = useCallback(<T>(work: () => Promise<T>): Promise<T | null> => {
    const next = line.current.then(work).catch(async (error: unknown) => {
      setProblem(error);
      await cache.invalidateQueries({ queryKey: importKey(id) });
      return null;
    });
    line.current = next;
    return next;
  }, [cache, id]);

  const patch = useCallback((change: ImportPatch): void => {
    put(shownAtOnce(change));
    setProblem(null);
    setSaving(true);
    waiting.current += 1;
    void inLine(() => client.imports.patch(id, change)).then((state) => {
      waiting.current -= 1;
      if (waiting.current) return;
      setSaving(false);
      // An answer to an earlier change would take back what was chosen since.
      if (state) cache.setQueryData(importKey(id), state);
    });
  }, [cache, id, inLine, put]);

  const start = useCallback((what: 'check' | 'run'): Promise<string | null> => {
    setProblem(null);
    return inLine(async () => {
      const task = what === 'check' ? await client.imports.check(id) : await client.imports.run(id, { idempotencyKey: `run-${id}` });
      cache.setQueryData(taskKey(task.id), task);
      void cache.invalidateQueries({ queryKey: keys.tasks });
      put(what === 'check' ? { checkTaskId: task.id } : { runTaskId: task.id });
      return task.id;
    });
  }, [cache, id, inLine, put]);
  return { state: query.data, error: query.error, retry: query.refetch, patch, start, saving, problem };
}
