import { type Common, type FieldTypeSpec, operatorSets } from './common.ts';
import { parseDecimal } from './number.ts';

export type IntField = Common & { min?: number; max?: number };
export const int = <const O extends IntField>(options: O) => ({ type: 'int' as const, ...options });

const bounds = (field: IntField) => ({ minimum: field.min ?? -2_147_483_648, maximum: field.max ?? 2_147_483_647 });

export const intType: FieldTypeSpec<IntField> = {
  storage: () => ({ type: 'integer' }),
  schema: (field) => ({ type: 'integer', ...bounds(field) }),
  operators: operatorSets.number,
  measures: ['sum', 'avg', 'min', 'max'],
  parse(input, field) {
    const decimal = parseDecimal(input);
    if (decimal === null || decimal.includes('.')) return { error: 'int.shape' };
    const value = Number(decimal);
    const { minimum, maximum } = bounds(field);
    return value < minimum || value > maximum ? { error: 'number.range', params: { min: minimum, max: maximum } } : { value };
  },
  format: String,
};
