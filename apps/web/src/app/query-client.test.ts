import { describe, expect, it } from 'vitest';
import { keys } from '../records/keys.ts';
import { invalidateObject, queryClient, staleAfter } from './query-client.ts';

describe('what is stale after a change', () => {
  it('is found from rollups, panes and refs', () => {
    const activity = staleAfter('activity');
    expect(activity.lists).toEqual(expect.arrayContaining(['activity', 'customer', 'opportunity']));
    expect(activity.records).toEqual(expect.arrayContaining(['activity', 'customer', 'opportunity', 'contact', 'task']));
    expect(activity.lists).not.toContain('department');
    const product = staleAfter('product');
    expect(product.lists).toEqual(expect.arrayContaining(['product', 'opportunity']));
    expect(product.lists).not.toContain('customer');
  });
  it('is marked in the cache, and nothing else', async () => {
    queryClient.setQueryData(keys.list('customer', {}), { rows: [] });
    queryClient.setQueryData(keys.count('product', {}), { count: 1 });
    queryClient.setQueryData(keys.record('customer', 'c1'), {});
    queryClient.setQueryData(keys.meta, {});
    await invalidateObject('activity');
    const stale = (key: readonly unknown[]): boolean | undefined => queryClient.getQueryState(key)?.isInvalidated;
    expect(stale(keys.list('customer', {}))).toBe(true);
    expect(stale(keys.record('customer', 'c1'))).toBe(true);
    expect(stale(keys.meta)).toBe(false);
    queryClient.clear();
  });
});
