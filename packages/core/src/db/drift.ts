import { dataSource } from './db.ts';
import { migrate, missingSql } from './migrate.ts';

/** Applies all migrations to an empty database and tells the SQL that the definitions still ask for. Empty = no drift. */
export async function driftOf(url: string): Promise<string[]> {
  const source = dataSource(url);
  await source.initialize();
  try {
    await migrate(source);
    return (await missingSql(source)).up;
  } finally {
    await source.destroy();
  }
}

if (process.argv[1] === import.meta.filename) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('usage: DATABASE_URL=<an empty database> drift.ts');
  const missing = await driftOf(url);
  for (const statement of missing) console.error(statement);
  if (missing.length) console.error(`\nThe migrations lack ${missing.length} statements against the definitions: npm run db:generate <name>`);
  process.exitCode = missing.length ? 1 : 0;
}
