import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../../test/meta.tsx';
import { setLocale } from '../app/i18n.ts';
import { client } from '../app/session.ts';
import { answerWindow, useWindows } from '../windows/window-store.ts';
import { RefPicker, valuesOf } from './ref-picker.tsx';

setLocale('zh-CN');
type Api = ReturnType<typeof client.records>;
const lookup = vi.fn<Api['lookup']>();
const rows = [{ id: 'c1', title: '宁波海川泵业', subtitle: 'C-10533 · 宁波' }, { id: 'c2', title: '海川半导体', subtitle: 'C-10600 · 上海' }];
beforeEach(() => {
  vi.restoreAllMocks();
  useWindows.setState({ windows: [], top: 0, active: null });
  lookup.mockReset().mockResolvedValue({ rows });
  vi.spyOn(client, 'records').mockReturnValue({ lookup } as unknown as Api);
});
const box = (): HTMLElement => screen.getByRole('combobox');
const search = async (text: string): Promise<void> => {
  fireEvent.mouseDown(box());
  fireEvent.change(box(), { target: { value: text } });
  await waitFor(() => expect(lookup).toHaveBeenCalledWith(expect.objectContaining({ text }), expect.anything()));
  await screen.findByText('C-10533 · 宁波');
};

describe('RefPicker', () => {
  it('finds by text and picks with the keyboard', async () => {
    const onChange = vi.fn();
    await show(<RefPicker to="customer" value={null} onChange={onChange} />);
    await search('haichuan');
    fireEvent.keyDown(box(), { key: 'ArrowDown', keyCode: 40 });
    fireEvent.keyDown(box(), { key: 'Enter', keyCode: 13 });
    await waitFor(() => expect(onChange).toHaveBeenCalledWith('c2'));
  });
  it('passes the condition of the field on', async () => {
    const filter = { and: [{ field: 'customerId', op: 'eq' as const, value: 'c9' }] };
    await show(<RefPicker to="contact" value={null} filter={filter} onChange={() => {}} />);
    fireEvent.mouseDown(box());
    await waitFor(() => expect(lookup).toHaveBeenCalledWith({ filter, limit: 20 }, expect.anything()));
  });
  it('leaves an inline edit on Esc, and only the list while it is open in a form', async () => {
    const onCancel = vi.fn();
    await show(<RefPicker to="customer" value={null} onChange={() => {}} onCancel={onCancel} autoFocus />);
    fireEvent.keyDown(box(), { key: 'Escape', keyCode: 27 });
    expect(onCancel).toHaveBeenCalledTimes(1);
  });
  it('creates what is not there, with what was typed and what the condition demands, and picks it', async () => {
    const onChange = vi.fn();
    await show(<RefPicker to="contact" value={null} filter={{ and: [{ field: 'customerId', op: 'eq', value: 'c9' }] }} onChange={onChange} />);
    await search('王建国');
    fireEvent.click(screen.getByText(/新建“王建国”/));
    const [win] = useWindows.getState().windows;
    expect(win).toMatchObject({ kind: 'new', object: 'contact', draft: { customerId: 'c9', name: '王建国' } });
    answerWindow(win?.id ?? '', { record: { id: 'new1', version: 1, name: '王建国' } } as unknown as Parameters<typeof answerWindow>[1]);
    expect(onChange).toHaveBeenCalledWith('new1');
  });
  it('names a value nobody labelled', async () => {
    lookup.mockResolvedValue({ rows: [rows[0] as (typeof rows)[number]] });
    await show(<RefPicker to="customer" value="c1" onChange={() => {}} />);
    expect(await screen.findByText('宁波海川泵业')).toBeTruthy();
  });
  it('takes only plain equalities of a filter as values', () => {
    expect(valuesOf({ and: [{ field: 'a', op: 'eq', value: 1 }, { field: 'b.c', op: 'eq', value: 2 }, { or: [{ field: 'd', op: 'eq', value: 3 }] }, { field: 'e', op: 'in', value: [4] }] })).toEqual({ a: 1 });
  });
});
