import type { Pool, PoolClient } from 'pg';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { infraEntities } from './infra-entities.ts';
import { migrations } from './migrations/index.ts';
import { translatePgError } from './pg-errors.ts';
import type { Sql } from './sql.ts';
import { objectEntities } from './to-entity.ts';

export type Db = {
  source: DataSource;
  pool: Pool;
  /** One statement on any connection of the pool. */
  run<R = Record<string, unknown>>(statement: Sql): Promise<R[]>;
};

/** `2026-11-25 02:00:00.1+00` → `2026-11-25T02:00:00.100Z`: the wire form, without the cost and the lost zone of a Date. */
export function isoInstant(text: string): string {
  const zone = text.lastIndexOf('+');
  const [seconds = '', fraction = ''] = text.slice(0, zone).replace(' ', 'T').split('.');
  return `${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

const parsers: Record<number, (text: string) => unknown> = { 20: Number, 1082: String, 1184: isoInstant, 1700: String };
const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => (format !== 'binary' && Object.hasOwn(parsers, oid) ? parsers[oid] : pg.types.getTypeParser(oid, format)) };

/** Settings of every connection: instants in UTC, and no statement, lock or idle transaction without an end. */
const sessionOptions = (statementTimeout: number): string =>
  ['timezone=UTC', 'datestyle=ISO', `statement_timeout=${statementTimeout}`, 'lock_timeout=5000', 'idle_in_transaction_session_timeout=60000', 'jit=off'].map((option) => `-c ${option}`).join(' ');

/** The DataSource: entities from the definitions, reviewed migrations, one pool. */
export function dataSource(url: string, options: { poolSize?: number; statementTimeout?: number } = {}): DataSource {
  return new DataSource({
    type: 'postgres', url, entities: [...objectEntities, ...infraEntities], migrations: [...migrations], migrationsTableName: 'migration', synchronize: false, installExtensions: false,
    poolSize: options.poolSize ?? 8,
    extra: { types, options: sessionOptions(options.statementTimeout ?? 15_000), connectionTimeoutMillis: 5000, idleTimeoutMillis: 30_000, keepAlive: true },
  });
}

/** Runs a compiled statement on a connection; PostgreSQL's errors become ours. */
export async function runOn<R = Record<string, unknown>>(connection: Pool | PoolClient, statement: Sql): Promise<R[]> {
  const { text, values } = statement.compile();
  try {
    const result = await connection.query(text, values);
    return result.rows as R[];
  } catch (error) {
    throw translatePgError(error);
  }
}

/** Opens the DataSource and hands out its pool. */
export async function openDb(url: string, options: { poolSize?: number; statementTimeout?: number } = {}): Promise<Db> {
  const source = dataSource(url, options);
  await source.initialize();
  // The record path uses the driver's own pool: typed texts instead of Dates, rows instead of [rows, count].
  const pool = (source.driver as unknown as { master: Pool }).master;
  pool.on('error', () => undefined); // an idle connection that dies is replaced; the next statement tells
  return { source, pool, run: (statement) => runOn(pool, statement) };
}
