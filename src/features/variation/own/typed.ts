import { z } from 'zod'
import type { Refusal } from '../../../core/refusal.ts'
import type { FormBody } from '../../../ui/form-body.ts'
import {
  faultsOf,
  isPrescribed,
  loadMeasures,
  measureSchema,
  type Measure,
} from '../../measures/measures.ts'
import { careFaults, careFieldsOf, careSide, isCare } from './care.ts'

const text = z.string().trim().catch('')

const form = z.object({
  id: text,
  title: text,
  count: text,
  what: text,
  codes: text,
  care: text,
  specialties: text,
  hrgs: text,
  ageFrom: text,
  ageTo: text,
  register: text,
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

/** The disease registers that measures are of, each with what it is called and the list that it is held against. */
export const registersIn = (
  definitions: string | undefined,
): ReadonlyMap<string, { title: string; list: string }> =>
  new Map(
    loadMeasures(definitions).flatMap(({ numerator, denominator, title }) =>
      numerator.count === 'register'
        ? [[numerator.register, { title, list: denominator.what }] as const]
        : [],
    ),
  )

const registerFaults = (
  { register, what }: Pick<TypedMeasure, 'register' | 'what'>,
  definitions: string | undefined,
): Refusal[] => [
  ...(registersIn(definitions).has(register)
    ? []
    : [
        {
          code: 'measure-invalid',
          message: 'Nothing says which disease register.',
          remedy: 'Choose one.',
          where: 'register',
        },
      ]),
  ...(what.length > 2 && what.length <= 120
    ? []
    : [
        {
          code: 'measure-invalid',
          message: wanting['what'] ?? '',
          remedy: remedies['what'] ?? '',
          where: 'what',
        },
      ]),
]

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
  'numerator.register': 'register',
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

/** What is counted of what, in the words of a definition. */
const sidesOf = (typed: TypedMeasure, definitions: string | undefined): object => {
  const people = { count: 'patients', what: 'Registered patients' }
  if (isCare(typed.count))
    return { numerator: careSide(typed), denominator: people, per: 1000, adjust: 'age-sex' }
  if (typed.count === 'register')
    return {
      numerator: { count: 'register', what: typed.what, register: typed.register },
      denominator: {
        count: 'register list',
        what: registersIn(definitions).get(typed.register)?.list ?? 'Patients of its list',
      },
      per: 100,
    }
  const numerator = { count: typed.count, what: typed.what, codes: listOf(typed.codes) }
  if (typed.against === 'patients') {
    const adjust = typed.count === 'cost' ? 'astro-pu-2013/cost' : 'astro-pu-2013/items'
    return { numerator, denominator: people, per: 1000, adjust }
  }
  const units = { count: 'units', what: 'People weighted by age and sex', unit: typed.against }
  if (typed.against.includes('/')) return { numerator, denominator: units, per: 1 }
  const codes = listOf(typed.ofCodes)
  return { numerator, denominator: { count: typed.count, what: typed.ofWhat, codes }, per: 100 }
}

/** What a change would save, by what is held against what. */
const savingOf = ({ count, against }: TypedMeasure): Measure['saving'] =>
  against === 'patients'
    ? count === 'cost'
      ? 'cost'
      : 'none'
    : !against.includes('/') && count === 'quantity'
      ? 'share'
      : 'none'

/** A measure from what was typed, or everything that is wrong with it. */
export const measureFrom = (
  typed: TypedMeasure,
  on: string,
  author: string,
  definitions?: string,
): { ok: true; value: Measure } | { ok: false; refusals: Refusal[] } => {
  const given = {
    id: idOf(typed),
    version: 1,
    title: typed.title,
    ...sidesOf(typed, definitions),
    better: typed.better,
    saving: savingOf(typed),
    why: typed.why,
    ...(typed.instead === '' ? {} : { instead: typed.instead }),
    owner: author,
    reviewed: on,
    review: `${Number(on.slice(0, 4)) + 2}-${on.slice(5, 7)}-28`,
    topics: [],
    source: 'written by the group',
  }
  const read = measureSchema.safeParse(given)
  const ofCare = isCare(typed.count) ? careFaults(typed) : []
  const ofRegister = typed.count === 'register' ? registerFaults(typed, definitions) : []
  const isPrescribing = !isCare(typed.count) && typed.count !== 'register'
  const own = [...ofCare, ...ofRegister]
  if (read.success && own.length === 0) return { ok: true, value: read.data }
  const seen = new Set<string>(own.map(({ where = '' }) => where))
  // Of care and of registers, what is counted has been looked at above, in the words of the form.
  const ofForm = faultsOf(given).filter(
    ({ field }) => isPrescribing || !/^(numerator|denominator)/.test(field),
  )
  const refusals = ofForm.flatMap(({ field, message }): Refusal[] => {
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
  return { ok: false, refusals: [...refusals, ...own] }
}

/** The fields of the form for a measure that is there already. */
export const fieldsOf = (measure: Measure): TypedMeasure => {
  const { numerator, denominator } = measure
  return {
    id: measure.id.startsWith('own-') ? measure.id : '',
    title: measure.title,
    ...careFieldsOf(measure),
    register: numerator.count === 'register' ? numerator.register : '',
    what: numerator.what,
    codes: isPrescribed(numerator) ? numerator.codes.join('\n') : '',
    against:
      denominator.count === 'patients' || denominator.count === 'register list'
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
  care: '',
  specialties: '',
  hrgs: '',
  ageFrom: '',
  ageTo: '',
  register: '',
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
