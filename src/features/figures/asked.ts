import { parseMonth, type Month } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import type { Served } from '../../warehouse/served.ts'

/** The group asked for by its code, or the first of the build where none is; refused where it holds no such group. */
export const groupIn = (
  served: Served,
  asked: string | undefined,
): { code: string; name: string } => {
  const { groups } = served.manifest
  const found = asked ? groups.find(({ code }) => code === asked) : groups[0]
  if (found) return found
  throw new AppError({
    code: 'unknown-group',
    message: asked
      ? `There is no group ${asked.slice(0, 20)} in this build.`
      : 'No group is loaded.',
    remedy: 'Load the membership file, or choose a group from the overview.',
    where: 'group',
  })
}

const unknownMonth = (asked: string, remedy: string): AppError =>
  new AppError({
    code: 'unknown-month',
    message: `There are no figures for the month “${asked.slice(0, 20)}”.`,
    remedy,
    where: 'month',
  })

/** The month asked for, or the newest; refused when it is not one that the build holds. */
export const monthIn = (served: Served, asked: string | undefined): Month => {
  const { months } = served.manifest
  if (months === null) {
    throw new AppError({
      code: 'no-build',
      message: 'Nothing that has been loaded so far belongs to a month.',
      remedy: 'Load activity, prescribing or list sizes, and close again.',
    })
  }
  const month = monthAsked(served, asked)
  if (month !== undefined && month >= months.first && month <= months.last) return month
  throw unknownMonth(
    asked ?? '',
    `Choose a month from ${months.first} to ${months.last}, written like 2019-10.`,
  )
}

/** The month asked for, built or not, or the newest, where there is one; refused when it is none. */
export const monthAsked = (served: Served, asked: string | undefined): Month | undefined => {
  if (asked === undefined || asked === '') return served.manifest.months?.last
  const month = parseMonth(asked)
  if (month !== null) return month
  throw unknownMonth(asked, 'Write a month like 2019-10.')
}
