import type { Labels } from '@wellspring/objects';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../app/i18n.ts';
import { FieldValue } from '../../fields/field-value.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { GroupHead } from '../use-list.ts';

type Props = { object: string; field: string; head: GroupHead; labels: Labels; style: CSSProperties; open: boolean; onToggle: () => void };

/** The head of a group among cards. */
export function CardGroup({ object, field, head, labels, style, open, onToggle }: Props) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const [sum] = Object.entries(head.sums);
  return (
    <li className="ws-card-group" style={style}>
      <button type="button" aria-expanded={open} onClick={onToggle}>
        <Icon name={open ? 'down' : 'right'} size={14} />
        <b>{head.value === null ? t('list.blank') : <FieldValue object={object} field={field} value={head.value} labels={labels} mode="text" />}</b>
        <span className="ws-group-count">{head.count.toLocaleString(locale)}</span>
        <span className="ws-grow" />
        {sum && <FieldValue object={object} field={sum[0]} value={sum[1]} mode="cell" />}
      </button>
    </li>
  );
}
