import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { launch, open, untilState } from './support/browser.ts'
import { serveBuild } from './support/site.ts'

const dist = resolve(import.meta.dirname, '../../dist')

test('what a first visit loads: small, no engine, no SQL', async () => {
  const [browser, site] = await Promise.all([launch(), serveBuild()])
  const { page, requests } = await open(browser, site.url)
  await untilState(page, ['ready'])
  await page.locator('svg[role="img"]').first().waitFor()
  await page.waitForLoadState('networkidle')
  await browser.close()
  await site.close()

  const scripts = requests
    .filter((url) => url.endsWith('.js'))
    .map((url) => ({ url, text: readFileSync(`${dist}/${url.slice(site.url.length)}`, 'utf8') }))
  const kilobytes = (texts: readonly { text: string }[]) =>
    texts.reduce((sum, { text }) => sum + gzipSync(text).length, 0) / 1024
  expect(kilobytes(scripts)).toBeLessThan(190)
  for (const { url, text } of scripts) {
    expect(/AsyncDuckDB|parquet_wasm|apache-arrow/.test(text), `${url} holds the engine`).toBe(false)
    expect(/select \* from|create or replace/.test(text), `${url} holds SQL`).toBe(false)
  }
  expect(requests.filter((url) => /\.(wasm|parquet)$|worker/.test(url))).toEqual([])

  // Plot is the largest script; what is asked for before it is all that the key figures need.
  const plot = scripts.findIndex(({ text }) => text.includes('aria-roledescription') || text.length > 200_000)
  expect(plot).toBeGreaterThan(0)
  expect(kilobytes(scripts.slice(0, plot))).toBeLessThan(80)
})
