import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { oneLanguage } from './one-language.ts';

const api = process.env.API_URL ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [oneLanguage(), react()],
  server: { port: 5173, proxy: { '/api': { target: api, changeOrigin: false } } },
  preview: { proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    target: 'baseline-widely-available', sourcemap: false, chunkSizeWarningLimit: 1200,
    // Parts of the packages below antd do not say that they only define things; unsaid, whatever is not used of them would be shipped.
    rollupOptions: { treeshake: { moduleSideEffects: [{ test: /@rc-component|@ant-design/, sideEffects: false }] } },
  },
});
