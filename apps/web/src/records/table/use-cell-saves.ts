import { ApiError } from '@wellspring/client';
import type { Labels, WireRecord } from '@wellspring/objects';
import { useCallback, useRef, useState } from 'react';
import { useSave } from '../use-save.ts';

/** An edit that was refused. `theirs`: somebody else changed the same value meanwhile. */
export type CellIssue = { value: unknown; message: string; theirs?: { record: WireRecord; labels: Labels } };
export type Issues = Readonly<Record<string, Readonly<Record<string, CellIssue>>>>;

/** Reads an answer that refused an edit of one field. */
export function issueOf(error: unknown, field: string, value: unknown): CellIssue {
  if (!(error instanceof ApiError)) return { value, message: String(error) };
  const own = error.body.fields?.find((entry) => entry.field === field)?.message;
  const conflict = error.status === 409 && error.body.current && (error.body.conflicts ?? [field]).includes(field);
  return { value, message: own ?? error.body.message, ...(conflict && error.body.current ? { theirs: { record: error.body.current, labels: error.body.labels ?? {} } } : {}) };
}

/** Saves single cells in the background, edits of one row one after another, and keeps what was refused. */
export function useCellSaves(object: string) {
  const { save } = useSave(object);
  const [issues, setIssues] = useState<Issues>({});
  const queues = useRef(new Map<string, Promise<void>>());
  const versions = useRef(new Map<string, number>());

  const put = useCallback((id: string, field: string, issue: CellIssue | null) => setIssues((old) => {
    const { [field]: _, ...rest } = old[id] ?? {};
    const row = issue ? { ...rest, [field]: issue } : rest;
    const { [id]: __, ...others } = old;
    return Object.keys(row).length ? { ...others, [id]: row } : others;
  }), []);

  const commit = useCallback((row: WireRecord, field: string, value: unknown, over?: number): Promise<void> => {
    put(row.id, field, null);
    const turn = (queues.current.get(row.id) ?? Promise.resolve()).then(async () => {
      // The edit before this one has moved the version on; a row read later than that knows better.
      const version = over ?? Math.max(row.version, versions.current.get(row.id) ?? 0);
      try {
        const answer = await save(row.id, version, { [field]: value }, { conflict: 'throw' });
        versions.current.set(row.id, answer.record.version);
      } catch (error) {
        put(row.id, field, issueOf(error, field, value));
      }
    });
    queues.current.set(row.id, turn);
    return turn;
  }, [put, save]);

  const drop = useCallback((id: string, field: string) => put(id, field, null), [put]);
  return { issues, commit, drop };
}
