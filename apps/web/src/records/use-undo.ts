import type { OperationAnswer, TaskAnswer, UndoConflict } from '@wellspring/objects';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { isOpen, taskKey, useTask, useWatched } from './background-tasks.ts';
import { keys } from './keys.ts';

/** Which of the latest operations were taken back, and which of them never can be. */
export function useUndone(enabled = true): { undone: ReadonlySet<string>; final: ReadonlySet<string> } {
  const { data } = useQuery({ queryKey: [...keys.operations, 'first'], queryFn: () => client.operations.list(), enabled });
  return useMemo(() => {
    const idsOf = (test: (one: OperationAnswer) => boolean): Set<string> => new Set(data?.operations.filter(test).map((one) => one.id));
    return { undone: idsOf((one) => one.undoneBy !== null), final: idsOf((one) => one.undoneBy === null && !one.undoable) };
  }, [data]);
}

/** What became of an undo. `task` stands while a large one is under way. */
export type Undoing = { of: string; state: 'running' | 'done' | 'failed'; task?: TaskAnswer | undefined; undone: number; conflicts: UndoConflict[] };
type Result = { undone?: number; conflicts?: UndoConflict[] };

/** Takes operations back: a small one at once, a large one as a task that is followed to its end. */
export function useUndo(onEnd?: (done: Undoing) => void): { undo: (operationId: string) => Promise<void>; undoing: Undoing | null; clear: () => void } {
  const cache = useQueryClient();
  const [undoing, setUndoing] = useState<Undoing | null>(null);
  const [taskId, setTaskId] = useState<string | null>(null);
  const { data: task } = useTask(taskId);
  const told = useRef(onEnd);
  told.current = onEnd;
  useWatched(taskId, task);

  const end = useCallback(async (done: Undoing): Promise<void> => {
    setUndoing(done);
    // Whatever the operation touched may be on the screen.
    await cache.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'meta' && query.queryKey[0] !== 'background-task' });
    told.current?.(done);
  }, [cache]);

  useEffect(() => {
    if (!task || !undoing || undoing.state !== 'running') return;
    if (isOpen(task)) { if (undoing.task !== task) setUndoing({ ...undoing, task }); return; }
    const result = (task.result ?? {}) as Result;
    setTaskId(null);
    void end({ of: undoing.of, state: task.state === 'done' ? 'done' : 'failed', task, undone: result.undone ?? 0, conflicts: result.conflicts ?? [] });
  }, [task, undoing, end]);

  const undo = useCallback(async (operationId: string): Promise<void> => {
    setUndoing({ of: operationId, state: 'running', undone: 0, conflicts: [] });
    try {
      const answer = await client.operations.undo(operationId);
      if ('task' in answer) {
        cache.setQueryData(taskKey(answer.task.id), answer.task);
        void cache.invalidateQueries({ queryKey: keys.tasks });
        setUndoing({ of: operationId, state: 'running', task: answer.task, undone: 0, conflicts: [] });
        setTaskId(answer.task.id);
      } else await end({ of: operationId, state: 'done', undone: answer.undone, conflicts: answer.conflicts });
    } catch (error) {
      setUndoing(null);
      toast.error(error);
    }
  }, [cache, end]);
  return { undo, undoing, clear: useCallback(() => setUndoing(null), []) };
}
