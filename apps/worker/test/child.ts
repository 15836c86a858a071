// A worker process for the tests: STOP_AT names a place where it says so and then hangs, waiting to be killed.
import { createCore } from '@wellspring/core';
import { scratchKinds } from '@wellspring/core/test-kinds';
import { startWorker } from '../src/worker.ts';

const { DATABASE_URL = '', REDIS_URL, STOP_AT, WELLSPRING_DATA = '' } = process.env;
const kinds = scratchKinds(async (place) => {
  if (place !== STOP_AT) return;
  process.stdout.write(`at ${place}\n`);
  await new Promise(() => undefined);
});
const core = await createCore({ databaseUrl: DATABASE_URL, dataDir: WELLSPRING_DATA, poolSize: 4 });
const worker = await startWorker({ core, redisUrl: REDIS_URL, log: (level, message, details) => { if (level !== 'info') process.stderr.write(`${message} ${JSON.stringify(details)}\n`); }, run: { kinds } });
process.stdout.write('ready\n');
process.once('SIGTERM', () => void worker.close().then(() => core.close()).then(() => process.exit(0)));
