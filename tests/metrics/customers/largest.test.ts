import fc from 'fast-check'
import { expect, test } from 'vitest'
import { largest } from '../../../src/metrics/customers/largest.ts'

test('pages of the largest values are pieces of the whole order, ties in the order they came', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 40 }),
      fc.integer({ min: 0, max: 45 }),
      fc.integer({ min: 0, max: 12 }),
      (numbers, offset, limit) => {
        const values = Float64Array.from(numbers)
        const whole = [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b)
        expect(largest(values, values.slice().sort(), offset, limit)).toEqual(whole.slice(offset, offset + limit))
      },
    ),
  )
})
