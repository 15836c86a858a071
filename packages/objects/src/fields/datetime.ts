import { localToInstant, instantToLocal } from '../dates.ts';
import { type Common, type FieldTypeSpec, operatorSets } from './common.ts';
import { parseDay } from './date.ts';

/** An instant, timestamptz(3), ISO text in UTC on the wire. */
export type DatetimeField = Common & { default?: 'now' };
export const datetime = <const O extends DatetimeField>(options: O) => ({ type: 'datetime' as const, ...options });

/** Reads a day with a time (and perhaps a zone); a text without a zone is meant in `timeZone`. */
export function parseInstant(input: string, timeZone: string): string | null {
  const text = input.normalize('NFKC').trim();
  const match = /^(.+?)(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  const day = match ? parseDay(match[1] ?? '') : null;
  if (!match || !day) return null;
  const [hour, minute, second] = [match[2], match[3], match[4]].map((part) => Number(part ?? 0)) as [number, number, number];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const millis = (match[5] ?? '').slice(0, 3).padEnd(3, '0');
  const local = `${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}.${millis}`;
  if (!match[6]) return localToInstant(local, timeZone);
  const at = new Date(`${local}${match[6].length === 5 ? `${match[6].slice(0, 3)}:${match[6].slice(3)}` : match[6]}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

export const datetimeType: FieldTypeSpec<DatetimeField> = {
  storage: () => ({ type: 'timestamptz', precision: 3 }),
  schema: () => ({ type: 'string', format: 'date-time', maxLength: 40 }),
  operators: operatorSets.time,
  measures: ['min', 'max'],
  parse(input, _field, { timeZone }) {
    const value = parseInstant(input, timeZone);
    return value ? { value } : { error: 'datetime.shape' };
  },
  format: (value, _field, { timeZone }) => instantToLocal(String(value), timeZone).slice(0, 19).replace('T', ' '),
};
