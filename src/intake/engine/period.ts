import { basename } from 'node:path'
import { type Result, accept, refuse } from '../../core/refusal.ts'
import type { Duck } from '../../stores/duck.ts'
import type { Layout } from './layout.ts'
import type { Recognised } from '../file/recognise.ts'
import { newestMonth } from './rows.ts'

const follows = (start: string, end: string): boolean =>
  (Number(start) + 1) % 100 === Number(end) % 100

const parseYear = (text: string): string | null => {
  const match = /^(20\d{2})[-_/](?:20)?(\d{2})$/.exec(text.trim())
  const [, start, end] = match ?? []
  return start !== undefined && end !== undefined && follows(start, end) ? `${start}-${end}` : null
}

const yearInName = (name: string): string | null => {
  for (const [, start, end] of name.matchAll(/(20\d{2})[-_ ]?(?:20)?(\d{2})(?!\d)/g)) {
    if (start !== undefined && end !== undefined && follows(start, end)) return `${start}-${end}`
  }
  return null
}

/** A year in four digits: "2021" for 2020/21. */
const shortYearInName = (name: string): string | null => {
  for (const [, start, end] of name.matchAll(/(?<!\d)(\d{2})[-_]?(\d{2})(?!\d)/g)) {
    if (start !== undefined && end !== undefined && follows(start, end)) return `20${start}-${end}`
  }
  return null
}

const parseMonthText = (text: string): string | null => {
  const match = /^(20\d{2})[-_]?(0[1-9]|1[0-2])$/.exec(text.trim())
  return match ? `${match[1]}-${match[2]}` : null
}

const monthInName = (name: string): string | null => {
  const match = /(?<!\d)(20\d{2})[-_]?(0[1-9]|1[0-2])(?!\d)/.exec(name)
  return match ? `${match[1]}-${match[2]}` : null
}

/** A period that the operator gave or the name of the file holds. */
export type Given = { period: string | null; notes: string[] }

/**
 * The financial year, or the month, of a file whose content has none: what the operator says, else
 * what the name of the file says.
 */
export const givenPeriod = (
  layout: Layout,
  path: string,
  said: string | undefined,
): Result<Given> => {
  const { by } = layout.period
  if (by !== 'year' && by !== 'month in name') return accept({ period: null, notes: [] })
  const [what, example] = by === 'year' ? ['year', '2025-26'] : ['month', '2017-09']
  if (said !== undefined) {
    const period = by === 'year' ? parseYear(said) : parseMonthText(said)
    return period === null
      ? refuse('year-not-valid', `“${said}” is not a ${what}.`, `Write it like ${example}.`)
      : accept({ period, notes: [`The ${what} ${period} was given when the file was loaded.`] })
  }
  const name = basename(path)
  const short = layout.period.by === 'year' && layout.period.short === true
  const period =
    by === 'year' ? (yearInName(name) ?? (short ? shortYearInName(name) : null)) : monthInName(name)
  if (period === null) {
    return refuse(
      'year-unknown',
      `${path} is ${layout.title}, which does not say its ${what}, and neither does the name of the file.`,
      `Load it again with --year, for example --year ${example}.`,
      path,
    )
  }
  return accept({
    period,
    notes: [
      `The ${what} ${period} was taken from the name of the file; --year confirms or corrects it.`,
    ],
  })
}

const unknownMonth = (layout: Layout, path: string): Result<never> =>
  refuse(
    'month-unknown',
    `${path} is ${layout.title}, but nothing in it tells its month.`,
    'Ask the sender for the file as published.',
    path,
  )

/** The period that all rows share, as far as it is known before they are read; null where it is not. */
export const sharedPeriod = (
  { layout, sample }: Recognised,
  path: string,
  given: Given,
): Result<string | null> => {
  const { period } = layout
  if (period.by === 'all') return accept('all')
  if (period.by !== 'header') return accept(given.period)
  const month = period.month(sample.header)
  return month === null ? unknownMonth(layout, path) : accept(month)
}

/** The same once the rows are read: the month of the newest date that they hold. */
export const periodOfRows = async (
  duck: Duck,
  { layout }: Recognised,
  path: string,
  shared: string | null,
): Promise<Result<string | null>> => {
  if (layout.period.by !== 'newest') return accept(shared)
  const month = await newestMonth(duck, layout.period.sql)
  return month === null ? unknownMonth(layout, path) : accept(month)
}
