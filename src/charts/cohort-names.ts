import type { Format } from '../i18n/format.ts'
import type { Settings } from '../metrics/settings.ts'

type Grain = Settings['grain']

/** Cohorts of a year: the same season a year before is this many cohorts back. */
export const cohortsOfYear: Readonly<Record<Grain, number>> = { month: 12, quarter: 4, week: 52 }

/** A cohort's name in a sentence: 3월 / March, with the year unless it began within the year before `asOf`. */
export function cohortName(cohort: string, grain: Grain, format: Format, asOf?: string): string {
  const withYear = asOf === undefined || Date.parse(asOf) - Date.parse(cohort) > 366 * 86_400_000
  const ko = format.language === 'ko'
  const year = cohort.slice(0, 4)
  if (grain === 'quarter') {
    const quarter = Math.ceil(Number(cohort.slice(5, 7)) / 3)
    if (ko) return withYear ? `${year}년 ${quarter}분기` : `${quarter}분기`
    return withYear ? `Q${quarter} ${year}` : `Q${quarter}`
  }
  if (grain === 'month')
    return withYear ? format.month(cohort) : format.month(cohort).replace(ko ? /^\d+년 / : / \d+$/, '')
  const day = withYear ? format.date(cohort) : format.date(cohort).replace(ko ? /^\d+년 / : / \d+$/, '')
  return ko ? `${day} 주` : `the week of ${day}`
}

/** A cohort's name beside its row or under its mark: short, with the year only where told (its last two digits). */
export function cohortLabel(cohort: string, grain: Grain, format: Format, withYear: boolean): string {
  const ko = format.language === 'ko'
  const year = ko ? `${cohort.slice(2, 4)}년 ` : ` ’${cohort.slice(2, 4)}`
  const month = Number(cohort.slice(5, 7))
  const name =
    grain === 'quarter'
      ? ko
        ? `${Math.ceil(month / 3)}분기`
        : `Q${Math.ceil(month / 3)}`
      : grain === 'month'
        ? format.shortMonth(cohort)
        : ko
          ? `${month}월 ${Number(cohort.slice(8, 10))}일`
          : `${Number(cohort.slice(8, 10))} ${format.shortMonth(cohort)}`
  if (!withYear) return name
  return ko ? year + name : name + year
}

/** When period `period` is, seen from the first order: 다음 달, 2개월 뒤 / the next month, 2 months later. */
export function periodName(period: number, grain: Grain, format: Format): string {
  const [next, counted, one, many] = {
    month: ['다음 달', '개월', 'month', 'months'],
    quarter: ['다음 분기', '분기', 'quarter', 'quarters'],
    week: ['다음 주', '주', 'week', 'weeks'],
  }[grain] as [string, string, string, string]
  if (format.language === 'ko') return period === 1 ? next : `${period}${counted} 뒤`
  return period === 1 ? `the next ${one}` : `${period} ${many} later`
}

/** The unit of a cohort's periods, for a table head: 개월 / months. */
export function periodUnit(grain: Grain, format: Format): string {
  if (format.language === 'ko') return { month: '개월', quarter: '분기', week: '주' }[grain]
  return { month: 'months', quarter: 'quarters', week: 'weeks' }[grain]
}
