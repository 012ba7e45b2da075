import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, open, untilState } from './support/browser.ts'
import { serveBuild, type Site } from './support/site.ts'

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launch(), serveBuild()])
})
afterAll(() => Promise.all([browser?.close(), site?.close()]))

test('the staff is read by keyboard and pointer, and as a table', async () => {
  const { context, page, complaints } = await open(browser, site.url)
  await untilState(page, ['ready'])
  const staff = page.locator('.staff')
  const line = page.locator('.staff + .note')
  await staff.locator('svg').waitFor()
  expect(await staff.locator('svg').getAttribute('aria-label')).toContain('New–churned crossover: ')
  await staff.focus()
  await page.keyboard.press('ArrowRight')
  const newest = await line.textContent()
  expect(newest).toMatch(/ · June 2026 · (Alarm|Watch|OK|Cannot judge)/)
  await page.keyboard.press('ArrowLeft')
  expect(await line.textContent()).toContain('May 2026')
  await page.keyboard.press('ArrowDown')
  expect(await line.textContent()).not.toContain(newest!.split(' · ')[0]!)
  await page.keyboard.press('Tab')
  expect(await line.textContent()).toContain('Every month is judged')
  await staff.hover({ position: { x: 500, y: 16 } })
  expect(await line.textContent()).toContain(newest!.split(' · ')[0]!)
  await page
    .locator('section', { has: page.locator('#card-staff') })
    .getByRole('button')
    .click()
  expect(await page.locator('.staff').count()).toBe(0)
  expect(await page.getByRole('columnheader', { name: 'Ageing of main buyers' }).count()).toBe(1)
  expect(await page.getByRole('rowheader', { name: 'June 2026' }).count()).toBe(1)
  expect(complaints).toEqual([])
  await context.close()
})

test('every light has its finding and leads to the card that explains it', async () => {
  const { context, page, complaints } = await open(browser, site.url, { language: 'ko' })
  await untilState(page, ['ready'])
  const lights = page.locator('article')
  await lights.first().locator('h3').waitFor()
  expect(await lights.count()).toBe(6)
  const alarm = lights.filter({ hasText: 'LTV가 CAC에 못 미침' })
  await alarm.locator('.picture svg').waitFor()
  await alarm.getByRole('button', { name: '계산 방법' }).click()
  expect(await alarm.locator('.how').textContent()).toContain('누적 공헌이익')
  await alarm.getByRole('link', { name: '가치 › LTV ÷ CAC' }).click()
  const name = page.locator('#card-ltv_to_cac')
  await name.waitFor()
  await page.waitForFunction("document.activeElement?.id === 'card-ltv_to_cac'")
  expect(page.url()).toContain('page=value')
  expect(await page.title()).toContain('가치')
  expect(complaints).toEqual([])
  await context.close()
})
