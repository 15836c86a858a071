import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkBoundaries } from './boundaries.mjs';
import { root } from './install.mjs';

const require = createRequire(import.meta.url);
const rules = require('../.dependency-cruiser.cjs').forbidden.map((rule) => rule.name);

/** For each rule a file that breaks it: [from, what it imports]. */
const planted = {
  'objects-are-pure': ['packages/objects/src/a.ts', 'fastify'],
  'client-knows-objects-only': ['packages/client/src/a.ts', '../../core/src/index.ts'],
  'core-knows-no-framework': ['packages/core/src/a.ts', 'fastify'],
  'core-knows-no-app': ['packages/core/src/b.ts', '../../../apps/api/src/index.ts'],
  'engine-never-imports-business': ['packages/core/src/query/a.ts', '../domain/sales/rule.ts'],
  'domains-meet-at-their-index': ['packages/core/src/domain/finance/a.ts', '../sales/rule.ts'],
  'api-goes-through-core': ['apps/api/src/a.ts', 'pg'],
  'worker-speaks-no-http': ['apps/worker/src/a.ts', 'fastify'],
  'web-never-imports-server': ['apps/web/src/a.ts', '../../../packages/core/src/index.ts'],
  'generic-web-never-specific': ['apps/web/src/records/a.ts', '../pages/page.ts'],
  'apps-do-not-import-each-other': ['apps/worker/src/b.ts', '../../api/src/index.ts'],
  'journeys-use-the-client': ['e2e/a.ts', '../apps/web/src/main.ts'],
  'packages-have-one-door': ['apps/api/src/b.ts', '../../../packages/core/src/domain/sales/rule.ts'],
  'product-never-imports-tests': ['packages/core/src/c.ts', '../test/harness.ts'],
  'no-cycles': ['packages/core/src/d.ts', './e.ts'],
};

const made = [];
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

/** A small workspace that keeps all rules. */
function workspace() {
  const base = mkdtempSync(join(tmpdir(), 'ws-boundaries-'));
  made.push(base);
  const write = (path, text) => {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  };
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json']) copyFileSync(join(root, name), join(base, name));
  for (const name of ['fastify', 'pg']) {
    write(`node_modules/${name}/package.json`, `{ "name": "${name}", "version": "1.0.0", "main": "index.js" }`);
    write(`node_modules/${name}/index.js`, 'module.exports = {};');
  }
  write('package.json', '{ "dependencies": { "fastify": "1.0.0", "pg": "1.0.0" } }');
  for (const path of ['packages/objects/src/index.ts', 'packages/core/src/index.ts', 'packages/core/src/domain/sales/rule.ts', 'packages/core/test/harness.ts', 'apps/api/src/index.ts', 'apps/web/src/main.ts', 'apps/web/src/pages/page.ts']) write(path, 'export const here = 1;\n');
  write('packages/core/src/query/list.ts', "import type { here } from '../index.ts';\nexport type Here = typeof here;\n");
  write('packages/core/src/list.test.ts', "import { here } from '../test/harness.ts';\nexport const there = here;\n");
  return { base, write };
}

describe('the boundaries', () => {
  it('have a planted violation for every rule', () => {
    expect(Object.keys(planted).sort()).toEqual([...rules].sort());
  });

  it('let a workspace pass that keeps them', () => {
    const { base } = workspace();
    expect(checkBoundaries(base)).toEqual({ read: 9, overlooked: [], violations: [] });
  });

  it('catch each rule being broken', () => {
    const { base, write } = workspace();
    for (const [from, to] of Object.values(planted)) write(from, `import * as other from '${to}';\nexport const it = other;\n`);
    write('packages/core/src/e.ts', "import * as other from './d.ts';\nexport const it = other;\n");
    const { violations } = checkBoundaries(base);
    for (const [rule, [from]] of Object.entries(planted)) expect(violations, rule).toContainEqual(expect.objectContaining({ rule, from }));
  });

  it('tell which source files were overlooked', () => {
    const { base, write } = workspace();
    write('.dependency-cruiser.cjs', "module.exports = { forbidden: [], options: { exclude: { path: '\\\\.ts$' } } };");
    const { read, overlooked } = checkBoundaries(base);
    expect(read).toBe(0);
    expect(overlooked).toHaveLength(9);
  });
});
