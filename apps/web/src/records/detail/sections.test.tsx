import { ApiError } from '@wellspring/client';
import { objects, type RecordAnswer, type WireRecord } from '@wellspring/objects';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { accessWith, metaFor, show } from '../../../test/meta.tsx';
import { setLocale } from '../../app/i18n.ts';
import { client } from '../../app/session.ts';
import { flowOptions, Sections } from './sections.tsx';
import { stepsOf } from './stage-path.tsx';

setLocale('zh-CN');
type Api = ReturnType<typeof client.records>;
const record: WireRecord = { id: 'c1', version: 3, name: '鼎科', shortName: '鼎', email: null, level: 'B', stage: 'potential', bank: '农行', ownerId: 'u1' };
const answer = (over: Partial<RecordAnswer> = {}): RecordAnswer => ({ record, labels: {}, can: { update: true, delete: true, transfer: true, restore: false, purge: false, actions: [] }, counts: {}, next: null, ...over });
const update = vi.fn<Api['update']>();
beforeEach(() => {
  vi.restoreAllMocks();
  update.mockReset().mockImplementation(async (_id, changes) => answer({ record: { ...record, ...changes, version: 4 } }));
  vi.spyOn(client, 'records').mockReturnValue({ update } as unknown as Api);
});
const value = (field: string): HTMLElement => document.querySelector(`.ws-val[data-field=${field}] dd`) as HTMLElement;
const input = (): HTMLInputElement => document.querySelector('.ws-val-edit input') as HTMLInputElement;
const draw = (over: Partial<RecordAnswer> = {}, meta = metaFor()) => show(<Sections def={objects.customer} answer={answer(over)} locked={false} />, meta);

describe('inline edit', () => {
  it('sends the one changed value with the version that was read', async () => {
    await draw();
    fireEvent.click(value('shortName'));
    fireEvent.change(input(), { target: { value: '鼎科仪' } });
    fireEvent.keyDown(input(), { key: 'Enter' });
    await waitFor(() => expect(update).toHaveBeenCalledWith('c1', { shortName: '鼎科仪', version: 3 }));
    expect(input()).toBeNull();
  });
  it('sends nothing when nothing changed or Esc was pressed', async () => {
    await draw();
    fireEvent.click(value('shortName'));
    fireEvent.keyDown(input(), { key: 'Enter' });
    expect(input()).toBeNull();
    fireEvent.click(value('shortName'));
    fireEvent.change(input(), { target: { value: 'x' } });
    fireEvent.keyDown(input(), { key: 'Escape' });
    expect(input()).toBeNull();
    expect(update).not.toHaveBeenCalled();
  });
  it('goes on to the next value with Tab, back with Shift+Tab', async () => {
    await draw();
    fireEvent.click(value('name'));
    fireEvent.keyDown(input(), { key: 'Tab' });
    await waitFor(() => expect(value('shortName').className).toContain('ws-val-edit'));
    fireEvent.keyDown(input(), { key: 'Tab', shiftKey: true });
    await waitFor(() => expect(value('name').className).toContain('ws-val-edit'));
  });
  it('stays in the field with what is wrong, checked here or refused there', async () => {
    await draw();
    fireEvent.click(value('email'));
    fireEvent.change(input(), { target: { value: 'nonsense' } });
    fireEvent.keyDown(input(), { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toContain('邮箱');
    expect(update).not.toHaveBeenCalled();
    update.mockRejectedValueOnce(new ApiError(400, { code: 'field.not-unique', message: '已被使用', requestId: 'r', field: 'email' }));
    fireEvent.change(input(), { target: { value: 'a@b.example' } });
    fireEvent.keyDown(input(), { key: 'Enter' });
    expect(await screen.findByText('已被使用')).toBeTruthy();
    expect(input().value).toBe('a@b.example');
  });
  it('leaves Enter to the input method', async () => {
    await draw();
    fireEvent.click(value('shortName'));
    fireEvent.change(input(), { target: { value: 'ding' } });
    fireEvent.keyDown(input(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(input(), { key: 'Tab', keyCode: 229 });
    expect(input()).not.toBeNull();
    expect(update).not.toHaveBeenCalled();
  });
  it('offers no edit without the right, and says which is missing', async () => {
    await draw({}, metaFor({ access: accessWith('customer', { bank: 'read', taxNumber: 'none' }) }));
    fireEvent.click(value('bank'));
    expect(input()).toBeNull();
    expect(value('bank').querySelector('.ws-val-lock')?.getAttribute('aria-label')).toContain('开户行');
    expect(value('taxNumber')).toBeNull();
    await draw({ can: { ...answer().can, update: false } });
  });
});

describe('stages', () => {
  const can = { ...answer().can, actions: ['win', 'lose'] };
  const steps = (stage: string, actions = can.actions) => Object.fromEntries(stepsOf(objects.opportunity, 'stage', { record: { id: 'o', version: 1, stage }, can: { ...can, actions } }, true).map((step) => [step.key, `${step.state} ${step.allowed ? (step.action ?? 'edit') : '-'}`]));
  it('moves through the flow, and to its ends by their own actions', () => {
    expect(steps('quote')).toEqual({ contact: 'done edit', need: 'done edit', quote: 'now -', negotiation: 'later edit', won: 'later win', lost: 'later lose' });
    expect(steps('quote', [])).toMatchObject({ won: 'later -', lost: 'later -' });
    expect(steps('won')).toMatchObject({ contact: 'done -', negotiation: 'done edit', won: 'now -', lost: 'later -' });
  });
  it('offers only reachable values in place', () => {
    const field = flowOptions(objects.opportunity, objects.opportunity.fields.stage, 'stage', 'won');
    expect(field.type === 'select' && field.options.map((option) => option.key)).toEqual(['negotiation', 'won']);
  });
});
