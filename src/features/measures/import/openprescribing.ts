import { z } from 'zod'
import { accept, refuse, type Result } from '../../../core/refusal.ts'
import { faultsOf, measureSchema, type Measure } from '../definition.ts'

const lines = z
  .union([z.string(), z.array(z.string())])
  .transform((text) => (Array.isArray(text) ? text.join(' ') : text).replaceAll(/\s+/g, ' ').trim())

const codes = z
  .array(z.string())
  .transform((entries) =>
    entries.map((entry) => entry.replace(/\s*#.*$/, '').trim()).filter((entry) => entry !== ''),
  )

const file = z.looseObject({
  name: lines,
  title: lines.optional(),
  numerator_short: lines,
  denominator_short: lines,
  numerator_type: z.string(),
  denominator_type: z.string(),
  numerator_bnf_codes_filter: codes.optional(),
  denominator_bnf_codes_filter: codes.optional(),
  is_percentage: z.boolean(),
  is_cost_based: z.boolean(),
  low_is_good: z.boolean().nullable(),
})

type File = z.infer<typeof file>
type Given = Record<string, unknown>

const counts: Readonly<Record<string, 'items' | 'quantity' | 'cost'>> = {
  bnf_items: 'items',
  bnf_quantity: 'quantity',
  bnf_cost: 'cost',
}

/** Parts of a file that are pieces of SQL, or that ask for some. */
const sqlPart =
  /^(numerator|denominator)_(where|from|columns|bnf_codes_query|is_list_of_bnf_codes)$/

const sqlParts = (given: Given): string[] => [
  ...Object.keys(given).filter(
    (key) => sqlPart.test(key) && given[key] !== null && given[key] !== true,
  ),
  ...(['numerator_type', 'denominator_type'] as const).filter((key) => given[key] === 'custom'),
]

const sideOf = (type: string, what: string, list: readonly string[] | undefined): unknown =>
  type === 'list_size'
    ? { count: 'patients', what: 'Registered patients' }
    : { count: counts[type] ?? type, what, codes: list ?? [] }

const measureOf = (id: string, read: File, on: string): unknown => {
  const people = read.denominator_type === 'list_size'
  const cost = people && read.numerator_type === 'bnf_cost'
  const share = !people && read.numerator_type === 'bnf_quantity'
  return {
    id,
    version: 1,
    title: read.name.slice(0, 140),
    numerator: sideOf(read.numerator_type, read.numerator_short, read.numerator_bnf_codes_filter),
    denominator: sideOf(
      read.denominator_type,
      read.denominator_short,
      read.denominator_bnf_codes_filter,
    ),
    per: people ? 1000 : read.is_percentage ? 100 : 1,
    better: read.low_is_good === null ? 'neither' : read.low_is_good ? 'lower' : 'higher',
    saving: read.is_cost_based && cost ? 'cost' : read.is_cost_based && share ? 'share' : 'none',
    why: 'Say in your own words why this matters before the measure is kept.',
    owner: 'Prescribing lead of the group',
    reviewed: on,
    review: `${Number(on.slice(0, 4)) + 2}${on.slice(4).replace('02-29', '02-28')}`,
    topics: [],
    source: 'code list of OpenPrescribing (MIT)',
  }
}

/**
 * Reads a measure in OpenPrescribing's JSON form: its code lists and what is counted. Its words on why it matters are not taken:
 * the group writes its own. A measure that is driven by SQL is refused, naming the part, because Steward runs nobody's SQL.
 */
export const importMeasure = (id: string, text: string, on: string): Result<Measure> => {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return refuse(
      'measure-import',
      'This is not JSON.',
      'Paste the whole file, from { to }.',
      'json',
    )
  }
  const parts = z.record(z.string(), z.unknown()).safeParse(given)
  const sql = parts.success ? sqlParts(parts.data) : []
  if (sql.length > 0) {
    return refuse(
      'measure-import-sql',
      `This measure is driven by SQL in ${sql.join(', ')}, which is not run here.`,
      'Write the same as a list of BNF codes, if it can be.',
      sql[0],
    )
  }
  const read = file.safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    const where = issue?.path.join('.') ?? ''
    return refuse(
      'measure-import',
      `The part “${where}” of this file is not as expected: ${issue?.message ?? ''}.`,
      'Take the file as OpenPrescribing publishes it.',
      where,
    )
  }
  const made = measureSchema.safeParse(measureOf(id, read.data, on))
  if (made.success) return accept(made.data)
  const [fault] = faultsOf(measureOf(id, read.data, on))
  return refuse(
    'measure-import',
    `This measure cannot be used: ${fault?.message ?? 'it is not as expected'}`,
    'Correct that part and try again.',
    fault?.field,
  )
}
