import { readFileSync } from 'node:fs';
import { createCore, prepareSetUp } from '@wellspring/core';
import { readEnvironment } from './options.ts';
import { buildServer } from './server.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const environment = readEnvironment(process.env, version);

type Logger = Record<'info' | 'warn' | 'error', (details: Record<string, unknown>, message: string) => void>;
let log: Logger | undefined;
const core = await createCore({
  databaseUrl: environment.databaseUrl, dataDir: environment.dataDir, poolSize: environment.poolSize, ...(environment.timeZone ? { timeZone: environment.timeZone } : {}),
  log: (level, message, details = {}) => log?.[level](details, message),
});
if (process.env.MIGRATE !== 'false') await core.migrate();
const server = await buildServer(core, environment);
log = server.log;
await server.listen({ host: environment.host, port: environment.port });
const code = await prepareSetUp(core);
// Printed as it is, not logged: logs travel, and this code makes an administrator.
if (code) process.stdout.write(`\n  Nobody can sign in yet. Open /setup and enter this code:\n\n      ${code}\n\n`);

/** Requests under way are finished, then the pool closes; whoever hangs longer than ten seconds is cut off. */
let closing = false;
async function close(signal: string): Promise<void> {
  if (closing) return;
  closing = true;
  server.log.info({ signal }, 'closing');
  setTimeout(() => process.exit(1), 10_000).unref();
  await server.close();
  await core.close();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void close(signal));
