import { emptyTable, type CodeTable } from './code-table.ts'

const FROM_0X80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** Windows-1252 as browsers decode it; Node's decoder reads 0x80 to 0x9F as control characters. */
export function windows1252Table(): CodeTable {
  const table = emptyTable([])
  for (let byte = 0x80; byte < 256; byte++) table.single[byte] = byte < 0xa0 ? FROM_0X80.charCodeAt(byte - 0x80) : byte
  return table
}
