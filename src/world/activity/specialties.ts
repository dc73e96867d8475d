import type { Random } from '../../core/random.ts'
import type { Choice } from '../choice.ts'
import { aliasTable, choice } from '../choice.ts'

/** Clinics: treatment function, ages, sex (0 any), and relative attendances consultant-led and other. */
const clinics = `
100 17-120 0 60 2
101 19-120 0 62 10
103 25-120 2 26 6
104 25-120 0 30 6
107 40-120 0 18 4
110 5-120 0 150 20
120 1-120 0 80 8
130 1-120 0 130 60
140 15-120 0 40 2
160 10-120 0 14 5
190 19-120 0 8 20
191 25-120 0 18 4
300 17-120 0 40 10
301 19-120 0 52 12
302 17-120 0 24 16
303 19-120 0 50 16
307 25-120 0 10 26
320 25-120 0 70 34
330 5-120 0 72 12
340 17-120 0 44 20
361 25-120 0 26 6
370 30-120 0 70 14
400 17-120 0 48 12
410 19-120 0 60 16
420 0-17 0 160 40
430 65-120 0 34 8
501 17-44 2 40 30
502 16-120 2 66 16
560 17-44 2 0 160
650 10-120 0 0 240
653 30-120 0 0 50
654 20-120 0 0 30
655 20-120 0 0 20
812 19-120 0 0 24
840 0-120 0 0 60
`

type Clinic = { code: string; ages: [number, number]; sex: number; weights: [number, number] }
const all: Clinic[] = clinics
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', ages = '', sex = '', led = '', other = ''] = line.split(' ')
    const [from = 0, to = 120] = ages.split('-').map(Number)
    return { code, ages: [from, to], sex: Number(sex), weights: [Number(led), Number(other)] }
  })

/** The clinics that an independent centre runs. */
const independent = new Set(['110', '130', '650'])

const tables: Choice[] = []
const bandOf = (age: number): number => Math.min(19, Math.floor(age / 5))
for (let band = 0; band < 20; band++) {
  for (const sex of [1, 2]) {
    for (const led of [0, 1]) {
      for (const few of [false, true]) {
        const age = band * 5 + 2
        const weights = all.map((clinic) =>
          age >= clinic.ages[0] &&
          age <= clinic.ages[1] &&
          (clinic.sex === 0 || clinic.sex === sex) &&
          (!few || independent.has(clinic.code))
            ? (clinic.weights[led === 1 ? 0 : 1] ?? 0)
            : 0,
        )
        // A small child is seen by the children's clinic, whatever centre sends the line.
        if (!weights.some((weight) => weight > 0))
          weights[all.findIndex((c) => c.code === '420')] = 1
        tables.push(choice(aliasTable(weights)))
      }
    }
  }
}

/** The clinic that a person of an age and sex attends. */
export const drawSpecialty = (
  age: number,
  sex: number,
  led: boolean,
  provider: number,
  random: Random,
): string => {
  const at = bandOf(age) * 8 + (sex === 1 ? 0 : 4) + (led ? 2 : 0) + (provider === 3 ? 1 : 0)
  return all[tables[at]?.pick(random) ?? 0]?.code ?? '300'
}
