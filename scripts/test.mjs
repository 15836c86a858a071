// npm test: everything that must hold, one step after the other. Ends with "N passed, N failed" over all of them.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWhenNeeded, root } from './install.mjs';
import { freePort } from './processes.mjs';
import { findOrInstall } from './requirements.mjs';

const isFast = process.argv.includes('--fast');
const isDataOnly = process.argv.includes('--data-only');
const data = process.env.WELLSPRING_TEST_DATA;
const scratch = mkdtempSync(join(tmpdir(), 'wellspring-test-'));
chmodSync(scratch, 0o711); // the embedded PostgreSQL may run as another user
const bin = (path) => join(root, 'node_modules', path);
const results = [];
let database = null;
let running = null;

/** Runs a program in the root folder. Returns its exit code; its output is shown, at once or only when it fails. */
function run(args, { env = {}, quiet = false } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, WELLSPRING_TEST_DATA: '', FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env }, stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'] });
    running = child;
    let told = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { told += chunk; });
    child.once('error', fail).once('close', (code) => {
      running = null;
      if (quiet && code !== 0) console.log(told.trim());
      else if (quiet && told.trim()) console.log(told.trim().split('\n').at(-1));
      done(code);
    });
  });
}

/** A step under its heading. The work says how many passed and failed; an error counts as one failed. */
async function step(name, work) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(3, 70 - name.length))}`);
  const began = performance.now();
  let result;
  try {
    result = await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    result = { passed: 0, failed: 1 };
  }
  const seconds = (performance.now() - began) / 1000;
  results.push({ name, seconds, ...result });
  console.log(`   ${result.failed ? 'FAILED' : 'ok'} in ${seconds.toFixed(1)} s`);
}

/** A check that holds or does not. */
const check = (name, args, options) => step(name, async () => ((await run(args, { quiet: true, ...options })) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }));

function hasSources(path) {
  return readdirSync(join(root, path), { withFileTypes: true }).some((entry) => (entry.isDirectory() ? !['node_modules', 'dist'].includes(entry.name) && hasSources(`${path}/${entry.name}`) : /\.tsx?$/.test(entry.name)));
}

async function types() {
  let passed = 0;
  let failed = 0;
  const members = ['packages', 'apps'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)).concat('e2e');
  for (const member of members.filter((path) => existsSync(join(root, path, 'tsconfig.json')) && hasSources(path))) {
    if ((await run([bin('typescript/bin/tsc'), '--noEmit', '-p', member], { quiet: true })) === 0) passed += 1;
    else {
      console.log(`   ${member} does not type-check`);
      failed += 1;
    }
  }
  return { passed, failed };
}

async function testDatabase() {
  if (database) return database;
  const { startPostgres, throwAway } = await import('./postgres.mjs');
  database = await startPostgres({ dataDir: join(scratch, 'data'), databaseUrl: process.env.TEST_DATABASE_URL || undefined, quick: true, extra: throwAway });
  return database;
}

/** Are the tables that the migrations make those that the definitions ask for? */
async function drift() {
  const { adminUrl } = await testDatabase();
  const { default: pg } = await import('pg');
  const name = `drift_${process.pid}`;
  const url = new URL(adminUrl);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${name}`);
    url.pathname = `/${name}`;
    const code = await run(['--no-deprecation', '--import', 'tsx', 'packages/core/src/db/drift.ts'], { env: { DATABASE_URL: url.href }, quiet: true });
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  }
}

/** Adds up vitest's report; a file that could not even be loaded, and a run without any test, count as one failed. */
async function vitest(env = {}) {
  const { adminUrl } = await testDatabase();
  const file = join(scratch, `vitest-${results.length}.json`);
  const code = await run([bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], { env: { TEST_DATABASE_URL: adminUrl, ...env } });
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = report.testResults.filter((one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed')).length;
  const failed = report.numFailedTests + unloaded;
  return { passed: report.numPassedTests, failed: failed || (code === 0 && report.numPassedTests > 0 ? 0 : 1) };
}

async function journeys() {
  const chromium = findOrInstall('chromium', ['chromium-browser', 'google-chrome']);
  if (!chromium) return { passed: 0, failed: 1 };
  const file = join(scratch, 'journeys.json');
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, E2E_CHROMIUM: chromium, E2E_PORT: String(await freePort()), E2E_DATA: join(scratch, 'journeys') };
  await run([join(root, 'e2e/node_modules/@playwright/test/cli.js'), 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'], { env });
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: failed || (errors.length || !stats.expected ? 1 : 0) };
}

async function end() {
  await database?.stop();
  rmSync(scratch, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    running?.kill('SIGTERM');
    await end();
    process.exit(1);
  });
}

async function main() {
  if (installWhenNeeded()) console.log('packages installed');
  if (!isDataOnly) {
    await step('types', types);
    await check('lint', [bin('@biomejs/biome/bin/biome'), 'check', '--diagnostic-level=error', '--max-diagnostics=200', '.']);
    await check('house rules', ['scripts/house-rules.mjs']);
    await check('boundaries', ['scripts/boundaries.mjs']);
    await check('dead code', [bin('knip/bin/knip.js'), '--no-progress', '--no-config-hints']);
    await step('schema drift', drift);
    await step('redis for the queue tests', async () => (findOrInstall('redis-server') ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }));
    await step('unit, core, api, worker, web', () => vitest());
    if (!isFast) await step('journeys in the browser', journeys);
  }
  if (data) await step('real files', () => vitest({ WELLSPRING_TEST_DATA: data }));
  else if (isDataOnly) throw new Error('WELLSPRING_TEST_DATA must name the folder of the real files');
}

let failure = null;
try {
  await main();
} catch (error) {
  failure = error;
}
await end();
if (failure) {
  console.error(failure);
  results.push({ name: 'the run itself', seconds: 0, passed: 0, failed: 1 });
}
console.log('');
for (const { name, seconds, passed, failed } of results) console.log(`  ${name.padEnd(34)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(8)} s`);
const sum = (key) => results.reduce((all, one) => all + one[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') ? 1 : 0);
