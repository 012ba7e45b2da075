import type { DateEvidence } from './dates.ts'

/**
 * Must it be settled in which time zone days begin? Not where times carry no offset, or one and the same, or two an hour
 * apart (summer time): then the time as written is the shop's own.
 */
export function offsetNeed({ unit, offsets, hasTime }: DateEvidence): 'epoch' | 'utc' | 'offsets' | null {
  if (!hasTime) return null
  if (unit !== 'text') return 'epoch'
  const minutes = offsets.filter((offset) => offset !== '').map(minutesOf)
  const spread = Math.max(...minutes) - Math.min(...minutes)
  if (minutes.length === 0 || (spread <= 60 && minutes.some((value) => value !== 0))) return null
  return spread === 0 ? 'utc' : 'offsets'
}

function minutesOf(offset: string): number {
  const size = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))
  return offset.startsWith('-') ? -size : size
}
