// Builds the web application into apps/web/dist, when its sources are other than those of the last build.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installWhenNeeded, root } from './install.mjs';

const web = join(root, 'apps/web');
const stamp = join(root, 'node_modules/.cache/wellspring/web');
const sources = ['apps/web', 'packages/objects/src', 'packages/objects/locales', 'packages/client/src', 'pnpm-lock.yaml', 'tsconfig.base.json'];
const skipped = new Set(['node_modules', 'dist', 'test']);

function* files(path) {
  const at = join(root, path);
  if (!existsSync(at)) return;
  const entries = path.includes('.') ? null : readdirSync(at, { withFileTypes: true });
  if (!entries) return yield path;
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (skipped.has(entry.name) || /\.test(-d)?\.tsx?$/.test(entry.name)) continue;
    if (entry.isDirectory()) yield* files(`${path}/${entry.name}`);
    else yield `${path}/${entry.name}`;
  }
}

function state() {
  const hash = createHash('sha256');
  for (const source of sources) for (const file of files(source)) hash.update(file).update('\0').update(readFileSync(join(root, file))).update('\0');
  return hash.digest('hex');
}

/** Builds the web application when needed. Returns whether it had to. @throws with the output of the build */
export async function buildWeb() {
  const now = state();
  if (existsSync(join(web, 'dist/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false;
  rmSync(stamp, { force: true });
  const child = spawn(process.execPath, [join(web, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: web, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { told += data; });
  const code = await new Promise((done, fail) => child.once('error', fail).once('close', done));
  if (code !== 0) throw new Error(`building the web application failed:\n${told.trim()}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  return true;
}

if (process.argv[1] === import.meta.filename) {
  installWhenNeeded();
  console.log((await buildWeb()) ? 'built apps/web/dist' : 'apps/web/dist is up to date');
}
