import type { MouseEvent } from 'react';
import { navigateTo } from '../app/navigate.ts';
import { openWindow } from '../windows/window-store.ts';

export type Depth = 'peek' | 'window' | 'page' | 'tab';

/** Below this width windows are sheets and a peek would hide the list: records open as pages. */
export const NARROW = 768;
export const isNarrow = (): boolean => typeof window !== 'undefined' && window.innerWidth < NARROW;

/** How deep a click means to go: Shift or a second click a window, Ctrl or Cmd a browser tab, Alt the page, else a peek. */
export function depthOf(event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> & { detail?: number; button?: number }): Depth {
  if (event.ctrlKey || event.metaKey || event.button === 1) return 'tab';
  if (event.shiftKey || event.detail === 2) return 'window';
  return event.altKey ? 'page' : 'peek';
}
export const pathOf = (object: string, id: string): string => `/o/${object}/${id}`;

/** Opens a record at a depth. A peek from the list of the same object fills the pane beside it; from anywhere else it is a floating window. */
export function openRecord(object: string, id: string, depth: Depth): void {
  if (depth === 'tab') { window.open(pathOf(object, id), '_blank', 'noopener'); return; }
  if (depth === 'page' || isNarrow()) { navigateTo(pathOf(object, id)); return; }
  const beside = depth === 'peek' && window.location.pathname === `/o/${object}`;
  if (!beside) { openWindow({ kind: 'record', object, id }); return; }
  const params = new URLSearchParams(window.location.search);
  params.set('sel', id);
  navigateTo(`/o/${object}?${params}`);
}
