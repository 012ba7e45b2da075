import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { build } from 'vite'
import { launch } from '../tests/e2e/support/browser.ts'
import { serveBuild } from '../tests/e2e/support/site.ts'
import { generate, type BenchFile } from './bench/generate.ts'
import { koreanFiles, threeColumnFile, workbook } from './bench/generate-files.ts'
import { benchMemory } from './bench/memory.ts'
import { benchModels } from './bench/models.ts'
import { cancelInPage, coldStart, dropIntoPage, firstPaint, moveInPage, type PageRun } from './bench/page.ts'

interface NativeRun {
  readonly boot: number
  readonly load: number
  readonly report: number
  readonly rows: number
  readonly megabytes: number
}

/**
 * npm run bench [-- --what models,page,files --runs 3 --sizes 1000000,10000000]: the models of predicted value against lifetimes,
 * the built page against native DuckDB, one thread, and files of other kinds in the page, in one run.
 */
export async function main(args: string[]): Promise<void> {
  const option = (name: string, fallback: string) => args[args.indexOf(`--${name}`) + 1 || args.length] ?? fallback
  const runs = Number(option('runs', '3'))
  const what = option('what', 'models,page,files').split(',')
  console.log(`${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB\n`)
  if (what.includes('models')) benchModels(runs)
  const sizes = option('sizes', '1000000,10000000').split(',').map(Number)
  if (what.includes('page')) await benchPage(runs, sizes)
  if (what.includes('memory')) await benchMemory()
  if (what.includes('files')) await benchFiles(runs, sizes.at(-1)!)
}

/** Korean text as CP949 and as UTF-8, a workbook of a million rows, and three columns of a wide Parquet file. */
async function benchFiles(runs: number, orders: number): Promise<void> {
  const { utf8, cp949 } = await koreanFiles('.bench', orders)
  const rows = Math.min(orders, 1_000_000)
  const book = await workbook('.bench', rows)
  const three = await threeColumnFile('.bench', orders)
  if (!existsSync('dist/index.html')) await build({ logLevel: 'warn' })
  const browser = await launch()
  const site = await serveBuild()
  const inPage = (path: string) => dropIntoPage(browser, site.url, path)
  try {
    console.log('\n| file | orders | MB | opened (s) | loaded and reported (s) | of UTF-8 | tab peak (MB) |')
    console.log('|---|---|---|---|---|---|---|')
    let base: number | null = null
    for (const [name, path, count] of [
      ['CSV, UTF-8', utf8, orders],
      ['CSV, CP949', cp949, orders],
      ['XLSX, 8 columns', book, rows],
    ] as const) {
      const times = await repeated(runs, () => inPage(path))
      const seconds = median(times.map(({ inspect, load }) => inspect + load))
      base ??= seconds
      const cells = [
        name,
        count.toLocaleString('en'),
        (statSync(path).size / 1e6).toFixed(0),
        median(times.map(({ inspect }) => inspect)).toFixed(1),
        median(times.map(({ load }) => load)).toFixed(1),
        count === orders && path !== book ? (seconds / base).toFixed(2) : '',
        Math.max(...times.map(({ megabytes }) => megabytes ?? 0)).toFixed(0),
      ]
      console.log(`| ${cells.join(' | ')} |`)
    }
    console.log(
      '\n| orders | file | MB | page: drop to report (s) | native, 1 thread (s) | ratio | tab peak (MB) | longest task (ms) |',
    )
    console.log('|---|---|---|---|---|---|---|---|')
    await compare({ orders, format: 'parquet', path: three, bytes: statSync(three).size }, runs, inPage)
  } finally {
    await browser.close()
    await site.close()
  }
}

async function benchPage(runs: number, sizes: readonly number[]): Promise<void> {
  console.log(`the page: median of ${runs}\n`)
  const files = await generate('.bench', sizes)
  if (!existsSync('dist/index.html')) await build({ logLevel: 'warn' })
  const browser = await launch()
  const site = await serveBuild()
  try {
    console.log(
      '| orders | file | MB | page: drop to report (s) | native, 1 thread (s) | ratio | tab peak (MB) | longest task (ms) |',
    )
    console.log('|---|---|---|---|---|---|---|---|')
    for (const file of files) await compare(file, runs, (path) => dropIntoPage(browser, site.url, path))
    console.log(
      '\n| orders | first report (s) | Health after the date moved (s) | ratio | after a channel was chosen (s) | ratio |',
    )
    console.log('|---|---|---|---|---|---|')
    for (const file of files.filter(({ format }) => format === 'parquet')) {
      const moves = await repeated(runs, () => moveInPage(browser, site.url, file.path))
      const report = median(moves.map((move) => move.report))
      const [date, channel] = [median(moves.map((move) => move.date)), median(moves.map((move) => move.channel))]
      const cells = [file.orders.toLocaleString('en'), ...[report, date].map((seconds) => seconds.toFixed(1))]
      const ratios = [(date / report).toFixed(2), channel.toFixed(1), (channel / report).toFixed(2)]
      console.log(`| ${[...cells, ...ratios].join(' | ')} |`)
    }
    const largest = files.at(-2)!
    console.log(
      `\ncancel in the middle of ${largest.orders.toLocaleString('en')} orders (CSV): ${Math.round(await cancelInPage(browser, site.url, largest.path))} ms`,
    )
    const starts = await repeated(runs, () => coldStart(browser, site.url))
    console.log(
      `drop of a small file into a cold page to its report (the engine's start): ${Math.round(median(starts))} ms`,
    )
    const paints = await repeated(5, () => firstPaint(browser, site.url))
    console.log(
      `first contentful paint: ${Math.round(median(paints.map(({ paint }) => paint)))} ms; script before the engine: ${paints[0]!.scriptKilobytes.toFixed(1)} KB gzip`,
    )
  } finally {
    await browser.close()
    await site.close()
  }
}

async function compare(file: BenchFile, runs: number, page: (path: string) => Promise<PageRun>): Promise<void> {
  const native: NativeRun[] = []
  const inPage: PageRun[] = []
  for (let run = 0; run < runs; run++) {
    const text = execFileSync(process.execPath, ['scripts/run.mjs', 'bench-native', file.path], { encoding: 'utf8' })
    native.push(JSON.parse(text.trim().split('\n').at(-1)!) as NativeRun)
    inPage.push(await page(file.path))
  }
  const ours = median(inPage.map(({ inspect, load }) => inspect + load))
  const theirs = median(native.map(({ load, report }) => load + report))
  if (native[0]!.rows !== file.orders) throw new Error(`${native[0]!.rows} rows read of ${file.orders}`)
  const cells = [
    file.orders.toLocaleString('en'),
    file.format,
    (file.bytes / 1e6).toFixed(0),
    ours.toFixed(1),
    theirs.toFixed(1),
    (ours / theirs).toFixed(2),
    Math.max(...inPage.map(({ megabytes }) => megabytes ?? 0)).toFixed(0),
    Math.max(...inPage.map(({ longestTask }) => longestTask)).toFixed(0),
  ]
  console.log(`| ${cells.join(' | ')} |`)
}

async function repeated<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let index = 0; index < count; index++) results.push(await work())
  return results
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}
