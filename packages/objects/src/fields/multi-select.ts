import { type Common, cleanText, type FieldTypeSpec } from './common.ts';
import { type Option, optionKey, selectType } from './select.ts';

export type MultiSelectField = Common & { options: readonly Option[]; open?: boolean };
export const multiSelect = <const O extends MultiSelectField>(options: O) => ({ type: 'multiSelect' as const, ...options });

export const multiSelectType: FieldTypeSpec<MultiSelectField & { name?: string }> = {
  storage: () => ({ type: 'text', array: true }),
  schema: (field) => ({ type: 'array', uniqueItems: true, maxItems: 50, items: selectType.schema(field) }),
  operators: ['hasAny', 'hasAll', 'hasNone', 'empty', 'notEmpty'],
  measures: [],
  parse(input, field, context) {
    const words = input.split(/[;；,，、|]/).map((word) => cleanText(word, false)).filter(Boolean);
    const keys = words.map((word) => optionKey(word, field.options, field.name ?? '', context) ?? (field.open && word.length <= 64 ? word : null));
    return keys.some((key) => key === null) ? { error: 'select.unknown' } : { value: [...new Set(keys)].slice(0, 50) };
  },
  format: (value, field, context) => (Array.isArray(value) ? value : []).map((key) => selectType.format(key, field, context)).join('; '),
};
