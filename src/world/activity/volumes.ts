import { financialYear } from '../../core/month.ts'
import type { Random } from '../../core/random.ts'
import type { Span } from '../calendar.ts'
import { weekday } from '../calendar.ts'
import type { County } from '../county/county.ts'

/** Yearly numbers for 650,000 registered people. */
const yearly = {
  emergency: 243_000,
  consultant: 525_000,
  other: 238_000,
  procedures: 180_000,
  dayCases: 75_000,
  ordinary: 12_500,
  short: 67_000,
  long: 47_000,
} as const
export type Volume = keyof typeof yearly

/** Emergency admissions run 8% higher in winter; planned ones fall by a fifth in August and December. */
const winter = new Set(['12', '01', '02'])
const quiet = new Set(['08', '12'])
const growth: Record<string, number> = { '2017/18': 0.985, '2018/19': 1, '2019/20': 1.015 }

/** The number of events of a kind in a month: by days or working days, season and growth. */
export const volumeOf = (county: County, span: Span, kind: Volume, random: Random): number => {
  const number = span.month.slice(5)
  const grown = growth[financialYear(span.month)] ?? 1
  const urgent = kind === 'emergency' || kind === 'short' || kind === 'long'
  const season = urgent
    ? kind === 'emergency'
      ? 1
      : winter.has(number)
        ? 1.08 / 1.02
        : 1 / 1.02
    : quiet.has(number) && (kind === 'ordinary' || kind === 'dayCases')
      ? 0.8 / 0.967
      : kind === 'ordinary' || kind === 'dayCases'
        ? 1 / 0.967
        : 1
  const time = urgent ? span.days / 365.25 : span.working.length / 252.7
  const mean = yearly[kind] * county.scale * grown * season * time
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()))
}

/** Days of a month weighted for arrivals: Mondays +12%, Saturdays and Sundays a little lower. */
export const arrivalDay = (span: Span, random: Random): number => {
  for (;;) {
    const day = span.first + random.int(span.days)
    const on = weekday(day)
    const odds = on === 1 ? 1 : on === 0 || on === 6 ? 0.87 : 0.9
    if (random.next() < odds) return day
  }
}

export const clinicDay = (span: Span, random: Random): number =>
  span.working[random.int(span.working.length)] ?? span.first
