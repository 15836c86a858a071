import { ApiError } from '@wellspring/client';
import type { WireRecord } from '@wellspring/objects';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorMessage } from '../../app/error-text.ts';
import { LeftAsIsError, useSave } from '../use-save.ts';

/** An edit that was refused: what was written, and why it did not go. */
export type CellIssue = { value: unknown; message: string };
export type Issues = Readonly<Record<string, Readonly<Record<string, CellIssue>>>>;

/** What the server said about one field, or about the whole. */
export const fieldMessage = (error: unknown, field: string): string | undefined => (error instanceof ApiError ? (error.body.fields?.find((entry) => entry.field === field)?.message ?? (error.body.field === field ? error.body.message : undefined)) : undefined);

/** Puts in, or takes out, the issue of one cell; a row without any is gone. */
export function withIssue(issues: Issues, id: string, field: string, issue: CellIssue | null): Issues {
  const { [field]: _, ...rest } = issues[id] ?? {};
  const { [id]: __, ...others } = issues;
  const row = issue ? { ...rest, [field]: issue } : rest;
  return Object.keys(row).length ? { ...others, [id]: row } : others;
}

/** Saves single cells in the background and keeps what was refused. */
export function useCellSaves(object: string) {
  const { t } = useTranslation();
  const { save } = useSave(object);
  const [issues, setIssues] = useState<Issues>({});
  const drop = useCallback((id: string, field: string) => setIssues((old) => withIssue(old, id, field, null)), []);
  const commit = useCallback(async (row: WireRecord, field: string, value: unknown): Promise<void> => {
    drop(row.id, field);
    try {
      await save(row.id, row.version, { [field]: value });
    } catch (error) {
      // The person has seen the newer value and left it: nothing is open any more.
      if (error instanceof LeftAsIsError) return;
      setIssues((old) => withIssue(old, row.id, field, { value, message: fieldMessage(error, field) ?? errorMessage(error, t) }));
    }
  }, [drop, save, t]);
  return { issues, commit, drop };
}
