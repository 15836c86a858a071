import type { ColumnMapping, RowError } from '@wellspring/objects';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../app/i18n.ts';
import { useWords } from '../../meta/use-words.ts';
import { columnLetters } from './target-fields.ts';

const FIRST = 20;
type Props = { object: string; mapping: readonly ColumnMapping[]; errors: readonly RowError[]; failed: number };

/** Rows that are refused, each with the cell, what stands there and why it does not do. */
export function RowErrors({ object, mapping, errors, failed }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const [locale] = useLocale();
  const [all, setAll] = useState(false);
  if (!failed && !errors.length) return null;
  const shown = all ? errors : errors.slice(0, FIRST);
  const cell = (error: RowError): string => {
    const column = mapping.find(({ field }) => field !== null && field === error.field)?.column;
    return column === undefined ? t('import.row', { row: error.row }) : `${columnLetters(column)}${error.row}`;
  };
  return (
    <section className="ws-imp-part" aria-label={t('import.badRows')}>
      <div className="ws-imp-head"><h2>{t('import.badRows')}</h2><span className="ws-t3 ws-num">{failed.toLocaleString(locale)}</span></div>
      <ul className="ws-imp-errors">
        {shown.map((error, index) => (
          <li key={`${error.row}-${error.field}-${index}`}>
            <div>{error.field ? <span className="ws-tag ws-tag-bad">{words.field(object, error.field)}</span> : null}<b className="ws-ellipsis" title={error.value ?? error.title}>{error.value || error.title || t('import.blankCell')}</b><span className="ws-grow" /><code>{cell(error)}</code></div>
            <p>{error.message}</p>
          </li>
        ))}
      </ul>
      {errors.length > FIRST && !all ? <Button type="link" size="small" className="ws-imp-more" onClick={() => setAll(true)}>{t('import.moreErrors', { count: errors.length - FIRST })}</Button> : null}
      {all && failed > errors.length ? <p className="ws-t3 ws-sm ws-imp-more">{t('import.errorsCut')}</p> : null}
    </section>
  );
}
