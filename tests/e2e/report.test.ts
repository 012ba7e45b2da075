import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropAndConfirm, exportedReport, launch, open, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

const root = resolve(import.meta.dirname, '../..')
const cdnow = resolve(root, '../shared/reference/cdnow_master.csv')

let browser: Browser
let site: Site
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dangol-e2e-'))
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
})
afterAll(async () => {
  await Promise.all([browser?.close(), site?.close()])
  rmSync(folder, { recursive: true, force: true })
})

/** The report of the same files by the command. */
function commanded(files: readonly string[], ...options: string[]): { metrics: unknown } {
  const text = execFileSync(process.execPath, ['scripts/run.mjs', 'report', ...files, ...options], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  })
  return JSON.parse(text)
}

async function dropped(files: string): Promise<{ metrics: unknown }> {
  const { context, page, complaints } = await open(browser, site.url)
  await untilState(page, ['ready'])
  await dropAndConfirm(page, files)
  expect(await untilState(page, ['ready', 'failed'])).toBe('ready')
  const report = await exportedReport(page)
  expect(complaints).toEqual([])
  await context.close()
  return report
}

test('a shop in a file: page, native command and WASM command agree in every byte of metrics', async () => {
  const path = join(folder, 'orders.csv')
  const lines = ['회원번호,주문번호,주문일시,결제금액,주문상태']
  let seed = 7
  const next = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n
  for (let order = 0; order < 3000; order++) {
    const day = new Date(Date.UTC(2024, 0, 1 + next(700), 9, next(60))).toISOString().replace('T', ' ').slice(0, 19)
    lines.push(
      `M-${next(600)},A${order},${day},"${(1000 + 100 * next(900)).toLocaleString('en')}원",${next(40) ? '결제완료' : '취소'}`,
    )
  }
  writeFileSync(path, lines.join('\n'))
  const page = JSON.stringify((await dropped(path)).metrics)
  expect(JSON.stringify(commanded([path]).metrics)).toBe(page)
  expect(JSON.stringify(commanded([path], '--engine', 'wasm').metrics)).toBe(page)

  writeFileSync(path, [lines[0], ...lines.slice(1).reverse()].join('\n'))
  expect(JSON.stringify(commanded([path]).metrics)).toBe(page)
})

describe.skipIf(!existsSync(cdnow))('CDNOW (skipped where ../shared/reference is absent)', () => {
  test('the page gives the known numbers, and the command the same in both engines', async () => {
    const report = (await dropped(cdnow)) as unknown as {
      asOf: string
      dataset: { from: string; to: string; tables: { rows: number; kept: number }[] }
      metrics: Record<string, { status: string; rows: Record<string, number>[] }>
    }
    expect(report.asOf).toBe('1998-07-01')
    expect(report.dataset).toMatchObject({
      from: '1997-01-01',
      to: '1998-06-30',
      tables: [{ rows: 69659, kept: 69659 }],
    })
    expect(report.metrics['overview']!.rows[0]).toMatchObject({ customers: 23570, orders: 67591, value: 2500315.63 })
    expect(report.metrics['overview']!.rows[0]!['repeat_share']).toBeCloseTo(0.4886, 4)
    expect(report.metrics['pareto_summary']!.rows[0]!['top20_value_share']).toBeCloseTo(0.6777738297, 9)
    expect(report.metrics['pareto_summary']!.rows[0]!['customers_for_80_share']).toBeCloseTo(0.326, 3)
    expect(Object.values(report.metrics).map(({ status }) => status)).not.toContain('failed')
    const metrics = JSON.stringify(report.metrics)
    expect(JSON.stringify(commanded([cdnow]).metrics)).toBe(metrics)
    expect(JSON.stringify(commanded([cdnow], '--engine', 'wasm').metrics)).toBe(metrics)
  })
})

describe('the command', () => {
  const fails = (args: string[]): { status: number; stdout: string; stderr: string } => {
    try {
      execFileSync(process.execPath, ['scripts/run.mjs', 'report', ...args], {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
      })
    } catch (error) {
      return error as { status: number; stdout: string; stderr: string }
    }
    throw new Error('it did not fail')
  }
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  test.each([
    ['no file', () => [], /FILE/],
    ['a file that is not there', () => ['nowhere.csv'], /nowhere\.csv/],
    [
      'an unknown setting',
      () => [file('a.csv', 'customer_id,date,amount\na,2026-01-01,1\n'), '--set', 'colour=red'],
      /colour/,
    ],
    ['an unknown engine', () => ['a.csv', '--engine', 'sqlite'], /sqlite/],
    ['no customer column', () => [file('b.csv', 'date,amount\n2026-01-01,1\n2026-01-02,2\n')], /customer/i],
    [
      'an open day/month order',
      () => [file('c.csv', 'customer_id,date,amount\na,03/04/2024,1\nb,05/06/2024,2\n')],
      /day|month/i,
    ],
    ['an empty file', () => [file('d.csv', '')], /d\.csv/],
    [
      'a mapping that does not fit',
      () => ['e.csv', '--mapping', file('m.json', '{"schema":"dangol.mapping/9"}')],
      /m\.json/,
    ],
  ])('%s: status 2, a reason, nothing on stdout', (_name, args, reason) => {
    const { status, stdout, stderr } = fails(args())
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(reason)
  })

  test('--out writes the report to a file', () => {
    const path = file('f.csv', 'customer_id,date,amount\na,2026-01-01,1\na,2026-02-01,2\n')
    execFileSync(process.execPath, ['scripts/run.mjs', 'report', path, '--out', join(folder, 'r.json')], {
      cwd: root,
      stdio: 'ignore',
    })
    expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'))).toMatchObject({ schema: 'dangol.report/1' })
  })
})
