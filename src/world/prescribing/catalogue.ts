import type { Month } from '../../core/month.ts'
import { random } from '../../core/random.ts'
import { switchPair } from './planted.ts'
import type { Presentation } from './presentation.ts'
import { chapters, substances } from './substances.ts'

/** Substances whose prices leapt, and when: from a month, times a factor, until a month. */
export const shocks = [
  { chemical: '0402010W0', from: '2018-11', until: '2019-06', factor: 4.2 },
  { chemical: '0205052N0', from: '2019-07', until: '2020-03', factor: 2.6 },
] as const

/** A substance whose items follow the number of people and nothing else: a measure on it shows chance only. */
export const nullChemical = '0901020G0'

const stems = ['Cobrel', 'Woldine', 'Tarnex', 'Merlit', 'Quillor', 'Fenzol']

/** Product letters, name, share of the substance's items, and price over the generic's. */
type Variant = readonly [string, string, number, number]

const letters = (index: number): string => `A${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index % 26]}`

const fixed: Record<string, number> = {
  [switchPair.brand]: switchPair.brandPrice,
  [switchPair.generic]: switchPair.genericPrice,
}

let made: readonly Presentation[] | null = null

/** Every presentation: each strength as a generic, six invented brands, and a few rare specials. */
export const makeCatalogue = (): readonly Presentation[] => {
  if (made) return made
  const catalogue: Presentation[] = []
  substances
    .trim()
    .split('\n')
    .forEach((line, at) => {
      const [
        chemical = '',
        substance = '',
        form = '',
        strengths = '',
        quantities = '',
        price = '',
        weight = '',
      ] = line.split('|')
      const list = strengths.split(',')
      const appliance = chemical.length === 8
      const usual = quantities.split(',').map(Number)
      const most = usual[0] ?? 1
      const unusual = most >= 14 ? [Math.round(most / 4), most * 3] : most > 2 ? [most * 2] : []
      const pence = Number(price)
      const brands = ['BB', 'BC', 'BD', 'BE', 'BF', 'BG'].map((product, i): Variant => {
        const part = [0.05, 0.03, 0.02, 0.014, 0.01, 0.007][i] ?? 0.007
        return [product, `${stems[(at + i) % 6]}_${form}`, part, 1.4 + 0.2 * ((at + i) % 6)]
      })
      const rare: Variant[] = [
        ['AA', `${substance}_Liq Spec`, 0.006, pence < 40 ? 25 : 1.5],
        ['AA', `${substance}_Oral Susp`, 0.012, pence < 40 ? 5 : 1.2],
        ['AA', `${substance}_Oral Soln`, 0.009, pence < 40 ? 4 : 1.2],
      ]
      const variants: Variant[] = [
        ['AA', `${substance}_${form}`, 0.84, 1],
        ...brands,
        ...(appliance || pence > 900 ? [] : rare),
      ]
      list.forEach((strength, s) => {
        const share =
          list.length === 1 ? 1 : (list.length - s) / ((list.length * (list.length + 1)) / 2)
        variants.forEach(([product, name, part, dearer], v) => {
          const place = v < 7 ? s : 5 + s * 3 + (v - 7)
          const index = catalogue.length
          const code = appliance
            ? `${chemical}${String(100 + s * 10 + v)}`
            : `${chemical}${product}${letters(place)}${letters(place)}`
          catalogue.push({
            code,
            chemical: appliance ? chemical.slice(0, 4) : chemical,
            substance,
            name: `${name} ${strength}`,
            chapter: chemical.slice(0, 2),
            quantities: [...usual, ...unusual],
            usual: usual.length,
            price: fixed[code] ?? Math.max(1, Math.round(pence * dearer * 100 * (1 + 0.35 * s))),
            rate: Number(weight) * share * part,
            adq: appliance || chemical.startsWith('13') ? 0 : 5 + ((index * 7) % 11),
            snomed: `${9_000_000 + index * 131}${index % 3 === 0 ? '1' : ''}100000110${index % 10}`,
          })
        })
      })
    })
  made = catalogue
  return catalogue
}

export const chapterName = (chapter: string): string =>
  `${chapter}: ${chapters[chapter] ?? 'Other'}`

/** What a month's prices are over those of the catalogue: a slow walk for each substance, and two leaps. */
export const priceIndex = (
  seed: string,
  month: Month,
  months: readonly Month[],
): ((chemical: string) => number) => {
  const known = new Map<string, number>()
  return (chemical) => {
    const held = known.get(chemical)
    if (held !== undefined) return held
    const walk = random(`${seed}/price/${chemical}`)
    let level = 1
    for (const step of months) {
      level *= Math.exp(0.012 * walk.normal())
      if (step === month) break
    }
    for (const shock of shocks) {
      if (shock.chemical === chemical && month >= shock.from && month <= shock.until)
        level *= shock.factor
    }
    known.set(chemical, level)
    return level
  }
}
