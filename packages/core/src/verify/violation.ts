import type { Ctx } from '../ctx.ts';
import { ident, sql } from '../db/sql.ts';

/**
 * Something that the tables, the files and the definitions do not agree on. An `error` is damage; a `warning` is something that waits longer than it should.
 * `rule` names the invariant, the rest the place.
 */
export type Violation = { rule: string; level: 'error' | 'warning'; object?: string; id?: string; field?: string; found?: unknown; expected?: unknown };

/** Rows looked at in one statement, and violations told of one rule: a broken table must not become a broken checker. */
export const BATCH = 1000;
export const TOLD = 1000;

/** The ids of a table, a batch at a time, in their order. */
export async function* idsOf(ctx: Ctx, table: string): AsyncGenerator<string[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await ctx.run<{ id: string }>(sql`SELECT id FROM ${ident(table)} WHERE id > ${after} ORDER BY id LIMIT ${BATCH}`);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => row.id);
    if (rows.length < BATCH) return;
    after = last.id;
  }
}
