import { createHash } from 'node:crypto';
import { type AnyDef, type FieldDef, fieldOf, phoneDigits } from '@wellspring/objects';
import { isDense, isWordSign, normalise } from './normalise.ts';
import { soundOf } from './pinyin.ts';

const LONGEST = 2000;
const EXACT_LONGEST = 200;

/** The letter that stands before everything a search field put into the index, so that a reader without that field can be kept from it. */
export const letterOf = (def: AnyDef, name: string): string => String.fromCharCode(97 + def.search.indexOf(name));
const isPerson = (field: FieldDef): boolean => field.type === 'text' && field.person === true;
const isCode = (field: FieldDef): boolean => field.unique === true;

/** Every pair of neighbours of which one is dense, as `shortTokens` puts them into the index. */
export function densePairs(text: string): string[] {
  const signs = [...text];
  return signs.flatMap((sign, index) => {
    const next = signs[index + 1];
    return next !== undefined && isWordSign(sign) && isWordSign(next) && (isDense(sign) || isDense(next)) ? [sign + next] : [];
  });
}

/** Tokens for one or two signs: every Chinese sign and pair, the starts of other words (every pair of a code). */
function shortTokens(text: string, everyPair: boolean): Set<string> {
  const tokens = new Set<string>();
  const signs = [...text];
  let before = false; // the sign before belongs to the same word of letters or digits
  for (const [index, sign] of signs.entries()) {
    const dense = isDense(sign);
    const word = dense || isWordSign(sign);
    if (word && (dense || !before || everyPair)) tokens.add(sign);
    const next = signs[index + 1];
    if (word && next !== undefined && isWordSign(next) && (dense || isDense(next) || !before || everyPair)) tokens.add(sign + next);
    before = word && !dense;
  }
  return tokens;
}

function soundTokens(sound: { initials: string; syllables: readonly string[] }): Set<string> {
  const tokens = new Set<string>();
  for (const [index, letter] of [...sound.initials].entries()) {
    tokens.add(letter);
    const next = sound.initials[index + 1];
    if (next) tokens.add(letter + next);
  }
  for (const syllable of sound.syllables) if (syllable.length > 1) tokens.add(syllable.slice(0, 2));
  return tokens;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** What `search` and `search_text` of a record hold: all by which search, matching and the duplicate check find it. */
export function searchColumns(def: AnyDef, record: Readonly<Record<string, unknown>>): { search: string[]; searchText: string } {
  const tokens = new Set<string>();
  const lines: string[] = [];
  for (const name of def.search) {
    const field = fieldOf(def, name);
    const text = textOf(record[name]);
    if (!field || !text) continue;
    const letter = letterOf(def, name);
    const literal = normalise(text.length > LONGEST ? text.slice(0, LONGEST) : text);
    if (!literal) continue;
    lines.push(`${letter}\t${literal}`);
    for (const token of shortTokens(literal, isCode(field))) tokens.add(letter + token);
    if (literal.length <= EXACT_LONGEST) tokens.add(`${letter}=${literal}`);
    const sound = soundOf(literal, isPerson(field));
    if (sound) {
      lines.push(`${letter}\t${sound.initials}`, `${letter}\t${sound.full}`);
      for (const token of soundTokens(sound)) tokens.add(letter + token);
      if (name === def.titleField && literal.length <= EXACT_LONGEST) tokens.add(`${letter}~${sound.full}`);
    }
    if (field.type === 'phone') {
      const digits = phoneDigits(text);
      if (digits.length >= 3) {
        lines.push(`${letter}\t${digits}`);
        tokens.add(`${letter}=${digits}`);
      }
    }
  }
  for (const { token } of dedupeTokens(def, record)) tokens.add(token);
  return { search: [...tokens], searchText: lines.join('\n') };
}

const keyPart = (field: FieldDef, value: unknown): string => (field.type === 'phone' ? phoneDigits(textOf(value)) : normalise(textOf(value)));

/** One token per duplicate rule whose fields are all filled. Two records with the same token are duplicates by that rule. */
export function dedupeTokens(def: AnyDef, record: Readonly<Record<string, unknown>>): { rule: number; token: string }[] {
  return (def.dedupe ?? []).flatMap(({ fields }, rule) => {
    const parts = fields.map((name) => keyPart(fieldOf(def, name) as FieldDef, record[name]));
    if (parts.some((part) => part === '')) return [];
    const key = parts.join('\t');
    // An index entry must stay small.
    return [{ rule, token: `#${rule}:${key.length > EXACT_LONGEST ? createHash('sha256').update(key).digest('base64url') : key}` }];
  });
}

/** Tokens by which a text of a file can name a record: `=` the very text (or its digits), `~` the same sound. */
export function matchTokens(text: string): string[] {
  const literal = normalise(text);
  if (!literal || literal.length > EXACT_LONGEST) return [];
  const tokens = new Set([`=${literal}`]);
  if (/^[+\d(][\d\s()\-./]*$/.test(literal) && phoneDigits(literal).length >= 3) tokens.add(`=${phoneDigits(literal)}`);
  for (const person of [false, true]) {
    const sound = soundOf(literal, person);
    if (sound) tokens.add(`~${sound.full}`);
  }
  const letters = literal.replace(/[\s'’-]/g, '');
  if (/^[a-z]+$/.test(letters)) tokens.add(`~${letters}`);
  return [...tokens];
}
