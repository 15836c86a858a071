import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './install.mjs';
import { freePort, isAlive, pause } from './processes.mjs';

const base = mkdtempSync(join(tmpdir(), 'ws-start-'));
const dataDir = join(base, 'data');
const launchers = [];
let port;

/** Starts the launcher as in production: no demo company, so that it is quick. */
function launch(env = {}) {
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: root, env: { ...process.env, NODE_ENV: 'production', PORT: String(port), WELLSPRING_DATA: dataDir, DATABASE_URL: '', REDIS_URL: '', TOKEN_SECRET: undefined, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  launchers.push(child);
  const one = { child, told: '', ended: new Promise((done) => child.once('close', done)) };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { one.told += chunk; });
  return one;
}

async function until(what, holds) {
  for (const end = Date.now() + 90_000; Date.now() < end; await pause(50)) if (await holds()) return;
  throw new Error(`waited in vain for: ${what}`);
}

const isReady = (one) => until(`ready\n${one.told}`, () => /ready: http/.test(one.told) || one.child.exitCode !== null).then(() => expect(one.told).toMatch(/ready: http/));
const isGone = () => fetch(`http://127.0.0.1:${port}/api/health`).then(() => false, () => true);
const serverPid = () => Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);

/** The processes of API and worker that work on our data folder (told from the environment, where /proc shows it). */
function leftBehind() {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`WELLSPRING_DATA=${dataDir}\0`) && /apps\/(api|worker)/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    } catch {
      return false;
    }
  });
}

describe('npm start', () => {
  let first;
  beforeAll(async () => {
    port = await freePort();
    first = launch();
    await isReady(first);
  }, 180_000);
  afterAll(async () => {
    for (const child of launchers) if (child.exitCode === null) child.kill('SIGTERM');
    await Promise.all(launchers.map((child) => child.exitCode === null && child.signalCode === null && new Promise((done) => child.once('close', done))));
    rmSync(base, { recursive: true, force: true });
  });

  it('answers, prints the set-up code in production, and writes the code into no file', async () => {
    expect(await (await fetch(`http://127.0.0.1:${port}/api/health`)).json()).toMatchObject({ status: 'ok' });
    await until('the set-up code', () => /\b[A-Z2-9]{5}(-[A-Z2-9]{5}){3}\b/.test(first.told));
    const [code] = /\b[A-Z2-9]{5}(-[A-Z2-9]{5}){3}\b/.exec(first.told);
    expect(readFileSync(join(dataDir, 'logs/api.log'), 'utf8')).not.toContain(code);
    expect(first.told).not.toMatch(/Sign in with/);
  });

  it('keeps its secrets in files of its own', () => {
    for (const file of ['secrets/token-secret', 'logs/api.log', 'postgres/credentials.json']) expect(statSync(join(dataDir, file)).mode & 0o077, file).toBe(0);
  });

  it('is not started twice with one data folder or on one port', async () => {
    const sameFolder = launch({ PORT: String(await freePort()) });
    expect(await sameFolder.ended).toBe(1);
    expect(sameFolder.told).toMatch(/runs already/);
    const samePort = launch({ WELLSPRING_DATA: join(base, 'other') });
    expect(await samePort.ended).toBe(1);
    expect(samePort.told).toMatch(/is taken/);
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).ok).toBe(true);
  });

  it('leaves no API or worker behind when killed hard, and starts again', async () => {
    if (process.platform === 'linux') expect(leftBehind()).toHaveLength(2);
    first.child.kill('SIGKILL');
    await first.ended;
    await until('the API to stop', isGone);
    await until('API and worker to be gone', () => leftBehind().length === 0);
    first = launch();
    await isReady(first);
  });

  it('recovers when everything was killed hard', async () => {
    const pid = serverPid();
    first.child.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await first.ended;
    await until('the API to stop', isGone);
    first = launch();
    await isReady(first);
  });

  it('stops with a report when its database dies', async () => {
    process.kill(serverPid(), 'SIGKILL');
    expect(await first.ended).toBe(1);
    expect(first.told).toMatch(/database ended by itself|The (api|worker) ended/);
    await until('the API to stop', isGone);
    first = launch();
    await isReady(first);
  });

  it('stops everything at Ctrl-C', async () => {
    const pid = serverPid();
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    await until('the database to be gone', () => !isAlive(pid));
    expect(await isGone()).toBe(true);
  });
});
