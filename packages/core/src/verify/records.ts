import { type AnyDef, type Fields, objectOf } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { column, ident, sql } from '../db/sql.ts';
import { listRecords } from '../query/list.ts';
import { driftedRollups } from '../records/rollup.ts';
import { TOLD, type Violation } from './violation.ts';

const SAMPLE = 200;

/** A live record stands under live records, by every reference that keeps its target from being deleted. */
export async function orphans(ctx: Ctx, def: AnyDef, ids: readonly string[]): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const [name, field] of Object.entries(def.fields as Fields)) {
    if ((field.type !== 'ref' && field.type !== 'user') || field.onDelete !== 'restrict') continue;
    const via = column('t', name);
    const rows = await ctx.run<{ id: string; parent: string }>(sql`
      SELECT t.id, ${via} AS parent FROM ${ident(def.table)} t LEFT JOIN ${ident(objectOf(field.to ?? 'user').table)} p ON p.id = ${via}
      WHERE t.id = ANY(${ids}::uuid[]) AND t.deleted_at IS NULL AND ${via} IS NOT NULL AND (p.id IS NULL OR p.deleted_at IS NOT NULL)`);
    found.push(...rows.map(({ id, parent }): Violation => ({ rule: 'record.orphan', level: 'error', object: def.name, id, field: name, found: parent })));
  }
  return found;
}

/** The figures that a record keeps over others are what counting them again gives. */
export const wrongRollups = async (ctx: Ctx, def: AnyDef, ids: readonly string[]): Promise<Violation[]> =>
  (await driftedRollups(ctx, def, ids)).map(({ id, field, stored, counted }): Violation => ({ rule: 'record.rollup', level: 'error', object: def.name, id, field, found: stored, expected: counted }));

/** No number and no other unique value stands on two live records. The index sees to it; this sees whether the index does. */
export async function doubles(ctx: Ctx, def: AnyDef): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const [name, field] of Object.entries(def.fields as Fields)) {
    if (!field.unique && def.numbering?.field !== name) continue;
    const value = column('t', name);
    const rows = await ctx.run<{ value: string; ids: string[] }>(sql`
      SELECT ${value} AS value, (array_agg(t.id ORDER BY t.id))[1:10] AS ids FROM ${ident(def.table)} t WHERE t.deleted_at IS NULL AND ${value} IS NOT NULL GROUP BY 1 HAVING count(*) > 1 LIMIT ${TOLD}`);
    found.push(...rows.flatMap(({ value: double, ids }) => ids.slice(1).map((id): Violation => ({ rule: 'record.not-unique', level: 'error', object: def.name, id, field: name, found: double }))));
  }
  return found;
}

/** How lists are read; a test gives one that forgets the recycle bin. */
export type Lister = (ctx: Ctx, object: string, ids: readonly string[]) => Promise<readonly string[]>;
const asLists: Lister = async (ctx, object, ids) => (await listRecords(ctx, object, { filter: { field: 'id', op: 'in', value: ids }, columns: [], page: { size: SAMPLE } }, { bare: true })).rows.map((row) => row.id);

/** What lies in the recycle bin is in no list: asked for a random part of it. */
export async function visibleDeleted(ctx: Ctx, def: AnyDef, list: Lister = asLists): Promise<Violation[]> {
  const rows = await ctx.run<{ id: string }>(sql`SELECT id FROM ${ident(def.table)} WHERE deleted_at IS NOT NULL AND id >= COALESCE((SELECT id FROM ${ident(def.table)} WHERE deleted_at IS NOT NULL ORDER BY random() LIMIT 1), '00000000-0000-0000-0000-000000000000') ORDER BY id LIMIT ${SAMPLE}`);
  if (!rows.length) return [];
  const shown = await list(ctx, def.name, rows.map((row) => row.id));
  if (!shown.length) return [];
  // One that was brought back meanwhile is rightly seen.
  const still = await ctx.run<{ id: string }>(sql`SELECT id FROM ${ident(def.table)} WHERE id = ANY(${shown}::uuid[]) AND deleted_at IS NOT NULL`);
  return still.map(({ id }): Violation => ({ rule: 'record.deleted-visible', level: 'error', object: def.name, id }));
}
