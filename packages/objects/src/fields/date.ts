import { type Common, type FieldTypeSpec, operatorSets } from './common.ts';

/** A calendar day without a zone, `YYYY-MM-DD` everywhere. */
export type DateField = Common;
export const date = <const O extends DateField>(options: O) => ({ type: 'date' as const, ...options });

/** A day that exists, as ISO text; null otherwise. Years 1 to 9999. */
export function isoDay(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(2000, month - 1, day));
  at.setUTCFullYear(year);
  const exists = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return exists ? `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` : null;
}

/** Reads the usual spellings of a day: 2026-11-03, 2026/11/3, 2026.11.3, 2026年11月3日, 20261103, with or without a midnight behind. Day-first and month-first forms are refused: nobody can tell them apart. */
export function parseDay(input: string): string | null {
  const text = input.normalize('NFKC').trim().replace(/[T ]00:00(:00(\.0+)?)?Z?$/, '');
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return match ? isoDay(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

export const dateType: FieldTypeSpec<DateField> = {
  storage: () => ({ type: 'date' }),
  schema: () => ({ type: 'string', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
  operators: operatorSets.time,
  measures: ['min', 'max'],
  parse(input) {
    const value = parseDay(input);
    return value ? { value } : { error: 'date.shape' };
  },
  format: String,
};
