import { describe, expect, test } from 'vitest'
import { csvOf } from '../../src/report/csv.ts'

describe('CSV', () => {
  test('opens in a spreadsheet as it is: mark, quotes, line ends', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          { a: 'x,"y"', b: 1.5 },
          { a: null, b: true },
        ],
      ),
    ).toBe('\uFEFFa,b\r\n"x,""y""",1.5\r\n,true\r\n')
  })
  test.each(['=1+1', '+A1', '-2', '@x', '\tx'])('%j cannot run as a formula', (text) => {
    expect(csvOf(['a'], [{ a: text }])).toContain(`'${text}`)
  })
  test('negative numbers stay numbers', () => {
    expect(csvOf(['a'], [{ a: -2 }])).toBe('\uFEFFa\r\n-2\r\n')
  })
})
