import { ident, join, sql } from '@wellspring/core/sql';
import type { Core } from '@wellspring/core';

const UNCOUNTED = new Set(['session', 'throttle', 'credential', 'preference', 'migration']);

/** One hash over every row of every business and house table: equal before and after means that nothing was written. */
export async function digest(core: Core): Promise<string> {
  const tables = await core.db.run<{ name: string }>(sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
  const parts = tables.filter(({ name }) => !UNCOUNTED.has(name)).map(({ name }) => sql`SELECT ${name} || ':' || COALESCE(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS part FROM ${ident(name)} t`);
  const rows = await core.db.run<{ part: string }>(join(parts, ' UNION ALL '));
  return rows.map((row) => row.part).join('\n');
}
