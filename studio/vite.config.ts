import react from '@vitejs/plugin-react';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** Writes FILE.br and FILE.gz beside each text file, so that the server never compresses. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (/\.(js|css|html|svg|json)$/.test(file)) {
          const path = join(folder, file);
          const bytes = readFileSync(path);
          writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
          const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
          writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
        }
      }
    },
  };
}

/** `npm run dev` shows the Studio of a server that runs at STEPWELL_URL. */
const server = process.env['STEPWELL_URL'] ?? 'http://127.0.0.1:8083';

export default defineConfig({
  plugins: [react(), compressed()],
  build: {
    target: 'es2023',
    // No inlined images or modules: the Content-Security-Policy allows files of this server only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      // the Host stays the page's own, or the server would refuse writes from another origin
      '^/$': { target: server, bypass: (request) => (request.method === 'POST' ? null : '/index.html') },
      '/stepwell/': { target: server, changeOrigin: false },
      '/session': { target: server, changeOrigin: false },
      '/2015-03-31': { target: server, changeOrigin: false },
    },
  },
});
