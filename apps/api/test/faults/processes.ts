import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

export const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer();
  server.on('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
  });
});

/** A program of the house as a process of its own, which can be killed and started again. `says` resolves with a line of its output. */
export type Program = { start(): Promise<void>; kill(): Promise<void>; readonly log: string; readonly endedByItself: boolean };

function program(main: string, env: Record<string, string>, isReady: (child: ChildProcess, log: () => string) => Promise<void>): Program {
  let child: ChildProcess | undefined;
  let log = '';
  let wanted = false;
  let endedByItself = false;
  return {
    get log() { return log; },
    get endedByItself() { return endedByItself; },
    async start() {
      const one = spawn(process.execPath, ['--no-deprecation', '--import', 'tsx', join(root, main)], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      child = one;
      wanted = true;
      log = '';
      for (const stream of [one.stdout, one.stderr]) stream?.on('data', (data: Buffer) => { log = (log + String(data)).slice(-20_000); });
      const ended = new Promise<never>((_, reject) => one.once('exit', (code, signal) => {
        if (wanted && child === one) endedByItself = true;
        reject(new Error(`${main} ended with ${code ?? signal}: ${log}`));
      }));
      ended.catch(() => undefined);
      await Promise.race([isReady(one, () => log), ended]);
    },
    async kill() {
      wanted = false;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const settled = (millis: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, millis); });

/** The API as it is delivered, on a port of its own. */
export async function apiProgram(env: { databaseUrl: string; dataDir: string; tokenSecret: string }): Promise<Program & { url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const one = program('apps/api/src/main.ts', { DATABASE_URL: env.databaseUrl, WELLSPRING_DATA: env.dataDir, TOKEN_SECRET: env.tokenSecret, PORT: String(port), MIGRATE: 'false', LOG_LEVEL: 'error' }, async () => {
    for (;;) {
      if (await fetch(`${url}/api/health`).then((answer) => answer.ok, () => false)) return;
      await settled(20);
    }
  });
  return Object.defineProperties({ url } as Program & { url: string }, Object.getOwnPropertyDescriptors(one));
}

/** The worker as it is delivered, its queue in PostgreSQL. */
export const workerProgram = (env: { databaseUrl: string; dataDir: string }): Program =>
  program('apps/worker/src/main.ts', { DATABASE_URL: env.databaseUrl, WELLSPRING_DATA: env.dataDir, REDIS_URL: '' }, async (_child, log) => {
    while (!log().includes('worker is ready')) await settled(10);
  });

type Server = { adminUrl: string; pid: number; stop(): Promise<void> };

/** The children of a process, as the system lists them; none where it has no such list (they end with their parent then). */
function childrenOf(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) === pid;
    } catch { return false; }
  }).map(Number);
}
const lives = (pid: number): boolean => { try { process.kill(pid, 0); return true; } catch { return false; } };

/** A PostgreSQL cluster of its own at one port, whose processes can all be killed at once and started again. */
export async function cluster() {
  const base = mkdtempSync(join(tmpdir(), 'ws-faults-'));
  chmodSync(base, 0o755); // the server may run as another user
  const port = await freePort();
  const { startPostgres } = (await import(/* @vite-ignore */ new URL('../../../../scripts/postgres.mjs', import.meta.url).href)) as { startPostgres(options: object): Promise<Server> };
  // What a killed process has written stays with the system, so no fsync is needed; an acknowledged commit must have been written.
  const launch = () => startPostgres({ dataDir: join(base, 'data'), port, quick: true, extra: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'on', max_connections: 100 } });
  let server = await launch();
  const killAll = async (): Promise<void> => {
    const pids = [server.pid, ...childrenOf(server.pid)];
    for (const pid of pids) if (lives(pid)) process.kill(pid, 'SIGKILL');
    while (pids.some(lives)) await settled(5);
  };
  return {
    url: server.adminUrl, killAll,
    async restart() { server = await launch(); },
    async stop() {
      await server.stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
export type Cluster = Awaited<ReturnType<typeof cluster>>;

/**
 * A way to a server that cuts the line when every nth answer begins to come: the work is done and nobody was told.
 * Answers before `from` requests pass.
 */
export async function cuttingProxy(target: string, nth: number) {
  const { hostname, port } = new URL(target);
  const { connect } = await import('node:net');
  let answers = 0;
  let cut = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) socket.on('error', () => { client.destroy(); upstream.destroy(); });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream);
    upstream.on('data', (data) => {
      answers += 1;
      if (answers % nth === 0) { cut += 1; client.destroy(); upstream.destroy(); } else client.write(data);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, get cut() { return cut; }, close: () => { server.close(); } };
}
