import type { AnyDef, CountAnswer, Filter, SortKey, WireRecord } from '@wellspring/objects';
import { type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject, useEffect, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { ListView } from '../use-list.ts';
import { BodyRow, type Editing, type RowActions } from './body-row.tsx';
import { type Column, columnWindow } from './columns.ts';
import { afterStep, type Cell, isComposing, moveCell, startsTyping, type Step } from './editing.ts';
import { GroupRow } from './group-row.tsx';
import { HeadRow } from './head-row.tsx';
import { MAX_PIXELS } from './page-plan.ts';
import { SkeletonRow } from './skeleton-row.tsx';
import { headState, isPicked, type Selection } from './selection.ts';
import { TotalsRow } from './totals-row.tsx';
import type { Issues } from './use-cell-saves.ts';

export type GridHandle = { focus: () => void; moveRow: (delta: number) => void; current: () => WireRecord | undefined; edit: () => void; reveal: (line: number) => void; pick: () => void };
export const LEAD = 40;
const OVERSCAN = 10;
const HEAD = 30;

type Props = {
  object: string; def: AnyDef; view: ListView; columns: readonly Column[]; width: number; rowHeight: number; label: string;
  sort: readonly SortKey[]; filter: Filter | undefined; group: string | undefined; selection: Selection; selectedId: string | undefined; pickable: boolean; issues: Issues;
  sums: Readonly<Record<string, string | number | null>>; count: CountAnswer | undefined; counting: boolean; onExact: () => void; totals: boolean;
  writable: (name: string) => boolean; askable: (name: string) => boolean;
  onRange: (first: number, last: number) => void; onRoom: (width: number) => void;
  onSort: (name: string, add: boolean) => void; onFilter: (filter: Filter | undefined) => void; onMove: (name: string, target: string, side: 'before' | 'after') => void; onWidth: (name: string, width: number | null) => void;
  onHead: () => void; onPick: (id: string, range: boolean) => void; onPickLoaded: () => void; onUnpick: () => void; onToggleGroup: (key: string) => void;
  onClickRow: (event: MouseEvent, row: WireRecord, column: string | null) => boolean; onOpenRow: (row: WireRecord, depth: 'peek' | 'window' | 'page' | 'tab') => void; onCommit: (row: WireRecord, field: string, value: unknown) => void;
  onDropIssue: (id: string, field: string) => void; hover?: ((row: WireRecord) => ReactNode) | undefined;
  handle?: RefObject<GridHandle | null> | undefined; instead?: ReactNode;
};

/** The grid: head, the rows in view, foot. It keeps where the focus is and what is being edited; everything else is told to it. */
export function Grid(props: Props) {
  const { view, columns, width, rowHeight, selection, def, object, pickable } = props;
  const { t } = useTranslation();
  const gridId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [cell, setCell] = useState<Cell>({ line: 0, column: -1 });
  const [editing, setEditing] = useState<(Editing & { id: string }) | null>(null);
  const [active, setActive] = useState(false);
  const lines = Math.min(view.lines, Math.floor(MAX_PIXELS / rowHeight));
  const { first, last, columnFirst, columnLast, measure, page } = useWindow(box, { lines, rowHeight, columns, onRange: props.onRange, onRoom: props.onRoom });
  const at: Cell = { line: Math.max(0, Math.min(lines - 1, cell.line)), column: Math.min(columns.length - 1, cell.column) };
  const rowAtFocus = view.row(at.line);

  const reveal = (next: Cell): void => {
    const element = box.current;
    if (!element) return;
    const foot = props.totals ? HEAD : 0;
    const top = next.line * rowHeight;
    const room = element.clientHeight - HEAD - foot;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room;
    const column = columns[next.column];
    if (!column || column.pinned) return;
    const held = columns.filter((other) => other.pinned).reduce((sum, other) => sum + other.width, LEAD);
    if (column.left - held < element.scrollLeft) element.scrollLeft = column.left - held;
    else if (column.left + column.width > element.scrollLeft + element.clientWidth) element.scrollLeft = column.left + column.width - element.clientWidth;
  };
  const go = (next: Cell): void => { setCell(next); reveal(next); };
  const mayEdit = (row: WireRecord | undefined, column: number): row is WireRecord => row !== undefined && view.editable.has(row.id) && columns[column] !== undefined && props.writable(columns[column].name);
  const begin = (column: number, clear: boolean, row = rowAtFocus): boolean => {
    if (!mayEdit(row, column)) return false;
    // The input must stand and have the focus before this key writes its sign, or before an input method begins to compose.
    flushSync(() => setEditing({ id: row.id, column, clear }));
    return true;
  };
  const focusGrid = (): void => box.current?.focus({ preventScroll: true });

  // Rows get one object of handlers that never changes; it reaches what is current through this ref.
  const latest = useRef<RowActions | null>(null);
  latest.current = {
    click: (event, row, line, column) => {
      // The browser gives the focus to the cell itself, where the keys of the grid are not heard.
      focusGrid();
      // Whoever opens records means rows, and the letter keys are his; whoever clicks a value with nothing open means the cell.
      const opened = props.onClickRow(event, row, column);
      setCell({ line, column: opened || column === null ? -1 : columns.findIndex((other) => other.name === column) });
    },
    doubleClick: (event, row, line, column) => {
      if (column === null || column === def.titleField) { props.onOpenRow(row, 'window'); return; }
      const index = columns.findIndex((other) => other.name === column);
      setCell({ line, column: index });
      event.preventDefault();
      begin(index, false, row);
    },
    pick: (event, id, line) => { focusGrid(); setCell({ line, column: -1 }); props.onPick(id, event.shiftKey); },
    finish: (row, field, value, changed, step: Step, focus) => {
      setEditing(null);
      if (changed) props.onCommit(row, field, value);
      if (!focus) return;
      focusGrid();
      go(afterStep(at, step, lines, columns.map((column) => props.writable(column.name))));
    },
    cancel: () => { setEditing(null); focusGrid(); },
    hover: props.hover,
  };
  const actions = useMemo<RowActions>(() => ({
    click: (...all) => latest.current?.click(...all), doubleClick: (...all) => latest.current?.doubleClick(...all), pick: (...all) => latest.current?.pick(...all),
    finish: (...all) => latest.current?.finish(...all), cancel: () => latest.current?.cancel(),
    hover: props.hover ? (row) => latest.current?.hover?.(row) : undefined,
  }), [props.hover]);

  useImperativeHandle(props.handle, () => ({
    focus: focusGrid, reveal: (line) => go({ line, column: -1 }), pick: () => { if (rowAtFocus) props.onPick(rowAtFocus.id, false); }, moveRow: (delta) => go({ line: Math.max(0, Math.min(lines - 1, at.line + delta)), column: -1 }), current: () => rowAtFocus,
    edit: () => { const index = at.column >= 0 ? at.column : columns.findIndex((_, position) => mayEdit(rowAtFocus, position)); if (index >= 0) { setCell({ ...at, column: index }); begin(index, false); } },
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== box.current) return;
    const composing = isComposing(event);
    const ctrl = event.ctrlKey || event.metaKey;
    const take = (): void => { event.preventDefault(); event.stopPropagation(); };
    if (composing || (at.column >= 0 && startsTyping(event))) { if (at.column >= 0) { event.stopPropagation(); begin(at.column, true); } return; }
    const moved = moveCell(at, event.key, { lines, columns: columns.length, page, ctrl });
    if (moved) { take(); go(moved); return; }
    const head = view.spot(at.line);
    if (event.key === 'Enter' && head?.kind === 'head') { take(); props.onToggleGroup(view.sections[head.section]?.key ?? ''); return; }
    const keys: Record<string, () => void> = {
      Enter: () => { if (at.column >= 0 && begin(at.column, false)) return; if (rowAtFocus) props.onOpenRow(rowAtFocus, event.shiftKey ? 'window' : ctrl ? 'tab' : event.altKey ? 'page' : 'peek'); },
      F2: () => { begin(Math.max(0, at.column), false); },
      Escape: () => {
        const name = columns[at.column]?.name;
        if (rowAtFocus && name && props.issues[rowAtFocus.id]?.[name]) props.onDropIssue(rowAtFocus.id, name);
        else setCell({ ...at, column: -1 });
      },
      ' ': () => { if (rowAtFocus) props.onPick(rowAtFocus.id, event.shiftKey); },
      a: () => { if (ctrl) props.onPickLoaded(); },
    };
    // With nothing left to leave here, Esc belongs to the page, which closes the record beside the list.
    if (event.key === 'Escape' && at.column < 0) { if (selection.all || selection.ids.size) { take(); props.onUnpick(); } return; }
    if (Object.hasOwn(keys, event.key) && (event.key !== 'a' || ctrl)) { take(); keys[event.key]?.(); }
  };

  const visible: ReactNode[] = [];
  for (let line = first; line <= last; line++) {
    const spot = view.spot(line);
    if (!spot) continue;
    const place = { top: line * rowHeight, height: rowHeight, width };
    const head = view.heads[spot.section];
    if (spot.kind === 'head' && head && props.group !== undefined) {
      visible.push(<GroupRow key={`head ${head.key}`} {...place} id={`${gridId}-r${line}`} object={object} field={props.group} head={head} labels={view.labels} open={view.sections[spot.section]?.open ?? false} columns={columns} index={line} focused={active && at.line === line} onToggle={() => props.onToggleGroup(head.key)} />);
      continue;
    }
    const row = view.row(line);
    if (!row) { visible.push(<SkeletonRow key={`blank ${line}`} {...place} id={`${gridId}-r${line}`} index={line} columns={columns} pickable={pickable} />); continue; }
    visible.push(
      <BodyRow
        key={row.id} {...place} gridId={gridId} object={object} def={def} row={row} line={line} index={line} columns={columns} first={columnFirst} last={columnLast} labels={view.labels}
        open={row.id === props.selectedId} picked={isPicked(selection, row.id)} editable={view.editable.has(row.id)} focus={active && at.line === line ? at.column : null} editing={editing?.id === row.id ? editing : null}
        pickable={pickable} issues={props.issues[row.id]} writable={props.writable} actions={actions}
      />,
    );
  }
  const loaded = selection.all || !selection.ids.size ? [] : view.loaded().filter((id) => id !== undefined);
  const descendant = active && lines > 0 ? (at.column >= 0 && rowAtFocus ? `${gridId}-r${at.line}c${at.column}` : `${gridId}-r${at.line}`) : undefined;
  return (
    <>
    <div
      ref={box} role="grid" aria-label={props.label} aria-rowcount={view.lines + 1} aria-colcount={columns.length + (pickable ? 1 : 0)} aria-multiselectable aria-activedescendant={descendant} aria-busy={view.pending || view.stale}
      className={view.stale ? 'ws-grid is-stale' : 'ws-grid'} tabIndex={props.instead ? -1 : 0} onScroll={measure} onKeyDown={onKeyDown} onFocus={(event) => { if (event.target === box.current) setActive(true); else if (isRowPart(event.target)) focusGrid(); }} onBlur={(event) => { if (event.target === box.current) setActive(false); }}
    >
      <div className="ws-grid-inner" style={{ minWidth: width }}>
        <HeadRow object={object} def={def} gridId={gridId} columns={columns} width={width} first={columnFirst} last={columnLast} sort={props.sort} filter={props.filter} askable={props.askable} pickable={pickable} head={headState(selection, loaded)} onHead={props.onHead} onSort={props.onSort} onFilter={props.onFilter} onMove={props.onMove} onWidth={props.onWidth} />
        {props.instead ? <div role="row" tabIndex={-1} className="ws-grid-instead"><div role="gridcell" tabIndex={-1}>{props.instead}</div></div> : <div role="rowgroup" className="ws-grid-body" style={{ height: lines * rowHeight, width }}>{visible}</div>}
        {props.totals && !props.instead && <TotalsRow object={object} columns={columns} width={width} lead={pickable ? LEAD : 0} sums={props.sums} count={props.count} counting={props.counting} onExact={props.onExact} />}
      </div>
    </div>
    {/* Beside the grid, not in it: a grid has rows and nothing else. */}
    <span className="ws-visually-hidden" aria-live="polite">{view.pending ? t('base.loading') : ''}</span>
    </>
  );
}

/** A row, a cell or what stands in it takes no focus of its own: the keys are heard in one place. Inputs of an edit and the controls of the head keep theirs. */
const isRowPart = (target: Element): boolean => target.closest('.ws-grid-body') !== null && target.closest('.ws-edit, .ws-hover') === null;

/** Which rows and columns are in view, from where the grid is scrolled to; rows are of equal height, so this is one division. */
function useWindow(box: RefObject<HTMLDivElement | null>, { lines, rowHeight, columns, onRange, onRoom }: { lines: number; rowHeight: number; columns: readonly Column[]; onRange: (first: number, last: number) => void; onRoom: (width: number) => void }) {
  const [place, setPlace] = useState({ top: 0, left: 0, height: 600, width: 1000 });
  const measure = (): void => {
    const element = box.current;
    if (!element) return;
    const next = { top: element.scrollTop, left: element.scrollLeft, height: element.clientHeight || 600, width: element.clientWidth || 1000 };
    // Half the overscan may pass before the rows are drawn anew: scrolling by a few pixels costs nothing.
    setPlace((old) => (Math.abs(old.top - next.top) < (OVERSCAN / 2) * rowHeight && Math.abs(old.left - next.left) < 80 && old.height === next.height && old.width === next.width ? old : next));
    onRoom(next.width);
  };
  useLayoutEffect(() => {
    measure();
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const seen = { first: Math.floor(place.top / rowHeight), last: Math.ceil((place.top + place.height) / rowHeight) };
  const first = Math.max(0, Math.min(seen.first - OVERSCAN, lines - 1));
  const last = Math.min(lines - 1, seen.last + OVERSCAN);
  useEffect(() => onRange(seen.first, seen.last), [onRange, seen.first, seen.last]);
  const { first: columnFirst, last: columnLast } = columnWindow(columns, place.left, place.width);
  return { first, last, columnFirst, columnLast, measure, page: Math.max(1, Math.floor(place.height / rowHeight) - 2) };
}
