import type { AnyDef } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { selectFields } from '../db/columns.ts';
import { ident, join, sql } from '../db/sql.ts';
import { searchColumns } from '../search/index.ts';
import { BATCH, type Violation } from './violation.ts';

/** Tables up to this size are looked at whole, larger ones at every hundredth record. */
const WHOLE = 10_000;
const fieldsOf = (def: AnyDef): string[] => [...new Set([...def.search, def.titleField, ...(def.dedupe ?? []).flatMap((rule) => rule.fields)])];
const same = (a: readonly string[], b: readonly string[]): boolean => { const all = new Set(a); return all.size === new Set(b).size && b.every((one) => all.has(one)); };

/** What a record is found by is what its fields say today. */
export async function* wrongSearch(ctx: Ctx, def: AnyDef): AsyncGenerator<Violation[]> {
  const [size] = await ctx.run<{ large: boolean }>(sql`SELECT EXISTS (SELECT 1 FROM ${ident(def.table)} OFFSET ${WHOLE} LIMIT 1) AS large`);
  // The end of an id is random; another hundredth each time.
  const part = sql`(NOT ${size?.large === true} OR mod(('x' || right(id::text, 6))::bit(24)::int, 100) = ${Math.floor(Math.random() * 100)})`;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await ctx.run<Record<string, unknown> & { id: string }>(sql`
      SELECT ${join(selectFields(def, fieldsOf(def), 't'), ', ')}, t.id, t.search AS ":search", t.search_text AS ":text" FROM ${ident(def.table)} t WHERE t.id > ${after} AND ${part} ORDER BY t.id LIMIT ${BATCH}`);
    yield rows.flatMap((row): Violation | [] => {
      const { search, searchText } = searchColumns(def, row);
      const field = !same(row[':search'] as string[], search) ? 'search' : row[':text'] !== searchText ? 'searchText' : null;
      return field ? { rule: 'record.search', level: 'error', object: def.name, id: row.id, field } : [];
    });
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}
