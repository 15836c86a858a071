import { addDays, dayOf, type FieldDef, type FieldType, isoDay, isUuid, localToInstant, PERIODS, type Period, parseDay, parseInstant, periodRange, QUERY_LIMITS, shiftedDay } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';

/** How values of a field are compared in SQL: many field types share a kind. */
export type Kind = 'text' | 'option' | 'options' | 'int' | 'numeric' | 'bool' | 'day' | 'instant' | 'id' | 'pointer';
const kinds: { [T in Exclude<FieldType, 'rollup'>]: Kind } = {
  text: 'text', longText: 'text', phone: 'text', email: 'text', url: 'text', select: 'option', multiSelect: 'options', int: 'int', percent: 'int',
  decimal: 'numeric', money: 'numeric', bool: 'bool', date: 'day', datetime: 'instant', ref: 'id', user: 'id', anyRef: 'pointer',
};
const rollups = { money: 'numeric', int: 'int', datetime: 'instant' } as const satisfies Record<string, Kind>;
export const kindOf = (field: FieldDef): Kind => (field.type === 'rollup' ? rollups[field.as] : kinds[field.type]);

/** What a kind is in PostgreSQL, and whether its values have an order and a meaning as a group. */
export const kindTraits: Record<Kind, { type: string; sortable: boolean; groupable: boolean }> = {
  text: { type: 'text', sortable: true, groupable: true }, option: { type: 'text', sortable: true, groupable: true }, options: { type: 'text[]', sortable: false, groupable: false },
  int: { type: 'bigint', sortable: true, groupable: true }, numeric: { type: 'numeric', sortable: true, groupable: true }, bool: { type: 'boolean', sortable: true, groupable: true },
  day: { type: 'date', sortable: true, groupable: true }, instant: { type: 'timestamptz', sortable: true, groupable: true }, id: { type: 'uuid', sortable: true, groupable: true },
  pointer: { type: 'uuid', sortable: false, groupable: false },
};

export const badValue = (path: string): UserError => new UserError('query.value', { field: path, params: { field: path } });

const DECIMAL = /^-?\d{1,24}(\.\d{1,8})?$/;
/** PostgreSQL holds neither NUL nor half of a surrogate pair. */
export const plainText = (value: unknown): string | undefined => (typeof value === 'string' && value.length <= 1000 && !/[\0\p{Surrogate}]/u.test(value) ? value : undefined);
const isMe = (value: unknown): boolean => typeof value === 'object' && value !== null && '$me' in value && value.$me === true && Object.keys(value).length === 1;

/** A value checked for its kind, or undefined. Days and instants are read by `timeSpan`. */
const checks: Record<Exclude<Kind, 'day' | 'instant' | 'pointer' | 'options'>, (value: unknown, field: FieldDef, ctx: Ctx) => unknown> = {
  text: plainText,
  option: plainText,
  int: (value) => (Number.isSafeInteger(value) ? value : undefined),
  numeric(value) {
    const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
    return typeof text === 'string' && DECIMAL.test(text) ? text : undefined;
  },
  bool: (value) => (typeof value === 'boolean' ? value : undefined),
  id: (value, field, ctx) => (isUuid(value) ? value : isMe(value) && 'to' in field && field.to === 'user' ? ctx.user.id : undefined),
};

/** One value as a typed parameter. @throws UserError `query.value` */
export function scalar(ctx: Ctx, path: string, field: FieldDef, value: unknown): Sql {
  const kind = kindOf(field);
  const good = kind in checks ? checks[kind as keyof typeof checks](value, field, ctx) : undefined;
  if (good === undefined) throw badValue(path);
  return sql`${good}${raw(`::${kindTraits[kind].type}`)}`;
}

/** A list of values as one array parameter; null for an empty list. @throws UserError `query.value` */
export function list(ctx: Ctx, path: string, field: FieldDef, value: unknown): Sql | null {
  if (!Array.isArray(value) || value.length > QUERY_LIMITS.list) throw badValue(path);
  if (value.length === 0) return null;
  const kind = kindOf(field) === 'options' ? 'option' : kindOf(field);
  const good = value.map((one) => (kind in checks ? checks[kind as keyof typeof checks](one, field, ctx) : undefined));
  if (good.includes(undefined)) throw badValue(path);
  return sql`${good}${raw(`::${kindTraits[kind].type}[]`)}`;
}

/** A stretch of time: from its first moment up to, and without, `to`; a single instant has none. */
export type Span = { from: string; to: string | null };

const startOf = (day: string, kind: Kind, timeZone: string): string => (kind === 'day' ? day : localToInstant(`${day}T00:00:00.000`, timeZone));
const realDay = (text: string): string | null => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? isoDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))) : null);

/** Reads a day, an instant, or a span like `-P30D` against today. @throws UserError `query.value` */
export function timeSpan(ctx: Ctx, path: string, kind: Kind, value: unknown): Span {
  if (typeof value !== 'string' || value.length > 40) throw badValue(path);
  const day = realDay(value) ?? shiftedDay(value, dayOf(ctx.now, ctx.timeZone)) ?? (kind === 'day' ? parseDay(value) : null);
  if (day) return { from: startOf(day, kind, ctx.timeZone), to: startOf(addDays(day, 1), kind, ctx.timeZone) };
  const instant = kind === 'instant' ? parseInstant(value, ctx.timeZone) : null;
  if (!instant) throw badValue(path);
  return { from: instant, to: null };
}

/** Reads a named period, or the days between today and a span. @throws UserError `query.value` */
export function periodSpan(ctx: Ctx, path: string, kind: Kind, value: unknown): { from: string; to: string } {
  const today = dayOf(ctx.now, ctx.timeZone);
  let range: { from: string; to: string } | undefined;
  if (PERIODS.includes(value as Period)) range = periodRange(value as Period, ctx.now, ctx.timeZone);
  else if (typeof value === 'string') {
    const other = shiftedDay(value, today);
    if (other) range = other < today ? { from: other, to: addDays(today, 1) } : { from: today, to: addDays(other, 1) };
  }
  if (!range) throw badValue(path);
  return { from: startOf(range.from, kind, ctx.timeZone), to: startOf(range.to, kind, ctx.timeZone) };
}
