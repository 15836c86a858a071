import { ApiError } from '@wellspring/client';

type Words = (key: string, params?: Record<string, unknown>) => string;

/** What a person can do with an error: the server's words where it spoke, ours where it did not. */
export function errorMessage(error: unknown, t: Words): string {
  if (!(error instanceof ApiError)) return t('base.crashed');
  if (error.status === 0) return t('base.offline');
  if (error.status === 503 || error.status === 502 || error.status === 504) return t('base.unavailable');
  return error.message && error.code !== 'network' ? error.message : t('base.crashed');
}
