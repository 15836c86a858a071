import { type Sql, sql } from './db/sql.ts';

/** Anything that runs statements: a ctx, or the database itself. */
type Runner = { run: <R = Record<string, unknown>>(statement: Sql) => Promise<R[]> };
export type Company = { name: string; currency: string; timeZone: string };
/** Settings of the whole house, one row each. */
export type Settings = { company: Company; demo: boolean; setUpCode: { hash: string } };

/** A setting's value, or null. */
export async function readSetting<K extends keyof Settings>(runner: Runner, key: K): Promise<Settings[K] | null> {
  const [row] = await runner.run<{ value: Settings[K] }>(sql`SELECT value FROM setting WHERE key = ${key}`);
  return row?.value ?? null;
}

/** Writes a setting. */
export async function writeSetting<K extends keyof Settings>(runner: Runner, key: K, value: Settings[K]): Promise<void> {
  await runner.run(sql`INSERT INTO setting (key, value) VALUES (${key}, ${JSON.stringify(value)}::jsonb) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`);
}

/** Takes a setting away. */
export async function removeSetting(runner: Runner, key: keyof Settings): Promise<void> {
  await runner.run(sql`DELETE FROM setting WHERE key = ${key}`);
}
