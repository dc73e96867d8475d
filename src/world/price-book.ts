import { readFileSync } from 'node:fs'

/** The sample book's files, as they stand in `definitions/prices/sample`. */
export const bookFiles = {
  admitted: 'apc_oproc_2017_18_to_2019_20.csv',
  attendances: 'unit_costs_2023_24.csv',
} as const

const folder = new URL('../../definitions/prices/sample/', import.meta.url)

export const bookText = (name: keyof typeof bookFiles): string =>
  readFileSync(new URL(bookFiles[name], folder), 'utf8')

/** One HRG in one year, whole pounds; nought stands for no price. */
export type AdmittedPrice = {
  outpatient: number
  dayCase: number
  elective: number
  electiveTrim: number
  nonElective: number
  nonElectiveTrim: number
  perDay: number
  /** Price of a short emergency stay; nought where the full price holds. */
  short: number
  bestPractice: number
}

export type PriceBook = {
  admitted(hrg: string, year: string): AdmittedPrice | null
  /** Unit cost in pounds of a department's currency. */
  attendance(department: string, currency: string): number
}

const splitLine = (line: string): string[] => {
  const cells: string[] = []
  for (const match of line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)) {
    const text = match[1] ?? ''
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text)
    if (match[2] === '') break
  }
  return cells
}

let held: PriceBook | null = null

/** The prices that the invented hospitals charge by: a rough reading of the sample book, not Steward's own pricing. */
export const readBook = (): PriceBook => {
  if (held) return held
  const admitted = new Map<string, AdmittedPrice>()
  for (const line of bookText('admitted').trim().split('\n').slice(1)) {
    const at = splitLine(line)
    const number = (i: number): number => Number((at[i] ?? '').replace('%', '')) || 0
    const combined = number(4)
    const nonElective = number(8)
    admitted.set(`${at[0]}/${at[2]}`, {
      outpatient: number(3),
      dayCase: combined || number(5),
      elective: combined || number(6),
      electiveTrim: number(7),
      nonElective,
      nonElectiveTrim: number(9),
      perDay: number(10),
      short: at[11] === 'Yes' ? number(13) || (nonElective * number(12)) / 100 : 0,
      bestPractice: number(14),
    })
  }
  const attendances = new Map<string, number>()
  for (const line of bookText('attendances').trim().split('\n').slice(1)) {
    const at = splitLine(line)
    attendances.set(`${at[0]}/${at[1]}`, Number(at[4]))
  }
  held = {
    admitted: (hrg, year) => admitted.get(`${hrg}/${year}`) ?? null,
    attendance: (department, currency) => attendances.get(`${department}/${currency}`) ?? 0,
  }
  return held
}
