import type { ImportState, RefDecision, UnknownRef } from '@wellspring/objects';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../app/i18n.ts';
import { defIn, useCan, useMeta } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { RefPicker } from '../ref-picker.tsx';
import { namedOnly } from './target-fields.ts';

const FIRST = 30;
type Decision = RefDecision['values'][string];
type Value = UnknownRef['values'][number];
type Props = { state: ImportState; unknown: readonly UnknownRef[]; onRefs: (refs: ImportState['refs']) => void };

/** Names in the file that mean no known record: each is mapped to one, created, left out, or its rows are refused. */
export function UnknownRefs({ state, unknown, onRefs }: Props) {
  const meta = useMeta();
  const can = useCan();
  return unknown.map((ref) => {
    const field = defIn(meta, state.object)?.fields[ref.field] as { required?: boolean } | undefined;
    const creates = can.do(ref.object, 'create') && namedOnly(defIn(meta, ref.object));
    const decision = state.refs[ref.field] ?? { values: {}, other: 'refuse' as const };
    return <OneColumn key={ref.field} state={state} unknown={ref} decision={decision} creates={creates} blanks={!field?.required} onDecide={(next) => onRefs({ ...state.refs, [ref.field]: next })} />;
  });
}

type ColumnProps = { state: ImportState; unknown: UnknownRef; decision: RefDecision; creates: boolean; blanks: boolean; onDecide: (decision: RefDecision) => void };
function OneColumn({ state, unknown, decision, creates, blanks, onDecide }: ColumnProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [locale] = useLocale();
  const [all, setAll] = useState(false);
  const { values, object, field, more } = unknown;
  const named = words.field(state.object, field);
  const suggested = values.filter((value) => value.suggestion && !Object.hasOwn(decision.values, value.text));
  const open = values.filter((value) => !Object.hasOwn(decision.values, value.text));
  const rows = values.reduce((sum, value) => sum + value.rows, 0);
  const decide = (entries: readonly (readonly [string, Decision])[]): void => onDecide({ ...decision, values: { ...decision.values, ...Object.fromEntries(entries) } });
  const others = (['refuse', ...(creates ? ['create'] : []), ...(blanks ? ['blank'] : [])] as RefDecision['other'][]).map((value) => ({ value, label: t(`import.rest.${value}`) }));
  return (
    <section className="ws-imp-part" aria-label={t('import.unknown', { field: named })}>
      <div className="ws-imp-head"><h2>{t('import.unknown', { field: named })}</h2><span className="ws-t3 ws-num">{t('import.unknownCount', { count: values.length + more, rows: rows.toLocaleString(locale) })}</span></div>
      <div className="ws-imp-all">
        {suggested.length ? <Button size="small" onClick={() => decide(suggested.map((value) => [value.text, { id: value.suggestion?.id ?? '' }]))}>{t('import.useSuggestions', { count: suggested.length })}</Button> : null}
        {creates && open.length > 1 ? <Button size="small" onClick={() => decide(open.map((value) => [value.text, 'create']))}>{t('import.createAll', { count: open.length })}</Button> : null}
      </div>
      <ul className="ws-imp-refs">
        {values.slice(0, all ? undefined : FIRST).map((value) => (
          <OneValue key={value.text} object={object} value={value} decision={Object.hasOwn(decision.values, value.text) ? decision.values[value.text] : undefined} other={value.text === '' ? (blanks ? 'blank' : 'refuse') : decision.other} creates={creates} blanks={blanks} onDecide={(next) => decide([[value.text, next]])} />
        ))}
      </ul>
      {values.length > FIRST && !all ? <Button type="link" size="small" className="ws-imp-more" onClick={() => setAll(true)}>{t('import.moreNames', { count: values.length - FIRST })}</Button> : null}
      <label className="ws-imp-rest"><span className="ws-t2">{t('import.rest', { count: more })}</span><Select<RefDecision['other']> size="small" value={decision.other} popupMatchSelectWidth={false} aria-label={`${named}: ${t('import.rest', { count: more })}`} options={others} onChange={(other) => onDecide({ ...decision, other })} /></label>
    </section>
  );
}

type ValueProps = { object: string; value: Value; decision: Decision | undefined; other: RefDecision['other']; creates: boolean; blanks: boolean; onDecide: (decision: Decision) => void };
function OneValue({ object, value, decision, other, creates, blanks, onDecide }: ValueProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [locale] = useLocale();
  const [picking, setPicking] = useState(false);
  const { suggestion } = value;
  const mode = picking ? 'pick' : typeof decision === 'object' ? (decision.id === suggestion?.id ? 'use' : 'pick') : (decision ?? null);
  const options = [
    ...(suggestion ? [{ value: 'use', label: t('import.useOne', { title: suggestion.title }) }] : []),
    { value: 'pick', label: t('import.pickOne', { object: words.one(object) }) },
    ...(creates ? [{ value: 'create', label: t(value.text === '' ? 'import.createBlank' : 'import.createOne', { name: value.text }) }] : []),
    ...(blanks ? [{ value: 'blank', label: t('import.leaveBlank') }] : []),
    { value: 'refuse', label: t('import.refuse') },
  ];
  const choose = (next: string): void => {
    setPicking(next === 'pick');
    if (next === 'use' && suggestion) onDecide({ id: suggestion.id });
    else if (next !== 'pick') onDecide(next as Decision);
  };
  const text = value.text === '' ? t('import.blankCell') : value.text;
  return (
    <li>
      <div><b className={value.text === '' ? 'ws-ellipsis ws-t3' : 'ws-ellipsis'} title={text}>{text}</b><span className="ws-grow" /><span className="ws-t3 ws-sm ws-num">{t('import.rows', { count: value.rows, text: value.rows.toLocaleString(locale) })}</span></div>
      <div className="ws-imp-decide">
        <Select<string> className="ws-select" size="small" value={mode} placeholder={t(`import.now.${other}`)} popupMatchSelectWidth={false} aria-label={t('import.decideFor', { name: text })} options={options} onChange={choose} {...(mode === null && suggestion ? { status: 'warning' as const } : {})} />
        {mode === 'pick' ? <RefPicker to={object} size="small" autoFocus={picking} value={typeof decision === 'object' ? decision.id : null} onChange={(id) => { if (id) { setPicking(false); onDecide({ id }); } }} /> : null}
        {mode !== null && mode !== 'pick' ? <Icon name="check" size={14} className={mode === 'refuse' ? 'ws-t3' : 'ws-ok'} /> : null}
      </div>
    </li>
  );
}
