import { svelte } from '@sveltejs/vite-plugin-svelte'
import { resolve } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import type { ReportViewer } from '../src/report/report-file.ts'

const root = resolve(import.meta.dirname, '..')

/** What a report file has no use for: the customers one by one, how the engine was asked, and making such a file. */
const LEFT_OUT = /\/components\/(?:CustomersCard\.svelte|queries\.ts|save-report-file\.ts)$/
const leftOut: Plugin = {
  name: 'left-out',
  enforce: 'pre',
  load(id) {
    return LEFT_OUT.test(id) ? 'export default null; export const queryOf = () => null' : null
  },
}

/** Builds what shows a report in a file of its own: all of `src/report-file.ts` as one script that imports nothing, and one style. */
export async function buildReportViewer(): Promise<ReportViewer> {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  const built = (await build({
    root,
    mode: 'production',
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [leftOut, svelte()],
    build: {
      write: false,
      target: 'es2023',
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: {
        input: resolve(root, 'src/report-file.ts'),
        output: { format: 'iife', codeSplitting: false },
        // Where everything is in one script, nothing is preloaded.
        transform: { define: { 'import.meta': '{}' } },
      },
    },
  })) as Rolldown.RolldownOutput
  process.env['NODE_ENV'] = before
  const [script, ...others] = built.output.flatMap((part) => (part.type === 'chunk' ? [part.code] : []))
  const styles = built.output.flatMap((part) => (part.fileName.endsWith('.css') && 'source' in part ? [String(part.source)] : [])) // prettier-ignore
  const names = built.output.map(({ fileName }) => fileName)
  if (!script || others.length > 0 || names.length !== 1 + styles.length)
    throw new Error(`a report file may hold one script and styles, not ${names.join(', ')}`)
  return { script: script.replace(/\r\n?/g, '\n'), style: styles.join('\n') }
}
