import type { TaskAnswer } from '@wellspring/objects';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { client } from '../app/session.ts';
import { keys } from './keys.ts';

const LIST_PAUSE = 2000;
const ONE_PAUSE = 1000;

export const taskKey = (id: string) => ['background-task', id] as const;
export const isOpen = (task: TaskAnswer | undefined): boolean => task?.state === 'queued' || task?.state === 'running';
/** Share that is done, 0 to 100; a task that does not know its size yet stands at 0. */
export const percentOf = (task: TaskAnswer): number => (task.state === 'done' ? 100 : task.total ? Math.min(100, Math.floor((task.progress / task.total) * 100)) : 0);

/** The person's background tasks; asked again and again only while one of them is under way. */
export function useTasks() {
  return useQuery({
    queryKey: keys.tasks, queryFn: async () => (await client.backgroundTasks.list()).tasks, staleTime: 0, refetchOnWindowFocus: true,
    refetchInterval: (query) => (query.state.data?.some(isOpen) ? LIST_PAUSE : false),
  });
}
/** One background task, followed to its end. */
export function useTask(id: string | null) {
  const cache = useQueryClient();
  const query = useQuery({
    queryKey: taskKey(id ?? ''), queryFn: () => client.backgroundTasks.get(id ?? ''), enabled: id !== null, staleTime: 0, refetchIntervalInBackground: true,
    refetchInterval: (query) => (query.state.data === undefined || isOpen(query.state.data) ? ONE_PAUSE : false),
  });
  const task = query.data;
  // The list shows the same task: what is known here need not wait for its next turn there.
  useEffect(() => { if (task) cache.setQueryData<TaskAnswer[]>(keys.tasks, (list) => list?.map((one) => (one.id === task.id ? task : one))); }, [cache, task]);
  return query;
}

/** Tasks whose end is told where they were started, so that nobody tells it twice. */
const watched = new Set<string>();
export const isWatched = (id: string): boolean => watched.has(id);
/** Says that this place tells how the task ends; who leaves before the end leaves the telling to the tray. */
export function useWatched(id: string | null | undefined, task: TaskAnswer | undefined): void {
  const last = useRef(task);
  if (task) last.current = task;
  useEffect(() => {
    if (!id) return;
    watched.add(id);
    return () => { if (last.current?.id !== id || isOpen(last.current)) watched.delete(id); };
  }, [id]);
}

/** Hands a file to the browser's downloads. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
/** Fetches the result file of a task. @throws ApiError when it is gone */
export async function downloadTask(task: Pick<TaskAnswer, 'id' | 'fileName'>): Promise<void> {
  saveBlob(await client.backgroundTasks.file(task.id), task.fileName ?? 'result');
}
