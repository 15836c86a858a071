import type { ImportCheckResult, ImportPatch, ImportState } from '@wellspring/objects';
import { Checkbox, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { columnLetters } from './target-fields.ts';

const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252'];
const SEPARATORS = [',', ';', '\t', '|'];
type Props = { state: ImportState; result: ImportCheckResult | null; busy: boolean; onPatch: (patch: ImportPatch) => void };

const isNumeric = (text: string): boolean => text === '' || /^[-+¥$€]?[\d,.\s]+%?$/.test(text);

/** How the file was read, to be corrected, and its first rows as they come out of that. */
export function PreviewTable({ state, result, busy, onPatch }: Props) {
  const { t } = useTranslation();
  const numeric = state.columns.map(({ column }) => state.preview.some((row) => row[column]) && state.preview.every((row) => isNumeric(row[column] ?? '')));
  return (
    <section className="ws-imp-preview" aria-label={t('import.preview')} aria-busy={busy}>
      <div className="ws-imp-head">
        <h2>{t('import.preview')}</h2><span className="ws-t3">{t('import.previewRows', { count: state.preview.length })}</span>
        <span className="ws-grow" />
        <ReadOptions state={state} onPatch={onPatch} />
      </div>
      <div className="ws-sheet-scroll" tabIndex={0} role="region" aria-label={t('import.preview')}>
        <table className="ws-sheet-table">
          <thead>
            <tr><th aria-label={t('import.line')} />{state.columns.map(({ column }) => <th key={column} scope="col" aria-label={columnLetters(column)}>{columnLetters(column)}</th>)}</tr>
            {state.headerRow > 0 ? <tr className="is-header"><th scope="row">{state.headerRow}</th>{state.columns.map(({ column, header }) => <td key={column} className={numeric[column] ? 'is-right' : ''}><span className="ws-ellipsis" title={header}>{header}</span></td>)}</tr> : null}
          </thead>
          <tbody>
            {state.preview.map((row, index) => {
              const line = state.headerRow + 1 + index;
              return (
                <tr key={line}>
                  <th scope="row">{line}</th>
                  {state.columns.map(({ column }) => {
                    const text = row[column] ?? '';
                    const mark = markOf(state, result, column, text, line);
                    return <td key={column} className={`${numeric[column] ? 'is-right' : ''}${mark ? ` is-${mark}` : ''}`}><span className="ws-ellipsis" title={text}>{text}</span></td>;
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Cells the check found fault with. */
function markOf(state: ImportState, result: ImportCheckResult | null, column: number, text: string, line: number): 'bad' | 'unknown' | null {
  if (!result) return null;
  const fields = state.mapping.filter((one) => one.column === column).map(({ field }) => field);
  // A name that needs a decision is in doubt, even while its rows are refused.
  if (result.unknown.some((ref) => fields.includes(ref.field) && ref.values.some((value) => value.text === text))) return 'unknown';
  return result.errors.some((error) => error.row === line && fields.includes(error.field ?? null) && (error.value ?? '') === text) ? 'bad' : null;
}

function ReadOptions({ state, onPatch }: { state: ImportState; onPatch: (patch: ImportPatch) => void }) {
  const { t } = useTranslation();
  return (
    <div className="ws-imp-read">
      {state.encoding !== null ? <label><span>{t('import.encoding')}</span><Select<string> size="small" value={state.encoding} popupMatchSelectWidth={false} aria-label={t('import.encoding')} options={ENCODINGS.map((value) => ({ value, label: t(`import.enc.${value}`) }))} onChange={(encoding) => onPatch({ encoding })} /></label> : null}
      {state.separator !== null ? <label><span>{t('import.separator')}</span><Select<string> size="small" value={state.separator} popupMatchSelectWidth={false} aria-label={t('import.separator')} options={SEPARATORS.map((value) => ({ value, label: t(`import.sep.${SEPARATORS.indexOf(value)}`) }))} onChange={(separator) => onPatch({ separator })} /></label> : null}
      {state.sheets.length > 1 ? <label><span>{t('import.sheet')}</span><Select<string> size="small" value={state.sheet ?? ''} popupMatchSelectWidth={false} aria-label={t('import.sheet')} options={state.sheets.map((value) => ({ value, label: value }))} onChange={(sheet) => onPatch({ sheet })} /></label> : null}
      <span className="ws-imp-header">
        <Checkbox checked={state.headerRow > 0} onChange={(event) => onPatch({ headerRow: event.target.checked ? 1 : 0 })}>{t('import.headerRow')}</Checkbox>
        {state.headerRow > 0 ? <InputNumber className="ws-imp-header-row" size="small" min={1} max={1000} precision={0} changeOnWheel={false} value={state.headerRow} aria-label={t('import.headerRowNumber')} onChange={(value) => { if (value && value !== state.headerRow) onPatch({ headerRow: value }); }} /> : null}
      </span>
    </div>
  );
}
