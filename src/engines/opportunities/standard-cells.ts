import { splitByGroup, wideEnough, type Cells } from './cells.ts'

/** Sexes × age bands of five years, the last 95 and over. */
export const cellCount = 40

/** The cell of an age band (0 for 0 to 4, 19 for 95 and over) and a sex (1 male, 2 female). */
export const cellOf = (band: number, sex: string): number => band * 2 + (sex === '2' ? 1 : 0)

const broad = (band: number): number => (band < 4 ? 0 : band < 13 ? 1 : band < 16 ? 2 : 3)

/** Coarser ways of standardising, for what happens too seldom for bands of five years: four ages by sex, then no cells but the group's. */
const coarserOf = (groups: number): { into: number[]; count: number }[] => {
  const cells = Array.from({ length: cellCount * groups }, (_, c) => ({
    group: Math.floor(c / cellCount),
    band: Math.floor((c % cellCount) / 2),
    sex: c % 2,
  }))
  return [
    {
      into: cells.map(({ group, band, sex }) => group * 8 + broad(band) * 2 + sex),
      count: 8 * groups,
    },
    { into: cells.map(({ group }) => group), count: groups },
    { into: cells.map(() => 0), count: 1 },
  ]
}

/**
 * The cells of a definition, split by thirds of deprivation where asked, and wide enough to compare by. Cells that are split already say into how
 * many groups.
 */
export const stratified = (cells: Cells, thirds: readonly number[] | null, splitInto = 1): Cells =>
  wideEnough(
    thirds === null ? cells : splitByGroup(cells, thirds, 3),
    coarserOf(thirds === null ? splitInto : 3),
  )
