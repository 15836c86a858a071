import { type AnyDef, canSee, type FieldDef, fieldOf, labels as words, objectNames, objectOf, type SearchAnswer, type SearchHit } from '@wellspring/objects';
import { readableFields } from '../access/fields.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { column, ident, join, type Sql, sql } from '../db/sql.ts';
import { selectField } from '../db/columns.ts';
import { collectPointers, labelsOf, type Pointers } from '../query/labels.ts';
import { subtitleFields, subtitleText, titleText } from '../query/two-lines.ts';
import { rankedIds, searchReach, searchWords } from './compile-search.ts';
import { rankExpression } from './rank.ts';
import { letterOf } from './search-columns.ts';

type Hit = { object: string; id: string; title: string | null; rank: number; texts: string; subtitle: Record<string, unknown> };

function hitsOf(ctx: Ctx, def: AnyDef, text: string, limit: number): Sql | null {
  const reach = searchReach(ctx, def, 't');
  if (!reach.letters.length || !readableFields(ctx, def).has(def.titleField)) return null;
  const table = ident(def.table);
  const base = sql`t.deleted_at IS NULL AND ${compileScope(ctx, def, 'read', 't')}`;
  const pairs = subtitleFields(ctx, def).map((name) => sql`${name}::text, ${selectField(def, name, 't')}`);
  const subtitle = pairs.length ? sql`jsonb_build_object(${join(pairs, ', ')})` : sql`'{}'::jsonb`;
  return sql`(SELECT ${def.name}::text AS object, t.id, left(${column('t', def.titleField)}, 200) AS title, ${rankExpression(reach, def, text)} AS rank, left(t.search_text, 4000) AS texts, ${subtitle} AS subtitle, t.created_at
    FROM ${table} t WHERE t.id = ANY(${rankedIds(ctx, def, text, base)})
    ORDER BY rank, t.created_at DESC, t.id DESC LIMIT ${limit})`;
}

/** Why a row was found, when its title does not show it: the name of the other field, or the sound that was typed. */
function whyOf(ctx: Ctx, def: AnyDef, hit: Hit, found: readonly string[]): string | null {
  const { letters } = searchReach(ctx, def, 't');
  const lines = hit.texts.split('\n').filter((line) => letters.includes(line[0] ?? '')).map((line) => ({ letter: line[0] ?? '', text: line.slice(2) }));
  const title = letterOf(def, def.titleField);
  const written = lines.find((line) => line.letter === title)?.text ?? '';
  const missing = found.find((word) => !written.includes(word));
  if (missing === undefined) return null;
  const other = lines.find((line) => line.letter !== title && line.text.includes(missing));
  const sounds = lines.some((line) => line.letter === title && line.text.includes(missing));
  if (sounds || !other) return sounds ? missing : null;
  const name = def.search.find((one) => letterOf(def, one) === other.letter) as string;
  return `${words.field(def, name, ctx.locale)} ${lines.find((line) => line.letter === other.letter)?.text ?? ''}`.slice(0, 100);
}

/** Records of every object the caller sees that fit a text, `limit` of each, the best first. Two statements. @throws UserError `query.search` for an overlong text */
export async function searchAll(ctx: Ctx, text: string, limit = 5): Promise<SearchAnswer> {
  const found = searchWords(text);
  const each = Math.min(Math.max(Math.trunc(limit) || 5, 1), 20);
  const defs = objectNames.map(objectOf).filter((def) => ctx.system || canSee(ctx.access, def.name));
  const queries = found.length ? defs.flatMap((def) => hitsOf(ctx, def, text, each) ?? []) : [];
  if (!queries.length) return { groups: [] };
  const hits = await ctx.run<Hit>(sql`SELECT object, id, title, rank, texts, subtitle FROM (${join(queries, ' UNION ALL ')}) hits ORDER BY rank, created_at DESC, id DESC`);
  const pointers: Pointers = new Map();
  for (const hit of hits) for (const [name, value] of Object.entries(hit.subtitle)) collectPointers(pointers, fieldOf(objectOf(hit.object), name) as FieldDef, value);
  const labels = await labelsOf(ctx, pointers);
  const groups = new Map<string, SearchHit[]>();
  for (const hit of hits) {
    const def = objectOf(hit.object);
    const rows = groups.get(hit.object) ?? [];
    groups.set(hit.object, rows);
    rows.push({ id: hit.id, title: titleText(ctx, def, hit.title), subtitle: subtitleText(ctx, def, hit.subtitle, labels), why: whyOf(ctx, def, hit, found) });
  }
  return { groups: defs.flatMap((def) => { const rows = groups.get(def.name); return rows ? [{ object: def.name, rows }] : []; }) };
}
