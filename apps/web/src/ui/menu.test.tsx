import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { Menu } from './menu.tsx';

const items = [{ key: 'a', label: 'Alpha' }, { key: 'line', divider: true as const }, { key: 'b', label: 'Beta', disabled: true }, { key: 'c', label: 'Gamma' }];
const unfold = (chosen?: string) => {
  const onChoose = vi.fn();
  render(<Menu items={items} chosen={chosen} onChoose={onChoose}><button type="button">More</button></Menu>);
  const button = screen.getByRole('button', { name: 'More' });
  button.focus();
  fireEvent.keyDown(button, { key: 'ArrowDown' });
  return { onChoose, button };
};
const key = (name: string) => fireEvent.keyDown(document.activeElement as Element, { key: name });

it('is walked by arrows and letters, past what cannot be chosen', async () => {
  const { onChoose, button } = unfold();
  const first = await screen.findByRole('menuitem', { name: 'Alpha' });
  expect(document.activeElement).toBe(first);
  key('ArrowDown');
  expect(document.activeElement?.textContent).toBe('Gamma');
  key('ArrowDown');
  expect(document.activeElement).toBe(first);
  key('g');
  fireEvent.click(document.activeElement as Element);
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('c');
  expect(document.activeElement).toBe(button);
});
it('begins at what holds, and Esc gives the keyboard back', async () => {
  const { onChoose, button } = unfold('c');
  const current = await screen.findByRole('menuitem', { current: true });
  expect(document.activeElement).toBe(current);
  key('Escape');
  expect(document.activeElement).toBe(button);
  expect(onChoose).not.toHaveBeenCalled();
});
