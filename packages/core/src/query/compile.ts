import { createHash } from 'node:crypto';
import { type AnyDef, type Filter, fieldOf, type Locale, objectOf, QUERY_LIMITS, validateFilter } from '@wellspring/objects';
import { assertFilterable, unknownField } from '../access/fields.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { column, ident, join, raw, type Sql, sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';
import { compileCondition } from './operators.ts';
import { type Resolve, resolver, titleJoin } from './resolve.ts';
import { kindOf, kindTraits } from './values.ts';

/** Refuses a filter of the wrong shape or size. @throws UserError */
export function checkFilter(filter: unknown): asserts filter is Filter | undefined {
  const fault = filter === undefined ? null : validateFilter(filter);
  if (fault) throw new UserError(fault.code, { params: { path: fault.path } });
}

/** Points from a child row back at its parent: through a ref, or through an anyRef that names the parent's object. */
export function pointsAt(child: AnyDef, via: string, alias: string, parent: AnyDef, id: Sql): Sql {
  const field = fieldOf(child, via);
  return field?.type === 'anyRef' ? sql`(${column(alias, `${via}Id`)} = ${id} AND ${column(alias, `${via}Object`)} = ${parent.name}::text)` : sql`${column(alias, via)} = ${id}`;
}

function compileSome(ctx: Ctx, def: AnyDef, name: string, where: Filter, alias: string): Sql {
  const list = Object.hasOwn(def.children ?? {}, name) ? def.children?.[name] : undefined;
  if (!list) throw unknownField(name);
  const child = objectOf(list.object);
  const inner = `${alias}s`;
  assertFilterable(ctx, child, list.via, name);
  return sql`EXISTS (SELECT 1 FROM ${ident(child.table)} ${raw(inner)} WHERE ${pointsAt(child, list.via, inner, def, sql`${raw(alias)}.id`)} AND ${raw(inner)}.deleted_at IS NULL AND ${compileScope(ctx, child, 'read', inner)} AND ${compileFilter(ctx, child, where, inner)})`;
}

/** A filter as one condition on `alias`. Nothing matches an empty OR, everything an empty AND. @throws UserError `field.unknown`, `query.operator`, `query.value` */
export function compileFilter(ctx: Ctx, def: AnyDef, filter: Filter, alias: string, resolve: Resolve = resolver(ctx, def, alias)): Sql {
  if ('and' in filter) return filter.and.length ? sql`(${join(filter.and.map((part) => compileFilter(ctx, def, part, alias, resolve)), ' AND ')})` : raw('TRUE');
  if ('or' in filter) return filter.or.length ? sql`(${join(filter.or.map((part) => compileFilter(ctx, def, part, alias, resolve)), ' OR ')})` : raw('FALSE');
  if ('not' in filter) return sql`NOT COALESCE(${compileFilter(ctx, def, filter.not, alias, resolve)}, FALSE)`;
  if ('some' in filter) return compileSome(ctx, def, filter.some, filter.where, alias);
  return compileCondition(ctx, filter.field, filter.op, filter.value, resolve(filter.field));
}

/** One part of an order. `type` is how a cursor's value comes back into SQL; `join` is what the expression needs beside the table. */
export type Key = { expr: Sql; join?: Sql; type: string; nullable: boolean; desc: boolean };

/** Names in the order of a dictionary of the caller's language: Chinese by pinyin (in Taiwan by strokes), not by code point. */
const dictionaries: Record<Locale, string> = { 'zh-CN': 'zh-Hans-x-icu', 'zh-TW': 'zh-Hant-x-icu', en: 'und-x-icu' };
const inDictionaryOrder = (ctx: Ctx, expr: Sql): Sql => sql`(${expr} COLLATE ${ident(dictionaries[ctx.locale])})`;

/**
 * Sort keys of a request, then the id in the direction of the last key, so that one plain index on (column, id) serves both directions.
 * Refs sort by the title of what they point at, closed choices by the order of their options, names by the dictionary.
 * @throws UserError `query.sort` for a field without an order, `field.unknown`
 */
export function sortKeys(ctx: Ctx, def: AnyDef, sort: readonly string[], alias: string, notNull: readonly string[] = []): Key[] {
  if (sort.length > QUERY_LIMITS.sortKeys) throw new UserError('query.sort', { params: { field: sort[QUERY_LIMITS.sortKeys] } });
  const resolve = resolver(ctx, def, alias);
  const keys = sort.map((key, index): Key => {
    if (typeof key !== 'string') throw unknownField(String(key));
    const desc = key.startsWith('-');
    const path = desc ? key.slice(1) : key;
    const at = resolve(path);
    const kind = kindOf(at.field);
    if (!kindTraits[kind].sortable) throw new UserError('query.sort', { field: path, params: { field: path } });
    const title = kind === 'id' ? titleJoin(ctx, at, `${alias}${index}`) : null;
    if (title) return { join: title.join, expr: inDictionaryOrder(ctx, title.expr), type: 'text', nullable: true, desc };
    const options = at.field.type === 'select' && !at.field.open ? at.field.options.map((option) => option.key) : null;
    if (options) return { expr: sql`array_position(${options}::text[], ${at.expr})`, type: 'integer', nullable: true, desc };
    // Codes keep the plain order, which their index has.
    const expr = kind === 'text' && !at.field.unique && !at.field.indexed ? inDictionaryOrder(ctx, at.expr) : at.expr;
    return { expr, type: kindTraits[kind].type, nullable: at.nullable && !notNull.includes(path), desc };
  });
  return [...keys, { expr: column(alias, 'id'), type: 'uuid', nullable: false, desc: keys.at(-1)?.desc ?? true }];
}

/** Joins that the order needs, to stand after the table. */
export const compileJoins = (keys: readonly Key[]): Sql => join(keys.flatMap((key) => key.join ?? []), '');

/** Blanks come last; the words are written only where blanks can be, since on other columns they would hide the index. */
export const compileOrder = (keys: readonly Key[]): Sql => join(keys.map((key) => sql`${key.expr} ${raw(key.desc ? 'DESC' : 'ASC')}${raw(key.nullable ? ' NULLS LAST' : '')}`), ', ');

const typed = (key: Key, value: unknown): Sql => sql`${value}${raw(`::${key.type}`)}`;
function after(key: Key, value: unknown, orEqual = false): Sql {
  if (value === null) return orEqual ? sql`${key.expr} IS NULL` : raw('FALSE');
  const past = sql`${key.expr} ${raw(`${key.desc ? '<' : '>'}${orEqual ? '=' : ''}`)} ${typed(key, value)}`;
  return key.nullable ? sql`(${past} OR ${key.expr} IS NULL)` : past;
}
const same = (key: Key, value: unknown): Sql => (value === null ? sql`${key.expr} IS NULL` : sql`${key.expr} = ${typed(key, value)}`);

/** Rows after the last one of the previous page. The first bound adds no truth, but lets the index start there. */
export function compileCursor(keys: readonly Key[], values: readonly unknown[]): Sql {
  const uniform = keys.every((key) => !key.nullable && key.desc === keys[0]?.desc);
  if (uniform) return sql`(${join(keys.map((key) => key.expr), ', ')}) ${raw(keys[0]?.desc ? '<' : '>')} (${join(keys.map((key, index) => typed(key, values[index])), ', ')})`;
  const steps = keys.map((key, index) => sql`(${join([...keys.slice(0, index).map((before, at) => same(before, values[at])), after(key, values[index])], ' AND ')})`);
  return sql`(${after(keys[0] as Key, values[0], true)} AND (${join(steps, ' OR ')}))`;
}

const sortMark = (object: string, sort: readonly string[]): string => createHash('sha256').update(JSON.stringify([object, sort])).digest('base64url').slice(0, 12);

/** An opaque mark of a row's place in this order. */
export const writeCursor = (object: string, sort: readonly string[], values: readonly unknown[]): string => Buffer.from(JSON.stringify([sortMark(object, sort), ...values])).toString('base64url');

const forms: Record<string, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && !value.includes('\u0000'),
  integer: Number.isSafeInteger,
  bigint: Number.isSafeInteger,
  numeric: (value) => typeof value === 'string' && /^-?\d{1,30}(\.\d{1,10})?$/.test(value),
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)),
  timestamptz: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  uuid: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
};

/** Values of a cursor, made for this object and order. @throws UserError `query.cursor` for any other text */
export function readCursor(cursor: string, object: string, sort: readonly string[], keys: readonly Key[]): unknown[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new UserError('query.cursor');
  }
  const good = Array.isArray(parts) && parts.length === keys.length + 1 && parts[0] === sortMark(object, sort)
    && keys.every((key, index) => (parts[index + 1] === null ? key.nullable : forms[key.type]?.(parts[index + 1])));
  if (!good) throw new UserError('query.cursor');
  return (parts as unknown[]).slice(1);
}
