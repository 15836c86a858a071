// Who may import whom. A check that saw nothing must not pass: every source file has to be among those that were read.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const folders = ['apps', 'packages', 'e2e'];
const skipped = new Set(['node_modules', 'dist', 'test-results', 'playwright-report', 'coverage']);

function sources(base, path) {
  if (!existsSync(join(base, path))) return [];
  return readdirSync(join(base, path), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sources(base, `${path}/${entry.name}`);
    return /\.tsx?$/.test(entry.name) ? [`${path}/${entry.name}`] : [];
  });
}

/** Reads every import below `base`. Returns the violations, and the source files that the reader overlooked. */
export function checkBoundaries(base = root) {
  const present = folders.flatMap((folder) => sources(base, folder));
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cruiser, ...folders.filter((folder) => existsSync(join(base, folder))), '--config', join(base, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const done = spawnSync(process.execPath, args, { cwd: base, encoding: 'utf8', maxBuffer: 256 * 1_048_576 });
  if (!done.stdout?.startsWith('{')) throw new Error(`dependency-cruiser failed: ${done.stderr || done.error?.message}`);
  const { modules, summary } = JSON.parse(done.stdout);
  const seen = new Set(modules.map((module) => module.source));
  return {
    read: present.filter((file) => seen.has(file)).length,
    overlooked: present.filter((file) => !seen.has(file)),
    violations: summary.violations.map(({ rule, from, to, cycle }) => ({ rule: rule.name, from, to: cycle ? cycle.map((step) => step.name).join(' → ') : to })),
  };
}

if (process.argv[1] === import.meta.filename) {
  const { read, overlooked, violations } = checkBoundaries();
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
  for (const file of overlooked) console.error(`not read: ${file}`);
  if (read === 0) console.error('no source file was read');
  console.log(`${read} source files read, ${violations.length} violations`);
  process.exitCode = violations.length || overlooked.length || read === 0 ? 1 : 0;
}
