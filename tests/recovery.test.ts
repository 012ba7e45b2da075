import { expect, test } from 'vitest'
import { recoveries, recoveryTable, tallyRecoveries, trials, type Recovery } from '../scripts/simulate/recovery.ts'

/** The first 8 of the 100 seeds that `npm run simulate` runs, of 2,000 customers instead of 10,000. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

const found = [...recoveries(2000, seeds)]

test.each(tallyRecoveries(found))('$model finds $parameter in most of 8 shops', ({ within, converged, of }) => {
  expect([converged, of]).toEqual([8, 8])
  expect(within).toBeGreaterThanOrEqual(6)
})

test('a fit without a maximum counts as a miss, two standard errors as a hit', () => {
  const of = (seed: number, deviations: readonly number[] | null): Recovery => ({
    model: 'gamma_gamma',
    seed,
    deviations,
  })
  const tallies = tallyRecoveries([of(1, [2, -2.1, 0]), of(2, [1, 0.1, -0.5]), of(3, null)])
  const own = tallies.filter(({ model }) => model === 'gamma_gamma')
  expect(own.map(({ within, converged, of: seeds, mean }) => [within, converged, seeds, mean])).toEqual([
    [2, 2, 3, 1.5],
    [1, 2, 3, -1],
    [2, 2, 3, -0.25],
  ])
})

test('the table names every parameter with its counts', () => {
  const lines = recoveryTable(tallyRecoveries(found)).split('\n')
  expect(lines).toHaveLength(2 + Object.values(trials).flatMap(({ parameters }) => parameters).length)
  expect(lines[2]).toMatch(/^\| `mbg_nbd` \| r \| 0\.52 \| \d of 8 \| [+−]\d\.\d\d \| 8 of 8 \|$/)
})
