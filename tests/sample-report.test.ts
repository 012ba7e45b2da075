import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { makeSampleReport } from '../scripts/sample/report.ts'

const folder = resolve(import.meta.dirname, '../sample-data')

test.each(['native', 'wasm'] as const)('the finished report of the sample shop is what %s computes', async (engine) => {
  const report = await makeSampleReport(folder, { engine })
  expect(Object.values(report.metrics).map(({ status }) => status)).not.toContain('failed')
  expect(JSON.stringify(report) === (await readFile(`${folder}/report.json`, 'utf8'))).toBe(true)
})
