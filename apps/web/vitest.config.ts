import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { oneLanguage } from './one-language.ts';

export default defineConfig({
  plugins: [oneLanguage(), react()],
  test: { name: 'web', environment: 'jsdom', include: ['{src,test}/**/*.test.{ts,tsx}'], setupFiles: ['./test/setup.ts'], testTimeout: 30_000, css: { include: [/tokens\.css/] } },
});
