import type { Dialect } from './dialect.ts'

/** The quotes of a dialect. */
export type Quoting = Pick<Dialect, 'quote' | 'escape' | 'closing'>

/** Quotes that a text may use. `isRare`: once only, so that its rows must speak for them. */
export interface CandidateQuoting {
  readonly quoting: Quoting
  readonly isRare: boolean
}

/** Marks that separate cells, with how likely each is where two fit as well. */
export const delimiters: readonly { readonly delimiter: string; readonly repeats?: true; readonly prior: number }[] = [
  { delimiter: ',', prior: 1 },
  { delimiter: '\t', prior: 1 },
  { delimiter: ';', prior: 1 },
  { delimiter: '|', prior: 1 },
  { delimiter: '^', prior: 0.95 },
  { delimiter: '~', prior: 0.95 },
  { delimiter: '\u0001', prior: 0.95 },
  { delimiter: '\u001f', prior: 0.95 },
  { delimiter: '¦', prior: 0.95 },
  { delimiter: '§', prior: 0.95 },
  { delimiter: '，', prior: 0.9 },
  { delimiter: '；', prior: 0.9 },
  { delimiter: '\\t', prior: 0.95 },
  { delimiter: '::', prior: 0.95 },
  { delimiter: '=>', prior: 0.8 },
  { delimiter: '->', prior: 0.8 },
  { delimiter: '@@', prior: 0.9 },
  { delimiter: '##', prior: 0.9 },
  { delimiter: '$$', prior: 0.9 },
  { delimiter: '%%', prior: 0.9 },
  { delimiter: ':', prior: 0.8 },
  { delimiter: ' ', prior: 0.8 },
  { delimiter: '  ', repeats: true, prior: 0.85 },
  { delimiter: ' ', repeats: true, prior: 0.75 },
]

/** Longer delimiters that hold one mark, the longest first. */
export function longerDelimiters(mark: string): string[] {
  const around = [' ', '\t', '~', '^', '|', '@', '#', '*', '$']
  return [
    mark.repeat(4),
    mark.repeat(3),
    ...around.filter((other) => other !== mark).map((other) => other + mark + other),
    ...[' ', '\t'].flatMap((other) => [mark + other, other + mark]),
    mark.repeat(2),
    ...around.slice(2).flatMap((other) => (other === mark ? [] : [mark + other + mark, mark + other, other + mark])),
  ]
}

/** The quotes that a text may use; the usual ones first. */
export function candidateQuotings(text: string): CandidateQuoting[] {
  const found: CandidateQuoting[] = []
  const add = (quoting: Quoting, isRare = false) => found.push({ quoting, isRare })
  add({ quote: '"', escape: '"' })
  if (text.includes('\\"')) add({ quote: '"', escape: '\\' })
  const singles = edgesOf(text, "'", "'")
  if (singles > 0) add({ quote: "'", escape: "'" }, singles === 1)
  if (singles > 0 && text.includes("\\'")) add({ quote: "'", escape: '\\' }, singles === 1)
  for (const [quote, closing] of [
    ['“', '”'],
    ['«', '»'],
    ['„', '“'],
    ['‘', '’'],
    ['「', '」'],
  ] as const) {
    const edges = edgesOf(text, quote, closing)
    if (edges > 0) add({ quote, closing, escape: null }, edges === 1)
  }
  if (edgesOf(text, '`', '`') > 1) add({ quote: '`', escape: '`' })
  if (text.includes('"')) add({ quote: null, escape: null })
  return found
}

/** How many texts between other marks begin and end with these. */
function edgesOf(text: string, opening: string, closing: string): number {
  if (!text.includes(opening)) return 0
  const cells = `(?:^|[^\\p{L}\\p{N}\\s]|\\s)${opening}[^${closing}]{0,1000}${closing}(?=$|[^\\p{L}\\p{N}])`
  return text.match(new RegExp(cells, 'gmu'))?.length ?? 0
}
