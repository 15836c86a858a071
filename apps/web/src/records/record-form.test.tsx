import { ApiError } from '@wellspring/client';
import type { RecordAnswer } from '@wellspring/objects';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../../test/meta.tsx';
import { setLocale } from '../app/i18n.ts';
import { client } from '../app/session.ts';
import { createBody, startValues } from './check-value.ts';
import { RecordForm } from './record-form.tsx';

setLocale('zh-CN');
type Api = ReturnType<typeof client.records>;
const answer = (id = 'n1'): RecordAnswer => ({ record: { id, version: 1, name: 'x' }, labels: {}, can: { update: true, delete: true, transfer: true, restore: false, purge: false, actions: [] }, counts: {}, next: null });
const create = vi.fn<Api['create']>();
const check = vi.fn<Api['check']>();
beforeEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  create.mockReset().mockResolvedValue(answer());
  check.mockReset().mockResolvedValue({ duplicates: [] });
  vi.spyOn(client, 'records').mockReturnValue({ create, check, lookup: async () => ({ rows: [] }) } as unknown as Api);
});
const name = (): HTMLInputElement => screen.getByLabelText(/客户名称/) as HTMLInputElement;
const type = (field: HTMLElement, value: string): void => { fireEvent.change(field, { target: { value } }); };
const form = (): HTMLElement => screen.getByRole('form');
const PARENT = '00000000-0000-7000-8000-000000000009';
const quiet = { onCancel: () => {} };

describe('RecordForm', () => {
  it('sends what was prefilled and what was changed, nothing else, under one key', async () => {
    const onDone = vi.fn();
    await show(<RecordForm object="customer" draft={{ parentId: PARENT }} onDone={onDone} {...quiet} />);
    type(name(), '  鼎科 ');
    type(screen.getByLabelText('城市'), '杭州');
    type(screen.getByLabelText('城市'), '');
    create.mockRejectedValueOnce(new ApiError(503, { code: 'network', message: '', requestId: '' }));
    fireEvent.keyDown(form(), { key: 'Enter', ctrlKey: true });
    await screen.findByRole('alert');
    fireEvent.submit(form());
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
    expect(create.mock.calls.map(([body]) => body)).toEqual([{ parentId: PARENT, name: '鼎科' }, { parentId: PARENT, name: '鼎科' }]);
    const keys = create.mock.calls.map(([, options]) => options?.idempotencyKey);
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
  });
  it('says what is missing at the field and sends nothing', async () => {
    await show(<RecordForm object="customer" onDone={() => {}} {...quiet} />);
    fireEvent.submit(form());
    expect((await screen.findByRole('alert')).textContent).toContain('必填');
    expect(create).not.toHaveBeenCalled();
    await waitFor(() => expect(document.activeElement).toBe(name()));
  });
  it('shows the server’s refusal at its field, unfolding it', async () => {
    create.mockRejectedValueOnce(new ApiError(400, { code: 'request.invalid', message: 'x', requestId: 'r', fields: [{ field: 'taxNumber', code: 'field.not-unique', message: '已被另一条记录使用' }] }));
    await show(<RecordForm object="customer" onDone={() => {}} {...quiet} />);
    type(name(), '鼎科');
    fireEvent.submit(form());
    expect(await screen.findByText('已被另一条记录使用')).toBeTruthy();
    expect(screen.getByLabelText('税号')).toBeTruthy();
  });
  it('keeps what was typed over a reload until it is saved', async () => {
    const first = await show(<RecordForm object="customer" draftKey="w1" onDone={() => {}} {...quiet} />);
    type(name(), '鼎科');
    first.unmount();
    const onDirty = vi.fn();
    const second = await show(<RecordForm object="customer" draftKey="w1" onDirty={onDirty} onDone={() => {}} {...quiet} />);
    expect(name().value).toBe('鼎科');
    expect(onDirty).toHaveBeenLastCalledWith(true);
    fireEvent.submit(form());
    await waitFor(() => expect(create).toHaveBeenCalled());
    second.unmount();
    await show(<RecordForm object="customer" draftKey="w1" onDone={() => {}} {...quiet} />);
    expect(name().value).toBe('');
  });
  it('closes on Esc only when nothing was typed', async () => {
    const onCancel = vi.fn();
    await show(<RecordForm object="customer" onDone={() => {}} onCancel={onCancel} />);
    type(name(), '鼎');
    fireEvent.keyDown(name(), { key: 'Escape' });
    expect(onCancel).not.toHaveBeenCalled();
    type(name(), '');
    fireEvent.keyDown(name(), { key: 'Escape' });
    expect(onCancel).toHaveBeenCalledTimes(1);
  });
  it('leaves Enter and Esc to the input method while it composes', async () => {
    const onCancel = vi.fn();
    await show(<RecordForm object="customer" onDone={() => {}} onCancel={onCancel} />);
    fireEvent.keyDown(name(), { key: 'Enter', ctrlKey: true, isComposing: true });
    fireEvent.keyDown(name(), { key: 'Escape', keyCode: 229 });
    expect(create).not.toHaveBeenCalled();
    expect(onCancel).not.toHaveBeenCalled();
  });
  it('warns of records that look the same', async () => {
    check.mockResolvedValue({ duplicates: [{ fields: ['name'], level: 'warn', matches: [{ id: 'd1', title: '杭州鼎科' }] }] });
    await show(<RecordForm object="customer" onDone={() => {}} {...quiet} />);
    type(name(), '鼎科');
    expect(await screen.findByText('杭州鼎科')).toBeTruthy();
    expect(check.mock.calls.at(-1)?.[0]).toEqual({ name: '鼎科' });
  });
});
describe('values of a form', () => {
  it('starts with the defaults but does not send them', () => {
    const fields = { stage: { type: 'select', label: '', options: [], default: 'potential' }, at: { type: 'datetime', label: '', default: 'now' }, name: { type: 'text', label: '' } } as const;
    expect(startValues(fields, { name: 'x' }, () => 'T')).toEqual({ stage: 'potential', at: 'T', name: 'x' });
    expect(createBody({ name: 'x', parentId: 'p' }, { city: ' a ', name: null, email: '' })).toEqual({ parentId: 'p', city: 'a' });
  });
});
