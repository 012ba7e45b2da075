import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, open, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pictures = process.env['PICTURES']

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
  if (pictures) mkdirSync(pictures, { recursive: true })
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

const everybody = (['ko', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => [360, 1280].map((width) => ({ language, theme, width }))),
)
/** Every pair of language, theme and width; with pictures, all three together. */
const people = pictures
  ? everybody
  : everybody.filter(({ language, theme, width }) => (language === 'ko') === ((theme === 'light') === (width === 360)))

describe.each(['health', 'customers', 'retention', 'value', 'data', 'trust'])('%s', (name) => {
  test.each(people)('$language, $theme, $width px', async (person) => {
    const { context, page, complaints } = await open(browser, `${site.url}#v=1&page=${name}`, person)
    await untilState(page, ['ready'])
    await page.waitForLoadState('networkidle')
    await page.locator('h1').first().waitFor()
    if (name !== 'data' && name !== 'trust')
      await page.locator('figure svg, .pic svg, svg[role="img"]').first().waitFor()
    // Cards draw their pictures when they come near: go through the page once.
    await page.evaluate(`(async () => {
      for (let y = 0; y < document.body.scrollHeight; y += 600) { scrollTo(0, y); await new Promise((r) => setTimeout(r, 60)) }
      scrollTo(0, 0)
    })()`)
    await page.waitForTimeout(300)
    expect(await page.locator('html').getAttribute('lang')).toBe(person.language)
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(overflow, 'the page scrolls sideways').toBe(0)
    if (pictures)
      await page.screenshot({
        path: `${pictures}/${name}-${person.language}-${person.theme}-${person.width}.png`,
        fullPage: true,
      })
    await page.evaluate(axe)
    const { violations } = (await page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
    )) as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})
