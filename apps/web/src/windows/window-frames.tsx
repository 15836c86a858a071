import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Rnd } from 'react-rnd';
import { confirm } from '../app/confirm.tsx';
import { navigateTo } from '../app/navigate.ts';
import { useNarrow } from '../records/detail/use-narrow.ts';
import { Icon, iconOf } from '../ui/icon.tsx';
import { isObjectName } from '@wellspring/objects';
import { useCan } from '../meta/use-meta.ts';
import { pathOf } from '../records/open-record.ts';
import { dropDraft } from '../records/drafts.ts';
import { MIN, type Snap, snapAt, snapRect } from './geometry.ts';
import { WindowBody } from './window-body.tsx';
import { useWindowTitle } from './use-window-title.ts';
import { blurWindows, closeWindow, focusWindow, maximiseWindow, minimiseWindow, moveWindow, useWindows, type Win, windowArea } from './window-store.ts';

const edge = { top: { height: 6, top: -3 }, bottom: { height: 8, bottom: -4 }, left: { width: 8, left: -4 }, right: { width: 8, right: -4 }, topLeft: { width: 12, height: 12, left: -5, top: -5 }, topRight: { width: 12, height: 12, right: -5, top: -5 }, bottomLeft: { width: 14, height: 14, left: -5, bottom: -5 }, bottomRight: { width: 16, height: 16, right: -4, bottom: -4 } } as const;
const KEY_STEP = 16;

/** All windows that are not in the dock, each in its frame. */
export function WindowFrames() {
  const windows = useWindows((state) => state.windows);
  const can = useCan();
  const narrow = useNarrow();
  const [snap, setSnap] = useState<Snap | null>(null);
  useEffect(() => {
    const press = (event: PointerEvent): void => {
      const target = event.target as Element | null;
      if (target && !target.closest('.ws-win, .ws-dock, .ant-select-dropdown, .ant-picker-dropdown, .ant-dropdown, .ws-menu-pop, .ant-modal-root, .ant-message')) blurWindows();
    };
    window.addEventListener('pointerdown', press, true);
    return () => window.removeEventListener('pointerdown', press, true);
  }, []);
  const shown = windows.filter((win) => !win.minimised && isObjectName(win.object) && can.see(win.object));
  return (
    <div className={narrow ? 'ws-wins ws-wins-sheets' : 'ws-wins'}>
      {snap ? <div className="ws-snap" style={boxOf(snap)} /> : null}
      {shown.map((win) => <Frame key={win.id} win={win} narrow={narrow} onSnap={setSnap} />)}
    </div>
  );
}
const boxOf = (snap: Snap) => { const rect = snapRect(snap, windowArea()); return { left: rect.x, top: rect.y, width: rect.width, height: rect.height }; };

function Frame({ win, narrow, onSnap }: { win: Win; narrow: boolean; onSnap: (snap: Snap | null) => void }) {
  const { id } = win;
  const { t } = useTranslation();
  const active = useWindows((state) => state.active === id);
  const title = useWindowTitle()(win);
  const root = useRef<HTMLElement>(null);
  const asked = useRef<Snap | null>(null);
  const close = useCallback(() => {
    if (!win.dirty) { dropDraft(id); closeWindow(id); return; }
    confirm({
      title: t('record.discardTitle'), content: t('record.discardText'), okText: t('record.discard'), okButtonProps: { danger: true }, cancelText: t('record.keepEditing'), zIndex: 1600, autoFocusButton: 'cancel',
      onOk: () => { dropDraft(id); closeWindow(id); },
    });
  }, [win.dirty, id, t]);
  const toPage = (): void => {
    if (win.kind !== 'record' || !win.recordId) { maximiseWindow(id); return; }
    closeWindow(id);
    navigateTo(pathOf(win.object, win.recordId));
  };
  // A window that comes to the front takes the keyboard, unless something inside of it has it.
  useEffect(() => { if (active && root.current && !root.current.contains(document.activeElement)) root.current.focus({ preventScroll: true }); }, [active]);
  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape' && !win.dirty) { event.stopPropagation(); close(); }
  };
  const titleKeys = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step || event.target !== event.currentTarget) return;
    event.preventDefault();
    const [dx = 0, dy = 0] = step.map((part) => part * KEY_STEP);
    const { x, y, width, height } = win.rect;
    moveWindow(id, event.shiftKey ? { x, y, width: Math.max(MIN.width, width + dx), height: Math.max(MIN.height, height + dy) } : { x: x + dx, y: y + dy, width, height });
  };
  const frame = (
    <section ref={root} className={`ws-win${active ? ' ws-win-on' : ''}`} role="dialog" aria-label={title} aria-modal="false" tabIndex={-1} onKeyDown={keys} onPointerDownCapture={() => focusWindow(id)} onFocusCapture={() => focusWindow(id)}>
      <div className="ws-win-head" role="toolbar" tabIndex={0} aria-label={t('record.moveHint', { title })} onKeyDown={titleKeys} onDoubleClick={() => maximiseWindow(id)}>
        <Icon name={win.kind === 'log' ? 'phone' : iconOf(win.object)} />
        <WindowTitle win={win} title={title} />
        {win.dirty ? <span className="ws-dot-unsaved" role="img" aria-label={t('record.unsaved')} title={t('record.unsaved')} /> : null}
        <span className="ws-grow" />
        <span className="ws-win-tools" onPointerDown={(event) => event.stopPropagation()} onDoubleClick={(event) => event.stopPropagation()}>
          <Tool icon="min" label={t('record.minimise')} onClick={() => minimiseWindow(id)} />
          {narrow && win.kind !== 'record' ? null : <Tool icon={win.kind === 'record' ? 'full' : 'max'} label={t(win.kind === 'record' ? 'record.toPage' : 'record.maximise')} onClick={toPage} />}
          <Tool icon="x" label={t('record.close')} onClick={close} />
        </span>
      </div>
      <div className="ws-win-body"><WindowBody win={win} onClose={close} /></div>
      {narrow || win.maximised ? null : <svg className="ws-win-grip" viewBox="0 0 10 10" stroke="currentColor" strokeWidth="1.2" aria-hidden="true"><path d="M9 3 3 9M9 6.5 6.5 9" /></svg>}
    </section>
  );
  if (narrow) return <div className="ws-win-sheet" style={{ zIndex: 20 + win.z }}>{frame}</div>;
  const area = windowArea();
  const rect = win.maximised ? snapRect('full', area) : win.rect;
  return (
    <Rnd
      className="ws-win-box" style={{ zIndex: 20 + win.z }} size={{ width: rect.width, height: rect.height }} position={{ x: rect.x, y: rect.y }} minWidth={MIN.width} minHeight={MIN.height}
      dragHandleClassName="ws-win-head" cancel=".ws-win-tools" resizeHandleStyles={edge} disableDragging={win.maximised} enableResizing={!win.maximised}
      onDrag={(event) => {
        const pointer = event as unknown as { clientX?: number; clientY?: number; altKey?: boolean };
        const next = pointer.altKey || pointer.clientX === undefined || pointer.clientY === undefined ? null : snapAt({ x: pointer.clientX, y: pointer.clientY }, area);
        if (next !== asked.current) { asked.current = next; onSnap(next); }
      }}
      onDragStop={(_event, data) => {
        const wanted = asked.current;
        asked.current = null;
        onSnap(null);
        moveWindow(id, wanted ? snapRect(wanted, area) : { ...win.rect, x: data.x, y: data.y });
      }}
      onResizeStop={(_event, _direction, element, _delta, position) => moveWindow(id, { x: position.x, y: position.y, width: element.offsetWidth, height: element.offsetHeight })}
    >
      {frame}
    </Rnd>
  );
}

function WindowTitle({ win, title }: { win: Win; title: string }) {
  return <span className="ws-win-title ws-ellipsis" title={title} id={`title-${win.id}`}>{title}</span>;
}
function Tool({ icon, label, onClick }: { icon: 'min' | 'max' | 'full' | 'x'; label: string; onClick: () => void }) {
  return <button type="button" className="ws-icon-btn ws-icon-btn-s" title={label} aria-label={label} onClick={onClick}><Icon name={icon} /></button>;
}
