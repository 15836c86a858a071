import { type AnyDef, type FieldDef, fieldOf, isObjectName, objectOf } from '@wellspring/objects';
import { assertFilterable, isFilterable, readableFields, type ReadableRight, unknownField } from '../access/fields.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { selectField, storedColumns } from '../db/columns.ts';
import { column, ident, raw, type Sql, snake, sql } from '../db/sql.ts';

/** A field as SQL. `objectExpr` stands beside the id of an anyRef; `def` and `name` say where the field lives. */
export type Resolved = { expr: Sql; objectExpr?: Sql; field: FieldDef; nullable: boolean; def: AnyDef; name: string };
export type Resolve = (path: string) => Resolved;

function stored(def: AnyDef, name: string, alias: string): Pick<Resolved, 'expr' | 'objectExpr' | 'nullable'> {
  const columns = storedColumns(def).filter((one) => one.field === name);
  const last = columns.at(-1);
  if (!last) throw unknownField(name);
  return { expr: column(alias, last.key), nullable: last.nullable, ...(columns.length > 1 && columns[0] ? { objectExpr: column(alias, columns[0].key) } : {}) };
}

/** Value of a field of the record a ref points at, seen only where the caller may read that record and it is live. */
function throughRef(ctx: Ctx, alias: string, via: string, target: AnyDef, expr: (inner: string) => Sql): Sql {
  const inner = `${alias}_${snake(via)}_h`;
  return sql`(SELECT ${expr(inner)} FROM ${ident(target.table)} ${raw(inner)} WHERE ${raw(inner)}.id = ${column(alias, via)} AND ${raw(inner)}.deleted_at IS NULL AND ${compileScope(ctx, target, 'read', inner)})`;
}

function targetOf(field: FieldDef): AnyDef | null {
  const to = field.type === 'ref' || field.type === 'user' ? (field.to ?? 'user') : null;
  return to !== null && isObjectName(to) ? objectOf(to) : null;
}
/** `via.name` in its two parts; null for a path of another length. */
export function hopOf(path: string): [via: string, name: string] | null {
  const parts = path.split('.');
  return parts.length === 2 && parts[0] && parts[1] ? [parts[0], parts[1]] : null;
}
function targetOfHop(ctx: Ctx, def: AnyDef, via: string, path: string): AnyDef {
  const target = targetOf(assertFilterable(ctx, def, via, path));
  if (!target || via === 'id') throw unknownField(path);
  return target;
}

/**
 * Field paths of `def` (under `alias`) as SQL, for comparing: the object's own fields, or one hop through a ref.
 * Names reach SQL only after they were found in a definition.
 * @throws UserError `field.unknown` for what the caller may not compare, whatever the reason
 */
export function resolver(ctx: Ctx, def: AnyDef, alias: string): Resolve {
  return (path) => {
    if (typeof path !== 'string') throw unknownField(String(path));
    const hop = path.includes('.') ? hopOf(path) : null;
    if (!hop) return { ...stored(def, path.includes('.') ? '' : (assertFilterable(ctx, def, path), path), alias), field: fieldOf(def, path) as FieldDef, def, name: path };
    const [via, name] = hop;
    const target = targetOfHop(ctx, def, via, path);
    const field = assertFilterable(ctx, target, name, path);
    const inner = (part: string) => throughRef(ctx, alias, via, target, (one) => column(one, part));
    const columns = storedColumns(target).filter((one) => one.field === name);
    return { expr: inner(columns.at(-1)?.key ?? name), ...(columns.length > 1 ? { objectExpr: inner(columns[0]?.key ?? name) } : {}), field, nullable: true, def: target, name };
  };
}

/** A column of an answer: like `resolver`, but a masked field is there too, to be masked afterwards. */
export function selectColumn(ctx: Ctx, def: AnyDef, path: string, alias: string): { expr: Sql; right: ReadableRight; field: FieldDef; def: AnyDef } {
  const hop = path.includes('.') ? hopOf(path) : null;
  if (path.includes('.') && !hop) throw unknownField(path);
  const target = hop ? targetOfHop(ctx, def, hop[0], path) : def;
  const name = hop ? hop[1] : path;
  const right = readableFields(ctx, target).get(name);
  const field = fieldOf(target, name);
  if (!right || !field) throw unknownField(path);
  return { expr: hop ? throughRef(ctx, alias, hop[0], target, (inner) => selectField(target, name, inner)) : selectField(def, name, alias), right, field, def: target };
}

/** Colleagues and departments are known to everybody who sees a record that names them. */
export const labelScope = (ctx: Ctx, target: AnyDef, alias: string): Sql => (target.module === 'org' ? raw('TRUE') : compileScope(ctx, target, 'read', alias));

/** Joins the record that a ref points at, for sorting by the title people read; null when the caller must not compare titles. A join to one row: it never multiplies. */
export function titleJoin(ctx: Ctx, at: Resolved, alias: string): { join: Sql; expr: Sql } | null {
  const target = at.name === 'id' ? null : targetOf(at.field);
  if (!target || !isFilterable(ctx, target, target.titleField)) return null;
  return {
    join: sql` LEFT JOIN ${ident(target.table)} ${raw(alias)} ON ${raw(alias)}.id = ${at.expr} AND ${labelScope(ctx, target, alias)}`,
    expr: sql`left(${column(alias, target.titleField)}, 200)`,
  };
}
