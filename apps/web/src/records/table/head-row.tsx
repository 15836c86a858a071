import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import type { AnyDef, Filter, SortKey } from '@wellspring/objects';
import { Checkbox } from 'antd';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { isSortable, sortName } from '../list-state.ts';
import { type Column, MAX_WIDTH, MIN_WIDTH } from './columns.ts';
import { conditionFor } from './filter-model.ts';
import { HeaderFilter } from './header-filter.tsx';

type Shared = {
  object: string; def: AnyDef; gridId: string; sort: readonly SortKey[]; askable: (name: string) => boolean; filter: Filter | undefined; first: number; last: number;
  onSort: (name: string, add: boolean) => void; onFilter: (filter: Filter | undefined) => void;
  onMove: (name: string, target: string, side: 'before' | 'after') => void; onWidth: (name: string, width: number | null) => void;
};
type Props = Shared & { columns: readonly Column[]; width: number; pickable: boolean; head: 'none' | 'some' | 'all'; onHead: () => void };

/** Heads of the columns: a click sorts, a drag moves, the edge resizes, the funnel filters. */
export function HeadRow({ columns, width, pickable, head, onHead, ...shared }: Props) {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className="ws-head">
      <div role="row" aria-rowindex={1} className="ws-head-row" style={{ width }} tabIndex={-1}>
        {pickable && (
          <span role="columnheader" aria-colindex={1} className="ws-headcell ws-cell-pick" tabIndex={-1}>
            <Checkbox checked={head === 'all'} indeterminate={head === 'some'} onChange={onHead} aria-label={t('list.pickLoaded')} />
          </span>
        )}
        {columns.map((column, at) => (column.pinned || (at >= shared.first && at <= shared.last) ? <HeadCell key={column.name} {...shared} column={column} at={at + (pickable ? 2 : 1)} /> : null))}
      </div>
    </div>
  );
}

function HeadCell({ object, def, gridId, sort, askable, filter, column, at, onSort, onFilter, onMove, onWidth }: Shared & { column: Column; at: number }) {
  const { t } = useTranslation();
  const words = useWords();
  const box = useRef<HTMLSpanElement>(null);
  const grip = useRef<HTMLButtonElement>(null);
  const [edge, setEdge] = useState<string | null>(null);
  const name = column.name;
  const level = sort.findIndex((key) => sortName(key) === name);
  const down = level >= 0 && sort[level]?.startsWith('-');
  const label = words.field(object, name);
  const sortable = askable(name) && isSortable(def, name);
  const filtered = conditionFor(filter, name) !== null;

  useEffect(() => {
    const element = box.current;
    const handle = grip.current;
    if (!element || !handle) return;
    return combine(
      draggable({ element, dragHandle: handle, getInitialData: () => ({ grid: gridId, name }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.grid === gridId && source.data.name !== name,
        getData: ({ input }) => attachClosestEdge({ name }, { element, input, allowedEdges: ['left', 'right'] }),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source }) => { setEdge(null); onMove(String(source.data.name), name, extractClosestEdge(self.data) === 'right' ? 'after' : 'before'); },
      }),
    );
  }, [gridId, name, onMove]);

  const classes = ['ws-headcell', column.align === 'right' ? 'is-right' : '', column.pinned ? 'is-pinned' : '', level >= 0 ? 'is-sorted' : '', filtered ? 'is-filtered' : '', edge ? `is-over-${edge}` : ''].filter(Boolean).join(' ');
  return (
    <span
      ref={box} role="columnheader" aria-colindex={at} aria-sort={level < 0 ? 'none' : down ? 'descending' : 'ascending'} className={classes} tabIndex={-1}
      style={column.pinned ? { width: column.width, left: column.left } : { width: column.width, position: 'absolute', left: column.left }}
    >
      <button ref={grip} type="button" className="ws-headlabel" title={sortable ? t('list.sortHint', { field: label }) : label} onClick={(event) => { if (sortable) onSort(name, event.shiftKey); }}>
        <span className="ws-ellipsis">{label}</span>
        {level >= 0 && <Icon name={down ? 'down' : 'up'} size={12} />}
        {level >= 0 && sort.length > 1 && <sup className="ws-sortlevel">{level + 1}</sup>}
      </button>
      {askable(name) && <HeaderFilter object={object} name={name} filter={filter} onFilter={onFilter} />}
      <ResizeGrip label={t('list.resize', { field: label })} width={column.width} onWidth={(width) => onWidth(name, width)} />
    </span>
  );
}

/** The edge of a head: dragging gives the column a width, a double click gives it back, arrows change it by keyboard. */
function ResizeGrip({ label, width, onWidth }: { label: string; width: number; onWidth: (width: number | null) => void }) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const move = (event: PointerEvent): void => { if (start.current) onWidth(start.current.width + event.clientX - start.current.x); };
  return (
    <span
      role="separator" aria-orientation="vertical" aria-label={label} aria-valuenow={width} aria-valuemin={MIN_WIDTH} aria-valuemax={MAX_WIDTH} tabIndex={-1} className="ws-grip"
      onPointerDown={(event) => { event.preventDefault(); event.stopPropagation(); event.currentTarget.setPointerCapture(event.pointerId); start.current = { x: event.clientX, width }; }}
      onPointerMove={move} onPointerUp={(event) => { move(event); start.current = null; }} onPointerCancel={() => { start.current = null; }}
      onDoubleClick={() => onWidth(null)}
      onKeyDown={(event) => { if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') { event.preventDefault(); event.stopPropagation(); onWidth(width + (event.key === 'ArrowRight' ? 8 : -8)); } }}
    />
  );
}
