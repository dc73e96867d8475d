import type { TypedDate } from './form.ts'

/** What a browser sends of a form: a text for each field, a list where a name stands more than once. */
export type FormBody = Readonly<Record<string, unknown>>

/** The text of a field, without blanks at its ends; '' when there is none. */
export const textOf = (body: FormBody, name: string): string => {
  const value = body[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** The values of checkboxes of one name, none, one or many. */
export const listOf = (body: FormBody, name: string): string[] => {
  const value = body[name]
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((item) => typeof item === 'string')
}

/** What was typed into a `dateInput`, to show it again. */
export const typedDate = (body: FormBody, name: string): TypedDate => ({
  day: textOf(body, `${name}-day`),
  month: textOf(body, `${name}-month`),
  year: textOf(body, `${name}-year`),
})

/** Whether nothing was typed into any of the three boxes. */
export const isEmptyDate = ({ day, month, year }: TypedDate): boolean =>
  `${day}${month}${year}` === ''

/** The day as '2020-04-20'; null where it is not a day of the calendar between 1900 and 2199. */
export const dateOf = ({ day, month, year }: TypedDate): string | null => {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^(19|20|21)\d\d$/.test(year))
    return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date ? null : date
}
