import { useQuery } from '@tanstack/react-query';
import type { BulkRequest, BulkResult, TaskAnswer } from '@wellspring/objects';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidateObject, queryClient } from '../app/query-client.ts';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { taskKey, useWatched } from './background-tasks.ts';
import { keys } from './keys.ts';

const open = (task: TaskAnswer | undefined): boolean => task === undefined || task.state === 'queued' || task.state === 'running';
const isResult = (value: unknown): value is BulkResult => typeof value === 'object' && value !== null && 'done' in value && 'failed' in value;

/** Work on many records at once: starts it, follows it, and says at the end what was done, with the way back. */
export function useBulk(object: string): { start: (request: BulkRequest) => Promise<boolean>; task: TaskAnswer | undefined; starting: boolean; dismiss: () => void } {
  const { t } = useTranslation();
  const [id, setId] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const told = useRef<string | null>(null);
  const final = useRef(false);
  const { data: task } = useQuery({
    queryKey: taskKey(id ?? ''), queryFn: () => client.backgroundTasks.get(id ?? ''), enabled: id !== null,
    refetchInterval: (query) => (open(query.state.data) ? 1000 : false), refetchIntervalInBackground: true, staleTime: 0,
  });
  useWatched(id, task);

  useEffect(() => {
    if (!task || open(task) || told.current === task.id) return;
    told.current = task.id;
    void invalidateObject(object);
    void queryClient.invalidateQueries({ queryKey: keys.tasks });
    const result = isResult(task.result) ? task.result : { done: task.progress, failed: 0, errors: [] };
    if (task.state === 'failed') { toast.error(t('list.bulkFailed', { done: result.done })); return; }
    // What could not be done stays readable in the bar until it is put away; the rest is said in passing.
    if (!result.failed) setId(null);
    toast.done(t(task.state === 'cancelled' ? 'list.bulkCancelled' : result.failed ? 'list.bulkPartly' : 'list.bulkDone', { done: result.done, failed: result.failed }), { undo: final.current || result.done === 0 ? undefined : (task.operationId ?? undefined) });
  }, [task, object, t]);

  const start = useCallback(async (request: BulkRequest): Promise<boolean> => {
    setStarting(true);
    // What is deleted for good has no way back to offer.
    final.current = request.op === 'purge';
    try {
      const answer = await client.records(object).bulk(request, { idempotencyKey: crypto.randomUUID() });
      queryClient.setQueryData(taskKey(answer.id), answer);
      void queryClient.invalidateQueries({ queryKey: keys.tasks });
      setId(answer.id);
      return true;
    } catch (error) {
      toast.error(error);
      return false;
    } finally {
      setStarting(false);
    }
  }, [object]);
  return { start, task: id === null ? undefined : task, starting, dismiss: useCallback(() => setId(null), []) };
}
