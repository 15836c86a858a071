import { type Common, type FieldTypeSpec, operatorSets } from './common.ts';
import { digitsOf, parseDecimal } from './number.ts';

/** `scale`: digits after the point (default 4). Travels as a decimal text, never as a float. */
export type DecimalField = Common & { scale?: number };
export const decimal = <const O extends DecimalField>(options: O) => ({ type: 'decimal' as const, ...options });

export const decimalType: FieldTypeSpec<DecimalField> = {
  storage: (field) => ({ type: 'numeric', precision: 18, scale: field.scale ?? 4 }),
  schema: (field) => ({ type: 'string', pattern: `^-?\\d{1,${18 - (field.scale ?? 4)}}(\\.\\d{1,${field.scale ?? 4}})?$` }),
  operators: operatorSets.number,
  measures: ['sum', 'avg', 'min', 'max'],
  parse(input, field) {
    const scale = field.scale ?? 4;
    const value = parseDecimal(input);
    if (value === null) return { error: 'decimal.shape' };
    const digits = digitsOf(value);
    if (digits.scale > scale) return { error: 'number.scale', params: { scale } };
    return digits.whole > 18 - scale ? { error: 'number.too-large' } : { value };
  },
  format: String,
};
