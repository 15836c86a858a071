import { visibleObject } from '../access/fields.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { column, ident, sql } from '../db/sql.ts';
import { searchReach } from './compile-search.ts';

const PER_TOKEN = 5;

/** Visible live records that carry any of these `matchTokens`, at most five per token. One statement. @throws ForbiddenError without a right to read the object */
export async function findByTokens(ctx: Ctx, object: string, tokens: readonly string[]): Promise<{ token: string; id: string; title: string }[]> {
  const def = visibleObject(ctx, object);
  const { letters } = searchReach(ctx, def, 't');
  const pairs = [...new Set(tokens)].flatMap((token) => letters.map((letter) => ({ token, stored: letter + token })));
  if (!pairs.length) return [];
  const title = letters.includes(String.fromCharCode(97 + def.search.indexOf(def.titleField))) ? sql`left(${column('t', def.titleField)}, 200)` : sql`''`;
  return ctx.run(sql`SELECT DISTINCT w.token, m.id, m.title FROM unnest(${pairs.map((pair) => pair.token)}::text[], ${pairs.map((pair) => pair.stored)}::text[]) AS w(token, stored)
    CROSS JOIN LATERAL (SELECT t.id, ${title} AS title FROM ${ident(def.table)} t WHERE t.search @> ARRAY[w.stored] AND t.deleted_at IS NULL AND ${compileScope(ctx, def, 'read', 't')} LIMIT ${PER_TOKEN}) m ORDER BY w.token, m.id`);
}
