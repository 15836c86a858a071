import { type AnyDef, objectOf } from '@wellspring/objects';
import { isFilterable } from '../../access/fields.ts';
import { compileScope } from '../../access/scope.ts';
import type { Ctx } from '../../ctx.ts';
import { column, ident, sql } from '../../db/sql.ts';
import { normalise } from '../../search/index.ts';

type Title = { id: string; title: string };
const TITLES = 5000;
const LIKE = 0.5;

const bare = (text: string): string => normalise(text).replace(/[^\p{L}\p{N}]/gu, '');
function pairs(text: string): Set<string> {
  const signs = [...` ${text} `];
  return new Set(signs.slice(1).map((sign, index) => `${signs[index]}${sign}`));
}
/** Dice's coefficient over pairs of signs; the same letters with other blanks and marks are one and the same. */
export function likeness(a: string, b: string): number {
  const [x, y] = [bare(a), bare(b)];
  if (!x || !y) return 0;
  if (x === y) return 1;
  const [p, q] = [pairs(x), pairs(y)];
  let common = 0;
  for (const pair of p) if (q.has(pair)) common += 1;
  return (2 * common) / (p.size + q.size);
}

/** Titles the caller may see, the newest 5 000: among them a misspelt text is looked for. */
async function titlesOf(ctx: Ctx, def: AnyDef): Promise<Title[]> {
  if (!isFilterable(ctx, def, def.titleField)) return [];
  return ctx.run<Title>(sql`SELECT t.id, left(${column('t', def.titleField)}, 200) AS title FROM ${ident(def.table)} t WHERE t.deleted_at IS NULL AND (${compileScope(ctx, def, 'read', 't')}) ORDER BY t.created_at DESC, t.id DESC LIMIT ${TITLES}`);
}

/** The nearest visible record for each text, or null where nothing is like it. */
export async function suggestFor(ctx: Ctx, object: string, texts: readonly string[]): Promise<Map<string, Title | null>> {
  const titles = await titlesOf(ctx, objectOf(object));
  return new Map(texts.map((text) => {
    let best: { title: Title | null; score: number } = { title: null, score: LIKE };
    if (text !== '') for (const title of titles) {
      const score = likeness(text, title.title);
      if (score > best.score) best = { title, score };
    }
    return [text, best.title];
  }));
}
