import { svelte } from '@sveltejs/vite-plugin-svelte'
import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'
import { buildReportViewer } from './scripts/report-viewer.ts'
import { offline } from './scripts/build/offline.ts'

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
  `trusted-types svelte-trusted-html app-worker service-worker`,
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

/** `virtual:report-viewer`: where the page finds what a report file is made of, `{ script, style }` as JSON. */
const reportViewer: Plugin = {
  name: 'report-viewer',
  resolveId: (id) => (id === 'virtual:report-viewer' ? `\0${id}` : null),
  async load(id) {
    if (id !== '\0virtual:report-viewer') return null
    const source = JSON.stringify(await buildReportViewer())
    if (this.meta.watchMode)
      return `export default ${JSON.stringify(`data:application/json,${encodeURIComponent(source)}`)}`
    const reference = this.emitFile({ type: 'asset', name: 'report-viewer.json', source })
    return `export default import.meta.ROLLUP_FILE_URL_${reference}`
  },
}

const TABLES = ['orders', 'customers', 'spend', 'events', 'sends', 'surveys', 'rewards']

/** The sample shop as a data set hosted beside the page, `data/sample/`, for links and tests; the repository holds it once. */
const hostedSample: Plugin = {
  name: 'hosted-sample',
  apply: 'build',
  generateBundle() {
    const read = (name: string) => readFileSync(new URL(`sample-data/${name}`, import.meta.url))
    const host = (name: string, source: string | Uint8Array) =>
      this.emitFile({ type: 'asset', fileName: `data/sample/${name}`, source })
    for (const table of TABLES) host(`${table}.parquet`, read(`${table}.parquet`))
    const mappings: unknown[] = JSON.parse(String(read('mappings.json')))
    host('mapping.json', JSON.stringify([JSON.parse(String(read('mapping.json'))), ...mappings]))
  },
}

export default defineConfig({
  base: './',
  plugins: [svelte(), contentPolicy, reportViewer, hostedSample, offline()],
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
