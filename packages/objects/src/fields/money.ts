import { type Common, type FieldTypeSpec, operatorSets } from './common.ts';
import { digitsOf, parseDecimal } from './number.ts';

/** An amount in the company's currency, numeric(18,2), carried as a decimal text from the table to the screen. */
export type MoneyField = Common & { min?: 0 };
export const money = <const O extends MoneyField>(options: O) => ({ type: 'money' as const, ...options });

export const moneyType: FieldTypeSpec<MoneyField> = {
  storage: () => ({ type: 'numeric', precision: 18, scale: 2 }),
  schema: (field) => ({ type: 'string', pattern: `^${field.min === 0 ? '' : '-?'}\\d{1,16}(\\.\\d{1,2})?$` }),
  operators: operatorSets.number,
  measures: ['sum', 'avg', 'min', 'max'],
  parse(input, field) {
    const value = parseDecimal(input);
    if (value === null) return { error: 'money.shape' };
    const digits = digitsOf(value);
    if (digits.scale > 2) return { error: 'number.scale', params: { scale: 2 } };
    if (digits.whole > 16) return { error: 'number.too-large' };
    return field.min === 0 && value.startsWith('-') ? { error: 'number.negative' } : { value };
  },
  format: String,
};
