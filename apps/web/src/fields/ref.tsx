import type { Filter } from '@wellspring/objects';
import { later } from '../ui/later.tsx';
import { RecordLink } from '../ui/record-link.tsx';
import { Dash, isBlank } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

const RefPicker = later(() => import('../records/ref-picker.tsx').then((module) => module.RefPicker), <span className="ws-input-wait" />);
export const RefMany = later(() => import('./ref-many.tsx').then((module) => module.RefMany), <span className="ws-input-wait" />);

const targetOf = (def: DisplayProps['def']): string => ('to' in def && typeof def.to === 'string' ? def.to : 'user');

/** The title of another record, which a click opens; a record the reader may not see is "—". */
export function RefDisplay({ value, def, labels, mode }: DisplayProps) {
  if (isBlank(value)) return <Dash mode={mode} />;
  const to = targetOf(def);
  const title = labels?.[to]?.[String(value)];
  if (title === undefined) return <Dash mode={mode} always />;
  return mode === 'text' ? <>{title}</> : <RecordLink object={to} id={String(value)} quiet={mode === 'cell' || to === 'user'}>{title}</RecordLink>;
}
function filterFrom(def: DisplayProps['def'], record: Record<string, unknown> | undefined): Filter | undefined {
  if (def.type !== 'ref' || !def.filterBy || !record) return undefined;
  const parts = Object.entries(def.filterBy).filter(([, own]) => !isBlank(record[own])).map(([field, own]) => ({ field, op: 'eq' as const, value: record[own] }));
  return parts.length ? { and: parts } : undefined;
}
export function RefInput(props: InputProps) {
  const filter = filterFrom(props.def, props.record);
  return (
    <RefPicker
      to={targetOf(props.def)} value={(props.value as string | null | undefined) ?? null} labels={props.labels} {...(filter ? { filter } : {})}
      onChange={(value) => { props.onChange(value); props.onCommit?.(value); }} onCancel={props.onCancel}
      autoFocus={props.autoFocus} status={props.status} size={props.size} id={props.id} disabled={props.disabled} placeholder={props.placeholder}
    />
  );
}
export const refView: FieldView = { Display: RefDisplay, Input: RefInput, Filter: filterOf(RefInput, RefMany), width: 170, align: 'left' };
