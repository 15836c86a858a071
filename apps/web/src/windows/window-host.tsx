import { lazy, Suspense, useEffect } from 'react';
import { useLocation } from 'react-router';
import { Icon, iconOf } from '../ui/icon.tsx';
import { useMeta } from '../meta/use-meta.ts';
import { useTranslation } from 'react-i18next';
import { useConflicts } from '../records/conflict-store.ts';
import { useWindowTitle } from './use-window-title.ts';
import { cycleWindows, encodeWindows, fitWindows, focusWindow, keepWindows, restoreWindows, tileWindows, useWindows } from './window-store.ts';
import './windows.css';

const WindowFrames = lazy(() => import('./window-frames.tsx').then((module) => ({ default: module.WindowFrames })));
const ConflictDialog = lazy(() => import('../records/conflict-dialog.tsx').then((module) => ({ default: module.ConflictDialog })));

/** Writes the open windows into the address without a step in the history and without drawing the page again. */
function nameInAddress(): void {
  const url = new URL(window.location.href);
  const named = encodeWindows(useWindows.getState().windows);
  if ((url.searchParams.get('w') ?? '') === named) return;
  if (named) url.searchParams.set('w', named); else url.searchParams.delete('w');
  window.history.replaceState(window.history.state, '', `${url.pathname}${url.search.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%7E', '~')}${url.hash}`);
}

/** Draws the floating windows and asks about conflicting edits. Costs nothing while there are none. */
export function WindowHost() {
  const { user } = useMeta();
  const location = useLocation();
  const any = useWindows((state) => state.windows.some((win) => !win.minimised));
  const asks = useConflicts((state) => state.asks.length > 0);
  useEffect(() => {
    restoreWindows(user.id, new URLSearchParams(window.location.search).get('w'));
    const stop = keepWindows(user.id);
    const stopNaming = useWindows.subscribe(nameInAddress);
    const keys = (event: KeyboardEvent): void => {
      if (event.altKey && event.code === 'Backquote') { event.preventDefault(); cycleWindows(); }
    };
    window.addEventListener('keydown', keys);
    window.addEventListener('resize', fitWindows);
    return () => { stop(); stopNaming(); window.removeEventListener('keydown', keys); window.removeEventListener('resize', fitWindows); };
  }, [user.id]);
  useEffect(nameInAddress, [location]);
  return (
    <>
      {any ? <Suspense fallback={null}><WindowFrames /></Suspense> : null}
      {asks ? <Suspense fallback={null}><ConflictDialog /></Suspense> : null}
    </>
  );
}

/** Minimised windows, in the dock. */
export function WindowTabs() {
  const { t } = useTranslation();
  const windows = useWindows((state) => state.windows);
  const title = useWindowTitle();
  const down = windows.filter((win) => win.minimised);
  const shown = windows.length - down.length;
  if (!windows.length || (!down.length && shown < 2)) return null;
  return (
    <div className="ws-win-tabs" role="group" aria-label={t('record.windows')}>
      {down.map((win) => (
        <button key={win.id} type="button" className="ws-win-tab" onClick={() => focusWindow(win.id)} title={title(win)}>
          <Icon name={win.kind === 'log' ? 'phone' : iconOf(win.object)} size={14} />
          <span className="ws-ellipsis">{title(win)}</span>
          {win.dirty ? <span className="ws-dot-unsaved" role="img" aria-label={t('record.unsaved')} /> : null}
        </button>
      ))}
      {shown > 1 ? <button type="button" className="ws-icon-btn ws-icon-btn-s" onClick={tileWindows} title={t('record.tile')} aria-label={t('record.tile')}><Icon name="cards" size={14} /></button> : null}
    </div>
  );
}
