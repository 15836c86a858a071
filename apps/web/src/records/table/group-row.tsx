import type { Labels } from '@wellspring/objects';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../fields/field-value.tsx';
import { useLocale } from '../../app/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import type { GroupHead } from '../use-list.ts';
import type { Column } from './columns.ts';
import { SumCells } from './totals-row.tsx';

type Props = { object: string; field: string; head: GroupHead; labels: Labels; open: boolean; top: number; height: number; width: number; columns: readonly Column[]; index: number; focused: boolean; id: string; onToggle: () => void };

/** The head of a group: its value, how many, and their sums. */
export function GroupRow({ object, field, head, labels, open, top, height, width, columns, index, focused, id, onToggle }: Props) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  return (
    <div role="row" id={id} aria-rowindex={index + 2} aria-expanded={open} tabIndex={-1} className={focused ? 'ws-group is-focus' : 'ws-group'} style={{ top, height, width }}>
      <span role="gridcell" tabIndex={-1} className="ws-group-cell">
        <button type="button" className="ws-group-toggle" tabIndex={-1} aria-label={t(open ? 'list.closeGroup' : 'list.openGroup')} onClick={onToggle}>
          <Icon name={open ? 'down' : 'right'} size={14} />
          <b>{head.value === null ? t('list.blank') : <FieldValue object={object} field={field} value={head.value} labels={labels} mode="text" />}</b>
          <span className="ws-group-count">{head.count.toLocaleString(locale)}</span>
        </button>
      </span>
      <SumCells object={object} columns={columns} sums={head.sums} />
    </div>
  );
}
