import { type Common, characters, cleanText, type FieldTypeSpec, operatorSets } from './common.ts';

/** `person`: the text is a person's name, so its pinyin is read in surname mode. */
export type TextField = Common & { max?: number; person?: boolean; hint?: string };
export const text = <const O extends TextField>(options: O) => ({ type: 'text' as const, ...options });

export const textType: FieldTypeSpec<TextField> = {
  storage: () => ({ type: 'text' }),
  schema: (field) => ({ type: 'string', minLength: 1, maxLength: field.max ?? 200, pattern: '\\S' }),
  operators: operatorSets.text,
  measures: [],
  parse(input, field) {
    const value = cleanText(input, false);
    const max = field.max ?? 200;
    return characters(value) > max ? { error: 'text.too-long', params: { max } } : { value };
  },
  format: String,
};
