import { askPairs, bytesOf, emptyTable, type CodeTable } from './code-table.ts'

/**
 * CP949 as browsers decode it under the name euc-kr: 17,048 pairs. Node's decoder knows only KS X 1001, so the other
 * 8,822 syllables are filled in by their order: those that KS X 1001 lacks, as Unicode sorts them.
 */
export function cp949Table(): CodeTable {
  const table = emptyTable(bytesOf(0x81, 0xfe))
  const { pairs } = table
  const rows = bytesOf(0xa1, 0xfe)
  askPairs(table, 'euc-kr', rows, rows)
  pairs[0xa2e6] = 0x20ac
  pairs[0xa2e7] = 0xae
  // Rows 41 and 94 are the user's own: Node gives them private characters, browsers none.
  for (const row of [0xc9, 0xfe]) pairs.fill(0, row << 8, (row + 1) << 8)

  const inStandard = new Set(pairs)
  const trails = [...bytesOf(0x41, 0x5a), ...bytesOf(0x61, 0x7a), ...bytesOf(0x81, 0xfe)]
  let syllable = 0xac00
  for (const lead of bytesOf(0x81, 0xc6))
    for (const trail of trails) {
      if (lead >= 0xa1 && trail >= 0xa1) break
      while (inStandard.has(syllable)) syllable++
      if (syllable <= 0xd7a3) pairs[(lead << 8) | trail] = syllable++
    }
  return table
}
