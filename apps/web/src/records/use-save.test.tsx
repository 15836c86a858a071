import { ApiError } from '@wellspring/client';
import type { ListAnswer, RecordAnswer, WireRecord } from '@wellspring/objects';
import { renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../app/query-client.ts';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { useConflicts } from './conflict-store.ts';
import { keys } from './keys.ts';
import { LeftAsIsError, useSave } from './use-save.ts';

const ID = '00000000-0000-7000-8000-000000000001';
const base: WireRecord = { id: ID, version: 3, name: '鼎科', city: '杭州', level: 'B' };
const answerOf = (record: WireRecord): RecordAnswer => ({ record, labels: {}, can: { update: true, delete: true, transfer: true, restore: false, purge: false, actions: [] }, counts: {}, next: null, operationId: 'op1' });
const list = { rows: [{ id: ID, version: 3, name: '鼎科', level: 'B' }, { id: 'other', version: 1, name: '沪申' }], labels: {}, editable: [], next: null };
const rows = () => queryClient.getQueryData<ListAnswer>(keys.list('customer', {}))?.rows ?? [];
const record = () => queryClient.getQueryData<RecordAnswer>(keys.record('customer', ID))?.record;
const saver = () => renderHook(() => useSave('customer')).result.current;
type Api = ReturnType<typeof client.records>;
const withApi = (api: Partial<Api>) => vi.spyOn(client, 'records').mockReturnValue(api as Api);
const conflict = (current: WireRecord, conflicts: string[]) => new ApiError(409, { code: 'record.changed', message: 'changed', requestId: 'r', current, conflicts, labels: {} });

beforeEach(() => {
  vi.restoreAllMocks();
  queryClient.clear();
  useConflicts.setState({ asks: [] });
  queryClient.setQueryData(keys.record('customer', ID), answerOf(base));
  queryClient.setQueryData(keys.list('customer', {}), list);
});

describe('useSave', () => {
  it('shows a change at once, in the record and in every list row, and then the server’s answer', async () => {
    let finish = (_: RecordAnswer): void => {};
    const update = vi.fn(() => new Promise<RecordAnswer>((resolve) => { finish = resolve; }));
    withApi({ update });
    const done = vi.spyOn(toast, 'done');
    const saving = saver().save(ID, 3, { name: '鼎科精密' });
    await vi.waitFor(() => expect(update).toHaveBeenCalledWith(ID, { name: '鼎科精密', version: 3 }));
    expect(record()?.name).toBe('鼎科精密');
    expect(rows()[0]?.name).toBe('鼎科精密');
    expect(rows()[1]?.name).toBe('沪申');
    finish(answerOf({ ...base, version: 4, name: '鼎科精密仪器', city: '余杭' }));
    await saving;
    expect(record()).toMatchObject({ version: 4, name: '鼎科精密仪器', city: '余杭' });
    expect(rows()[0]).toEqual({ id: ID, version: 4, name: '鼎科精密仪器', level: 'B' });
    expect(done).toHaveBeenCalledWith(expect.any(String), { undo: 'op1' });
  });
  it('takes back what was refused, and only that', async () => {
    withApi({ update: () => Promise.reject(new ApiError(400, { code: 'field.invalid', message: 'no', requestId: 'r', field: 'name' })) });
    const saving = saver().save(ID, 3, { name: 'x' });
    const failed = expect(saving).rejects.toBeInstanceOf(ApiError);
    // Another edit lands while the first is under way.
    queryClient.setQueryData<RecordAnswer>(keys.record('customer', ID), (old) => old && { ...old, record: { ...old.record, city: '宁波' } });
    await failed;
    expect(record()).toMatchObject({ name: '鼎科', city: '宁波' });
    expect(rows()[0]?.name).toBe('鼎科');
  });
  it('never conflicts with itself: a second edit starts from the version the first one made', async () => {
    const update = vi.fn(async (_id: string, { version, ...changes }: { version: number } & Record<string, unknown>) => answerOf({ ...base, ...(record() ?? {}), ...changes, version: version + 1 }));
    withApi({ update });
    const { save } = saver();
    await Promise.all([save(ID, 3, { name: 'a' }), save(ID, 3, { city: 'b' })]);
    expect(update.mock.calls.map(([, body]) => body.version)).toEqual([3, 4]);
    expect(record()).toMatchObject({ name: 'a', city: 'b', version: 5 });
  });
  it('asks when somebody else changed the same field, and saves the choice on top', async () => {
    const theirs = { ...base, version: 7, name: '别人的', city: '余杭' };
    const update = vi.fn().mockRejectedValueOnce(conflict(theirs, ['name'])).mockImplementationOnce(async (_id: string, body: Record<string, unknown>) => answerOf({ ...theirs, ...body, version: 8 }));
    withApi({ update });
    const saving = saver().save(ID, 3, { name: '我的', level: 'A' });
    await vi.waitFor(() => expect(useConflicts.getState().asks).toHaveLength(1));
    const [ask] = useConflicts.getState().asks;
    expect(ask).toMatchObject({ base: { name: '鼎科', level: 'B' }, mine: { name: '我的', level: 'A' }, fields: ['name'] });
    expect(ask?.current.name).toBe('别人的');
    ask?.answer({ name: '我的', level: 'A' });
    await saving;
    expect(update).toHaveBeenLastCalledWith(ID, { name: '我的', level: 'A', version: 7 });
    expect(record()).toMatchObject({ name: '我的', city: '余杭', version: 8 });
  });
  it('asks nothing when the others wrote the very same', async () => {
    const theirs = { ...base, version: 7, name: '我的' };
    const update = vi.fn().mockRejectedValueOnce(conflict(theirs, ['name'])).mockImplementationOnce(async (_id: string, body: Record<string, unknown>) => answerOf({ ...theirs, ...body }));
    withApi({ update });
    await saver().save(ID, 3, { name: '我的' });
    expect(update).toHaveBeenLastCalledWith(ID, { name: '我的', version: 7 });
    expect(useConflicts.getState().asks).toHaveLength(0);
  });
  it('leaves the others’ values when the person says so', async () => {
    withApi({ update: () => Promise.reject(conflict({ ...base, version: 7, name: '别人的' }, ['name'])) });
    const failed = expect(saver().save(ID, 3, { name: '我的' })).rejects.toBeInstanceOf(LeftAsIsError);
    await vi.waitFor(() => expect(useConflicts.getState().asks).toHaveLength(1));
    useConflicts.getState().asks[0]?.answer(null);
    await failed;
    expect(record()?.name).not.toBe('我的');
  });
  it('sends one idempotency key with a create', async () => {
    const create = vi.fn(async () => answerOf(base));
    withApi({ create });
    await saver().create({ name: 'x' }, { idempotencyKey: 'k1' });
    expect(create).toHaveBeenCalledWith({ name: 'x' }, { idempotencyKey: 'k1' });
  });
  it('takes a deleted record out of the lists at once and offers to undo', async () => {
    withApi({ remove: async () => ({ operationId: 'op9' }) });
    const done = vi.spyOn(toast, 'done');
    await saver().remove(ID, 3);
    expect(rows().map((row) => row.id)).toEqual(['other']);
    expect(done).toHaveBeenCalledWith(expect.any(String), { undo: 'op9' });
  });
});
