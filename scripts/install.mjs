import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
export const pnpm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;

/** Whether the packages on disk are those of the lock file (pnpm keeps a copy of the one it installed). */
function isInstalled() {
  const installed = join(root, 'node_modules/.pnpm/lock.yaml');
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')) return false;
  const members = ['apps', 'packages'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name))).filter((path) => existsSync(join(path, 'package.json')));
  return members.every((path) => existsSync(join(path, 'node_modules')));
}

/** Installs the packages of the lock file when they are not there yet. Returns whether it had to. @throws when the package manager fails */
export function installWhenNeeded() {
  if (isInstalled()) return false;
  // The lock file's hashes are checked anyway; the age of each release was looked at when it was added.
  const args = ['--yes', pnpm, 'install', '--frozen-lockfile', '--prefer-offline', '--config.minimumReleaseAge=0', '--config.confirmModulesPurge=false', '--reporter=append-only', '--loglevel=warn'];
  const done = spawnSync('npx', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32', env: { ...process.env, NODE_ENV: 'development' } });
  if (done.status !== 0) throw new Error(`installing the packages failed (npx ${pnpm}, ${done.error?.message ?? `code ${done.status}`})`);
  return true;
}
