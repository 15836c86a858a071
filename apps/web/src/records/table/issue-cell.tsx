import type { Labels, WireRecord } from '@wellspring/objects';
import { Button, Popover, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../fields/field-value.tsx';
import type { CellIssue } from './use-cell-saves.ts';

type Props = { object: string; field: string; row: WireRecord; labels: Labels; issue: CellIssue; onSettle: (choice: 'mine' | 'theirs') => void };

/** A value that could not be saved: it stays as written, says why, and offers what can be done. */
export function IssueCell({ object, field, row, labels, issue, onSettle }: Props) {
  const { t } = useTranslation();
  const mine = <FieldValue object={object} field={field} value={issue.value} labels={labels} record={row} mode="text" />;
  if (!issue.theirs) return <Tooltip title={issue.message}><span className="ws-ellipsis ws-issue">{mine}</span></Tooltip>;
  const theirs = <FieldValue object={object} field={field} value={issue.theirs.record[field]} labels={{ ...labels, ...issue.theirs.labels }} record={issue.theirs.record} mode="text" />;
  const choices = (
    <div className="ws-conflict" role="group" aria-label={t('list.conflict')}>
      <p>{t('list.conflict')}</p>
      <dl><dt>{t('list.theirs')}</dt><dd>{theirs}</dd><dt>{t('list.mine')}</dt><dd>{mine}</dd></dl>
      <div className="ws-conflict-ends">
        <Button size="small" onClick={() => onSettle('theirs')}>{t('list.keepTheirs')}</Button>
        <Button size="small" type="primary" onClick={() => onSettle('mine')}>{t('list.keepMine')}</Button>
      </div>
    </div>
  );
  return (
    <Popover content={<div role="presentation" onClick={(event) => event.stopPropagation()} onDoubleClick={(event) => event.stopPropagation()}>{choices}</div>} defaultOpen trigger="click">
      <button type="button" className="ws-issue ws-ellipsis" onClick={(event) => event.stopPropagation()}>{mine}</button>
    </Popover>
  );
}
