/** What the bytes of an encoding stand for, as UTF-16 code units; 0: nothing. */
export interface CodeTable {
  /** Of a byte alone; `LEAD`: it opens a pair. */
  readonly single: Uint16Array
  /** Of a pair, at 256 × its first byte + its second. */
  readonly pairs: Uint16Array
}

/** Marks a byte that opens a pair. */
export const LEAD = 0xffff

/** The whole numbers from first to last, both included. */
export function bytesOf(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** A table of no pairs in which ASCII stands for itself and the given bytes open pairs. */
export function emptyTable(leads: readonly number[]): CodeTable {
  const single = Uint16Array.from({ length: 256 }, (_, byte) => (byte < 128 ? byte : 0))
  for (const lead of leads) single[lead] = LEAD
  return { single, pairs: new Uint16Array(leads.length > 0 ? 1 << 16 : 0) }
}

/** Fills in the pairs of these bytes that the platform's decoder of that label knows. */
export function askPairs(
  { pairs }: CodeTable,
  label: string,
  leads: readonly number[],
  trails: readonly number[],
): void {
  const codes = leads.flatMap((lead) => trails.map((trail) => (lead << 8) | trail))
  const bytes = Uint8Array.from(codes.flatMap((code) => [code >> 8, code & 255, 10]))
  const texts = new TextDecoder(label).decode(bytes).split('\n')
  codes.forEach((code, index) => {
    const text = texts[index]!
    if (text.length === 1 && text !== '\ufffd') pairs[code] = text.charCodeAt(0)
  })
}
