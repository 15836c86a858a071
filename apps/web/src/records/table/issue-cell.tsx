import type { Labels, WireRecord } from '@wellspring/objects';
import { Tooltip } from 'antd';
import { FieldValue } from '../../fields/field-value.tsx';
import type { CellIssue } from './use-cell-saves.ts';

type Props = { object: string; field: string; row: WireRecord; labels: Labels; issue: CellIssue };

/** A value that could not be saved: it stays as written and says why; F2 goes on with it, Esc lets it go. */
export function IssueCell({ object, field, row, labels, issue }: Props) {
  return (
    <Tooltip title={issue.message} defaultOpen>
      <span className="ws-ellipsis ws-issue"><FieldValue object={object} field={field} value={issue.value} labels={labels} record={row} mode="text" /><span className="ws-visually-hidden" role="alert">{issue.message}</span></span>
    </Tooltip>
  );
}
