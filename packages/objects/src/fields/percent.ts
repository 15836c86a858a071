import { type Common, type FieldTypeSpec, operatorSets } from './common.ts';
import { parseDecimal } from './number.ts';

/** Whole per cents, 0 to 100. */
export type PercentField = Common;
export const percent = <const O extends PercentField>(options: O) => ({ type: 'percent' as const, ...options });

export const percentType: FieldTypeSpec<PercentField> = {
  storage: () => ({ type: 'integer' }),
  schema: () => ({ type: 'integer', minimum: 0, maximum: 100 }),
  operators: operatorSets.number,
  measures: ['avg', 'min', 'max'],
  parse(input) {
    const value = parseDecimal(input.replace(/[%％]\s*$/, ''));
    if (value === null || value.includes('.')) return { error: 'int.shape' };
    return Number(value) < 0 || Number(value) > 100 ? { error: 'number.range', params: { min: 0, max: 100 } } : { value: Number(value) };
  },
  format: (value) => `${value}%`,
};
