import { type Condition, type FieldDef, type Operator, PERIODS } from '@wellspring/objects';
import { Select } from 'antd';
import type { ComponentType } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { operatorsFor, type Shape, shapeOf } from './filter-of.tsx';
import type { FilterProps, InputProps } from './types.ts';

type Value = ComponentType<InputProps>;
export type FilterFormProps = FilterProps & { single: Value; many: Value | undefined };
type ValueProps = { single: Value; many: Value | undefined; value: unknown; onValue: (value: unknown) => void } & Pick<FilterProps, 'object' | 'field' | 'def'>;

const isTime = (def: FieldDef): boolean => def.type === 'date' || def.type === 'datetime' || (def.type === 'rollup' && def.as === 'datetime');
const usable = (shape: Shape, value: unknown): boolean =>
  shape === 'none' || (shape === 'two' ? Array.isArray(value) && value.length === 2 && value.every((end) => end !== null && end !== undefined && end !== '') : Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '');

/** Operator and value of a condition, by the inputs of its field. */
export function FilterForm({ object, field, def, condition, onChange, single, many }: FilterFormProps) {
  const { t } = useTranslation();
  const ops = operatorsFor(def, Boolean(many));
  const [draft, setDraft] = useState<{ op: Operator; value: unknown }>({ op: condition?.op ?? ops[0] ?? 'eq', value: condition?.value ?? null });
  const say = (next: { op: Operator; value: unknown }): void => {
    setDraft(next);
    const shape = shapeOf(next.op);
    const complete: Condition | null = usable(shape, next.value) ? (shape === 'none' ? { field, op: next.op } : { field, op: next.op, value: next.value }) : null;
    onChange(complete);
  };
  const op = condition?.op ?? draft.op;
  const value = condition ? condition.value : draft.value;
  const shape = shapeOf(op);
  return (
    <div className="ws-filter">
      <Select<Operator>
        className="ws-filter-op" size="small" value={op} popupMatchSelectWidth={false} aria-label={t('filter.operator')}
        options={ops.map((each) => ({ value: each, label: t(isTime(def) && TIME_WORDS.includes(each) ? `op.time.${each}` : `op.${each}`) }))}
        onChange={(next) => say({ op: next, value: shapeOf(next) === shape ? value : null })}
      />
      <ValueOf shape={shape} single={single} many={many} object={object} field={field} def={def} value={value} onValue={(next) => say({ op, value: next })} />
    </div>
  );
}
const TIME_WORDS: readonly Operator[] = ['eq', 'gt', 'gte', 'lt', 'lte', 'between'];

function ValueOf({ shape, ...props }: ValueProps & { shape: Shape }) {
  const { t } = useTranslation();
  const { single: Single, many: Many, value, onValue, ...field } = props;
  if (shape === 'none') return null;
  if (shape === 'period') {
    return <Select<string> className="ws-select" size="small" value={typeof value === 'string' ? value : null} placeholder={t('filter.period')} showSearch={{ optionFilterProp: 'label' }} options={PERIODS.map((period) => ({ value: period, label: t(`period.${period}`) }))} onChange={onValue} />;
  }
  if (shape === 'many' && Many) return <Many {...field} size="small" value={value} onChange={onValue} placeholder={t('filter.values')} />;
  if (shape === 'two') {
    const [from, to] = Array.isArray(value) ? value : [null, null];
    return (
      <span className="ws-filter-two">
        <Single {...field} size="small" value={from ?? null} onChange={(next) => onValue([next, to ?? null])} placeholder={t('filter.from')} />
        <span className="ws-t3">–</span>
        <Single {...field} size="small" value={to ?? null} onChange={(next) => onValue([from ?? null, next])} placeholder={t('filter.to')} />
      </span>
    );
  }
  return <Single {...field} size="small" value={value ?? null} onChange={onValue} placeholder={t('filter.value')} />;
}
