import { monthNumber, monthOf } from '../months.ts'

/** A time of the year at which people shop otherwise than in ordinary months. */
export type Occasion = 'seollal' | 'chuseok' | 'family_month' | 'november_sale'

const SEOLLAL = [
  '2010-02-14', '2011-02-03', '2012-01-23', '2013-02-10', '2014-01-31', '2015-02-19', '2016-02-08', '2017-01-28',
  '2018-02-16', '2019-02-05', '2020-01-25', '2021-02-12', '2022-02-01', '2023-01-22', '2024-02-10', '2025-01-29',
  '2026-02-17', '2027-02-07', '2028-01-27', '2029-02-13', '2030-02-03', '2031-01-23', '2032-02-11', '2033-01-31',
  '2034-02-19', '2035-02-08',
] as const // prettier-ignore

const CHUSEOK = [
  '2010-09-22', '2011-09-12', '2012-09-30', '2013-09-19', '2014-09-08', '2015-09-27', '2016-09-15', '2017-10-04',
  '2018-09-24', '2019-09-13', '2020-10-01', '2021-09-21', '2022-09-10', '2023-09-29', '2024-09-17', '2025-10-06',
  '2026-09-25', '2027-09-15', '2028-10-03', '2029-09-22', '2030-09-12', '2031-10-01', '2032-09-19', '2033-09-08',
  '2034-09-27', '2035-09-16',
] as const // prettier-ignore

/** The feasts that move through the calendar, 2010 to 2035, by day. */
export const feasts = { seollal: SEOLLAL, chuseok: CHUSEOK } as const

/** The sale seasons that do not move, by month of the year: Children's and Parents' Day; 11 November and Black Friday. */
export const saleSeasons: Readonly<Record<number, Occasion>> = { 5: 'family_month', 11: 'november_sale' }

/** Presents are bought from 18 to 4 days before the feast; the middle of it says in which month. */
const DAYS_BEFORE = 11
const DAY = 86_400_000

const occasions = new Map<string, Occasion>(
  (['seollal', 'chuseok'] as const).flatMap((feast) =>
    feasts[feast].map((day) => [
      `${new Date(Date.parse(day) - DAYS_BEFORE * DAY).toISOString().slice(0, 7)}-01`,
      feast,
    ]),
  ),
)

/** What a month is shopped for: a feast whose presents are bought in it, or a sale season; null: an ordinary month. */
export function occasionOf(month: string): Occasion | null {
  return occasions.get(month) ?? saleSeasons[Number(month.slice(5, 7))] ?? null
}

/**
 * The month a year before that a month is compared with. A month of a feast: the month of the same feast. Another: the
 * same month, or, where that held a feast, the ordinary one of its two neighbours that gave the feast its place.
 */
export function yearBefore(month: string): string {
  const before = monthNumber(month) - 12
  const feast = feastOf(month)
  const candidates = [before, before + 1, before - 1].map(monthOf)
  return candidates.find((candidate) => feastOf(candidate) === feast) ?? monthOf(before)
}

function feastOf(month: string): Occasion | null {
  return occasions.get(month) ?? null
}
