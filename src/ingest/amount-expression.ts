import {
  amountCharacters,
  amountShape,
  currencyAtEnd,
  currencyAtStart,
  trailingSign,
  type DecimalMark,
} from './amounts.ts'
import { quoteText } from './sql.ts'

const MONEY = 'decimal(18, 4)'

/** 1,200 and ₩1,200.50 and 12,000 원: what most files that do not hold bare numbers hold. */
const GROUPED = '^[₩$€£]?(-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?) ?원?$'

/**
 * SQL that turns a text into DECIMAL(18,4), null where it is no number: currency signs and words, separators of
 * thousands, brackets or a minus at either end. Bare numbers take the first and cheapest branch.
 */
export function amountFromText(column: string, decimal: DecimalMark): string {
  const { from, to } = amountCharacters
  let text = `translate(${column}, ${quoteText(from)}, ${quoteText(to)})`
  for (const edge of [currencyAtStart, currencyAtEnd]) text = `regexp_replace(${text}, ${quoteText(edge)}, '\\1', 'i')`
  text = `regexp_replace(${text}, ${quoteText(trailingSign)}, '-\\1\\2')`
  text = `regexp_extract(${text}, ${quoteText(amountShape[decimal])})`
  if (decimal === ',') {
    const whole = `case when not contains(${column}, '.') then try_cast(${column} as ${MONEY}) end`
    return `coalesce(${whole}, try_cast(translate(${text}, ',.', '.') as ${MONEY}))`
  }
  const grouped = `regexp_extract(${column}, ${quoteText(GROUPED)}, 1)`
  return (
    `coalesce(try_cast(${column} as ${MONEY}), try_cast(replace(${grouped}, ',', '') as ${MONEY}), ` +
    `try_cast(replace(${text}, ',', '') as ${MONEY}))`
  )
}

/** SQL that turns a numeric column into DECIMAL(18,4); NaN, infinity and what is too large become null. */
export function amountFromNumber(column: string): string {
  return `try_cast(${column} as ${MONEY})`
}

/** SQL of an amount less what was paid back, whichever sign the file gives that; never below zero, and refunds stay. */
export function paidAmount(amount: string, refunded: string): string {
  const rest = `greatest(${amount} - coalesce(abs(${refunded}), 0), 0)`
  return `case when ${amount} >= 0 then cast(${rest} as ${MONEY}) else ${amount} end`
}

/** SQL of an amount times a rate of eight decimals, rounded to four; without a rate it stays, what is too large is null. */
export function convertedAmount(amount: string, rate: string): string {
  // In 38 digits no product of two of 18 overflows, which would end the whole load.
  const converted = `try_cast(cast(${amount} as decimal(38, 4)) * dangol_rate as ${MONEY})`
  return `list_transform([${rate}], lambda dangol_rate: case when dangol_rate is null then ${amount} else ${converted} end)[1]`
}
