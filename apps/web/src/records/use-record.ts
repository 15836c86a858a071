import type { ListAnswer, RecordAnswer, WireRecord } from '@wellspring/objects';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryClient } from '../app/query-client.ts';
import { client } from '../app/session.ts';
import { keys } from './keys.ts';

/** A row of some cached list, so that a record opened from a list shows what is known at once. */
function fromLists(object: string, id: string): RecordAnswer | undefined {
  for (const [, data] of queryClient.getQueriesData<ListAnswer>({ queryKey: keys.lists(object) })) {
    const row = data && Array.isArray(data.rows) ? data.rows.find((entry: WireRecord) => entry.id === id) : undefined;
    if (row && data) return { record: row, labels: data.labels, can: { update: false, delete: false, transfer: false, restore: false, purge: false, actions: [] }, counts: {}, next: null };
  }
  return undefined;
}

export const recordQuery = (object: string, id: string) => queryOptions({ queryKey: keys.record(object, id), queryFn: ({ signal }) => client.records(object).get(id, { signal }) });

/** The record, its labels, rights, counts and next to-do. `partial`: only what a list knew is there yet, and nothing may be edited. */
export function useRecord(object: string, id: string) {
  const query = useQuery({ ...recordQuery(object, id), placeholderData: () => fromLists(object, id) });
  return { answer: query.data, partial: query.isPlaceholderData, error: query.error, retry: () => void query.refetch(), fetching: query.isFetching };
}
