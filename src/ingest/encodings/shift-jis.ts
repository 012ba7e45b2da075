import { askPairs, bytesOf, emptyTable, type CodeTable } from './code-table.ts'

/**
 * Shift-JIS as browsers decode it (with NEC's and IBM's additions, half-width katakana and private characters). Node's
 * decoder knows the same pairs, but swaps three control characters and swallows what stands behind a broken pair.
 */
export function shiftJisTable(): CodeTable {
  const leads = [...bytesOf(0x81, 0x9f), ...bytesOf(0xe0, 0xfc)]
  const table = emptyTable(leads)
  askPairs(table, 'shift_jis', leads, [...bytesOf(0x40, 0x7e), ...bytesOf(0x80, 0xfc)])
  table.single[0x80] = 0x80
  for (const byte of bytesOf(0xa1, 0xdf)) table.single[byte] = 0xff61 + byte - 0xa1
  return table
}
