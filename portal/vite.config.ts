import { defineConfig } from 'vite';
import { pageParts } from './page-parts.ts';

/** The gateway of a running stack, for `npm run dev:portal`. */
const gateway = 'http://localhost:3000';
// Bootstrap's sources are written for an older Sass; what they are warned about is theirs.
const silenceDeprecations = ['import', 'global-builtin', 'color-functions', 'if-function'] as const;

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../dist/portal',
    emptyOutDir: true,
    target: 'es2023',
    // The policy allows `data:` for images alone; as files they are kept for good anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // "use client" is for servers that render React; this is no such server.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  css: { preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: [...silenceDeprecations] } } },
  server: { port: 5173, proxy: { '/api': gateway } },
  plugins: [pageParts()],
});
