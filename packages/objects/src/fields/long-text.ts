import { type Common, characters, cleanText, type FieldTypeSpec } from './common.ts';

export type LongTextField = Common & { max?: number };
export const longText = <const O extends LongTextField>(options: O) => ({ type: 'longText' as const, ...options });

export const longTextType: FieldTypeSpec<LongTextField> = {
  storage: () => ({ type: 'text' }),
  schema: (field) => ({ type: 'string', maxLength: field.max ?? 10_000 }),
  operators: ['contains', 'empty', 'notEmpty'],
  measures: [],
  parse(input, field) {
    const value = cleanText(input, true);
    const max = field.max ?? 10_000;
    return characters(value) > max ? { error: 'text.too-long', params: { max } } : { value };
  },
  format: String,
};
