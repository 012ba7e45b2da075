import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

/** What the page may do. No outside connection; scripts and workers from its own origin alone; no HTML from strings. */
const CONTENT_POLICY = [
  `default-src 'none'`,
  `script-src 'self' 'wasm-unsafe-eval'`,
  `worker-src 'self' blob:`,
  `connect-src 'self' blob:`,
  `img-src 'self' data: blob:`,
  `style-src 'self' 'unsafe-inline'`,
  `font-src 'self'`,
  `manifest-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `object-src 'none'`,
  `frame-src 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types svelte-trusted-html app-worker`,
].join('; ')

/** In the built page only: the development server needs inline scripts. */
const contentPolicy: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_POLICY },
      injectTo: 'head-prepend',
    },
  ],
}

export default defineConfig({
  base: './',
  plugins: [svelte(), contentPolicy],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the live page and a shared report begin with, and Plot, each in one file: many small ones cost more.
          groups: [
            { name: 'plot', test: /node_modules[\\/](@observablehq|d3-|interval-tree|isoformat|internmap)/ },
            { name: 'first-page', test: /components[\\/]pages[\\/]Health\.svelte$/ },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
})
