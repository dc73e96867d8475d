import { cellOf, type Cell } from './exact/cell.ts'
import { quantile } from '../statistics/quantile.ts'

/** A registered patient's costs: the age-sex cell, pence by month from April, last year's pence. */
export type PatientCosts = {
  cell: string
  months: readonly number[]
  lastYear: number
}

const cellsBy = (
  patients: readonly PatientCosts[],
  keyOf: (patient: PatientCosts) => string,
  costOf: (patient: PatientCosts) => number,
): Map<string, Cell> =>
  new Map(
    [...Map.groupBy(patients, keyOf)].map(([key, own]) => [
      key,
      cellOf(own.map((one) => costOf(one))),
    ]),
  )

const costIn = ({ months }: PatientCosts, chosen: readonly number[]): number =>
  chosen.reduce((sum, month) => sum + (months[month] ?? 0), 0)

const wholeYear = Array.from({ length: 12 }, (_, month) => month)

/**
 * Cells of age and sex for a whole year, or for some of its months (0 is April). A part of a year is
 * made from the same months of each patient and never from the year divided: months of one patient
 * go together, and seasons differ.
 */
export const ageSexCells = (
  patients: readonly PatientCosts[],
  months: readonly number[] = wholeYear,
): Map<string, Cell> =>
  cellsBy(
    patients,
    ({ cell }) => cell,
    (patient) => costIn(patient, months),
  )

/** Bounds of the classes of last year's cost: nothing, then parts of those who cost something. */
export const classBounds = (
  patients: readonly PatientCosts[],
  parts: readonly number[] = [0.5, 0.8, 0.95, 0.99],
): number[] => {
  const costs = patients.map(({ lastYear }) => lastYear).filter((cost) => cost > 0)
  const sorted = costs.sort((a, b) => a - b)
  return [0, ...(sorted.length === 0 ? [] : parts.map((part) => quantile(sorted, part)))]
}

/** The cell of a patient whose last year is known: age and sex with the class of last year's cost. */
export const historyCell = (
  { cell, lastYear }: Pick<PatientCosts, 'cell' | 'lastYear'>,
  bounds: readonly number[],
): string => `${cell}/${bounds.filter((bound) => lastYear > bound).length}`

/**
 * Cells for a budget that rests on the practice's own history: by last year's cost beside age and sex,
 * so that only the variation left after it is chance.
 */
export const historyCells = (
  patients: readonly PatientCosts[],
  bounds: readonly number[],
  months: readonly number[] = wholeYear,
): Map<string, Cell> =>
  cellsBy(
    patients,
    (patient) => historyCell(patient, bounds),
    (patient) => costIn(patient, months),
  )
