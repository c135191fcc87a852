import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig(({ mode }) => {
  const { HADIR_HUB_HTTP = 'http://127.0.0.1:8080' } = loadEnv(mode, here, 'HADIR_');
  return {
    root: here,
    plugins: [react()],
    server: { host: '127.0.0.1', proxy: { '/api': { target: HADIR_HUB_HTTP, secure: false } } },
    build: {
      target: 'es2022',
      // The content security policy allows no data: URLs, so nothing may be inlined.
      assetsInlineLimit: 0,
    },
  };
});
