import { readFileSync } from 'node:fs'
import { recoding, type Recoding } from '../../engines/measures/recode.ts'
import type { AgeWeight } from '../../engines/measures/weighted-population.ts'

const folder = new URL('../../../definitions/reference/prescribing/', import.meta.url)

const rowsOf = (name: string): string[][] =>
  readFileSync(new URL(name, folder), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}

/** BNF codes as they changed from 2010 to 2026. Source: definitions/reference/prescribing/bnf-recodes.csv. */
export const bnfRecoding: () => Recoding = once(() =>
  recoding(
    rowsOf('bnf-recodes.csv').map(([year = '', from = '', to = '']) => ({
      year: Number(year),
      from,
      to,
    })),
    2026,
  ),
)

/** Weights by sex and age for each set of prescribing units, by its name. */
export const unitWeights: () => ReadonlyMap<string, AgeWeight[]> = once(() => {
  const sets = new Map<string, AgeWeight[]>()
  for (const [unit = '', sex, from, to, weight] of rowsOf('prescribing-units.csv')) {
    const set = sets.get(unit) ?? []
    set.push({
      sex: sex === 'male' ? 'male' : 'female',
      ageFrom: Number(from),
      ageTo: to === '' ? null : Number(to),
      weight: Number(weight),
    })
    sets.set(unit, set)
  }
  return sets
})

/** Average daily quantities in one unit of quantity, by BNF code of April 2016. */
export const dailyQuantities: () => ReadonlyMap<string, number> = once(
  () => new Map(rowsOf('adq-per-unit.csv').map(([code = '', adq]) => [code, Number(adq)])),
)
