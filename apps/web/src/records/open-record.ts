import type { MouseEvent } from 'react';
import { navigateTo } from '../app/navigate.ts';

export type Depth = 'peek' | 'window' | 'page' | 'tab';

/** How deep a click means to go: Shift a window, Ctrl or Cmd a browser tab, Alt the page, else a peek. */
export function depthOf(event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> & { detail?: number }): Depth {
  if (event.ctrlKey || event.metaKey) return 'tab';
  if (event.shiftKey || event.detail === 2) return 'window';
  return event.altKey ? 'page' : 'peek';
}
/** Opens a record at a depth. */
export function openRecord(object: string, id: string, depth: Depth): void {
  const path = `/o/${object}/${id}`;
  if (depth === 'tab') window.open(path, '_blank', 'noopener');
  else navigateTo(path);
}
