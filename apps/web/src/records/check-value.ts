import { fieldText, type FieldDef, type Fields, type Locale, specOf, suspiciousMobile } from '@wellspring/objects';

type Context = { locale: Locale; timeZone: string };
const isBlank = (value: unknown): boolean => value === null || value === undefined || value === '' || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** What is wrong with a value before the server sees it, in the reader's words; null where nothing is. The parsers are the server's own. */
export function checkValue(field: FieldDef, value: unknown, { locale, timeZone }: Context): string | null {
  if (isBlank(value)) return field.required && field.type !== 'bool' ? fieldText('field.required', locale) : null;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return null;
  const parsed = specOf(field).parse(text, field, { locale, timeZone });
  return 'error' in parsed ? fieldText(parsed.error, locale, parsed.params) : null;
}
/** A doubt that does not stop anybody: the mobile number looks cut. */
export const doubtOf = (field: FieldDef, value: unknown): { code: 'mobile'; digits: number } | null =>
  field.type === 'phone' && typeof value === 'string' && suspiciousMobile(value) ? { code: 'mobile', digits: value.replace(/\D/g, '').length } : null;

/** Errors of a whole form by field; readonly fields are nobody's fault. */
export function checkValues(fields: Fields, values: Record<string, unknown>, context: Context): Record<string, string> {
  const faults = Object.entries(fields).flatMap(([name, field]) => {
    if (field.readonly) return [];
    const fault = checkValue(field, values[name], context);
    return fault ? [[name, fault] as const] : [];
  });
  return Object.fromEntries(faults);
}
/** What a form opens with: the definition's defaults, then the prefilled values. Only the prefilled ones are sent unless changed. */
export function startValues(fields: Fields, draft: Record<string, unknown> = {}, now: () => string = () => new Date().toISOString()): Record<string, unknown> {
  const defaults = Object.entries(fields).flatMap(([name, field]) => ('default' in field && field.default !== undefined && !field.readonly ? [[name, field.default === 'now' ? now() : field.default] as const] : []));
  return { ...Object.fromEntries(defaults), ...draft };
}
/** The body of a create: what was prefilled and what was changed, nothing blank, nothing else. */
export function createBody(draft: Record<string, unknown>, changed: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...draft, ...changed }).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const).filter(([, value]) => !isBlank(value)));
}
