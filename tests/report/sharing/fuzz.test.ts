import { expect, test } from 'vitest'
import { sealSnapshot, unsealSnapshot } from '../../../src/report/sharing/seal.ts'
import { packSnapshot, unpackSnapshot } from '../../../src/report/sharing/link.ts'
import { judgeShared, sharedSeeds, SLOWEST } from '../../support/fuzz-shared.ts'

const CASES = 4_000
const seeds = await sharedSeeds()

test('broken links and reports are read or refused, at once', async () => {
  const outcomes = new Map<string, number>()
  let slowest = { name: '', index: 0, milliseconds: 0 }
  const before = process.memoryUsage().heapUsed
  for (let index = 0; index < CASES; index++) {
    const { name, outcome, milliseconds } = await judgeShared(seeds, 1, index)
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    // Another time, so that the collector is not taken for the reader.
    if (milliseconds > SLOWEST && (await judgeShared(seeds, 1, index)).milliseconds > SLOWEST) slowest = { name, index, milliseconds } // prettier-ignore
  }
  expect(slowest).toEqual({ name: '', index: 0, milliseconds: 0 })
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(300_000_000)
  expect(Object.fromEntries([...outcomes].sort())).toMatchObject({
    damaged: expect.any(Number) as number,
    newer: expect.any(Number) as number,
    read: expect.any(Number) as number,
  })
  expect(outcomes.get('read')).toBeGreaterThan(CASES / 100)
})

test('a link that is too long is not looked at', async () => {
  await expect(unpackSnapshot(`1.${'A'.repeat(200_000)}`)).rejects.toMatchObject({ code: 'too_large' })
})

test('a sealed snapshot that was altered opens with no phrase', async () => {
  const sealed = await sealSnapshot(seeds.reports[0]!, '단골 2026')
  expect(await unsealSnapshot(sealed, '단골 2026')).toEqual(seeds.reports[0])
  const flipped = (at: number) => sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
  for (const broken of [
    flipped(10),
    flipped(30),
    flipped(200),
    flipped(sealed.length - 9),
    sealed.slice(0, -4),
    `${sealed}AAAA`,
  ])
    // prettier-ignore
    await expect(unsealSnapshot(broken, '단골 2026')).rejects.toMatchObject({ code: 'wrong_phrase' })
  await expect(unsealSnapshot(sealed, '단골 2027')).rejects.toMatchObject({ code: 'wrong_phrase' })
  for (const broken of ['', '1.', '1.AAAA', sealed.slice(0, 50), '%', `1.${'='.repeat(90)}`])
    await expect(unsealSnapshot(broken, '단골 2026')).rejects.toMatchObject({ code: 'damaged' })
  for (const later of ['2.AAAA', `999.${sealed.slice(2)}`])
    await expect(unsealSnapshot(later, '단골 2026')).rejects.toMatchObject({ code: 'newer' })
  await expect(unsealSnapshot(await packSnapshot(seeds.reports[0]!), '단골 2026')).rejects.toMatchObject({ code: 'wrong_phrase' }) // prettier-ignore
})
