import { type AnyDef, phoneDigits, QUERY_LIMITS } from '@wellspring/objects';
import { isFilterable } from '../access/fields.ts';
import type { Ctx } from '../ctx.ts';
import { column, escapeLike, ident, join, raw, type Sql, sql } from '../db/sql.ts';
import { UserError } from '../errors.ts';
import { isDense, isHan, isWordSign, normalise } from './normalise.ts';
import { soundOf } from './pinyin.ts';
import { densePairs, letterOf, matchTokens } from './search-columns.ts';

const MOST_WORDS = 8;
const FALSE = raw('FALSE');

/** Where a search may look: letters of the fields the caller reads in full; `restricted` when some search field is not among them. */
export type Reach = { letters: readonly string[]; restricted: boolean; alias: string };

export function searchReach(ctx: Ctx, def: AnyDef, alias: string): Reach {
  const letters = def.search.filter((name) => isFilterable(ctx, def, name)).map((name) => letterOf(def, name));
  return { letters, restricted: letters.length < def.search.length, alias };
}

/** Any of the tokens, in any field within reach. */
export const hasToken = (reach: Reach, tokens: readonly string[]): Sql =>
  sql`${column(reach.alias, 'search')} && ${tokens.flatMap((token) => reach.letters.map((letter) => letter + token))}::text[]`;

const MOST_PAIRS = 12;
/** All pairs of dense signs, in one field within reach: what finds a long Chinese word by index. */
function hasPairs(reach: Reach, part: string): Sql | null {
  const pairs = densePairs(part).slice(0, MOST_PAIRS);
  return pairs.length ? either(reach.letters.map((letter) => sql`${column(reach.alias, 'search')} @> ${pairs.map((pair) => letter + pair)}::text[]`)) : null;
}

/** A part of a line of a field within reach. The index answers for all fields; the last condition takes back what only a hidden field holds. */
function hasPart(reach: Reach, part: string): Sql {
  const text = column(reach.alias, 'searchText');
  const pattern = `%${escapeLike(part)}%`;
  const pairs = hasPairs(reach, part);
  const found = pairs ? sql`(${pairs} AND ${text} LIKE ${pattern})` : sql`${text} LIKE ${pattern}`;
  if (!reach.restricted) return found;
  return sql`(${found} AND EXISTS (SELECT 1 FROM string_to_table(${text}, chr(10)) line WHERE left(line, 1) = ANY(${[...reach.letters]}::text[]) AND line LIKE ${pattern}))`;
}

/** Runs of one kind of sign: `华东kj-1` → 华东, kj, 1. */
function runsOf(word: string): { text: string; start: boolean }[] {
  const runs: { text: string; start: boolean; dense: boolean }[] = [];
  let open = false;
  let marked = false; // a mark stood before: what follows starts a word in the record too
  for (const sign of word) {
    if (!isWordSign(sign)) { open = false; marked = true; continue; }
    const dense = isDense(sign);
    const last = runs.at(-1);
    if (open && last && last.dense === dense) last.text += sign;
    else runs.push({ text: sign, start: marked || dense, dense });
    open = true;
    marked = false;
  }
  return runs;
}

/** One or two signs, by token: too short for trigrams. */
function shortWord(reach: Reach, word: string): Sql {
  const signs = [...word].filter(isWordSign).join('');
  return signs ? hasToken(reach, [signs]) : FALSE;
}

function longWord(reach: Reach, word: string): Sql {
  const runs = runsOf(word);
  if (!runs.length) return FALSE;
  const literal = hasPart(reach, word);
  // Without three letters in a row the trigram index cannot help; the start of a part can.
  const anchor = hasPairs(reach, word) || runs.some(({ text }) => text.length > 2) ? undefined : runs.find(({ start }) => start);
  const ways = [anchor ? sql`(${hasToken(reach, [[...anchor.text][0] as string])} AND ${literal})` : literal];

  const digits = /^[+\d(][\d()\-./]*$/.test(word) ? phoneDigits(word) : '';
  if (digits.length >= 3 && digits !== word) ways.push(hasPart(reach, digits));

  // 华东kj: the Chinese part as written, the whole by its sound.
  if (runs.length > 1 && runs.some(({ text }) => isHan(text)) && runs.some(({ text }) => /^[a-z]/.test(text))) {
    const sounds = new Set([soundOf(word), soundOf(word, true)].flatMap((sound) => (sound ? [sound.initials, sound.full] : [])));
    const chinese = runs.filter(({ text }) => isHan(text)).map(({ text }) => part(reach, text));
    ways.push(sql`(${join(chinese, ' AND ')} AND ${either([...sounds].map((sound) => part(reach, sound)))})`);
  }
  return either(ways);
}

const part = (reach: Reach, word: string): Sql => ([...word].length <= 2 ? shortWord(reach, word) : hasPart(reach, word));
const wordCondition = (reach: Reach, word: string): Sql => ([...word].length <= 2 ? shortWord(reach, word) : longWord(reach, word));
function either(ways: readonly Sql[]): Sql {
  return ways.length === 1 ? (ways[0] as Sql) : sql`(${join(ways, ' OR ')})`;
}

/** Of a very common text so many rows are ranked; exact ones are always among them. */
const RANKED = 2000;

/** Ids to rank for a text, as one array. Planned for all rows, since a LIMIT in sight makes the planner scan for words that are rare. */
export function rankedIds(ctx: Ctx, def: AnyDef, text: string, base: Sql): Sql {
  const table = ident(def.table);
  const exact = hasToken(searchReach(ctx, def, 't'), matchTokens(text).filter((token) => token.startsWith('=')));
  return sql`ARRAY(SELECT t.id FROM ${table} t WHERE ${base} AND ${exact} UNION (WITH found AS MATERIALIZED (SELECT t.id FROM ${table} t WHERE ${base} AND (${compileSearch(ctx, def, text, 't')})) SELECT id FROM found LIMIT ${raw(String(RANKED))}))`;
}

/** Normalised words of a search text. @throws UserError `query.search` for an overlong one */
export function searchWords(text: string): string[] {
  if (typeof text !== 'string' || text.length > QUERY_LIMITS.search) throw new UserError('query.search', { params: { max: QUERY_LIMITS.search } });
  return normalise(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
}

/**
 * Condition of quick search: every word is found in some search field the caller reads in full – as written, by pinyin, by first letters, or by the digits of a phone.
 * @throws UserError `query.search` for an overlong text
 */
export function compileSearch(ctx: Ctx, def: AnyDef, text: string, alias: string): Sql {
  const words = searchWords(text);
  if (!words.length) return raw('TRUE');
  const reach = searchReach(ctx, def, alias);
  if (!reach.letters.length) return FALSE;
  const each = join(words.map((word) => wordCondition(reach, word)), ' AND ');
  const whole = words.join(' ');
  const digits = words.length > 1 && /^[+\d(][\d\s()\-./]*$/.test(whole) ? phoneDigits(whole) : '';
  return digits.length >= 5 ? sql`((${each}) OR ${hasPart(reach, digits)})` : each;
}
