import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const node = ['packages/objects', 'packages/client', 'packages/core', 'packages/bench', 'apps/api', 'apps/worker'];
const named = (root: string): string => root.split('/')[1] ?? root;

/** Files over real data, kept outside the repository: only `npm run test:data` runs them. */
const data = process.env.WELLSPRING_TEST_DATA ? ['{src,test}/**/*.data-test.ts'] : null;

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      ...node.map((root) => ({
        root,
        test: { name: named(root), environment: 'node' as const, include: data ?? ['{src,test}/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 90_000 },
      })),
      ...(data
        ? []
        : [
            ...(existsSync('apps/web/vite.config.ts') ? ['apps/web/vitest.config.ts'] : []),
            { root: 'scripts', test: { name: 'scripts', environment: 'node' as const, include: ['**/*.test.mjs'], testTimeout: 120_000, hookTimeout: 120_000 } },
          ]),
    ],
  },
});
