import type { Condition, Locale } from '@wellspring/objects';

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
/** A month by its number in Chinese, by its name in English. */
export const monthName = (day: string, locale: Locale): string => (locale === 'en' ? new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`)) : `${Number(day.slice(5, 7))} 月`);
