import { objects } from '@wellspring/objects';
import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { show } from '../../../test/meta.tsx';
import { ViewTabs } from './view-tabs.tsx';

it('walks by arrows, chooses by a click, and stays whole where scrolling answers with a promise', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation((() => Promise.resolve()) as () => void);
  const onView = vi.fn();
  const tabs = (view: string | undefined) => <ViewTabs object="customer" def={objects.customer} view={view} onView={onView} />;
  const { again } = await show(tabs(undefined));
  const [all, mine] = screen.getAllByRole('tab');
  expect(all?.getAttribute('aria-selected')).toBe('true');
  all?.focus();
  fireEvent.keyDown(all as HTMLElement, { key: 'ArrowRight' });
  expect(document.activeElement).toBe(mine);
  fireEvent.click(mine as HTMLElement);
  expect(onView).toHaveBeenCalledExactlyOnceWith('mine');
  again(tabs('mine'));
  expect(screen.getAllByRole('tab')[1]?.getAttribute('aria-selected')).toBe('true');
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
