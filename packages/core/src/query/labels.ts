import { type AnyDef, type AnyRefValue, type FieldDef, fieldOf, type FieldRight, fieldRight, isObjectName, isUuid, type Labels, maskValue, objectOf } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { column, ident, join, type Sql, sql } from '../db/sql.ts';
import { labelScope } from './resolve.ts';

/** Ids of records by object. */
export type Pointers = Map<string, Set<string>>;

function point(pointers: Pointers, object: string, id: unknown): void {
  if (!isUuid(id) || !isObjectName(object)) return;
  const ids = pointers.get(object) ?? new Set<string>();
  pointers.set(object, ids.add(id));
}

/** What a value of this field points at. */
export function collectPointers(pointers: Pointers, field: FieldDef, value: unknown): void {
  if (value === null || value === undefined) return;
  if (field.type === 'anyRef') point(pointers, (value as AnyRefValue).object, (value as AnyRefValue).id);
  else if (field.type === 'user' || field.type === 'ref') point(pointers, field.to ?? 'user', value);
}

/** The caller's right on the titles of an object. */
const titleRight = (ctx: Ctx, target: AnyDef): FieldRight => (ctx.system ? 'read' : fieldRight(ctx.access, target.name, target.titleField, fieldOf(target, target.titleField) as FieldDef));

function labelQuery(ctx: Ctx, object: string, ids: ReadonlySet<string>): Sql | null {
  const target = objectOf(object);
  if (titleRight(ctx, target) === 'none') return null;
  return sql`SELECT ${object}::text AS object, t.id, left(${column('t', target.titleField)}, 200) AS title FROM ${ident(target.table)} t WHERE t.id = ANY(${[...ids]}::uuid[]) AND ${labelScope(ctx, target, 't')}`;
}

/** Titles of records by object and id, those in the recycle bin too, as far as the caller may see them. One statement however many objects. */
export async function labelsOf(ctx: Ctx, pointers: Pointers): Promise<Labels> {
  const queries = [...pointers].flatMap(([object, ids]) => labelQuery(ctx, object, ids) ?? []);
  const labels: Labels = {};
  if (!queries.length) return labels;
  const rows = await ctx.run<{ object: string; id: string; title: string | null }>(join(queries, ' UNION ALL '));
  for (const { object, id, title } of rows) {
    const masked = titleRight(ctx, objectOf(object)) === 'mask';
    (labels[object] ??= {})[id] = String((masked ? maskValue(title) : title) ?? '');
  }
  return labels;
}

/** Titles of everything these records point at through the fields named (all fields of the records when none are). */
export function loadLabels(ctx: Ctx, def: AnyDef, records: readonly Record<string, unknown>[], names?: readonly string[]): Promise<Labels> {
  const pointers: Pointers = new Map();
  for (const record of records) {
    for (const name of names ?? Object.keys(record)) {
      const field = name === 'id' ? undefined : fieldOf(def, name);
      if (field) collectPointers(pointers, field, record[name]);
    }
  }
  return labelsOf(ctx, pointers);
}
