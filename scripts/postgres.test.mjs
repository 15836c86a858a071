import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from './postgres.mjs';
import { isAlive, pause } from './processes.mjs';

const base = mkdtempSync(join(tmpdir(), 'ws-postgres-'));
const dataDir = join(base, 'data');
const start = () => startPostgres({ dataDir, quick: true, extra: { full_page_writes: 'off' } });
let server;

async function ask(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function killHard(pid) {
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await pause(10);
}

describe('the embedded PostgreSQL', () => {
  beforeAll(async () => {
    chmodSync(base, 0o755);
    server = await start();
    await ask(server.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)');
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(base, { recursive: true, force: true });
  });

  it('is version 18, sorts by code point, and listens on the loopback only', async () => {
    const [row] = await ask(server.adminUrl, "SELECT current_setting('server_version_num')::int / 10000 AS version, datlocprovider AS provider, datlocale AS locale, current_setting('listen_addresses') AS at FROM pg_database WHERE datname = 'wellspring'");
    expect(row).toEqual({ version: 18, provider: 'b', locale: 'C.UTF-8', at: '127.0.0.1' });
  });

  it('gives the product a role that is no superuser, and keeps the passwords to itself', async () => {
    const [row] = await ask(server.url, 'SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user');
    expect(row).toEqual({ rolsuper: false, rolcreaterole: false, rolcreatedb: false });
    expect(statSync(join(dataDir, 'postgres/credentials.json')).mode & 0o777).toBe(0o600);
  });

  it('refuses a wrong password', async () => {
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('is re-attached when it runs already', async () => {
    const again = await start();
    expect(again.pid).toBe(server.pid);
    expect(again.url).toBe(server.url);
  });

  it('recovers from a hard kill with all that was committed', async () => {
    await killHard(server.pid);
    server = await start();
    expect(await ask(server.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('is not fooled by a stale pid file whose number a stranger has now', async () => {
    await killHard(server.pid);
    const file = join(dataDir, 'postgres/cluster/postmaster.pid');
    const owner = statSync(file);
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', ...(owner.uid === process.getuid?.() ? {} : { uid: owner.uid, gid: owner.gid }) });
    try {
      await new Promise((done) => stranger.once('spawn', done));
      writeFileSync(file, [stranger.pid, ...readFileSync(file, 'utf8').split('\n').slice(1)].join('\n'));
      server = await start();
      expect(server.pid).not.toBe(stranger.pid);
      expect(isAlive(stranger.pid)).toBe(true);
      expect(await ask(server.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    } finally {
      stranger.kill();
    }
  });

  it('stops for good and starts again', async () => {
    const { pid } = server;
    await server.stop();
    expect(isAlive(pid)).toBe(false);
    expect(server.isRunning()).toBe(false);
    server = await start();
    expect(await ask(server.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('makes nothing where a database is given', async () => {
    const given = await startPostgres({ dataDir: join(base, 'none'), databaseUrl: 'postgres://somewhere/else' });
    expect(given.url).toBe('postgres://somewhere/else');
    expect(() => statSync(join(base, 'none'))).toThrow(/ENOENT/);
  });

  it('works below a closed folder, or says why it cannot', async () => {
    const closed = join(base, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    let below;
    try {
      below = await startPostgres({ dataDir: join(closed, 'data'), quick: true });
      expect(await ask(below.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    } catch (error) {
      expect(error.message).toMatch(/closed to others/);
    } finally {
      await below?.stop();
    }
  });
});
