import type { ColumnMapping, ImportColumn, ImportState } from '@wellspring/objects';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { columnLetters, type Target } from './target-fields.ts';

const NOT = '';
const SURE = 0.8;
type Props = { state: ImportState; targets: readonly Target[]; onMapping: (mapping: ColumnMapping[]) => void };

/** Which column means which field. A field is filled from one column; choosing it elsewhere moves it. */
export function MappingTable({ state, targets, onMapping }: Props) {
  const { t } = useTranslation();
  const lines = state.columns.flatMap((column) => {
    const own = state.mapping.filter((one) => one.column === column.column);
    return (own.length ? own : [{ column: column.column, field: null }]).map((entry, part) => ({ column, entry, part, parts: own.length }));
  });
  const set = (at: number, field: string | null): void =>
    onMapping(lines.map(({ entry }, index) => ({ column: entry.column, field: index === at ? field : entry.field === field && field !== null ? null : entry.field })));
  const add = (at: number): void => onMapping(lines.flatMap(({ entry }, index) => (index === at ? [entry, { column: entry.column, field: null }] : [entry])));
  const drop = (at: number): void => onMapping(lines.flatMap(({ entry }, index) => (index === at ? [] : [entry])));
  return (
    <div className="ws-map" role="table" aria-label={t('import.mapping')}>
      <div className="ws-map-row ws-map-head" role="row">
        {['column', 'header', 'sample', '', 'field', 'confidence', 'basis'].map((name) => <span key={name} role="columnheader">{name ? t(`import.col.${name}`) : null}</span>)}
      </div>
      {lines.map(({ column, entry, part, parts }, index) => (
        <div key={`${column.column}-${part}`} className={`ws-map-row${entry.field === null ? ' is-off' : ''}`} role="row">
          <span className="ws-map-letter" role="cell">{part ? '' : columnLetters(column.column)}</span>
          <span className="ws-map-name" role="cell"><b className="ws-ellipsis" title={column.header}>{part ? '' : column.header}</b></span>
          <span className="ws-map-sample" role="cell"><span className="ws-ellipsis" title={column.samples.join('\n')}>{part ? '' : column.samples[0] ?? '—'}</span></span>
          <span className="ws-map-arrow" role="cell"><Icon name="arrow" size={14} /></span>
          <span role="cell" className="ws-map-field"><FieldSelect state={state} targets={targets} column={column} value={entry.field} onChange={(field) => set(index, field)} /></span>
          <span role="cell" className="ws-map-sure"><Confidence column={column} field={entry.field} /></span>
          <span role="cell" className="ws-map-basis">
            <Basis state={state} column={column} field={entry.field} targets={targets} /><span className="ws-grow" />
            {parts > 1 ? <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('import.dropField')} title={t('import.dropField')} onClick={() => drop(index)}><Icon name="x" size={14} /></button> : null}
            {entry.field !== null && part === parts - 1 ? <button type="button" className="ws-icon-btn ws-icon-btn-s ws-map-add" aria-label={t('import.addField', { header: column.header })} title={t('import.addField', { header: column.header })} onClick={() => add(index)}><Icon name="plus" size={14} /></button> : null}
          </span>
        </div>
      ))}
    </div>
  );
}

type SelectProps = { state: ImportState; targets: readonly Target[]; column: ImportColumn; value: string | null; onChange: (field: string | null) => void };
function FieldSelect({ state, targets, column, value, onChange }: SelectProps) {
  const { t } = useTranslation();
  const words = useWords();
  const takenBy = new Map(state.mapping.filter(({ field }) => field !== null).map(({ column: index, field }) => [field, index]));
  const options = [{ value: NOT, name: t('import.notImported'), required: false, taken: '' }, ...targets.map(({ name, required }) => ({ value: name, name: words.field(state.object, name), required, taken: name !== value && takenBy.has(name) ? columnLetters(takenBy.get(name) ?? 0) : '' }))];
  // A guess that rests on little is asked to be looked at.
  const doubtful = value !== null && value === column.guess && !state.remembered && column.confidence < SURE;
  return (
    <Select<string>
      className="ws-select" value={value ?? NOT} status={doubtful ? 'warning' : ''} popupMatchSelectWidth={240} aria-label={t('import.fieldFor', { header: column.header })}
      showSearch={{ filterOption: (text, option) => `${(option as { name?: string })?.name} ${option?.value}`.toLowerCase().includes(text.toLowerCase()) }}
      options={options} onChange={(next) => onChange(next === NOT ? null : next)}
      labelRender={(label) => { const option = options.find((one) => one.value === label.value); return option?.value === NOT ? <span className="ws-t3">{option.name}</span> : <span>{option?.name ?? String(label.value)}{option?.required ? <b className="ws-bad"> *</b> : null}</span>; }}
      optionRender={(option) => { const one = option.data as (typeof options)[number]; return <span className="ws-map-option"><span className="ws-ellipsis">{one.name}{one.required ? <b className="ws-bad"> *</b> : null}</span>{one.taken ? <small>{t('import.takenBy', { column: one.taken })}</small> : null}</span>; }}
    />
  );
}

function Confidence({ column, field }: { column: ImportColumn; field: string | null }) {
  const { t } = useTranslation();
  if (field === null) return <span className="ws-dash">—</span>;
  if (field !== column.guess) return <span className="ws-t3 ws-sm">{t('import.byHand')}</span>;
  const percent = Math.round(column.confidence * 100);
  const sure = column.confidence >= SURE;
  return <span className={sure ? 'ws-sure' : 'ws-sure is-doubtful'}><i aria-hidden="true"><b style={{ width: `${percent}%` }} /></i><span className="ws-num">{percent}%</span></span>;
}

/** Why the column was taken for this field, and what becomes of its texts. */
function Basis({ state, column, field, targets }: { state: ImportState; column: ImportColumn; field: string | null; targets: readonly Target[] }) {
  const { t } = useTranslation();
  const words = useWords();
  if (field === null) return <span className="ws-t3 ws-ellipsis">{t(column.guess === null ? 'import.basis.none' : 'import.basis.off')}</span>;
  const to = targets.find(({ name }) => name === field)?.to;
  const why = field !== column.guess ? (state.remembered ? 'before' : '') : state.remembered ? 'before' : column.confidence >= 1 ? 'same' : column.confidence >= SURE ? 'usual' : column.confidence > 0.5 ? 'like' : 'content';
  const text = [why ? t(`import.basis.${why}`) : '', to ? t('import.basis.ref', { object: words.object(to) }) : ''].filter(Boolean).join(t('import.comma'));
  return <span className={`ws-ellipsis${why === 'content' || why === 'like' ? ' ws-warn' : ''}`} title={text}>{text}</span>;
}
