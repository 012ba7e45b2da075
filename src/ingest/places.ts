import { guessCurrency } from './amounts.ts'
import type { ColumnProfile } from './column-profile.ts'
import { offsetNeed } from './offsets.ts'

/** The currency of the money: of most rows that name one, else what the amounts, their header or the language suggest. */
export function currencyOf(money: ColumnProfile | null, profiles: readonly ColumnProfile[]): string | null {
  const stated = profiles.find(({ meaning }) => meaning?.role === 'currency')
  const most = stated && mostOf(stated)
  if (most && /^[A-Z]{3}$/.test(most)) return most
  if (!money) return null
  const guessed = guessCurrency(money.name, money.values)
  if (guessed) return guessed
  const isWhole = money.numbers.length > 0 && money.numbers.every(Number.isInteger)
  return isWhole && isKorean(profiles) ? 'KRW' : null
}

/** The zone into which times with offsets are turned; null: they stay as written. */
export function timeZoneOf(
  time: ColumnProfile | null,
  currency: string | null,
  profiles: readonly ColumnProfile[],
): string | null {
  const need = time && offsetNeed(time.dates)
  if (!need) return null
  if (currency === 'KRW' || isKorean(profiles)) return 'Asia/Seoul'
  return need === 'offsets' ? 'UTC' : null
}

function isKorean(profiles: readonly ColumnProfile[]): boolean {
  return profiles.filter(({ name }) => /[가-힣]/.test(name)).length > profiles.length / 2
}

function mostOf({ distinct, values }: ColumnProfile): string | undefined {
  const count = (text: string) => values.filter((value) => value === text).length
  return distinct.slice(0, 40).toSorted((a, b) => count(b) - count(a))[0]
}
