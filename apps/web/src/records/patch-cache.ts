import type { FieldDef, Labels, ListAnswer, RecordAnswer, WireRecord } from '@wellspring/objects';
import { objectOf } from '@wellspring/objects';
import { queryClient } from '../app/query-client.ts';
import { keys } from './keys.ts';
import { withKnownTitles } from './known-titles.ts';
import { sameValue } from './same-value.ts';

const targetsOf = (object: string) => (field: string): readonly string[] => {
  const def = (objectOf(object).fields as Record<string, FieldDef>)[field] ?? (field === 'ownerId' ? { type: 'user', to: 'user' } : undefined);
  const to = def && 'to' in def ? def.to : undefined;
  return typeof to === 'string' ? [to] : (to ?? []);
};

/** Changes a record wherever the cache shows it: its own entry and every list row. */
export function patchRecord(object: string, id: string, change: (record: WireRecord) => WireRecord, values: Record<string, unknown> = {}): void {
  const targets = targetsOf(object);
  const label = (labels: Labels): Labels => withKnownTitles(labels, values, targets);
  queryClient.setQueryData<RecordAnswer>(keys.record(object, id), (old) => (old ? { ...old, record: change(old.record), labels: label(old.labels) } : old));
  queryClient.setQueriesData<ListAnswer>({ queryKey: keys.lists(object) }, (old) => {
    if (!old || !Array.isArray(old.rows) || !old.rows.some((row) => row.id === id)) return old;
    return { ...old, rows: old.rows.map((row) => (row.id === id ? change(row) : row)), labels: label(old.labels) };
  });
}

/** What the cache knows of a record, the whole one before a row of a list. */
export function cachedRecord(object: string, id: string): WireRecord | undefined {
  const whole = queryClient.getQueryData<RecordAnswer>(keys.record(object, id));
  if (whole) return whole.record;
  for (const [, list] of queryClient.getQueriesData<ListAnswer>({ queryKey: keys.lists(object) })) {
    const row = Array.isArray(list?.rows) ? list.rows.find((entry) => entry.id === id) : undefined;
    if (row) return row;
  }
  return undefined;
}

/** Writes values in; the returned function takes out again those that are still the written ones, and leaves what others wrote since. */
export function patchValues(object: string, id: string, values: Record<string, unknown>): { base: Record<string, unknown>; rollBack: () => void } {
  const known = cachedRecord(object, id);
  const base = Object.fromEntries(Object.keys(values).map((field) => [field, known?.[field] ?? null]));
  patchRecord(object, id, (record) => ({ ...record, ...values }), values);
  const rollBack = (): void => patchRecord(object, id, (record) => {
    const kept = Object.entries(base).filter(([field]) => sameValue(record[field], values[field]));
    return { ...record, ...Object.fromEntries(kept) };
  });
  return { base, rollBack };
}

/** Puts the server's answer in the place of what was guessed. Rows keep to the columns they were asked for. */
export function placeAnswer(object: string, answer: RecordAnswer): void {
  const { record } = answer;
  queryClient.setQueryData<RecordAnswer>(keys.record(object, record.id), answer);
  queryClient.setQueriesData<ListAnswer>({ queryKey: keys.lists(object) }, (old) => {
    if (!old || !Array.isArray(old.rows) || !old.rows.some((row) => row.id === record.id)) return old;
    const labels = { ...old.labels };
    for (const [name, titles] of Object.entries(answer.labels)) labels[name] = { ...labels[name], ...titles };
    return { ...old, labels, rows: old.rows.map((row) => (row.id === record.id ? { ...row, ...Object.fromEntries(Object.keys(row).filter((key) => key in record).map((key) => [key, record[key]])), id: record.id, version: record.version } : row)) };
  });
}
/** Takes a record out of every list that shows it; counts follow when they are read again. */
export function dropFromLists(object: string, id: string): void {
  queryClient.setQueriesData<ListAnswer>({ queryKey: keys.lists(object) }, (old) => (old && Array.isArray(old.rows) && old.rows.some((row) => row.id === id) ? { ...old, rows: old.rows.filter((row) => row.id !== id) } : old));
}
