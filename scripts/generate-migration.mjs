// npm run db:generate <name>: writes the migration that brings the tables to the definitions, on a throw-away database.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWhenNeeded, root } from './install.mjs';

const name = process.argv[2];
if (!/^[a-z][a-z0-9-]*$/.test(name ?? '')) {
  console.error('usage: npm run db:generate <name-in-kebab-case>');
  process.exit(1);
}
installWhenNeeded();
const { startPostgres, throwAway } = await import('./postgres.mjs');
const scratch = mkdtempSync(join(tmpdir(), 'wellspring-migration-'));
chmodSync(scratch, 0o711);
const database = await startPostgres({ dataDir: scratch, quick: true, extra: throwAway });
try {
  const done = spawnSync(process.execPath, ['--import', 'tsx', 'packages/core/src/db/generate.ts', name], { cwd: root, stdio: 'inherit', env: { ...process.env, DATABASE_URL: database.url } });
  process.exitCode = done.status ?? 1;
} finally {
  await database.stop();
  rmSync(scratch, { recursive: true, force: true });
}
process.exit();
