import { openWindow } from '../windows/window-store.ts';

/** Opens the small form that notes a call, a visit or a mail with the subject filled in from the record. */
export function openLog(object: string, id: string): void {
  openWindow({ kind: 'log', object, id });
}
