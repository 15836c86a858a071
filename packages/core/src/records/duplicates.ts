import { type AnyDef, type Duplicate, fieldRight } from '@wellspring/objects';
import { groupBy } from '../group-by.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { column, ident, sql } from '../db/sql.ts';
import { dedupeTokens } from '../search/index.ts';
import { type Batch, good, type Values } from './batch.ts';

const MATCHES = 5;
type Row = { token: string; id: string; title: string };

/** Live records that carry one of the tokens: at most five per token. `all` looks past the caller's scope (for rules that block). */
async function carriers(ctx: Ctx, def: AnyDef, tokens: readonly string[], all: boolean): Promise<Map<string, Row[]>> {
  if (!tokens.length) return new Map();
  const scope = compileScope(all ? { ...ctx, system: true } : ctx, def, 'read', 't');
  const rows = await ctx.run<Row>(sql`
    SELECT w.token, m.id, m.title FROM unnest(${tokens}::text[]) AS w(token)
    CROSS JOIN LATERAL (SELECT t.id, ${column('t', def.titleField)} AS title FROM ${ident(def.table)} t WHERE t.search @> ARRAY[w.token] AND t.deleted_at IS NULL AND (${scope}) LIMIT ${MATCHES}) m`);
  return groupBy(rows, (row) => row.token);
}

/** Rules whose fields the caller may all read: a hidden field must not be found out through its duplicates. */
const asked = (ctx: Ctx, def: AnyDef, rule: number): boolean =>
  ctx.system || (def.dedupe?.[rule]?.fields ?? []).every((name: string) => ['read', 'write'].includes(fieldRight(ctx.access, def.name, name, def.fields[name])));

/**
 * Looks for records that match by the definition's rules, within the batch and in the table. `block` rules refuse the record;
 * `warn` rules are reported beside the answer. Two statements per batch at most.
 */
export async function checkDuplicates(batch: Batch): Promise<void> {
  const { ctx, def, options } = batch;
  if (options.skipDuplicates || !def.dedupe?.length) return;
  const wanted = good(batch).map((draft) => ({
    draft,
    tokens: dedupeTokens(def, draft.record).filter(({ rule }) => asked(ctx, def, rule) && (def.dedupe?.[rule]?.fields ?? []).some((name: string) => draft.changed.has(name))),
  })).filter(({ tokens }) => tokens.length);
  if (!wanted.length) return;
  const levelOf = (rule: number): 'warn' | 'block' => def.dedupe?.[rule]?.level ?? 'warn';
  const tokensOf = (level: 'warn' | 'block'): string[] => [...new Set(wanted.flatMap(({ tokens }) => tokens.filter(({ rule }) => levelOf(rule) === level).map(({ token }) => token)))];
  const found = new Map([...(await carriers(ctx, def, tokensOf('warn'), false)), ...(await carriers(ctx, def, tokensOf('block'), true))]);
  const seen = new Map<string, { id: string; title: string }>();
  for (const { draft, tokens } of wanted) {
    const hits: Duplicate[] = [];
    for (const { rule, token } of tokens) {
      const matches = (found.get(token) ?? []).filter((row) => row.id !== draft.id).map(({ id, title }) => ({ id, title }));
      const earlier = seen.get(token);
      if (earlier) matches.unshift(earlier);
      seen.set(token, { id: draft.id, title: String(draft.record[def.titleField] ?? '') });
      if (!matches.length) continue;
      const level = levelOf(rule);
      if (level === 'block') draft.errors.push({ field: def.dedupe?.[rule]?.fields[0] ?? '', code: 'record.duplicate' });
      else hits.push({ fields: [...(def.dedupe?.[rule]?.fields ?? [])], level, matches });
    }
    if (hits.length) batch.duplicates.set(draft.input, hits);
  }
}

/** Duplicates of a draft that is still being typed. */
export async function findDuplicates(ctx: Ctx, def: AnyDef, draft: Values & { id?: string }): Promise<Duplicate[]> {
  const tokens = dedupeTokens(def, draft).filter(({ rule }) => asked(ctx, def, rule));
  const found = await carriers(ctx, def, [...new Set(tokens.map(({ token }): string => token))], false);
  return tokens.flatMap(({ rule, token }) => {
    const matches = (found.get(token) ?? []).filter((row) => row.id !== draft.id).map(({ id, title }) => ({ id, title }));
    return matches.length ? [{ fields: [...(def.dedupe?.[rule]?.fields ?? [])], level: def.dedupe?.[rule]?.level ?? 'warn', matches } satisfies Duplicate] : [];
  });
}
