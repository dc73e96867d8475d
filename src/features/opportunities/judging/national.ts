import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../core/refusal.ts'
import { cellCount, cellOf } from '../../../engines/opportunities/standard-cells.ts'

/** What a country had of one definition in each cell, what that is divided by, and where it was published. */
export type CountryCells = { amount: Float64Array; per: Float64Array; source: string }

/** The country's counts by the id of a definition. */
export type NationalRates = ReadonlyMap<string, CountryCells>

const columns = ['definition', 'sex', 'age_from', 'age_to', 'amount', 'per', 'source'] as const

const row = z.object({
  definition: z.string().regex(/^[a-z0-9-]{3,60}$/),
  sex: z.enum(['male', 'female']),
  age_from: z.coerce
    .number()
    .int()
    .min(0)
    .max(95)
    .refine((age) => age % 5 === 0, 'an age band begins at a multiple of 5'),
  age_to: z
    .string()
    .refine(
      (text) => text === '' || Number(text) % 5 === 4,
      'an age band ends before a multiple of 5',
    ),
  amount: z.coerce.number().min(0),
  per: z.coerce.number().positive(),
  source: z.string().min(3).max(300),
})

/**
 * A country's rates by sex and age, from the group's own file definitions/opportunities/national-rates.csv; null where there is none.
 * A band wider than five years gives its rate to each of its fives.
 *
 * @throws AppError `national-rates-invalid` naming the line and the column
 */
export const readNationalRates = (
  homeDefinitions: string,
  known: ReadonlySet<string>,
): NationalRates | null => {
  const file = join(homeDefinitions, 'opportunities', 'national-rates.csv')
  if (!existsSync(file)) return null
  const refuse = (line: number, message: string): AppError =>
    new AppError({
      code: 'national-rates-invalid',
      message: `Line ${line} of ${file} cannot be used: ${message}`,
      remedy: `Write a line for each definition, sex and age band: ${columns.join(',')}.`,
      where: `line ${line}`,
    })
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  if (head !== columns.join(',')) throw refuse(1, 'its columns are not those that are expected.')
  const found = new Map<string, CountryCells>()
  for (const [i, line] of lines.entries()) {
    const cells = line.split(',')
    const text = [...cells.slice(0, 6), cells.slice(6).join(',').replaceAll('"', '')]
    const read = row.safeParse(Object.fromEntries(columns.map((name, at) => [name, text[at]])))
    if (!read.success) throw refuse(i + 2, z.prettifyError(read.error))
    const { definition, sex, age_from: from, age_to: to, amount, per, source } = read.data
    if (!known.has(definition)) throw refuse(i + 2, `there is no definition ${definition}.`)
    const own = found.get(definition) ?? {
      amount: new Float64Array(cellCount),
      per: new Float64Array(cellCount),
      source,
    }
    const last = to === '' ? 19 : Math.min(19, Math.floor(Number(to) / 5))
    for (let band = from / 5; band <= last; band++) {
      const cell = cellOf(band, sex === 'male' ? '1' : '2')
      if ((own.per[cell] ?? 0) > 0) throw refuse(i + 2, 'this age and sex stand there twice.')
      own.amount[cell] = amount
      own.per[cell] = per
    }
    found.set(definition, own)
  }
  return found
}
