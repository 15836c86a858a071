// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { afterStep, editKey, moveCell, startsTyping } from './editing.ts';

type Input = { value: unknown; onChange: (value: unknown) => void; onCommit?: (value: unknown) => void };
// The field registry has tests of its own; what counts here is what the cell makes of an input's keys.
vi.mock('../../fields/field-input.tsx', () => ({
  FieldInput: ({ value, onChange, onCommit }: Input) => <input aria-label="edit" value={String(value ?? '')} onChange={(event) => onChange(event.target.value)} onBlur={(event) => onCommit?.(event.target.value || null)} onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing) onCommit?.(event.currentTarget.value || null); }} />,
}));
const { EditCell } = await import('./edit-cell.tsx');
afterEach(cleanup);

function open(clear = false) {
  const onFinish = vi.fn();
  const onCancel = vi.fn();
  render(<EditCell object="customer" field="city" row={{ id: 'x', version: 1, city: '杭州' }} labels={{}} value="杭州" clear={clear} onFinish={onFinish} onCancel={onCancel} />);
  return { input: screen.getByLabelText('edit') as HTMLInputElement, onFinish, onCancel };
}
const type = (input: HTMLInputElement, value: string): void => void fireEvent.change(input, { target: { value } });

describe('an edit of a cell', () => {
  test('Enter saves once and goes down', () => {
    const { input, onFinish } = open();
    type(input, '上海');
    fireEvent.keyDown(input, { key: 'Enter' });
    fireEvent.blur(input);
    expect(onFinish.mock.calls).toEqual([['上海', true, 'down', true]]);
  });
  test('Enter while composing chooses characters and ends nothing', () => {
    const { input, onFinish } = open();
    type(input, 'shanghai');
    fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(input, { key: 'Enter', keyCode: 229, isComposing: true });
    fireEvent.keyDown(input, { key: 'Escape', isComposing: true });
    fireEvent.keyDown(input, { key: 'Tab', isComposing: true });
    expect(onFinish).not.toHaveBeenCalled();
  });
  test('Tab saves and goes right, with Shift left', () => {
    const right = open();
    type(right.input, '上海');
    fireEvent.keyDown(right.input, { key: 'Tab' });
    expect(right.onFinish.mock.calls).toEqual([['上海', true, 'right', true]]);
    cleanup();
    const left = open();
    fireEvent.keyDown(left.input, { key: 'Tab', shiftKey: true });
    expect(left.onFinish.mock.calls).toEqual([['杭州', false, 'left', true]]);
  });
  test('Esc puts back, and the leaving after it saves nothing', () => {
    const { input, onFinish, onCancel } = open();
    type(input, '上海');
    fireEvent.keyDown(input, { key: 'Escape' });
    fireEvent.blur(input);
    expect(onCancel).toHaveBeenCalledTimes(1);
    expect(onFinish).not.toHaveBeenCalled();
  });
  test('leaving saves and stays where the person went', () => {
    const { input, onFinish } = open();
    type(input, '上海');
    fireEvent.blur(input);
    expect(onFinish.mock.calls).toEqual([['上海', true, 'stay', false]]);
  });
  test('begun by typing and left without a sign, the old value stays', () => {
    const { input, onFinish } = open(true);
    expect(input.value).toBe('');
    fireEvent.blur(input);
    expect(onFinish.mock.calls[0]?.[1]).toBe(false);
  });
  test('an emptied value is saved as nothing', () => {
    const { input, onFinish } = open();
    type(input, '');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onFinish.mock.calls).toEqual([[null, true, 'down', true]]);
  });
});

describe('keys', () => {
  test('an open list of choices keeps Enter', () => expect([editKey({ key: 'Enter', shiftKey: false }, true), editKey({ key: 'Enter', shiftKey: true }, false), editKey({ key: 'Enter', shiftKey: false }, false)]).toEqual([null, null, 'down']));
  test('steps pass over what cannot be edited and turn into the next line', () => {
    const editable = [false, true, false, true];
    expect(afterStep({ line: 0, column: 1 }, 'right', 9, editable)).toEqual({ line: 0, column: 3 });
    expect(afterStep({ line: 0, column: 3 }, 'right', 9, editable)).toEqual({ line: 1, column: 1 });
    expect(afterStep({ line: 1, column: 1 }, 'left', 9, editable)).toEqual({ line: 0, column: 3 });
    expect(afterStep({ line: 8, column: 3 }, 'right', 9, editable)).toEqual({ line: 8, column: 3 });
    expect(afterStep({ line: 8, column: 3 }, 'down', 9, editable)).toEqual({ line: 8, column: 3 });
  });
  test('arrows stay within the list; the row as a whole lies left of the first cell', () => {
    const options = { lines: 100, columns: 4, page: 20, ctrl: false };
    expect(moveCell({ line: 0, column: 0 }, 'ArrowLeft', options)).toEqual({ line: 0, column: -1 });
    expect(moveCell({ line: 0, column: -1 }, 'ArrowUp', options)).toEqual({ line: 0, column: -1 });
    expect(moveCell({ line: 95, column: 1 }, 'PageDown', options)).toEqual({ line: 99, column: 1 });
    expect(moveCell({ line: 5, column: 1 }, 'End', { ...options, ctrl: true })).toEqual({ line: 99, column: 1 });
    expect(moveCell({ line: 5, column: 1 }, 'toString', options)).toBeNull();
  });
  test('only signs begin an edit', () => {
    const key = (name: string, ctrlKey = false) => startsTyping({ key: name, ctrlKey, metaKey: false, altKey: false });
    expect([key('a'), key('中'), key('F2'), key(' '), key('c', true)]).toEqual([true, true, false, false, false]);
  });
});
