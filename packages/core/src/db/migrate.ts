import type { DataSource } from 'typeorm';
import { handIndexes } from './to-entity.ts';
import { objectNames, objects } from '@wellspring/objects';

const MIGRATION_LOCK = 728_401;

/** Applies the waiting migrations; of several processes at once one works and the others wait. */
export async function migrate(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runner.query('SET statement_timeout = 0');
    const done = await source.runMigrations({ transaction: 'each' });
    return done.map((one) => one.name);
  } finally {
    await runner.query('RESET statement_timeout');
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}

/** What the tables lack against the definitions, as SQL (and the SQL that takes it back). Empty = no drift. */
export async function missingSql(source: DataSource): Promise<{ up: string[]; down: string[] }> {
  const log = await source.driver.createSchemaBuilder().log();
  const present = new Set((await source.query<{ indexname: string }[]>("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()")).map((row) => row.indexname));
  const hand = objectNames.flatMap((name) => handIndexes(objects[name])).filter((index) => !present.has(index.name));
  return {
    up: [...log.upQueries.map((query) => query.query), ...hand.map((index) => index.sql)],
    down: [...hand.map((index) => `DROP INDEX "${index.name}"`), ...log.downQueries.map((query) => query.query).reverse()],
  };
}
