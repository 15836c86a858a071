import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from './install.mjs';

const KILOBYTE = 1000;
const MOST = 400;
const web = join(root, 'apps/web');
const { build } = await import(pathToFileURL(createRequire(realpathSync(join(web, 'package.json'))).resolve('vite')).href);

/** What a browser runs before a list shows, beside what these import: the entry, the frame, the list, the texts of one language. */
const needed = [/index\.html$/, /app\/shell\.tsx$/, /records\/list-page\.tsx$/, /app\/languages\/zh-CN\.ts$/];

describe('the script before the first list', () => {
  // A test is no production, and the packages know another self for it.
  beforeAll(() => void vi.stubEnv('NODE_ENV', 'production'));
  afterAll(() => void vi.unstubAllEnvs());
  it(`stays within ${MOST} kB`, async () => {
    const { output } = await build({ root: web, logLevel: 'error', mode: 'production', build: { write: false, reportCompressedSize: false } });
    const chunks = new Map(output.filter((one) => one.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
    const loaded = new Set();
    const load = (name) => {
      if (loaded.has(name)) return;
      loaded.add(name);
      for (const next of chunks.get(name)?.imports ?? []) load(next);
    };
    for (const one of needed) {
      const chunk = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId && one.test(facadeModuleId));
      expect(chunk, String(one)).toBeDefined();
      load(chunk.fileName);
    }
    const sizes = [...loaded].map((name) => [gzipSync(chunks.get(name)?.code ?? '').length / KILOBYTE, name]).sort(([a], [b]) => b - a);
    const sum = sizes.reduce((all, [size]) => all + size, 0);
    expect(sum, sizes.slice(0, 15).map(([size, name]) => `${size.toFixed(1)} ${name}`).join('\n')).toBeLessThanOrEqual(MOST);
    expect(sum).toBeGreaterThan(MOST / 4);
  });
});
