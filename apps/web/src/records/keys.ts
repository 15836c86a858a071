import type { Aggregate, Query } from '@wellspring/objects';

/** Keys of the query cache. The second member is always the object, so that one prefix finds all of its kind. */
export const keys = {
  meta: ['meta'] as const,
  lists: (object: string) => ['list', object] as const,
  list: (object: string, query: Query) => ['list', object, query] as const,
  counts: (object: string) => ['count', object] as const,
  count: (object: string, query: Omit<Query, 'page' | 'sort' | 'columns'> & { exact?: boolean }) => ['count', object, query] as const,
  aggregates: (object: string) => ['aggregate', object] as const,
  aggregate: (object: string, aggregate: Aggregate) => ['aggregate', object, aggregate] as const,
  records: (object: string) => ['record', object] as const,
  record: (object: string, id: string) => ['record', object, id] as const,
  histories: (object: string) => ['history', object] as const,
  history: (object: string, id: string, field?: string) => ['history', object, id, field ?? null] as const,
  lookups: (object: string) => ['lookup', object] as const,
  lookup: (object: string, request: unknown) => ['lookup', object, request] as const,
  files: (object: string, id: string) => ['files', object, id] as const,
  operations: ['operations'] as const,
  tasks: ['background-tasks'] as const,
};
