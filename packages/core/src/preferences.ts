import type { Ctx } from './ctx.ts';
import { sql } from './db/sql.ts';
import { UserError } from './errors.ts';

const MOST_KEYS = 500;
const MOST_CHARACTERS = 65_536;

/** All preferences of the caller by key: column widths, panel sizes, saved filters. What they mean is the web's matter. */
export async function readPreferences(ctx: Ctx): Promise<Record<string, unknown>> {
  const rows = await ctx.run<{ key: string; value: unknown }>(sql`SELECT key, value FROM preference WHERE user_id = ${ctx.user.id} ORDER BY key`);
  return Object.fromEntries(rows.map((row) => [row.key, row.value]));
}

/** Keeps a preference of the caller; null forgets it. @throws UserError `preference.too-large`, `preference.too-many` */
export async function writePreference(ctx: Ctx, key: string, value: unknown): Promise<void> {
  if (value === null || value === undefined) {
    await ctx.run(sql`DELETE FROM preference WHERE user_id = ${ctx.user.id} AND key = ${key}`);
    return;
  }
  const text = JSON.stringify(value);
  if (text.length > MOST_CHARACTERS) throw new UserError('preference.too-large');
  const rows = await ctx.run(sql`
    INSERT INTO preference (user_id, key, value)
    SELECT ${ctx.user.id}::uuid, ${key}::text, ${text}::jsonb
    WHERE EXISTS (SELECT 1 FROM preference WHERE user_id = ${ctx.user.id} AND key = ${key}) OR (SELECT count(*) FROM preference WHERE user_id = ${ctx.user.id}) < ${MOST_KEYS}
    ON CONFLICT (user_id, key) DO UPDATE SET value = EXCLUDED.value RETURNING 1`);
  if (!rows.length) throw new UserError('preference.too-many');
}
