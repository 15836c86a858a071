import { type AnyDef, type FieldDef, fieldOf, type Labels, labels as words, maskValue, specOf } from '@wellspring/objects';
import { readableFields } from '../access/fields.ts';
import type { Ctx } from '../ctx.ts';

/** Names of the definition's second line that the caller may read. */
export const subtitleFields = (ctx: Ctx, def: AnyDef): string[] => (def.subtitle ?? []).filter((name) => readableFields(ctx, def).has(name));

/** A field's value as people read it in the caller's language; '' for a blank or an invisible record. */
export function valueText(ctx: Ctx, def: AnyDef, name: string, value: unknown, labels: Labels): string {
  const field = fieldOf(def, name) as FieldDef;
  if (value === null || value === undefined) return '';
  if (readableFields(ctx, def).get(name) === 'mask') return String(maskValue(value));
  if (field.type === 'ref' || field.type === 'user') return labels[field.to ?? 'user']?.[String(value)] ?? '';
  return specOf(field).format(value, { ...field, name } as never, { locale: ctx.locale, timeZone: ctx.timeZone, optionLabel: (option, key) => words.option(def, option, key, ctx.locale) });
}

/** First line of a record in a picker; masked as the field is, blank where it may not be read. */
export function titleText(ctx: Ctx, def: AnyDef, value: unknown): string {
  const right = readableFields(ctx, def).get(def.titleField);
  return right === undefined || value === null ? '' : String(right === 'mask' ? maskValue(value) : value);
}
export const subtitleText = (ctx: Ctx, def: AnyDef, values: Record<string, unknown>, labels: Labels): string =>
  subtitleFields(ctx, def).map((name) => valueText(ctx, def, name, values[name], labels)).filter(Boolean).join(' · ');
