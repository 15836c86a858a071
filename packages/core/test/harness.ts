import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { presetRoles } from '../src/access/preset-roles.ts';
import { type CallerOptions, type Core, type CoreConfig, createCore } from '../src/core.ts';
import type { Ctx } from '../src/ctx.ts';
import { dataSource } from '../src/db/db.ts';
import { migrate } from '../src/db/migrate.ts';
import { migrations } from '../src/db/migrations/index.ts';
import { newId } from '../src/ids.ts';

const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5499/postgres';

/** Fixed ids of the seeded company: a head office with two departments, one of which has a team below it. */
export const dept = { hq: '00000000-0000-7000-8000-0000000000d1', east: '00000000-0000-7000-8000-0000000000d2', eastTeam: '00000000-0000-7000-8000-0000000000d3', south: '00000000-0000-7000-8000-0000000000d4' } as const;
export const people = {
  admin: '00000000-0000-7000-8000-0000000000a1', director: '00000000-0000-7000-8000-0000000000a2', seller1: '00000000-0000-7000-8000-0000000000a3',
  seller2: '00000000-0000-7000-8000-0000000000a4', viewer: '00000000-0000-7000-8000-0000000000a5', disabled: '00000000-0000-7000-8000-0000000000a6', nobody: '00000000-0000-7000-8000-0000000000a7',
} as const;
export type Person = keyof typeof people;

const at = (name: string): string => { const url = new URL(SERVER); url.pathname = `/${name}`; return url.href; };

async function onServer<T>(work: (client: pg.Client) => Promise<T>, database?: string): Promise<T> {
  const client = new pg.Client(database ? at(database) : SERVER);
  await client.connect();
  try { return await work(client); } finally { await client.end(); }
}

async function seed(client: pg.Client): Promise<void> {
  const now = '2026-01-05T00:00:00Z';
  const department = (id: string, name: string, parent: string | null) => client.query('INSERT INTO department (id, version, created_at, updated_at, name, parent_id, code) VALUES ($1, 1, $2, $2, $3, $4, $3)', [id, now, name, parent]);
  await department(dept.hq, '总部', null);
  await department(dept.east, '华东部', dept.hq);
  await department(dept.eastTeam, '华东一组', dept.east);
  await department(dept.south, '华南部', dept.hq);
  const user = (person: Person, name: string, place: string | null, status = 'active') => client.query(
    'INSERT INTO app_user (id, version, created_at, updated_at, name, login, code, department_id, status) VALUES ($1, 1, $2, $2, $3, $4, $4, $5, $6)', [people[person], now, name, person, place, status]);
  await user('admin', '林晓燕', dept.hq);
  await user('director', '郑国栋', dept.hq);
  await user('seller1', '陈思远', dept.east);
  await user('seller2', '许曼', dept.south);
  await user('viewer', '何佳', dept.hq);
  await user('disabled', '周亦凡', dept.east, 'disabled');
  await user('nobody', 'No Role', null);
  const give: Record<keyof typeof presetRoles, Person[]> = { administrator: ['admin'], director: ['director'], seller: ['seller1', 'seller2', 'disabled'], readOnly: ['viewer'] };
  for (const [key, role] of Object.entries(presetRoles)) {
    const id = newId();
    await client.query('INSERT INTO role (id, name, def, created_at) VALUES ($1, $2, $3, $4)', [id, role.name, JSON.stringify(role), now]);
    for (const person of give[key as keyof typeof presetRoles]) await client.query('INSERT INTO user_role (user_id, role_id) VALUES ($1, $2)', [people[person], id]);
  }
}

/** A migrated and seeded database to copy; made once per state of migrations and roles. */
async function template(): Promise<string> {
  const hash = createHash('sha256').update(migrations.map((one) => one.toString()).join()).update(JSON.stringify(presetRoles)).update(seed.toString()).digest('hex').slice(0, 12);
  const name = `ws_template_${hash}`;
  await onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock(728402)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${name}_making`);
    await client.query(`CREATE DATABASE ${name}_making`);
    const source = dataSource(at(`${name}_making`));
    await source.initialize();
    await migrate(source);
    await source.destroy();
    await onServer(seed, `${name}_making`);
    await client.query(`ALTER DATABASE ${name}_making RENAME TO ${name}`);
  });
  return name;
}

export type TestCore = { core: Core; url: string; dataDir: string; as(person: Person, options?: CallerOptions): Promise<Ctx>; close(): Promise<void> };

/** A core on a database of its own (copied from the seeded template) with an empty data folder. Call close() in afterAll. */
export async function testCore(config: Partial<CoreConfig> = {}): Promise<TestCore> {
  const source = await template();
  const name = `ws_test_${newId().replaceAll('-', '')}`;
  await onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock(728403)'); // CREATE DATABASE … TEMPLATE wants nobody else on the template
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${source}`);
  });
  const dataDir = mkdtempSync(join(tmpdir(), 'ws-test-'));
  const core = await createCore({ databaseUrl: at(name), dataDir, ...config });
  return {
    core, url: at(name), dataDir,
    as: (person, options = {}) => core.ctxFor(people[person], { locale: 'en', source: 'ui', ...options }),
    async close() {
      await core.close();
      await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Counts the statements a piece of work sends, on any connection of the core's pool. */
export async function countStatements(core: Core, work: () => Promise<unknown>): Promise<{ count: number; texts: string[] }> {
  const texts: string[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const first = args[0] as string | { text?: string };
    texts.push(typeof first === 'string' ? first : (first?.text ?? ''));
    return (original as (...a: unknown[]) => unknown).apply(this, args);
  } as typeof original;
  try { await work(); } finally { pg.Client.prototype.query = original; }
  void core;
  return { count: texts.length, texts };
}
