// npm start: from a fresh clone, or from yesterday's, to a system that answers.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { installWhenNeeded, root } from './install.mjs';
import { endProcess, isPortTaken, pause, startedAt } from './processes.mjs';

const READY_MILLIS = 60_000;
const LOG_LIMIT = 20_000_000;
const began = performance.now();
const isDev = process.argv.includes('--dev');
const isProduction = process.env.NODE_ENV === 'production';
const port = Number(process.env.PORT ?? 3000);
const host = process.env.HOST ?? '127.0.0.1';
const dataDir = resolve(root, process.env.WELLSPRING_DATA || '.data');
const address = `http://localhost:${port}`;
const lock = join(dataDir, 'launcher.json');
const say = (text) => console.log(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${text}`);

const children = [];
let database = null;
let stopping = null;

/** Stops what was started, in order: those who talk to people and queues first, the database last. */
function stop(code) {
  stopping ??= (async () => {
    await Promise.all(children.map((child) => endProcess(child)));
    await database?.stop();
    releaseLock();
    process.exit(code);
  })();
  return stopping;
}

async function fail(error) {
  if (stopping) return stopping;
  console.error(`\n${error instanceof Error ? error.message : error}\n`);
  await stop(1);
}

/** One launcher per data folder; a lock whose process is gone counts for nothing. @throws naming the one that runs */
function takeLock() {
  if (existsSync(lock)) {
    let held = null;
    try { held = JSON.parse(readFileSync(lock, 'utf8')); } catch { /* a start that was killed while writing it */ }
    if (held && startedAt(held.pid) !== null && startedAt(held.pid) === held.began) throw new Error(`Wellspring runs already with the data folder ${dataDir} (process ${held.pid}): http://localhost:${held.port}`);
  }
  writeFileSync(lock, JSON.stringify({ pid: process.pid, began: startedAt(process.pid), port }));
}

function releaseLock() {
  try {
    if (JSON.parse(readFileSync(lock, 'utf8')).pid === process.pid) rmSync(lock);
  } catch { /* not ours, or never taken */ }
}

/** A secret kept in the data folder; made at the first start unless one is given. */
function kept(name, bytes, given) {
  const file = join(dataDir, name);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, given || randomBytes(bytes).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}

// Newer Node runs TypeScript as it stands; older ones through tsx, which costs half a second.
const typescript = () => (process.features.typescript ? ['--disable-warning=ExperimentalWarning'] : ['--import', import.meta.resolve('tsx')]);

/** Starts one of our programs. Its log lines go to a file; warnings, errors and plain sentences also to the console. */
function launch(name, file, env) {
  const log = join(dataDir, 'logs', `${name}.log`);
  mkdirSync(dirname(log), { recursive: true, mode: 0o700 });
  if (existsSync(log) && statSync(log).size > LOG_LIMIT) renameSync(log, `${log}.old`);
  const bound = ['--import', new URL('./bound.mjs', import.meta.url).href];
  const child = spawn(process.execPath, [...bound, ...typescript(), '--enable-source-maps', ...(isDev ? ['--watch', '--watch-preserve-output'] : []), file], {
    cwd: root, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: process.platform !== 'win32',
  });
  const write = (line) => appendFileSync(log, `${line}\n`, { mode: 0o600 });
  createInterface({ input: child.stdout }).on('line', (line) => {
    // A plain sentence is meant for the person at the console alone: it may be the set-up code.
    if (!line.startsWith('{')) return console.log(line);
    write(line);
    const level = /"level":"?(\w+)/.exec(line)?.[1];
    if (level === 'warn' || level === 'error' || Number(level) >= 40) console.log(`${name}: ${line}`);
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    write(line);
    console.error(line);
  });
  child.once('error', fail);
  child.once('exit', (code, signal) => {
    if (stopping) return;
    console.error(`\nThe ${name} ended (${signal ?? `code ${code}`}); everything stops. Its log: ${log}\n`);
    void stop(code || 1);
  });
  children.push(child);
  return child;
}

/** Runs commands of the core in one process and gives back what each of them answered. */
async function runCore(commands, env) {
  const child = spawn(process.execPath, [...typescript(), join(root, 'packages/core/src/cli.ts'), ...commands], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], detached: process.platform !== 'win32' });
  children.push(child);
  let told = '';
  child.stdout.on('data', (data) => { told += data; });
  const code = await new Promise((done, refuse) => child.once('error', refuse).once('close', done));
  children.splice(children.indexOf(child), 1);
  if (code !== 0) throw new Error(`preparing the database failed (${commands.join(', ')})`);
  return Object.fromEntries(told.trim().split('\n').map((line) => { const { command, ...answer } = JSON.parse(line); return [command, answer]; }));
}

/** Migrates, and outside production fills a new database with the demo company. Returns its people and their password. */
async function prepareDatabase(env) {
  if (isProduction) {
    await runCore(['migrate'], env);
    say('database migrated');
    return null;
  }
  // A start that was killed while it filled a new database left half a company, and nobody has worked in it yet.
  const filling = join(dataDir, 'demo-unfinished');
  if (existsSync(filling)) await database.clear();
  else if (database.isNew) writeFileSync(filling, '');
  const before = existsSync(join(dataDir, 'demo-password'));
  const password = kept('demo-password', 9, process.env.WELLSPRING_DEMO_PASSWORD);
  const wanted = process.env.WELLSPRING_DEMO_PASSWORD || password;
  const { demo } = await runCore(['migrate', 'demo', ...(before && wanted !== password ? ['demo-password'] : [])], { ...env, WELLSPRING_DEMO_PASSWORD: wanted });
  if (wanted !== password) writeFileSync(join(dataDir, 'demo-password'), wanted);
  rmSync(filling, { force: true });
  say(demo.created ? 'database migrated, demo company loaded' : 'database migrated');
  return { ...demo, password: wanted };
}

async function untilHealthy() {
  for (const end = Date.now() + READY_MILLIS; Date.now() < end && !stopping; await pause(50)) {
    try {
      const answer = await fetch(`http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/api/health`);
      if (answer.ok && (await answer.json()).status === 'ok') return;
    } catch { /* not listening yet */ }
  }
  if (!stopping) throw new Error(`the API did not answer within ${READY_MILLIS / 1000} s; its log: ${join(dataDir, 'logs/api.log')}`);
}

async function main() {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('PORT must be a whole number from 1 to 65535');
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  takeLock();
  if (await isPortTaken(port, host)) throw new Error(`Port ${port} is taken (by another Wellspring?). Choose another one: PORT=${port + 1} npm start`);
  if (installWhenNeeded()) say('packages installed');
  const [{ startPostgres }, { buildWeb }] = await Promise.all([import('./postgres.mjs'), import('./build.mjs')]);

  const building = isDev ? Promise.resolve(false) : buildWeb();
  building.then((built) => built && say('web application built'), fail); // awaited below; the database need not wait for it
  database = await startPostgres({ dataDir, databaseUrl: process.env.DATABASE_URL || undefined });
  say(`PostgreSQL: ${database.how}`);
  if (stopping) return database.stop();

  const env = {
    ...process.env, PORT: String(port), HOST: host, DATABASE_URL: database.url, WELLSPRING_DATA: dataDir, TOKEN_SECRET: process.env.TOKEN_SECRET ?? kept('secrets/token-secret', 48),
    ...(isDev ? {} : { WEB_ROOT: join(root, 'apps/web/dist') }),
  };
  const demo = await prepareDatabase(env);
  await building;
  if (stopping) return;

  launch('api', join(root, 'apps/api/src/main.ts'), env);
  launch('worker', join(root, 'apps/worker/src/main.ts'), env);
  await untilHealthy();
  if (stopping) return;
  if (isDev) children.push(spawn(process.execPath, [join(root, 'apps/web/node_modules/vite/bin/vite.js')], { cwd: join(root, 'apps/web'), env: { ...env, API_URL: address }, stdio: ['ignore', 'inherit', 'inherit'], detached: process.platform !== 'win32' }));
  watchDatabase();
  say(`ready: ${isDev ? 'http://localhost:5173' : address}`);
  if (demo?.people.length) {
    console.log(`\n  Wellspring   ${isDev ? 'http://localhost:5173' : address}\n\n  Sign in with one of these names and the password  ${demo.password}\n`);
    for (const { login, name, role } of demo.people) console.log(`    ${login.padEnd(12)} ${name}, ${role}`);
  }
  console.log('\n  Ctrl-C stops everything.\n');
}

/** A database that dies takes everything with it: the next start recovers it. */
function watchDatabase() {
  setInterval(() => {
    if (!stopping && !database.isRunning()) void fail(`The database ended by itself; everything stops. Its log: ${join(dataDir, 'postgres/log')}`);
  }, 2000).unref();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
// npm runs this below a shell that hands no SIGTERM on: notice that the parent is gone.
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) void stop(0); }, 500).unref();
process.on('uncaughtException', fail);
main().catch(fail);
