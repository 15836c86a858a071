import engine from '../locales/errors/engine.json' with { type: 'json' };
import type { Locale } from './fields/common.ts';

export type ErrorTexts = Readonly<Record<string, Readonly<Record<Locale, string>>>>;

/** Text of a code in a table of texts, `{name}` replaced from params; an unknown code reads as the general text. */
export function textIn(table: ErrorTexts, code: string, locale: Locale, params: Readonly<Record<string, unknown>> = {}): string {
  const texts = Object.hasOwn(table, code) ? table[code] : engine['request.invalid'];
  return (texts?.[locale] ?? code).replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));
}

/** What is wrong with a value, in the reader's language: the part of the texts that forms check by themselves and browsers carry. */
export const fieldText = (code: string, locale: Locale, params: Readonly<Record<string, unknown>> = {}): string => textIn(engine, code, locale, params);
