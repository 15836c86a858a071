import { navigateTo } from '../app/navigate.ts';

export type WindowRequest = { kind: 'record'; object: string; id: string } | { kind: 'new'; object: string; draft?: Record<string, unknown> };

/** Opens a floating window. */
export function openWindow(request: WindowRequest): void {
  navigateTo(request.kind === 'record' ? `/o/${request.object}/${request.id}` : `/o/${request.object}/new`);
}
