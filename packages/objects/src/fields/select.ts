import { type Common, cleanText, type FieldTypeSpec, operatorSets, type TextContext } from './common.ts';

/** One choice. Colour means something or is absent: success = won, error = lost, warning = stalled, accent = going on. */
export type Option = { key: string; label: string; color?: 'accent' | 'success' | 'warning' | 'error' };
/** `open`: any other text of up to 64 characters is a value too (industries, sources); the options are the usual ones. `steps`: the options are ordered stages. */
export type SelectField = Common & { options: readonly Option[]; open?: boolean; steps?: boolean; default?: string };
export const select = <const O extends SelectField>(options: O) => ({ type: 'select' as const, ...options });

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The key whose key or label, in any of our languages the context knows, reads like the text. */
export function optionKey(input: string, options: readonly Option[], name: string, context: TextContext): string | null {
  const wanted = fold(input);
  const hit = options.find((option) => [option.key, option.label, context.optionLabel?.(name, option.key) ?? ''].some((word) => fold(word) === wanted));
  return hit?.key ?? null;
}

export const selectType: FieldTypeSpec<SelectField & { name?: string }> = {
  storage: () => ({ type: 'text' }),
  schema: (field) => (field.open ? { type: 'string', minLength: 1, maxLength: 64, pattern: '\\S' } : { type: 'string', enum: field.options.map((option) => option.key) }),
  operators: operatorSets.choice,
  measures: [],
  parse(input, field, context) {
    const key = optionKey(input, field.options, field.name ?? '', context);
    if (key) return { value: key };
    const free = cleanText(input, false);
    return field.open && free.length <= 64 ? { value: free } : { error: 'select.unknown' };
  },
  format: (value, field, context) => (field.name && context.optionLabel?.(field.name, String(value))) || (field.options.find((option) => option.key === value)?.label ?? String(value)),
};
