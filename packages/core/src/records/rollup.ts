import { type AnyDef, type Fields, type Filter, objectNames, objectOf, type RollupField } from '@wellspring/objects';
import { groupBy } from '../group-by.ts';
import { asSystem, type Ctx } from '../ctx.ts';
import { column, ident, join, raw, type Sql, snake, sql } from '../db/sql.ts';
import { compileFilter } from '../query/compile.ts';
import type { Draft } from './batch.ts';

type Rollup = { parent: AnyDef; name: string; field: RollupField };
const cache = new Map<string, Rollup[]>();

/** Every figure that other objects keep over records of this one. */
export function rollupsOver(object: string): Rollup[] {
  let list = cache.get(object);
  if (!list) {
    list = objectNames.flatMap((name) => Object.entries(objectOf(name).fields as Fields).flatMap(([key, field]) => (field.type === 'rollup' && field.of === object ? [{ parent: objectOf(name), name: key, field }] : [])));
    cache.set(object, list);
  }
  return list;
}

const filterFields = (filter: Filter | undefined): string[] => {
  if (!filter) return [];
  if ('and' in filter) return filter.and.flatMap(filterFields);
  if ('or' in filter) return filter.or.flatMap(filterFields);
  if ('not' in filter) return filterFields(filter.not);
  return 'field' in filter ? [filter.field] : [];
};

function figure(ctx: Ctx, child: AnyDef, field: RollupField): Sql {
  const source = field.fn === 'count' ? column('t', 'id') : column('t', field.field ?? '');
  const where = field.where ? sql` FILTER (WHERE ${compileFilter(ctx, child, field.where, 't')})` : raw('');
  return sql`${raw(field.fn)}(${source})${where}`;
}

/** Which parents must be counted again because of these records. */
function affected(drafts: readonly Draft[], field: RollupField, moved: boolean): string[] {
  const watched = new Set([field.via, field.field, ...filterFields(field.where)]);
  return drafts.flatMap((draft) => {
    if (!draft.created && !moved && ![...draft.changed].some((name) => watched.has(name))) return [];
    return [draft.before?.[field.via], draft.record[field.via]].filter((id): id is string => typeof id === 'string');
  });
}

/**
 * Brings the parents' figures up to date: one UPDATE per parent object, from the child rows themselves, so that a figure can never drift.
 * `moved`: the records were deleted or restored. The version of the parent does not move: a roll-up is nobody's edit.
 */
export async function updateRollups(given: Ctx, child: AnyDef, drafts: readonly Draft[], moved = false): Promise<void> {
  const ctx = asSystem(given);
  const groups = groupBy(rollupsOver(child.name), ({ parent, field }) => `${parent.name}:${field.via}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const ids = [...new Set(group.flatMap(({ field }) => affected(drafts, field, moved)))].sort();
    if (ids.length) await recompute(ctx, child, first.parent, first.field.via, group, ids);
  }
}

async function recompute(ctx: Ctx, child: AnyDef, parent: AnyDef, via: string, group: readonly Rollup[], ids: readonly string[]): Promise<void> {
  const columns = group.map(({ name }) => ident(snake(name)));
  const set = join(columns.map((one, index) => sql`${one} = s.${ident(`f${index}`)}`), ', ');
  const differs = join(columns.map((one, index) => sql`p.${one} IS DISTINCT FROM s.${ident(`f${index}`)}`), ' OR ');
  // In a statement of its own: the one that counts must see what was committed while this one waited.
  await ctx.run(sql`SELECT id FROM ${ident(parent.table)} WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
  await ctx.run(sql`
    UPDATE ${ident(parent.table)} p SET ${set}
    FROM (SELECT i.id, ${join(group.map(({ field }, index) => sql`${figure(ctx, child, field)} AS ${ident(`f${index}`)}`), ', ')}
      FROM unnest(${ids}::uuid[]) AS i(id) LEFT JOIN ${ident(child.table)} t ON ${column('t', via)} = i.id AND t.deleted_at IS NULL GROUP BY i.id) s
    WHERE p.id = s.id AND (${differs})`);
}

/** An object's figures by the records they are taken from and the reference they hang on. */
const figuresOf = (parent: AnyDef): [child: AnyDef, via: string, group: Rollup[]][] =>
  [...new Set(Object.values(parent.fields as Fields).flatMap((field) => (field.type === 'rollup' ? [field.of] : [])))].flatMap((child) =>
    [...groupBy(rollupsOver(child).filter((one) => one.parent.name === parent.name), ({ field }) => field.via)].map(([via, group]): [AnyDef, string, Rollup[]] => [objectOf(child), via, group]));

/** Figures that are not what counting again gives: record, field, what stands there and what should. One snapshot per parent and reference. */
export async function driftedRollups(given: Ctx, parent: AnyDef, ids: readonly string[]): Promise<{ id: string; field: string; stored: string | null; counted: string | null }[]> {
  const ctx = asSystem(given);
  const drifted: { id: string; field: string; stored: string | null; counted: string | null }[] = [];
  for (const [child, via, group] of figuresOf(parent)) {
    const lines = group.map(({ name }, index) => sql`(${name}::text, ${column('p', name)}::text, ${column('s', `f${index}`)}::text, ${column('p', name)} IS DISTINCT FROM ${column('s', `f${index}`)})`);
    drifted.push(...(await ctx.run<(typeof drifted)[number]>(sql`
      SELECT p.id, v.field, v.stored, v.counted FROM ${ident(parent.table)} p
      JOIN (SELECT i.id, ${join(group.map(({ field }, index) => sql`${figure(ctx, child, field)} AS ${ident(`f${index}`)}`), ', ')}
        FROM ${ident(parent.table)} i LEFT JOIN ${ident(child.table)} t ON ${column('t', via)} = i.id AND t.deleted_at IS NULL WHERE i.id = ANY(${ids}::uuid[]) GROUP BY i.id) s ON s.id = p.id
      CROSS JOIN LATERAL (VALUES ${join(lines, ', ')}) v(field, stored, counted, differs) WHERE v.differs`)));
  }
  return drifted;
}
