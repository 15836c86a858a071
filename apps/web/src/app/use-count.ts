import type { Query } from '@wellspring/objects';
import { useQuery } from '@tanstack/react-query';
import { keys } from '../records/keys.ts';
import { client } from './session.ts';

/** How many records, as a text: "12,486", "10,000+", or null while unknown. Numbers beside a menu may be a minute old. */
export function useCount(object: string, query: Pick<Query, 'filter' | 'view'> = {}, enabled = true): { count: number; text: string } | null {
  const { data } = useQuery({ queryKey: keys.count(object, query), queryFn: ({ signal }) => client.records(object).count(query, { signal }), enabled, staleTime: 60_000 });
  return data ? { count: data.count, text: `${data.count.toLocaleString('en')}${data.capped ? '+' : ''}` } : null;
}
