import type { Condition } from '@wellspring/objects';

export type Whose = 'me' | 'team';
/** Records of mine, or of me and those below me. */
export const ownedBy = (whose: Whose): Condition => ({ field: 'ownerId', op: whose === 'me' ? 'isMe' : 'isMyTree' });
/** Address of a list with a filter. */
export const listPath = (object: string, parts: { view?: string; filter?: unknown }): string => {
  const params = new URLSearchParams();
  if (parts.view) params.set('view', parts.view);
  if (parts.filter) params.set('f', JSON.stringify(parts.filter));
  return `/o/${object}?${params}`;
};
