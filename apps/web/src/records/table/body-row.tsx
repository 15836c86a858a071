import type { AnyDef, Labels, WireRecord } from '@wellspring/objects';
import { Checkbox, Tooltip } from 'antd';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../fields/field-value.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Column } from './columns.ts';
import { EditCell } from './edit-cell.tsx';
import type { Step } from './editing.ts';
import { IssueCell } from './issue-cell.tsx';
import type { CellIssue } from './use-cell-saves.ts';

/** What a row tells the table. One object that never changes, so that rows are drawn again only for their own sake. */
export type RowActions = {
  click: (event: MouseEvent, row: WireRecord, line: number, column: string | null) => void;
  doubleClick: (event: MouseEvent, row: WireRecord, line: number, column: string | null) => void;
  pick: (event: { shiftKey: boolean }, id: string, line: number) => void;
  finish: (row: WireRecord, field: string, value: unknown, changed: boolean, step: Step, focus: boolean) => void;
  cancel: () => void;
  hover?: ((row: WireRecord) => ReactNode) | undefined;
};
export type Editing = { column: number; clear: boolean };
type Props = {
  gridId: string; object: string; def: AnyDef; row: WireRecord; line: number; index: number; top: number; height: number; width: number;
  columns: readonly Column[]; first: number; last: number; labels: Labels;
  open: boolean; picked: boolean; editable: boolean; focus: number | null; editing: Editing | null; pickable: boolean;
  issues: Readonly<Record<string, CellIssue>> | undefined; writable: (name: string) => boolean; actions: RowActions;
};

const columnOf = (event: MouseEvent): string | null => (event.target as HTMLElement).closest('[data-column]')?.getAttribute('data-column') ?? null;

/** A row of the list: a box to tick it, a cell per column, and at the end of the name what one does with it most. */
export const BodyRow = memo(function BodyRow(props: Props) {
  const { gridId, row, line, index, top, height, width, columns, first, last, open, picked, focus, pickable, def, actions } = props;
  const { t } = useTranslation();
  const classes = ['ws-row', open ? 'is-open' : '', picked ? 'is-picked' : '', focus === -1 ? 'is-focus' : ''].filter(Boolean).join(' ');
  return (
    <div
      id={`${gridId}-r${line}`} role="row" aria-rowindex={index + 2} aria-selected={picked} tabIndex={-1} className={classes} style={{ top, height, width }}
      onClick={(event) => actions.click(event, row, line, columnOf(event))} onDoubleClick={(event) => actions.doubleClick(event, row, line, columnOf(event))}
    >
      {pickable && (
        <span role="gridcell" aria-colindex={1} className="ws-cell ws-cell-pick" tabIndex={-1} onClick={(event) => { event.stopPropagation(); event.preventDefault(); actions.pick(event, row.id, line); }}>
          <Checkbox checked={picked} tabIndex={-1} aria-label={t('list.pick', { name: String(row[def.titleField] ?? '') })} />
        </span>
      )}
      {columns.map((column, at) => (column.pinned || (at >= first && at <= last) || props.editing?.column === at ? <BodyCell key={column.name} {...props} column={column} at={at} /> : null))}
    </div>
  );
});

function BodyCell({ gridId, object, def, row, line, column, at, labels, editable, focus, editing, issues, writable, actions, pickable }: Props & { column: Column; at: number }) {
  const { t } = useTranslation();
  const name = column.name;
  const issue = issues && Object.hasOwn(issues, name) ? issues[name] : undefined;
  const isTitle = name === def.titleField;
  const isEditing = editing?.column === at;
  const focused = focus === at;
  const free = editable && writable(name);
  const classes = ['ws-cell', column.align === 'right' ? 'is-right' : '', column.pinned ? 'is-pinned' : '', isTitle ? 'ws-cell-title' : '', focused ? 'is-focus' : '', isEditing ? 'is-editing' : '', issue ? 'is-bad' : ''].filter(Boolean).join(' ');
  return (
    <span
      role="gridcell" id={`${gridId}-r${line}c${at}`} aria-colindex={at + (pickable ? 2 : 1)} aria-readonly={!free} aria-invalid={issue ? true : undefined} data-column={name} tabIndex={-1}
      className={classes} style={column.pinned ? { width: column.width, left: column.left } : { width: column.width, transform: 'none', position: 'absolute', left: column.left }}
    >
      {isEditing ? (
        <EditCell object={object} field={name} row={row} labels={labels} value={issue ? issue.value : row[name]} clear={editing.clear} onFinish={(value, changed, step, back) => actions.finish(row, name, value, changed, step, back)} onCancel={actions.cancel} />
      ) : issue ? (
        <IssueCell object={object} field={name} row={row} labels={labels} issue={issue} />
      ) : isTitle ? (
        <TitleCell object={object} row={row} name={name} labels={labels} actions={actions} />
      ) : (
        <FieldValue object={object} field={name} value={row[name]} labels={labels} record={row} mode="cell" />
      )}
      {focused && !free && !isEditing && <Tooltip title={t(editable ? 'list.lockedField' : 'list.lockedRow')}><span className="ws-cell-lock"><Icon name="lock" size={12} /></span></Tooltip>}
    </span>
  );
}

function TitleCell({ object, row, name, labels, actions }: { object: string; row: WireRecord; name: string; labels: Labels; actions: RowActions }) {
  const { t } = useTranslation();
  const text = row[name];
  return (
    <>
      <a className="ws-title-link ws-ellipsis" href={`/o/${object}/${row.id}`} tabIndex={-1} title={typeof text === 'string' ? text : undefined} onClick={(event) => event.preventDefault()} draggable={false}>
        {text === null || text === undefined || text === '' ? t('list.untitled') : <FieldValue object={object} field={name} value={text} labels={labels} record={row} mode="text" />}
      </a>
      {actions.hover && <span className="ws-hover" onClick={(event) => event.stopPropagation()} onDoubleClick={(event) => event.stopPropagation()} role="presentation">{actions.hover(row)}</span>}
    </>
  );
}
