import type { CountAnswer } from '@wellspring/objects';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../fields/field-value.tsx';
import { useLocale } from '../../app/i18n.ts';
import type { Column } from './columns.ts';

type Sums = Readonly<Record<string, string | number | null>>;
type Props = { object: string; columns: readonly Column[]; width: number; lead: number; sums: Sums; count: CountAnswer | undefined; onExact: () => void; counting: boolean };

/** The foot of the list: count and sums of everything the filter finds, not of what is on the screen. */
export function TotalsRow({ object, columns, width, lead, sums, count, onExact, counting }: Props) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const shown = count === undefined ? '' : count.count.toLocaleString(locale);
  return (
    <div className="ws-totals" style={{ width }} role="row" tabIndex={-1}>
      <span role="gridcell" tabIndex={-1} className="ws-totals-count" style={{ paddingLeft: lead > 12 ? lead + 8 : 12 }}>
        <b>{t('list.total')} {count?.capped ? `${shown}+` : shown}</b>
        {count?.capped ? <Button size="small" type="link" loading={counting} onClick={onExact}>{t('list.exact')}</Button> : <span className="ws-totals-note">{t('list.wholeFilter')}</span>}
      </span>
      <SumCells object={object} columns={columns} sums={sums} />
    </div>
  );
}

/** Sums standing under the columns they sum. */
export function SumCells({ object, columns, sums }: { object: string; columns: readonly Column[]; sums: Sums }) {
  return columns.map((column) => (Object.hasOwn(sums, column.name) ? (
    <span key={column.name} role="gridcell" tabIndex={-1} className="ws-cell is-right ws-sum" style={{ width: column.width, position: 'absolute', left: column.left }}>
      <FieldValue object={object} field={column.name} value={sums[column.name]} mode="cell" />
    </span>
  ) : null));
}
