import type { RecordAnswer } from '@wellspring/objects';
import { useMemo } from 'react';
import { invalidateObject } from '../app/query-client.ts';
import { client } from '../app/session.ts';

/** Writes of an object. */
export function useSave(object: string): { save: (id: string, version: number, changes: Record<string, unknown>) => Promise<RecordAnswer> } {
  return useMemo(() => ({
    save: async (id, version, changes) => {
      const answer = await client.records(object).update(id, { ...changes, version });
      await invalidateObject(object);
      return answer;
    },
  }), [object]);
}
