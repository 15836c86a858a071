import { type Condition, type FieldDef, type Operator, operatorsOf, PERIODS } from '@wellspring/objects';
import { Select } from 'antd';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterProps, InputProps } from './types.ts';

type Value = ComponentType<InputProps>;
type ValueProps = { single: Value; many: Value | undefined; value: unknown; onValue: (value: unknown) => void } & Pick<FilterProps, 'object' | 'field' | 'def'>;

const NONE: readonly Operator[] = ['empty', 'notEmpty', 'isMe', 'isMyDept', 'isMyTree'];
const MANY: readonly Operator[] = ['in', 'notIn', 'hasAny', 'hasAll', 'hasNone'];
type Shape = 'none' | 'many' | 'two' | 'period' | 'one';
/** What kind of value an operator asks for. */
export function shapeOf(op: Operator): Shape {
  if (NONE.includes(op)) return 'none';
  if (MANY.includes(op)) return 'many';
  if (op === 'between') return 'two';
  return op === 'within' ? 'period' : 'one';
}
/** Operators a filter offers for a field: those of its type that it has a control for; the most usual one first. */
export function operatorsFor(def: FieldDef, many: boolean): readonly Operator[] {
  const offered = operatorsOf(def).filter((op) => op !== 'under' && (many || shapeOf(op) !== 'many'));
  const first = (['within', 'contains', 'in', 'hasAny'] as Operator[]).find((op) => offered.includes(op));
  return first ? [first, ...offered.filter((op) => op !== first)] : offered;
}
const isTime = (def: FieldDef): boolean => def.type === 'date' || def.type === 'datetime' || (def.type === 'rollup' && def.as === 'datetime');
const usable = (shape: Shape, value: unknown): boolean =>
  shape === 'none' || (shape === 'two' ? Array.isArray(value) && value.length === 2 && value.every((end) => end !== null && end !== undefined && end !== '') : Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '');

/** The filter of a field type, from its input for one value and, where it has one, for several. */
export function filterOf(single: Value, many?: Value): ComponentType<FilterProps> {
  return function Filter({ object, field, def, condition, onChange }: FilterProps) {
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
  };
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
