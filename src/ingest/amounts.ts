/** The mark before the decimals of an amount. */
export type DecimalMark = '.' | ','

/** Characters that mean another one (`from`, one by one `to`); those of `from` beyond the length of `to` mean nothing. */
export const amountCharacters = {
  from: '０１２３４５６７８９．，−–—－△▲（）＋' + ' \t\u00a0\u2009\u202f\u3000\'’"=₩￦$＄€£¥￥₹₽₺₫฿₱₪',
  to: '0123456789.,------()+',
} as const

/** ISO codes and words for money that may stand before or after an amount, in lower case. */
const CURRENCY_WORDS =
  'krw|usd|eur|gbp|jpy|cny|rmb|twd|hkd|sgd|aud|cad|nzd|chf|sek|nok|dkk|pln|czk|huf|ron|brl|mxn|inr|idr|thb|vnd|php|myr|try|rub|zar|aed|ils|' +
  '원정|원|won|円|元|엔|달러|유로|us|rs\\.?|kr\\.?|zł|ft|kč|tl'

/** Removes a word for money at either end, once the characters are unified; a sign may stand outside of it. */
export const currencyAtStart = `^([-+(]*)(?:${CURRENCY_WORDS}|nt|hk|mx|[acsr])`
export const currencyAtEnd = `(?:${CURRENCY_WORDS})([-)]*)$`
/** Turns (1,200) and 1,200- into -1,200. */
export const trailingSign = '^(?:\\(([^-+()]+)\\)|([^-+()]+)-)$'
/** What a number must look like after that, for each decimal mark: separators only where groups of digits end. */
export const amountShape: Readonly<Record<DecimalMark, string>> = {
  '.': '^[-+]?(?:\\d{1,3}(?:,\\d{2,3})*,\\d{3}|\\d+)?(?:\\.\\d*)?(?:[eE][-+]?\\d{1,2})?$',
  ',': '^[-+]?(?:\\d{1,3}(?:\\.\\d{3})+|\\d+)?(?:,\\d*)?(?:[eE][-+]?\\d{1,2})?$',
}

/** An amount without its currency and with its sign in front, as the file writes its digits; the SQL does the same. */
export function bareAmount(text: string): string {
  const { from, to } = amountCharacters
  const unified = [...text].map((char) => (from.includes(char) ? (to[from.indexOf(char)] ?? '') : char)).join('')
  return unified
    .toLowerCase()
    .replace(new RegExp(currencyAtStart), '$1')
    .replace(new RegExp(currencyAtEnd), '$1')
    .replace(new RegExp(trailingSign), '-$1$2')
}

/** The number that a text means, or null: only to look at samples, never to add up money. */
export function readAmount(text: string, decimal: DecimalMark): number | null {
  const bare = bareAmount(text)
  if (!/\d/.test(bare) || !new RegExp(amountShape[decimal]).test(bare)) return null
  const plain = decimal === '.' ? bare.replaceAll(',', '') : bare.replaceAll('.', '').replace(',', '.')
  return Number(plain)
}

/** The decimal mark that values show, and whether they leave it open (1.234: a thousand, or one and a bit?). */
export function decimalMark(values: readonly string[]): { readonly mark: DecimalMark; readonly isOpen: boolean } {
  let comma = 0
  let point = 0
  let openPoints = 0
  let plainBelowThousand = 0
  for (const bare of values.map(bareAmount)) {
    const both = bare.includes(',') && bare.includes('.')
    if (both && bare.lastIndexOf(',') > bare.lastIndexOf('.')) comma++
    else if (both) point++
    else if (/^[-+]?\d*,(\d{1,2}|\d{4,})$/.test(bare)) comma++
    else if (/^[-+]?[1-9]\d{0,2}(\.\d{3})$/.test(bare)) openPoints++
    else if (/^[-+]?\d+(\.\d{3}){2,}$/.test(bare)) comma++
    else if (/\.\d+$/.test(bare)) point++
    else if (/^[-+]?\d{1,3}$/.test(bare)) plainBelowThousand++
  }
  if (comma > point) return { mark: ',', isOpen: false }
  if (point > 0 || openPoints === 0) return { mark: '.', isOpen: false }
  const othersAreSmall = openPoints + plainBelowThousand === values.length
  return { mark: othersAreSmall ? ',' : '.', isOpen: othersAreSmall }
}

/** How texts name currencies, most telling first; RE2 and JavaScript read the patterns alike. */
export const currencySigns: readonly (readonly [RegExp, string])[] = [
  [/[₩￦]|원|\bwon\b/i, 'KRW'],
  [/€|유로/, 'EUR'],
  [/£/, 'GBP'],
  [/[¥￥]|円|엔/, 'JPY'],
  [/元|\bRMB\b/i, 'CNY'],
  [/₹/, 'INR'],
  [/₫/, 'VND'],
  [/฿/, 'THB'],
  [/₱/, 'PHP'],
  [/₺/, 'TRY'],
  [/R\$/, 'BRL'],
  [/[$＄]|달러|dollar/i, 'USD'],
]
/** The ISO codes that are looked for. */
export const currencyCodes =
  'KRW|USD|EUR|GBP|JPY|CNY|TWD|HKD|SGD|AUD|CAD|NZD|CHF|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|INR|IDR|THB|VND|PHP|MYR|TRY|ZAR|AED|ILS'
const CODES = new RegExp(`(?<![a-z])(${currencyCodes})(?![a-z])`, 'i')

/** The currency that a text names by code, sign or word; null: none. */
export function currencyIn(text: string): string | null {
  const code = CODES.exec(text)?.[1]
  if (code) return code.toUpperCase()
  return currencySigns.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** The currency of an amount column: what most of its values name, else its header. */
export function guessCurrency(header: string, values: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) {
    const found = currencyIn(value)
    if (found) counts.set(found, (counts.get(found) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? currencyIn(header.replace(/원가/g, ''))
}
