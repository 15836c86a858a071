import { dayOf } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';
import { column, ident, sql } from '../db/sql.ts';
import { type Batch, good } from './batch.ts';

const SEQ = /\{seq:(\d)\}/;

/** A pattern with its date parts filled in: what is left is the counter's name and where its number stands. */
export function numberPattern(pattern: string, day: string): { prefix: string; suffix: string; width: number } {
  const text = pattern.replace('{YYYY}', day.slice(0, 4)).replace('{YY}', day.slice(2, 4)).replace('{MM}', day.slice(5, 7)).replace('{DD}', day.slice(8, 10));
  const match = SEQ.exec(text);
  const at = match?.index ?? text.length;
  return { prefix: text.slice(0, at), suffix: text.slice(at + (match?.[0].length ?? 0)), width: Number(match?.[1] ?? 1) };
}

/** Takes the next `count` numbers of a counter; its row is held till the commit, so that a rollback leaves no gap. */
async function take(ctx: Ctx, key: string, count: number): Promise<number> {
  const [row] = await ctx.run<{ value: number }>(sql`INSERT INTO counter (key, value) VALUES (${key}, ${count}) ON CONFLICT (key) DO UPDATE SET value = counter.value + ${count} RETURNING value`);
  return (row?.value ?? count) - count + 1;
}

/** Gives new records without a code the next one of their rule. Codes that people or files have taken before are stepped over. */
export async function assignNumbers(batch: Batch): Promise<void> {
  const { ctx, def } = batch;
  const { numbering } = def;
  if (!numbering) return;
  let open = good(batch).filter((draft) => draft.created && !draft.record[numbering.field]);
  if (!open.length) return;
  const { prefix, suffix, width } = numberPattern(numbering.pattern, dayOf(ctx.now, ctx.timeZone));
  const key = `${def.name}:${prefix}`;
  for (let tries = 0; open.length; tries++) {
    const first = await take(ctx, key, open.length);
    const codes = open.map((_, index) => `${prefix}${String(first + index).padStart(width, '0')}${suffix}`);
    const taken = new Set((await ctx.run<{ code: string }>(sql`SELECT ${column('t', numbering.field)} AS code FROM ${ident(def.table)} t WHERE ${column('t', numbering.field)} = ANY(${codes}) AND t.deleted_at IS NULL`)).map((row) => row.code));
    const mine = new Set(batch.drafts.map((draft) => draft.record[numbering.field]));
    for (const [index, draft] of open.entries()) {
      const code = codes[index] ?? '';
      if (taken.has(code) || mine.has(code)) continue;
      draft.record[numbering.field] = code;
      draft.changed.add(numbering.field);
    }
    open = open.filter((draft) => !draft.record[numbering.field]);
    if (open.length && tries === 3) await jumpPast(batch, key, prefix, suffix);
    if (tries > 10) throw new Error(`no free number for ${key}`);
  }
}

/** Moves a counter beyond the highest number that stands in the table. */
async function jumpPast({ ctx, def }: Batch, key: string, prefix: string, suffix: string): Promise<void> {
  const code = column('t', def.numbering?.field ?? '');
  await ctx.run(sql`UPDATE counter SET value = GREATEST(value, (SELECT COALESCE(max(substr(${code}, ${prefix.length + 1}, length(${code}) - ${prefix.length + suffix.length})::bigint), 0) FROM ${ident(def.table)} t
    WHERE starts_with(${code}, ${prefix}) AND substr(${code}, ${prefix.length + 1}, length(${code}) - ${prefix.length + suffix.length}) ~ '^[0-9]{1,15}$')) WHERE key = ${key}`);
}
