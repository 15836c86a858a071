import { Button, Segmented, Splitter } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { navigateTo } from '../app/navigate.ts';
import { toast } from '../app/toast.tsx';
import { useCan, useObject, usePreference } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { openWindow } from '../windows/window-store.ts';
import { decodeState, encodeState, type PageState, type Patch, rowsQuery } from './list-state.ts';
import { type Depth, openRecord } from './open-record.ts';
import { RecordTable, type TableHandle } from './record-table.tsx';
import { useListKeys } from './table/use-list-keys.ts';
import { useNarrow } from './table/use-narrow.ts';
import { ViewTabs } from './table/view-tabs.tsx';
import './list-page.css';

const RecordDetail = lazy(async () => ({ default: (await import('./record-detail.tsx')).RecordDetail }));
const KeysHelp = lazy(async () => ({ default: (await import('./table/keys-help.tsx')).KeysHelp }));
const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

/** How list and record stand together, remembered for each object. */
type Split = { side: 'horizontal' | 'vertical'; size: number };
const SPLIT: Split = { side: 'horizontal', size: 42 };

const share = (sizes: readonly number[]): number => { const all = (sizes[0] ?? 0) + (sizes[1] ?? 0); return all > 0 ? Math.round(((sizes[1] ?? 0) / all) * 1000) / 10 : SPLIT.size; };

/** The list of an object, and beside it the record that is open. */
export function ListPage() {
  const { object = '' } = useParams();
  // Another object is another list: nothing of the one before may be left.
  return <ObjectList key={object} object={object} />;
}

function ObjectList({ object }: { object: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const def = useObject(object);
  const narrow = useNarrow();
  const [state, setState] = usePageState(object);
  const [split, setSplit] = usePreference<Split>(`split.${object}`, SPLIT);
  const [place, setPlace] = useState({ line: -1, total: 0 });
  const [dialog, setDialog] = useState<'keys' | 'export' | null>(null);
  const selected = state.selected;
  const [dragged, setDragged] = useState<number | null>(null);
  const resize = (sizes: number[]): void => { if (selected) setDragged(share(sizes)); };
  const table = useRef<TableHandle>(null);

  const open = useCallback((id: string, depth: Depth): void => { if (depth === 'peek' && !narrow) setState({ selected: id }); else openRecord(object, id, depth === 'peek' ? 'page' : depth); }, [narrow, object, setState]);
  const create = useCallback((): void => { if (narrow) navigateTo(`/o/${object}/new`); else openWindow({ kind: 'new', object }); }, [narrow, object]);
  const onPlace = useCallback((line: number, total: number) => setPlace((old) => ((line < 0 || line === old.line) && old.total === total ? old : { line, total })), []);
  const close = (): void => { setState({ selected: undefined }); table.current?.focus(); };
  const mayCreate = can.do(object, 'create');
  useListKeys({ table, selected, onOpen: open, onClose: close, onCreate: mayCreate ? create : undefined, onHelp: () => setDialog('keys') });
  useEffect(() => { table.current?.focus(); }, []);

  const list = <RecordTable object={object} state={state} onState={setState} selectedId={narrow ? undefined : selected} onOpen={open} variant="page" onCreate={mayCreate ? create : undefined} handle={table} onPlace={onPlace} />;
  // Once scrolled out of what is loaded the record keeps its number; when another question no longer finds it, it has none.
  const walk = place.line < 0 ? undefined : { index: place.line, total: place.total, previous: place.line > 0 ? () => table.current?.walk(-1) : undefined, next: place.line < place.total - 1 ? () => table.current?.walk(1) : undefined };
  const detail = selected && !narrow && (
    <Suspense fallback={<div className="ws-detail-wait" />}>
      <RecordDetail key={selected} object={object} id={selected} depth="peek" onClose={close} walk={walk} />
    </Suspense>
  );
  const more = [
    ...(def.features.import && can.do(object, 'import') && narrow ? [{ key: 'import', label: t('list.import') }] : []),
    ...(def.features.export && can.do(object, 'export') && narrow ? [{ key: 'export', label: t('list.export') }] : []),
    { key: 'recycle', label: t('list.recycle') }, { key: 'keys', label: t('list.keys') },
  ];
  const onMore = (key: string): void => { if (key === 'keys' || key === 'export') setDialog(key); else navigateTo(`/o/${object}/${key}`); };
  return (
    <div className="ws-list-page">
      <div className="ws-bar ws-list-bar">
        <h1>{words.object(object)}</h1>
        {!narrow && <ViewTabs object={object} def={def} view={state.view} onView={(view) => setState({ view })} />}
        <span className="ws-grow" />
        {!narrow && <Segmented<Split['side']> size="small" value={split.side} aria-label={t('list.layout')} onChange={(side) => setSplit({ ...split, side })} options={[{ value: 'horizontal', icon: <Icon name="splitr" size={16} />, title: t('list.sideBySide') }, { value: 'vertical', icon: <Icon name="splitb" size={16} />, title: t('list.oneAbove') }]} />}
        {!narrow && def.features.import && can.do(object, 'import') && <Button type="text" icon={<Icon name="imp" size={14} />} onClick={() => navigateTo(`/o/${object}/import`)}>{t('list.import')}</Button>}
        {!narrow && def.features.export && can.do(object, 'export') && <Button type="text" icon={<Icon name="exp" size={14} />} onClick={() => setDialog('export')}>{t('list.export')}</Button>}
        {mayCreate && <Button className="ws-list-new" icon={<Icon name="plus" size={14} />} onClick={create}>{t('list.new')}</Button>}
        <Menu placement="bottomRight" items={more} onChoose={onMore}><button type="button" className="ws-icon-btn" aria-label={t('base.more')}><Icon name="dots" size={16} /></button></Menu>
      </div>
      <div className="ws-list-body">
        {/* One tree whether a record is open or not: the list is never built anew, so its scroll, focus and ticks stay. */}
        <Splitter className={detail ? '' : 'is-alone'} orientation={split.side} onResize={resize} onResizeEnd={(sizes) => { resize(sizes); setDragged(null); setSplit({ ...split, size: share(sizes) }); }}>
          <Splitter.Panel min={detail ? (split.side === 'horizontal' ? 280 : 160) : 0}>{list}</Splitter.Panel>
          <Splitter.Panel size={detail ? `${dragged ?? split.size}%` : 0} min={detail ? (split.side === 'horizontal' ? 340 : 200) : 0} resizable={Boolean(detail)}><div className="ws-list-detail">{detail}</div></Splitter.Panel>
        </Splitter>
      </div>
      {dialog === 'keys' && <Suspense fallback={null}><KeysHelp onClose={() => setDialog(null)} /></Suspense>}
      {dialog === 'export' && <Suspense fallback={null}><ExportDialog object={object} query={{ ...rowsQuery(state), sort: [...state.sort] }} columns={[...(state.columns ?? [])]} open onClose={() => setDialog(null)} /></Suspense>}
    </div>
  );
}

/** The state of the page lives in its address and nowhere else: a link, a reload and the back button all bring it back. */
function usePageState(object: string): [PageState, (patch: Patch) => void] {
  const { t } = useTranslation();
  const def = useObject(object);
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const { state, faults } = useMemo(() => decodeState(def, params), [def, text]);
  const fault = faults.join();
  const told = useRef('');
  useEffect(() => {
    if (fault && fault !== told.current) toast.error(t('list.badAddress'));
    told.current = fault;
  }, [fault, t]);
  const set = useCallback((patch: Patch) => {
    // Looking from record to record or typing a search is one step back, not twenty.
    const replace = 'search' in patch || ('selected' in patch && Object.keys(patch).length === 1);
    setParams((old) => {
      const before = decodeState(def, old).state;
      const next = { ...before, ...patch } as PageState;
      return encodeState(next, old);
    }, { replace: replace && !(patch.selected && !new URLSearchParams(window.location.search).has('sel')) });
  }, [def, setParams]);
  return [state, set];
}
