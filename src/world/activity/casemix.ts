import type { Random } from '../../core/random.ts'
import type { Choice } from '../choice.ts'
import { aliasTable, choice } from '../choice.ts'
import { maternityCasemix, plannedCasemix, urgentCasemix } from './casemix-tables.ts'

/** One kind of care: what is grouped, for whom, and how often in each setting. */
export type Kind = {
  hrg: string
  ages: readonly [number, number]
  /** 0 any, 1 male, 2 female. */
  sex: number
  specialty: string
  diagnoses: readonly string[]
  /** Alternatives, each a list of codes of which the first is the primary procedure. */
  procedures: readonly (readonly string[])[]
  weights: readonly number[]
}

export type Setting = 'day case' | 'ordinary' | 'procedure' | 'short' | 'long'
const settings = { 'day case': 0, ordinary: 1, procedure: 2, short: 0, long: 1 } as const

const parse = (table: string): Kind[] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [hrg = '', ages = '', sex = '', specialty = '', icd = '', opcs = '', ...weights] =
        line.split(' ')
      const [from = 0, to = 120] = ages.split('-').map(Number)
      return {
        hrg,
        ages: [from, to],
        sex: Number(sex),
        specialty,
        diagnoses: icd.split('/'),
        procedures: opcs === '-' ? [] : opcs.split('/').map((codes) => codes.split('|')),
        weights: weights.map(Number),
      }
    })

export const plannedKinds = parse(plannedCasemix)
export const urgentKinds = parse(urgentCasemix)
export const maternityKinds = parse(maternityCasemix)

/** Two years of age to a band up to 19, five after it, so that prices for 19 and over keep to adults. */
const bandOf = (age: number): number =>
  age < 1
    ? 0
    : age < 19
      ? 1 + Math.floor((age - 1) / 3)
      : 7 + Math.min(15, Math.floor((age - 19) / 5))
const middle = (band: number): number =>
  band === 0 ? 0 : band < 7 ? 2 + (band - 1) * 3 : 21 + (band - 7) * 5

/** Draws a kind of care that fits an age and a sex; null where the setting has none. */
export const drawKind = (
  kinds: readonly Kind[],
  setting: Setting,
): ((age: number, sex: number, random: Random) => Kind | null) => {
  const of = settings[setting]
  const table: (Choice | null)[] = []
  for (let band = 0; band < 23; band++) {
    for (let sex = 1; sex <= 2; sex++) {
      const age = middle(band)
      const weights = kinds.map((kind) =>
        age >= kind.ages[0] && age <= kind.ages[1] && (kind.sex === 0 || kind.sex === sex)
          ? (kind.weights[of] ?? 0)
          : 0,
      )
      table.push(weights.some((weight) => weight > 0) ? choice(aliasTable(weights)) : null)
    }
  }
  return (age, sex, random) => {
    const drawn = table[bandOf(age) * 2 + (sex === 1 ? 0 : 1)]
    return drawn ? (kinds[drawn.pick(random)] ?? null) : null
  }
}

/** Other conditions that are coded beside the main one, commoner with age. */
const others =
  'I10X E119 J449 I489 N183 F03X E780 I252 Z867 J459 F329 M199 Z922 I500 K219 E039 Z720 N40X D649 G309 Z880 E669 I259 H919'
const codes = others.split(' ')

export const secondaryDiagnoses = (age: number, random: Random): string => {
  let count = Math.min(9, random.poisson(age < 20 ? 0.3 : age < 50 ? 1.1 : age < 70 ? 2.4 : 4.2))
  let text = ''
  let at = random.int(codes.length)
  while (count-- > 0) {
    text = text === '' ? (codes[at] ?? '') : `${text}|${codes[at]}`
    at = (at + 1 + random.int(3)) % codes.length
  }
  return text
}
