import type { Column } from './columns.ts';

const LENGTHS = [62, 48, 74, 55, 68, 42];
type Props = { id: string; index: number; top: number; height: number; width: number; columns: readonly Column[]; pickable: boolean };

/** A row that has not arrived yet: bars in the places of its values. */
export function SkeletonRow({ id, index, top, height, width, columns, pickable }: Props) {
  return (
    <div id={id} role="row" aria-rowindex={index + 2} aria-busy="true" tabIndex={-1} className="ws-row ws-row-blank" style={{ top, height, width }}>
      {pickable && <span className="ws-cell ws-cell-pick"><span className="ws-skeleton ws-skeleton-box" /></span>}
      {columns.map((column, at) => (
        <span key={column.name} role="gridcell" tabIndex={-1} className={column.align === 'right' ? 'ws-cell is-right' : 'ws-cell'} style={{ width: column.width, position: 'absolute', left: column.left }}>
          <span className="ws-skeleton" style={{ width: `${LENGTHS[(index + at) % LENGTHS.length]}%` }} />
        </span>
      ))}
    </div>
  );
}
