import { openWindow } from '../windows/window-store.ts';

/** Opens the form that notes what was done with a record. */
export function openLog(object: string, id: string): void {
  openWindow({ kind: 'new', object: 'activity', draft: { subject: { object, id }, ...(object === 'activity' ? {} : { [`${object}Id`]: id }) } });
}
