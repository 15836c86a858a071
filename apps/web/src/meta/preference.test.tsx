import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { MetaAnswer } from '@wellspring/objects';
import { renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { expect, it, vi } from 'vitest';
import { client } from '../app/session.ts';
import { keys } from '../records/keys.ts';
import { MetaContext, usePreference } from './use-meta.ts';

it('a choice made just before the page goes is sent on its way out, once', () => {
  vi.useFakeTimers();
  const sent = vi.spyOn(client, 'setPreference').mockResolvedValue(undefined);
  const meta = { preferences: {} } as MetaAnswer;
  const cache = new QueryClient();
  cache.setQueryData(keys.meta, meta);
  const wrapper = ({ children }: PropsWithChildren) => <QueryClientProvider client={cache}><MetaContext value={meta}>{children}</MetaContext></QueryClientProvider>;
  const { result } = renderHook(() => usePreference('theme', 'light'), { wrapper });
  result.current[1]('dark');
  expect(sent).not.toHaveBeenCalled();
  window.dispatchEvent(new Event('pagehide'));
  expect(sent.mock.calls).toEqual([['theme', 'dark', { keepalive: true }]]);
  vi.advanceTimersByTime(2000);
  expect(sent).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
