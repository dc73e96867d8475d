import { z } from 'zod'
import type { Refusal } from '../../../core/refusal.ts'
import type { FormBody } from '../../../ui/form-body.ts'
import { faultsOf, isPrescribed, measureSchema, type Measure } from '../../measures/measures.ts'

const text = z.string().trim().catch('')

const form = z.object({
  id: text,
  title: text,
  count: text,
  what: text,
  codes: text,
  against: text,
  ofWhat: text,
  ofCodes: text,
  better: text,
  why: text,
  instead: text,
  whyChanged: text,
  json: text,
  do: text,
})

/** What was typed into the form of a measure. */
export type TypedMeasure = z.infer<typeof form>

export const typedMeasure = (body: FormBody): TypedMeasure => form.parse(body)

const listOf = (typed: string): string[] =>
  typed
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '')

/** The measure's id from its title, marked as the group's own. */
export const idOf = ({ id, title }: Pick<TypedMeasure, 'id' | 'title'>): string =>
  id ||
  `own-${
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 50) || 'measure'
  }`

const fields: Readonly<Record<string, string>> = {
  title: 'title',
  'numerator.count': 'count',
  'numerator.what': 'what',
  'numerator.codes': 'codes',
  numerator: 'codes',
  'denominator.what': 'ofWhat',
  'denominator.codes': 'ofCodes',
  denominator: 'ofCodes',
  better: 'better',
  why: 'why',
  instead: 'instead',
}

/** What is wrong with a part that is empty, too short or too long; other faults are told in the words of the definition. */
const wanting: Readonly<Record<string, string>> = {
  title: 'The title is missing, or shorter or longer than it may be.',
  count: 'Nothing was chosen to be counted.',
  what: 'What is counted has no words of its own.',
  codes: 'No BNF code says what is counted.',
  ofWhat: 'What it is held against has no words of its own.',
  ofCodes: 'No BNF code says what it is held against.',
  better: 'Nothing says which way is usually better.',
  why: 'Nothing says why it matters.',
  instead: 'What could be done in its place is too short to be read.',
}

const remedies: Readonly<Record<string, string>> = {
  title: 'Give it a title of 3 to 140 letters.',
  codes: 'Write BNF codes such as 0501, one to a line.',
  ofCodes: 'Write BNF codes such as 0501, one to a line.',
  what: 'Say what is counted in a few words.',
  ofWhat: 'Say what it is held against in a few words.',
  count: 'Choose one.',
  better: 'Choose one.',
  why: 'Say in a sentence why it matters.',
  instead: 'Say it in a sentence, or leave it empty.',
}

/** A measure from what was typed, or everything that is wrong with it. */
export const measureFrom = (
  typed: TypedMeasure,
  on: string,
  author: string,
): { ok: true; value: Measure } | { ok: false; refusals: Refusal[] } => {
  const people = typed.against === 'patients'
  const units = typed.against.includes('/')
  const given = {
    id: idOf(typed),
    version: 1,
    title: typed.title,
    numerator: { count: typed.count, what: typed.what, codes: listOf(typed.codes) },
    denominator: people
      ? { count: 'patients', what: 'Registered patients' }
      : units
        ? { count: 'units', what: 'People weighted by age and sex', unit: typed.against }
        : { count: typed.count, what: typed.ofWhat, codes: listOf(typed.ofCodes) },
    per: people ? 1000 : units ? 1 : 100,
    ...(people
      ? { adjust: typed.count === 'cost' ? 'astro-pu-2013/cost' : 'astro-pu-2013/items' }
      : {}),
    better: typed.better,
    saving:
      people && typed.count === 'cost'
        ? 'cost'
        : !people && !units && typed.count === 'quantity'
          ? 'share'
          : 'none',
    why: typed.why,
    ...(typed.instead === '' ? {} : { instead: typed.instead }),
    owner: author,
    reviewed: on,
    review: `${Number(on.slice(0, 4)) + 2}-${on.slice(5, 7)}-28`,
    topics: [],
    source: 'written by the group',
  }
  const read = measureSchema.safeParse(given)
  if (read.success) return { ok: true, value: read.data }
  const seen = new Set<string>()
  const refusals = faultsOf(given).flatMap(({ field, message }): Refusal[] => {
    const where = fields[field] ?? fields[field.split('.').slice(0, 2).join('.')] ?? 'title'
    if (seen.has(where)) return []
    seen.add(where)
    return [
      {
        code: 'measure-invalid',
        // The words of the schema itself are for programs.
        message: /^(Too |Invalid )/.test(message)
          ? (wanting[where] ?? 'A part is missing.')
          : message.replace(/([^.])$/, '$1.'),
        remedy: remedies[where] ?? 'Choose one.',
        where,
      },
    ]
  })
  return { ok: false, refusals }
}

/** The fields of the form for a measure that is there already. */
export const fieldsOf = (measure: Measure): TypedMeasure => {
  const { numerator, denominator } = measure
  return {
    id: measure.id.startsWith('own-') ? measure.id : '',
    title: measure.title,
    count: numerator.count,
    what: numerator.what,
    codes: isPrescribed(numerator) ? numerator.codes.join('\n') : '',
    against:
      denominator.count === 'patients'
        ? 'patients'
        : 'unit' in denominator
          ? denominator.unit
          : 'codes',
    ofWhat: denominator.what,
    ofCodes: isPrescribed(denominator) ? denominator.codes.join('\n') : '',
    better: measure.better,
    why: measure.why,
    instead: measure.instead ?? '',
    whyChanged: '',
    json: '',
    do: '',
  }
}

/** The form before anything was typed. */
export const emptyFields: TypedMeasure = {
  id: '',
  title: '',
  count: 'items',
  what: '',
  codes: '',
  against: 'patients',
  ofWhat: '',
  ofCodes: '',
  better: 'neither',
  why: '',
  instead: '',
  whyChanged: '',
  json: '',
  do: '',
}
