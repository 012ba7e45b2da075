import type { NumberKind } from './values.ts'

/** Built-in formats of dates and times; 27 to 36 and 50 to 58 are those of Korean, Japanese and Chinese Excel. */
const BUILT_IN: Readonly<Record<number, NumberKind>> = {
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'time',
  19: 'time',
  20: 'time',
  21: 'time',
  22: 'date',
  32: 'time',
  33: 'time',
  45: 'time',
  46: 'duration',
  47: 'time',
}

/** What a number format makes of numbers, by its number and by its code where the file tells one. */
export function formatKind(id: number, code: string | undefined): NumberKind {
  if (code !== undefined) return codeKind(code)
  const isEastAsian = (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  return BUILT_IN[id] ?? (isEastAsian ? 'date' : 'number')
}

/** What a format's code (`yyyy-mm-dd hh:mm`, `[h]:mm`, `#,##0"원"`) makes of positive numbers. */
export function codeKind(code: string): NumberKind {
  const [positive = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')
  if (/\[(h+|m+|s+)\]/i.test(positive)) return 'duration'
  const tokens = positive
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general|g\/표준|standard/gi, '')
    .replace(/am\/pm|a\/p|오전\/오후|上午\/下午/gi, 'h')
    .toLowerCase()
  if (/[0#?]/.test(tokens.replace(/s[.,]0+/g, 's'))) return 'number'
  // A lone e or g is a year or an era in East Asian formats; beside digits it is an exponent, which was told above.
  if (/[yde]|g+e|b{2,4}/.test(tokens)) return 'date'
  if (/[hs]/.test(tokens)) return 'time'
  return tokens.includes('m') ? 'date' : 'number'
}
