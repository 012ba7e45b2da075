import type { Format } from '../i18n/format.ts'

/**
 * How a share stands against another, in points of the rounding shown: `평균 40.6%보다 7.2%p 낮습니다.` /
 * `7.2 points below the mean (40.6%).` `name` is the other's name, in Korean as a noun, in English with its article.
 */
export function againstShare(share: number, other: number, name: string, format: Format): string {
  const difference = Math.round(share * 1000) - Math.round(other * 1000)
  const points = format.points(difference / 1000)
  const value = format.percent(other)
  if (format.language === 'ko') {
    if (difference === 0) return `${name} ${value}\u2060와 같습니다.`
    return `${name} ${value}\u2060보다 ${points} ${difference > 0 ? '높습니다' : '낮습니다'}.`
  }
  if (difference === 0) return `the same as ${name}.`
  return `${points} ${difference > 0 ? 'above' : 'below'} ${name} (${value}).`
}
