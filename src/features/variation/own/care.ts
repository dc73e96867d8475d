import type { Refusal } from '../../../core/refusal.ts'
import type { Measure } from '../../measures/measures.ts'

/** What was typed of hospital care. */
export type TypedCare = Readonly<
  Record<
    'count' | 'what' | 'care' | 'specialties' | 'hrgs' | 'ageFrom' | 'ageTo' | 'against',
    string
  >
>

type Care = {
  text: string
  kind: 'admitted' | 'outpatient' | 'emergency'
  /** Points of delivery, where it is some of the kind. */
  pods?: readonly string[]
}

/** Hospital care as a person chooses it. */
export const cares: Readonly<Record<string, Care>> = {
  admitted: { text: 'all admissions', kind: 'admitted' },
  'emergency-admissions': {
    text: 'emergency admissions',
    kind: 'admitted',
    pods: ['NEL', 'NELST'],
  },
  'planned-admissions': {
    text: 'planned admissions and day cases',
    kind: 'admitted',
    pods: ['EL', 'DC'],
  },
  outpatient: { text: 'outpatient appointments', kind: 'outpatient' },
  'first-outpatients': {
    text: 'first outpatient attendances',
    kind: 'outpatient',
    pods: ['OPFASPCL', 'OPFASPNCL', 'OPFAMPCL', 'OPFAMPNCL'],
  },
  'follow-ups': {
    text: 'outpatient follow-ups',
    kind: 'outpatient',
    pods: ['OPFUPSPCL', 'OPFUPSPNCL', 'OPFUPMPCL', 'OPFUPMPNCL'],
  },
  emergency: { text: 'emergency department attendances', kind: 'emergency' },
}

/** What of hospital care is counted, as the form calls it, and as a definition does. */
export const careCounts = {
  lines: 'lines',
  'bed days': 'bed days',
  'care cost': 'cost',
} as const

export const isCare = (count: string): count is keyof typeof careCounts => count in careCounts

const split = (typed: string): string[] =>
  typed
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '')

const fault = (where: string, message: string, remedy: string): Refusal => ({
  code: 'measure-invalid',
  message,
  remedy,
  where,
})

const ageOf = (typed: string): number | undefined => (typed === '' ? undefined : Number(typed))

const isAge = (age: number | undefined): boolean =>
  age === undefined || (Number.isInteger(age) && age >= 0 && age <= 120)

/** What is wrong with hospital care as it was typed, a sentence for each field. */
export const careFaults = (typed: TypedCare): Refusal[] => {
  const care = cares[typed.care]
  const wrong = (codes: readonly string[], form: RegExp): string | undefined =>
    codes.find((code) => !form.test(code))
  const specialty = wrong(split(typed.specialties), /^[0-9A-Z]{3}$/)
  const hrg = wrong(split(typed.hrgs), /^[A-Z]{2}\d{0,2}[A-Z]?$/)
  const [from, to] = [ageOf(typed.ageFrom), ageOf(typed.ageTo)]
  const ages = 'Write whole years from 0 to 120, or leave it empty.'
  return [
    ...(typed.what.length > 2 && typed.what.length <= 120
      ? []
      : [
          fault(
            'what',
            'What is counted has no words of its own.',
            'Say what is counted in a few words.',
          ),
        ]),
    ...(care ? [] : [fault('care', 'Nothing says which hospital care.', 'Choose one.')]),
    ...(typed.count === 'bed days' && care && care.kind !== 'admitted'
      ? [fault('care', 'Only admissions have days in bed.', 'Choose admissions.')]
      : []),
    ...(typed.against === 'patients'
      ? []
      : [fault('against', 'Hospital care is held against patients.', 'Choose patients.')]),
    ...(specialty === undefined
      ? []
      : [
          fault(
            'specialties',
            `“${specialty.slice(0, 20)}” is no treatment function code.`,
            'Write codes of three characters such as 330.',
          ),
        ]),
    ...(hrg === undefined
      ? []
      : [
          fault(
            'hrgs',
            `“${hrg.slice(0, 20)}” is not the beginning of an HRG.`,
            'Write beginnings such as DZ or DZ65.',
          ),
        ]),
    ...(isAge(from) ? [] : [fault('ageFrom', 'This is no age.', ages)]),
    ...(isAge(to) ? [] : [fault('ageTo', 'This is no age.', ages)]),
    ...(from !== undefined && to !== undefined && from > to
      ? [fault('ageTo', 'The youngest is older than the oldest.', 'Change one of the two.')]
      : []),
  ]
}

/** The numerator of hospital care from what was typed, which has no fault. */
export const careSide = (typed: TypedCare): object => {
  const { kind, pods } = cares[typed.care] ?? { kind: 'admitted' }
  const [specialties, hrgs] = [split(typed.specialties), split(typed.hrgs)]
  const [from, to] = [ageOf(typed.ageFrom), ageOf(typed.ageTo)]
  return {
    count: isCare(typed.count) ? careCounts[typed.count] : typed.count,
    what: typed.what,
    kind,
    ...(pods === undefined ? {} : { pods: [...pods] }),
    ...(specialties.length === 0 ? {} : { specialties }),
    ...(hrgs.length === 0 ? {} : { hrgs }),
    ...(from === undefined && to === undefined
      ? {}
      : {
          ages: {
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          },
        }),
  }
}

type CareFields = Omit<TypedCare, 'what' | 'against'>

/** The fields of the form for hospital care that is there already; as good as empty for anything else. */
export const careFieldsOf = ({ numerator }: Measure): CareFields => {
  const none = { care: '', specialties: '', hrgs: '', ageFrom: '', ageTo: '' }
  if (!('kind' in numerator)) return { count: numerator.count, ...none }
  const { count, kind, pods, specialties = [], hrgs = [], ages } = numerator
  const [care = ''] =
    Object.entries(cares).find(
      ([, one]) => one.kind === kind && (one.pods ?? []).join() === (pods ?? []).join(),
    ) ?? []
  return {
    count: count === 'cost' ? 'care cost' : count,
    care,
    specialties: specialties.join('\n'),
    hrgs: hrgs.join('\n'),
    ageFrom: String(ages?.from ?? ''),
    ageTo: String(ages?.to ?? ''),
  }
}
