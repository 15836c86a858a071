import { lazy, Suspense } from 'react';
import { useCalm } from '../app/use-calm.ts';
import { Icon } from '../ui/icon.tsx';

// The first list comes before what runs beside it.
const Button = lazy(async () => ({ default: (await import('./task-tray.tsx')).TrayButton }));
const Tray = lazy(async () => ({ default: (await import('./task-tray.tsx')).TaskTray }));

/** The background tasks' button in the top bar, once the page has come to rest; until then its place. */
export function TrayButtonLater() {
  const place = <span className="ws-icon-btn" aria-hidden="true"><Icon name="tray" /></span>;
  return useCalm() ? <Suspense fallback={place}><Button /></Suspense> : place;
}
/** Running background tasks in the dock, once the page has come to rest. */
export function TaskTrayLater() {
  return useCalm() ? <Suspense fallback={null}><Tray /></Suspense> : null;
}
