import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** How the pages are built: into `outDir`, every file named by its content, nothing inline, nothing from elsewhere. */
export function clientBuild(outDir: string): InlineConfig {
  return {
    configFile: false,
    root: here('.'),
    // Addresses are relative, so the pages also work below a path of a reverse proxy.
    base: './',
    publicDir: false,
    cacheDir: here('../../../node_modules/.cache/vite'),
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: ['chrome123', 'firefox121', 'safari17.5'],
      // The content-security policy allows files of our own and no inline script, style or data: font.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: here('index.html'), overlay: here('overlay/index.html') } },
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  };
}
