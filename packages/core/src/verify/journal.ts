import { type AnyDef, isObjectName, objectOf } from '@wellspring/objects';
import { groupBy } from '../group-by.ts';
import type { Ctx } from '../ctx.ts';
import { ident, sql } from '../db/sql.ts';
import { BATCH, type Violation } from './violation.ts';

/**
 * One change per version, none left out: as many changes as the version says, the last of them of that version.
 * Of records that were there before the journal (no creation in it) only the last is asked.
 */
export async function wrongVersions(ctx: Ctx, def: AnyDef, ids: readonly string[]): Promise<Violation[]> {
  const rows = await ctx.run<{ id: string; version: number; last: number; count: number; versions: number }>(sql`
    SELECT t.id, t.version, max(c.version) AS last, count(*)::int AS count, count(DISTINCT c.version)::int AS versions
    FROM ${ident(def.table)} t JOIN change c ON c.object = ${def.name} AND c.record_id = t.id WHERE t.id = ANY(${ids}::uuid[]) GROUP BY t.id, t.version
    HAVING max(c.version) <> t.version OR count(*) <> count(DISTINCT c.version) OR (bool_or(c.kind = 'create') AND count(*) <> t.version)`);
  return rows.map(({ id, version, last, count, versions }): Violation => ({ rule: 'journal.versions', level: 'error', object: def.name, id, found: { last, count, versions }, expected: { version } }));
}

/** Every change belongs to an operation, and to a record that is there or was purged. */
export async function* looseChanges(ctx: Ctx): AsyncGenerator<Violation[]> {
  for (let after = 0; ;) {
    const rows = await ctx.run<{ id: number; object: string; recordId: string; operation: string | null; operationId: string }>(sql`
      SELECT c.id, c.object, c.record_id AS "recordId", o.id AS operation, c.operation_id AS "operationId" FROM change c LEFT JOIN operation o ON o.id = c.operation_id WHERE c.id > ${after} ORDER BY c.id LIMIT ${BATCH}`);
    yield rows.filter((row) => row.operation === null).map((row): Violation => ({ rule: 'journal.no-operation', level: 'error', object: row.object, id: row.recordId, found: row.operationId }));
    for (const [object, list] of groupBy(rows, (row) => row.object)) {
      if (!isObjectName(object)) continue;
      const gone = await ctx.run<{ id: string }>(sql`
        SELECT w.id FROM unnest(${[...new Set(list.map((row) => row.recordId))]}::uuid[]) AS w(id) LEFT JOIN ${ident(objectOf(object).table)} t ON t.id = w.id
        WHERE t.id IS NULL AND NOT EXISTS (SELECT 1 FROM change p WHERE p.object = ${object} AND p.record_id = w.id AND p.kind = 'purge')`);
      yield gone.map(({ id }): Violation => ({ rule: 'journal.no-record', level: 'error', object, id }));
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}

/** An operation counts exactly the changes made under it. */
export async function wrongCounts(ctx: Ctx, ids: readonly string[]): Promise<Violation[]> {
  const rows = await ctx.run<{ id: string; object: string | null; told: number; count: number }>(sql`
    SELECT o.id, o.object, o.count AS told, count(c.id)::int AS count FROM operation o LEFT JOIN change c ON c.operation_id = o.id WHERE o.id = ANY(${ids}::uuid[]) GROUP BY o.id HAVING o.count <> count(c.id)`);
  return rows.map(({ id, object, told, count }): Violation => ({ rule: 'journal.count', level: 'error', ...(object ? { object } : {}), id, found: told, expected: count }));
}
