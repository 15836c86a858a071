import { ApiError } from '@wellspring/client';
import type { RecordAnswer } from '@wellspring/objects';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidateObject, queryClient } from '../app/query-client.ts';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { askConflict } from './conflict-store.ts';
import { keys } from './keys.ts';
import { dropFromLists, patchValues, placeAnswer } from './patch-cache.ts';
import { freshKey } from './same-value.ts';

/** The person looked at the newer values and left them. */
export class LeftAsIsError extends Error {}

/** `quiet`: no message about success, since the caller shows it in its own way. */
export type SaveOptions = { quiet?: boolean };
type Changes = Record<string, unknown>;

/** One write of a record at a time: a second edit waits for the first and starts from its version, so that nobody conflicts with himself. */
const queues = new Map<string, { last: Promise<RecordAnswer | null>; waiting: number }>();
function inTurn(key: string, version: number, write: (version: number) => Promise<RecordAnswer>): Promise<RecordAnswer> {
  const before = queues.get(key);
  const run = before ? before.last.then((answer) => write(Math.max(version, answer?.record.version ?? 0))) : write(version);
  const entry = { last: run.catch(() => null), waiting: (before?.waiting ?? 0) + 1 };
  queues.set(key, entry);
  void entry.last.then(() => { if (queues.get(key) === entry) queues.delete(key); });
  return run;
}

async function stopReading(object: string, id: string): Promise<void> {
  await Promise.all([queryClient.cancelQueries({ queryKey: keys.record(object, id) }), queryClient.cancelQueries({ queryKey: keys.lists(object) })]);
}

async function send(object: string, id: string, version: number, changes: Changes, base: Changes): Promise<RecordAnswer> {
  try {
    return await client.records(object).update(id, { ...changes, version });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'record.changed' || !error.body.current) throw error;
    const { current, labels = {}, conflicts } = error.body;
    const touched = (conflicts ?? Object.keys(changes)).filter((field) => field in changes);
    // What already stands as I want it is no conflict: an edit whose answer was lost, or two people of one mind.
    const fields = touched.filter((field) => JSON.stringify(current[field] ?? null) !== JSON.stringify(changes[field] ?? null));
    if (touched.length && !fields.length) return send(object, id, current.version, changes, current);
    const chosen = await askConflict({ object, id, base, current, labels, mine: changes, fields: fields.length ? fields : Object.keys(changes) });
    if (!chosen || Object.keys(chosen).length === 0) throw new LeftAsIsError('left');
    return send(object, id, current.version, chosen, current);
  }
}

/** Changes a record: shown at once, taken back when the server refuses, replaced by its answer when it agrees. @throws ApiError @throws LeftAsIsError */
export async function saveRecord(object: string, id: string, version: number, changes: Changes): Promise<RecordAnswer> {
  const reading = stopReading(object, id);
  const { base, rollBack } = patchValues(object, id, changes);
  await reading;
  try {
    const answer = await inTurn(`${object}/${id}`, version, (now) => send(object, id, now, changes, base));
    placeAnswer(object, answer);
    void invalidateObject(object);
    return answer;
  } catch (error) {
    rollBack();
    if (error instanceof LeftAsIsError || (error instanceof ApiError && error.status === 409)) await queryClient.invalidateQueries({ queryKey: keys.record(object, id) });
    void queryClient.invalidateQueries({ queryKey: keys.lists(object) });
    throw error;
  }
}

/** Every way to write one record of an object, with optimistic lists and a toast that can undo. All of them throw what the server refused. */
export function useSave(object: string) {
  const { t } = useTranslation();
  return useMemo(() => {
    const done = (text: string, answer: { operationId?: string }, options: SaveOptions): void => { if (!options.quiet) toast.done(t(text), { undo: answer.operationId }); };
    const settle = (answer: RecordAnswer): RecordAnswer => { placeAnswer(object, answer); void invalidateObject(object); return answer; };
    const records = () => client.records(object);
    return {
      async save(id: string, version: number, changes: Changes, options: SaveOptions = {}): Promise<RecordAnswer> {
        const answer = await saveRecord(object, id, version, changes);
        done('record.saved', answer, options);
        return answer;
      },
      async create(input: Changes, options: SaveOptions & { idempotencyKey?: string } = {}): Promise<RecordAnswer> {
        const answer = settle(await records().create(input, { idempotencyKey: options.idempotencyKey ?? freshKey() }));
        done('record.created', answer, options);
        return answer;
      },
      async remove(id: string, version?: number, options: SaveOptions = {}): Promise<{ operationId: string }> {
        await stopReading(object, id);
        dropFromLists(object, id);
        try {
          const answer = await records().remove(id, version);
          done('record.deleted', answer, options);
          return answer;
        } finally {
          void invalidateObject(object);
        }
      },
      async restore(id: string, options: SaveOptions = {}): Promise<RecordAnswer> {
        const answer = settle(await records().restore(id));
        done('record.restored', answer, options);
        return answer;
      },
      async purge(id: string): Promise<void> {
        await records().purge(id);
        dropFromLists(object, id);
        void invalidateObject(object);
        toast.done(t('record.purged'));
      },
      async transfer(id: string, ownerId: string | null, version?: number, options: SaveOptions = {}): Promise<RecordAnswer> {
        const { rollBack } = patchValues(object, id, { ownerId });
        try {
          const answer = settle(await records().transfer(id, { ownerId, ...(version === undefined ? {} : { version }) }));
          done('record.transferred', answer, options);
          return answer;
        } catch (error) {
          rollBack();
          throw error;
        }
      },
      async act(id: string, action: string, input: Changes, version?: number, options: SaveOptions & { optimistic?: Changes } = {}): Promise<RecordAnswer> {
        const { rollBack } = patchValues(object, id, options.optimistic ?? {});
        try {
          const answer = settle(await records().act(id, action, { input, ...(version === undefined ? {} : { version }) }, { idempotencyKey: freshKey() }));
          done('record.saved', answer, options);
          return answer;
        } catch (error) {
          rollBack();
          throw error;
        }
      },
    };
  }, [object, t]);
}
