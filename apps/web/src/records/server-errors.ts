import { ApiError } from '@wellspring/client';
import type { Duplicate } from '@wellspring/objects';

/** What a refused write says about single fields; `rest` is true when something else than fields was wrong. */
export function fieldErrors(error: unknown): { fields: Record<string, string>; duplicates: Duplicate[]; rest: boolean } {
  if (!(error instanceof ApiError)) return { fields: {}, duplicates: [], rest: true };
  const { body } = error;
  const listed = Object.fromEntries((body.fields ?? []).map((entry) => [entry.field, entry.message]));
  const fields = body.field && !listed[body.field] ? { ...listed, [body.field]: body.message } : listed;
  return { fields, duplicates: body.duplicates ?? [], rest: Object.keys(fields).length === 0 };
}
