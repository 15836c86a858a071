import { type Access, accessTo, type AnyDef, type FieldDef, LEVELS, type Level, objectOf, type ScopeRule } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { column, ident, join, raw, type Sql, snake, sql } from '../db/sql.ts';

export type ScopeOp = 'read' | 'update';
const TRUE = raw('TRUE');
const FALSE = raw('FALSE');
/** Parents of parents are followed this far; beyond it nothing is seen, so that a ring of definitions ends. */
const MAX_DEPTH = 4;

/** How far the caller's right on an object reaches. Nobody updates what he may not read, so the narrower of both counts. */
export function levelOf(access: Access, object: string, op: ScopeOp): Level {
  const { read, update } = accessTo(access, object);
  return op === 'read' || LEVELS.indexOf(read) < LEVELS.indexOf(update) ? read : update;
}

function ownedBy(access: Access, level: Level, alias: string): Sql {
  const mine = sql`${column(alias, 'ownerId')} = ${access.userId}::uuid`;
  const departments = level === 'dept' ? access.deptIds : level === 'deptTree' ? access.deptTreeIds : [];
  return departments.length ? sql`(${mine} OR ${column(alias, 'deptId')} = ANY(${[...departments]}::uuid[]))` : mine;
}

function throughParent(ctx: Ctx, def: AnyDef, via: string, op: ScopeOp, alias: string, depth: number): Sql {
  const field = def.fields[via] as FieldDef;
  const parentIs = (object: string, id: Sql): Sql => {
    const parent = objectOf(object);
    const inner = `${alias}_${snake(via)}`;
    const scope = scopeAt(ctx, parent, op, inner, depth + 1);
    if (scope === FALSE) return FALSE;
    const live = sql`FROM ${ident(parent.table)} ${raw(inner)} WHERE ${raw(inner)}.id = ${id} AND ${raw(inner)}.deleted_at IS NULL`;
    // Alone in a WHERE it becomes a join. Beside an OR, or in a SELECT list, the planner would hash all visible parents for one page of rows; a scalar is looked up row by row.
    return op === 'read' && def.scope.length === 1 ? sql`EXISTS (SELECT 1 ${live} AND ${scope})` : sql`COALESCE((SELECT ${scope} ${live}), FALSE)`;
  };
  if (field.type !== 'anyRef') return parentIs((field as { to: string }).to, column(alias, via));
  return either(field.to.map((object) => {
    const one = parentIs(object, column(alias, `${via}Id`));
    return one === FALSE ? FALSE : sql`(${column(alias, `${via}Object`)} = ${object} AND ${one})`;
  }));
}

function either(parts: readonly Sql[]): Sql {
  if (parts.includes(TRUE)) return TRUE;
  const some = parts.filter((part) => part !== FALSE);
  return some.length === 0 ? FALSE : some.length === 1 ? (some[0] as Sql) : sql`(${join(some, ' OR ')})`;
}

function byRule(ctx: Ctx, def: AnyDef, rule: ScopeRule, level: Level, op: ScopeOp, alias: string, depth: number): Sql {
  if (rule === 'owner') return ownedBy(ctx.access, level, alias);
  if (rule === 'creator') return sql`${column(alias, 'createdById')} = ${ctx.access.userId}::uuid`;
  // Everybody reads what is public; changing it is still a matter of level.
  if (rule === 'public') return op === 'read' ? TRUE : ownedBy(ctx.access, level, alias);
  return throughParent(ctx, def, rule.via, op, alias, depth);
}

function scopeAt(ctx: Ctx, def: AnyDef, op: ScopeOp, alias: string, depth: number): Sql {
  if (ctx.system) return TRUE;
  const level = levelOf(ctx.access, def.name, op);
  if (level === 'none' || depth > MAX_DEPTH) return FALSE;
  if (level === 'all') return TRUE;
  return either(def.scope.map((rule) => byRule(ctx, def, rule, level, op, alias, depth)));
}

/** Condition for the rows of `def` (under `alias`) that the caller may read or update: the definition's rules ORed, within his level. Deleted rows are the statement's own matter. */
export const compileScope = (ctx: Ctx, def: AnyDef, op: ScopeOp, alias: string): Sql => scopeAt(ctx, def, op, alias, 0);
