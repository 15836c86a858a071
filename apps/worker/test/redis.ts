import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer();
  server.on('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
  });
});

/** `outage`: the server dies, `during` runs, and an empty server comes back at the same address; absent for a Redis that is not ours. */
export type TestRedis = { url: string; client: Redis; outage?: (during: () => Promise<void>) => Promise<void>; stop(): Promise<void> };

/** A Redis of its own on a free port, or the one of TEST_REDIS_URL. @throws telling what to install when there is none */
export async function testRedis(): Promise<TestRedis> {
  const given = process.env.TEST_REDIS_URL;
  const port = given ? 0 : await freePort();
  const url = given ?? `redis://127.0.0.1:${port}`;
  const dir = mkdtempSync(join(tmpdir(), 'ws-redis-'));
  let server: ChildProcess | undefined;
  let failed: Error | undefined;
  const launch = (): void => {
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    server.on('error', (error) => { failed = new Error(`The queue tests need a Redis server: install redis-server (apt-get install redis-server) or set TEST_REDIS_URL. ${error.message}`); });
  };
  const kill = async (): Promise<void> => {
    const exited = server ? new Promise((resolve) => server?.once('exit', resolve)) : undefined;
    server?.kill('SIGKILL');
    await exited;
  };
  if (!given) launch();
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (times) => (failed || times > 1200 ? null : 50) });
  client.on('error', () => undefined);
  const ready = new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    client.once('end', () => reject(failed ?? new Error(`no Redis answers at ${url}`)));
    server?.once('error', () => { client.disconnect(); });
  });
  await ready.catch((error: unknown) => { throw failed ?? error; });
  return {
    url, client,
    ...(given ? {} : { async outage(during) {
      await kill();
      try { await during(); } finally { launch(); }
    } }),
    async stop() {
      client.disconnect();
      await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
