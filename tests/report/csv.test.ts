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
  test.each(['=1+1', '+A1', '-2+3', '-x', '+1 2', '-1.', '@x', '\tx', '\rx', '\0=x', '-1\n=x'])(
    '%j cannot run as a formula',
    (text) => {
      expect(csvOf(['a'], [{ a: text }])).toMatch(/^\uFEFFa\r\n"?'/)
    },
  )
  test('a column name is defused like any other text', () => {
    expect(csvOf(['=a'], [])).toBe("\uFEFF'=a\r\n")
  })
  test.each([-2, '-2', '+2', '-12000.50', -1e-7])('%j stays a number', (cell) => {
    expect(csvOf(['a'], [{ a: cell }])).toBe(`\uFEFFa\r\n${cell}\r\n`)
  })
})
