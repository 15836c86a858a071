import type { AnyDef, Filter, WireRecord } from '@wellspring/objects';
import type { InputRef } from 'antd';
import { type MouseEvent, type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { columnLook } from '../fields/registry.ts';
import { useCan, useMeta, useObject, usePreference } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { loadWhenIdle } from '../ui/later.tsx';
import { CardList } from './table/card-list.tsx';
import { type ColumnPreference, layOut, moveColumn, shownColumns, withPin, withWidth } from './table/columns.ts';
import { Grid, type GridHandle, LEAD } from './table/grid.tsx';
import { HoverActions } from './table/hover-actions.tsx';
import { ListEmpty, ListError } from './table/list-states.tsx';
import { extend, noSelection, pickAll, pickLoaded, type Selection, toggle } from './table/selection.ts';
import { SelectionBar } from './table/selection-bar.tsx';
import { TableToolbar } from './table/table-toolbar.tsx';
import { useCellSaves } from './table/use-cell-saves.ts';
import { useNarrow } from './table/use-narrow.ts';
import { effectiveSort, type ListState, nextSort, type Patch, rowsQuery } from './list-state.ts';
import { type Depth, depthOf } from './open-record.ts';
import { useCount, useList, useTotals } from './use-list.ts';
import './record-table.css';

export type { ListState } from './list-state.ts';
/** What a page may ask its table to do. */
export type TableHandle = GridHandle & { search: () => void; walk: (delta: number) => void };
type Props = {
  object: string; base?: Filter | undefined; state: ListState; onState: (patch: Patch) => void; selectedId?: string | undefined; onOpen: (id: string, depth: Depth) => void;
  variant: 'page' | 'pane'; onRows?: ((ids: string[], total: number) => void) | undefined; toolbar?: ReactNode; onCreate?: (() => void) | undefined; handle?: RefObject<TableHandle | null> | undefined;
  /** Where the selected record stands in the list, from 0; −1 while it is not in view. */
  onPlace?: ((line: number, total: number) => void) | undefined;
};
const NOTHING: ColumnPreference = {};
const DENSITY: Record<string, number> = { normal: 32, compact: 28, touch: 48 };
const DEPTHS = 5;

/** A list of records as people work in it: the page's list and every related pane are this one component. */
export function RecordTable({ object, base: given, state, onState, selectedId, onOpen, variant, onRows, toolbar, onCreate, handle, onPlace }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const { access } = useMeta();
  const def = useObject(object);
  const narrow = useNarrow() && variant === 'page';
  const [preference, setPreference] = usePreference<ColumnPreference>(`columns.${object}`, NOTHING);
  const [density] = usePreference<string>('density', 'normal');
  const [room, setRoom] = useState(0);
  const [exact, setExact] = useState(false);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const grid = useRef<GridHandle>(null);
  const search = useRef<InputRef>(null);
  const pane = variant === 'pane';
  const base = useSame(given);

  const names = useMemo(() => shownColumns(def, preference, state.columns).filter((name) => !pane || name !== parentField(base)), [def, preference, state.columns, pane, base]);
  const sort = effectiveSort(def, state);
  const rows = useMemo(() => rowsQuery(state, base), [state, base]);
  const totals = useMemo(() => (def.list.totals ?? []).filter((name) => can.field(object, name) !== 'mask' && names.includes(name)), [def, names, can, object]);
  const columnsAsked = useMemo(() => askedColumns(def, names), [def, names]);
  const count = useCount(object, rows, true, false);
  const exactCount = useCount(object, rows, exact, true);
  const known = exact && exactCount.data ? exactCount.data : count.data;
  const { view, setRange, retry } = useList({ object, def, rows, sort, columns: columnsAsked, group: state.group, closed, counted: known, totals });
  const sums = useTotals({ object, def, rows, totals });
  const total = known?.count ?? view.lines;
  const identity = JSON.stringify(rows);
  const [selection, setSelection] = useSelection(identity);
  const saves = useCellSaves(object);
  const lead = pane ? 8 : LEAD;
  const layout = useMemo(() => layOut(def, names, preference, columnLook, room, lead), [def, names, preference, room, lead]);

  const mayUpdate = (access.objects[object]?.update ?? 'none') !== 'none';
  const writable = useCallback((name: string) => mayUpdate && Object.hasOwn(def.fields, name) && can.field(object, name) === 'write', [mayUpdate, def, can, object]);

  const askable = useCallback((name: string) => { const right = can.field(object, name); return right !== 'mask' && right !== 'none'; }, [can, object]);

  useEffect(() => (view.pending ? undefined : loadWhenIdle()), [view.pending]);
  useTellRows(view, total, selectedId, onRows, onPlace);
  useEffect(() => setExact(false), [identity]);

  const setNames = (next: readonly string[]): void => { setPreference({ ...preference, shown: next }); if (state.columns) onState({ columns: undefined }); };
  const onClickRow = (event: MouseEvent, row: WireRecord, column: string | null): boolean => {
    const depth = depthOf(event);
    // A click on the name opens; elsewhere it only moves the focus, unless a record stands open beside the list: then that one follows.
    const opens = column === def.titleField || selectedId !== undefined || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey;
    if (opens && event.detail < 2) onOpen(row.id, depth);
    return opens;
  };
  const walk = useWalk(view, selectedId, onOpen, grid);
  useHandle(handle, grid, { search: () => search.current?.focus(), walk });

  const filtered = state.filter !== undefined || Boolean(state.search) || state.view !== undefined;
  const clear = (): void => onState({ filter: undefined, search: undefined, view: undefined });
  const empty = !view.pending && !view.stale && !view.error && (state.group ? view.lines === 0 : known?.count === 0 && view.lines === 0);
  const instead = view.error ? <ListError error={view.error} onRetry={retry} /> : empty ? <ListEmpty object={object} def={def} filtered={filtered} pane={pane} onClear={clear} onCreate={onCreate} /> : undefined;
  const label = words.object(object);
  const pick = (id: string, range: boolean): void => setSelection(range ? extend(selection, id, view.loaded()) : toggle(selection, id));
  const loadedIds = (): string[] => view.loaded().filter((id) => id !== undefined);
  const toggleGroup = (key: string): void => setClosed((old) => { const next = new Set(old); if (!next.delete(key)) next.add(key); return next; });
  const setGroup = (group: string | undefined): void => { setClosed(new Set()); onState({ group }); };

  return (
    <section className={pane ? 'ws-table is-pane' : 'ws-table'} aria-label={label}>
      <TableToolbar
        object={object} def={def} state={state} pane={pane} narrow={narrow} base={base} sort={sort} shown={names} pinned={preference.pinned ?? []} depth={DEPTHS - (base ? 1 : 0)} search={search} extra={toolbar} changed={state.columns !== undefined} askable={askable}
        onState={onState} onGroup={setGroup} onShown={setNames} onPin={(name, pin) => setPreference(withPin(preference, name, pin))} onReset={() => { setPreference(NOTHING); onState({ columns: undefined }); }} onLeave={() => grid.current?.focus()}
      />
      {narrow ? (
        <CardList object={object} def={def} view={view} names={names} group={state.group} selectedId={selectedId} label={label} onRange={setRange} onOpen={(row) => onOpen(row.id, 'page')} onToggleGroup={toggleGroup} instead={instead} foot={null} />
      ) : (
        <Grid
          object={object} def={def} view={view} columns={layout.columns} width={layout.width} rowHeight={DENSITY[density] ?? 32} label={label} sort={sort} filter={state.filter} group={state.group} selection={selection} selectedId={selectedId}
          pickable={!pane} issues={saves.issues} sums={sums} count={known} counting={exactCount.isFetching} onExact={() => setExact(true)} totals={!pane || totals.length > 0} writable={writable} askable={askable} handle={grid} instead={instead}
          onRange={setRange} onRoom={setRoom} onSort={(name, add) => onState({ sort: nextSort(state.sort.length || add ? sort : [], name, add) })} onFilter={(filter) => onState({ filter })}
          onMove={(name, target, side) => setNames(moveColumn(names, name, target, side))} onWidth={(name, width) => setPreference(withWidth(preference, name, width))}
          onHead={() => setSelection(selection.all || selection.ids.size ? noSelection : pickLoaded(loadedIds()))} onPick={pick} onPickLoaded={() => { if (!pane) setSelection(pickLoaded(loadedIds())); }} onUnpick={() => setSelection(noSelection)} onToggleGroup={toggleGroup}
          onClickRow={onClickRow} onOpenRow={(row, depth) => onOpen(row.id, depth)} onCommit={(row, field, value) => void saves.commit(row, field, value)} onDropIssue={saves.drop}
          hover={hoverOf(object)}
        />
      )}
      {!pane && <SelectionBar object={object} def={def} selection={selection} total={total} capped={known?.capped ?? false} rows={rows} columns={names} onAll={() => setSelection(pickAll)} onNone={() => setSelection(noSelection)} />}
      <span className="ws-visually-hidden" aria-live="polite">{selection.all || selection.ids.size ? t('list.selected', { count: selection.all ? total : selection.ids.size }) : ''}</span>
    </section>
  );
}

/** One function per object for ever, so that rows are not drawn again for it. */
const hovers = new Map<string, (row: WireRecord) => ReactNode>();
function hoverOf(object: string): (row: WireRecord) => ReactNode {
  let hover = hovers.get(object);
  if (!hover) { hover = (row) => <HoverActions object={object} id={row.id} />; hovers.set(object, hover); }
  return hover;
}

/** The same object for as long as it says the same. */
function useSame<T>(value: T): T {
  const kept = useRef(value);
  if (kept.current !== value && JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
  return kept.current;
}
/** A pane does not show the column that names its own parent. */
const parentField = (base: Filter | undefined): string | undefined => (base && 'field' in base && base.op === 'eq' ? base.field : undefined);
/** Columns asked from the server: those shown, and what names and labels a row. */
const askedColumns = (def: AnyDef, names: readonly string[]): string[] => [...new Set([...names, def.titleField])];

/** Another question begins with nothing ticked; opening, editing and scrolling keep the ticks. */
function useSelection(identity: string): [Selection, (next: Selection) => void] {
  const [kept, setKept] = useState({ identity, selection: noSelection });
  return [kept.identity === identity ? kept.selection : noSelection, useCallback((selection: Selection) => setKept({ identity, selection }), [identity])];
}

function useTellRows(view: ReturnType<typeof useList>['view'], total: number, selectedId: string | undefined, onRows: Props['onRows'], onPlace: Props['onPlace']): void {
  const told = useRef('');
  useEffect(() => {
    if (!onRows || view.stale || view.pending) return;
    const ids = view.loaded().filter((id) => id !== undefined);
    const mark = `${total} ${ids.length} ${ids[0]} ${ids.at(-1)}`;
    if (mark !== told.current) { told.current = mark; onRows(ids, total); }
  });
  const line = selectedId ? view.lineOfId(selectedId) : -1;
  useEffect(() => onPlace?.(line, total), [onPlace, line, total]);
}

/** Opens the record before or after the open one, and reads on where the next one has not arrived yet. */
function useWalk(view: ReturnType<typeof useList>['view'], selectedId: string | undefined, onOpen: Props['onOpen'], grid: RefObject<GridHandle | null>): (delta: number) => void {
  const waiting = useRef<number | null>(null);
  const known = useRef({ id: '', line: -1 });
  const ahead = useRef(new Set<string>());
  const line = selectedId ? view.lineOfId(selectedId) : -1;
  // Steps may come faster than the page follows; those still on their way do not take the place back.
  if (selectedId && selectedId !== known.current.id && !ahead.current.has(selectedId)) { ahead.current.clear(); known.current = { id: selectedId, line }; } else if (line >= 0 && selectedId === known.current.id) known.current.line = line;
  const open = (target: number): boolean => {
    const row = view.row(target);
    if (!row) return false;
    waiting.current = null;
    ahead.current.add(row.id);
    known.current = { id: row.id, line: target };
    onOpen(row.id, 'peek');
    return true;
  };
  useEffect(() => { if (waiting.current !== null) open(waiting.current); });
  return (delta) => {
    if (known.current.line < 0) return;
    let target = (waiting.current ?? known.current.line) + delta;
    while (view.spot(target)?.kind === 'head') target += delta;
    if (target < 0 || target >= view.lines) return;
    grid.current?.reveal(target);
    if (!open(target)) waiting.current = target;
  };
}

function useHandle(handle: Props['handle'], grid: RefObject<GridHandle | null>, more: Pick<TableHandle, 'search' | 'walk'>): void {
  useEffect(() => {
    if (!handle) return;
    handle.current = {
      ...more, focus: () => grid.current?.focus(), moveRow: (delta) => grid.current?.moveRow(delta), current: () => grid.current?.current(), edit: () => grid.current?.edit(), reveal: (line) => grid.current?.reveal(line), pick: () => grid.current?.pick(),
    };
  });
}
