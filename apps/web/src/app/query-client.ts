import { ApiError } from '@wellspring/client';
import { type FieldDef, objectNames, objectOf, pointersAt } from '@wellspring/objects';
import { QueryClient } from '@tanstack/react-query';
import { keys } from '../records/keys.ts';

/** Worth another try: no answer, or a server that is busy or restarting. */
const passing = (error: unknown): boolean => error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 502);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 10 * 60_000, refetchOnWindowFocus: true, retry: (count, error) => count < 2 && passing(error) },
    mutations: { retry: false },
  },
});

/** What must be read again after a record of an object has changed, found in the definitions. */
export type Stale = { lists: string[]; records: string[] };

/**
 * Lists, counts and aggregates of the object itself; of objects that keep a rollup of it, or show its title or filter through it (their refs);
 * and records whose panes count it.
 */
export function staleAfter(object: string): Stale {
  const lists = new Set([object]);
  const records = new Set([object]);
  for (const name of objectNames) {
    const def = objectOf(name);
    const rollups = Object.values(def.fields as Record<string, FieldDef>).filter((field) => field.type === 'rollup' && field.of === object);
    if (rollups.length) { lists.add(name); records.add(name); }
    if (Object.values(def.children ?? {}).some((child) => child.object === object)) records.add(name);
  }
  for (const pointer of pointersAt(object)) { lists.add(pointer.object); records.add(pointer.object); }
  return { lists: [...lists], records: [...records] };
}

/** Marks everything stale that may have changed with a record of the object; what is on the screen is read again at once. */
export async function invalidateObject(object: string): Promise<void> {
  const stale = staleAfter(object);
  const prefixes = [
    ...stale.lists.flatMap((name) => [keys.lists(name), keys.counts(name), keys.aggregates(name)]),
    ...stale.records.flatMap((name) => [keys.records(name), keys.histories(name)]),
    keys.lookups(object), keys.operations,
  ];
  await Promise.all(prefixes.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}
