import { spawnSync } from 'node:child_process';

const apt = { 'redis-server': ['redis-server'], chromium: ['chromium', 'fonts-noto-cjk'] };
const which = (name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim() || null;
let isUpdated = false;

function aptInstall(packages) {
  const run = (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (!isUpdated) run(['update', '-qq']);
  isUpdated = true;
  const done = run(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  if (done.status !== 0) console.error(done.stderr?.trim() ?? done.error?.message);
}

/**
 * The path of a program that the tests need; as root on Debian or Ubuntu it is installed when it is missing.
 * Null, with a sentence on the console, when there is none.
 */
export function findOrInstall(name, others = []) {
  const found = () => [name, ...others].map(which).find(Boolean) ?? null;
  const present = found();
  if (present) return present;
  if (process.getuid?.() === 0 && which('apt-get')) {
    console.log(`installing ${apt[name].join(', ')} …`);
    aptInstall(apt[name]);
  }
  const path = found();
  if (!path) console.error(`The tests need ${name}, which is not on this machine. On Debian: apt-get install ${apt[name].join(' ')}`);
  return path;
}
