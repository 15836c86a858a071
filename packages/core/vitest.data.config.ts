import { defineConfig } from 'vitest/config';

// The suite over real files: WELLSPRING_TEST_DATA=<folder> npx vitest run --config packages/core/vitest.data.config.ts
export default defineConfig({ test: { root: import.meta.dirname, include: ['src/**/*.data-test.ts'] } });
