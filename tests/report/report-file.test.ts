import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { reportFile } from '../../src/report/report-file.ts'
import type { Report } from '../../src/report/report.ts'
import { shareReport } from '../../src/report/sharing/share.ts'

const sample = JSON.parse(readFileSync('sample-data/report.json', 'utf8')) as Report
const viewer = { script: `document.title = '</script><!-- 달밤 \u2028'`, style: 'b { color: red }' }

const elementOf = (html: string, id: string) =>
  inflateRawSync(Buffer.from(new RegExp(`id="${id}">([\\w-]*)</script>`).exec(html)![1]!, 'base64url')).toString('utf8')

test('a report file holds the report and the viewer, and its policy names both scripts that run', async () => {
  const hostile = '</script><script>alert(1)</script><!--\u2028'
  const names = { 검색: hostile }
  const shared = await shareReport(sample, { madeOn: '2026-11-27', threshold: 10, names })
  const html = await reportFile(shared, viewer)
  expect(JSON.parse(elementOf(html, 'report'))).toEqual(JSON.parse(JSON.stringify(shared)))
  expect(elementOf(html, 'report')).toContain('alert(1)')
  expect(elementOf(html, 'viewer')).toBe(viewer.script)
  expect(html).not.toContain('alert(1)')
  expect(html.match(/<script/g)).toHaveLength(3)

  const starter = /<script>([^<]*)<\/script>/.exec(html)![1]!
  const hashes = [starter, viewer.script].map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )
  const policy = /content="(default-src[^"]*)"/.exec(html)![1]!
  expect(policy).toContain(`default-src 'none'; script-src ${hashes.join(' ')};`)
  expect(policy).not.toMatch(/unsafe-eval|https?:|connect-src|\*/)
})
