import { type FieldDef, type Operator, operatorsOf } from '@wellspring/objects';
import type { ComponentType } from 'react';
import { later } from '../ui/later.tsx';
import type { FilterFormProps } from './filter-form.tsx';
import type { FilterProps, InputProps } from './types.ts';

type Value = ComponentType<InputProps>;
const FilterForm = later<FilterFormProps>(() => import('./filter-form.tsx').then((module) => module.FilterForm), <span className="ws-filter"><span className="ws-input-wait" /></span>);

const NONE: readonly Operator[] = ['empty', 'notEmpty', 'isMe', 'isMyDept', 'isMyTree'];
const MANY: readonly Operator[] = ['in', 'notIn', 'hasAny', 'hasAll', 'hasNone'];
export type Shape = 'none' | 'many' | 'two' | 'period' | 'one';
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
/** The filter of a field type, from its input for one value and, where it has one, for several. */
export function filterOf(single: Value, many?: Value): ComponentType<FilterProps> {
  return function Filter(props: FilterProps) {
    return <FilterForm {...props} single={single} many={many} />;
  };
}
