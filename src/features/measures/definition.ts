import { z } from 'zod'
import { codeList } from '../../engines/measures/code-list.ts'

const words = (most: number): z.ZodString => z.string().trim().min(3).max(most)

const codes = z
  .array(z.string())
  .min(1)
  .max(300)
  .superRefine((entries, context) => {
    const read = codeList(entries)
    if (!read.ok) context.addIssue({ code: 'custom', message: read.refusal.message })
  })

/** What of a prescription is counted: items, quantity, average daily quantities, or actual cost. */
export const prescribedCounts = ['items', 'quantity', 'adq', 'cost'] as const
/** What of hospital care is counted: priced lines, days in bed, or cost at Steward's price. */
export const attendedCounts = ['lines', 'bed days', 'cost'] as const

const prescribed = z.strictObject({
  count: z.enum(prescribedCounts),
  /** What is counted, as the head of a column. */
  what: words(120),
  /** BNF codes: prefixes, % for any characters, ~ before what is left out. */
  codes,
})

const age = z.number().int().min(0).max(120)

const attended = z.strictObject({
  count: z.enum(attendedCounts),
  what: words(120),
  kind: z.enum(['admitted', 'outpatient', 'emergency']),
  /** Points of delivery, treatment functions, beginnings of HRGs; all where none are named. */
  pods: z.array(z.string().regex(/^[A-Z0-9]{2,12}$/)).optional(),
  specialties: z.array(z.string().regex(/^[0-9A-Z]{3}$/)).optional(),
  hrgs: z.array(z.string().regex(/^[A-Z]{2}\d{0,2}[A-Z]?$/)).optional(),
  ages: z.strictObject({ from: age.optional(), to: age.optional() }).optional(),
})

const registered = z.strictObject({
  count: z.literal('register'),
  what: words(120),
  /** A disease register by its code in the published file: DM, COPD, … */
  register: z.string().regex(/^[A-Z][A-Z0-9]{1,7}$/, 'Write the code of one register, like DM.'),
})

/** The list that a register's prevalence is of: each has its own, of all ages or from an age on. */
const registerList = z.strictObject({ count: z.literal('register list'), what: words(120) })

const people = z.strictObject({ count: z.literal('patients'), what: words(120) })

const units = z.strictObject({
  count: z.literal('units'),
  what: words(120),
  /** A set of weights by sex and age, such as star-pu-2013/oral-antibacterials-item. */
  unit: z.string().regex(/^(star|astro)-pu-\d{4}\/[a-z0-9-]+$/),
})

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Write the date like 2027-04-01.')

/** A measure as data: what is counted of what, why it matters, whose it is and when it is looked at again. */
export const measureSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{2,60}$/),
    version: z.number().int().min(1),
    title: words(140),
    numerator: z.union([prescribed, attended, registered]),
    denominator: z.union([people, units, prescribed, attended, registerList]),
    /** The ratio is shown for so many of the denominator: 100 makes a percentage. */
    per: z.union([z.literal(1), z.literal(100), z.literal(1000)]),
    /** What the crude rate stands beside: a rate for the same list weighted by sex and age. */
    adjust: z
      .union([z.literal('age-sex'), z.string().regex(/^(star|astro)-pu-\d{4}\/[a-z0-9-]+$/)])
      .optional(),
    better: z.enum(['lower', 'higher', 'neither']),
    /** How a saving is told: of a cost per patient, of the mix in a share, of a switch
     * of all of it to the rest, or not at all. */
    saving: z.enum(['cost', 'share', 'switch', 'none']),
    why: words(1_500),
    /** What could be done in place of what is counted, as a next step. */
    instead: words(300).optional(),
    owner: words(120),
    reviewed: date,
    review: date,
    topics: z.array(z.string().regex(/^[a-z][a-z-]{1,30}$/)),
    source: words(200),
  })
  .superRefine(({ numerator, denominator, saving, reviewed, review, adjust, per }, context) => {
    const say = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message })
    const own = 'codes' in numerator
    const isRegister = numerator.count === 'register'
    if (isRegister !== (denominator.count === 'register list'))
      say('denominator', 'A disease register is held against its own list, and nothing else is.')
    if (isRegister && per !== 100) say('per', 'Prevalence is a percentage: write 100.')
    if (
      'codes' in denominator !== own &&
      !isRegister &&
      denominator.count !== 'patients' &&
      denominator.count !== 'units'
    )
      say(
        'denominator',
        'Prescribing is held against prescribing, hospital care against hospital care, or either against people.',
      )
    if (saving === 'cost' && !(numerator.count === 'cost' && denominator.count === 'patients'))
      say('saving', 'A saving of cost needs a cost per patient.')
    if (
      (saving === 'share' || saving === 'switch') &&
      !(own && numerator.count === 'quantity' && 'codes' in denominator)
    )
      say('saving', 'A saving of a share or a switch needs a quantity of drugs among drugs.')
    if (adjust !== undefined && denominator.count !== 'patients')
      say('adjust', 'Only a rate per patient is adjusted for age and sex.')
    if (adjust === 'age-sex' && own)
      say('adjust', 'Prescriptions carry no age: choose a set of prescribing units.')
    if (review <= reviewed) say('review', 'The next review comes after the last.')
  })

export type Measure = z.infer<typeof measureSchema>
export type Prescribed = z.infer<typeof prescribed>
export type Attended = z.infer<typeof attended>
export type Registered = z.infer<typeof registered>
export type Side = Measure['numerator'] | Measure['denominator']

/** Whether a side counts prescriptions. */
export const isPrescribed = (side: Side): side is Prescribed => 'codes' in side

/** Whether a side counts hospital care. */
export const isAttended = (side: Side): side is Attended => 'kind' in side

/** Whether a measure is the prevalence of a disease register, counted once a year. */
export const isPrevalence = (measure: Measure): measure is Measure & { numerator: Registered } =>
  measure.numerator.count === 'register'

/** What is wrong with what was given as a measure, a sentence for each field. */
export const faultsOf = (value: unknown): { field: string; message: string }[] => {
  const read = measureSchema.safeParse(value)
  if (read.success) return []
  return read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
}
