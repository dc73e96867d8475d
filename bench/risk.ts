import { textTable } from '../src/app/text-table.ts'
import { random } from '../src/core/random.ts'
import { setBudgets } from '../src/engines/capitation/budgets.ts'
import type { PracticeNeed } from '../src/engines/capitation/need.ts'
import { serviceLines } from '../src/engines/capitation/service-line.ts'
import { aggregation } from '../src/engines/risk/exact/aggregate.ts'
import { cellOf, type Cell, type Part } from '../src/engines/risk/exact/cell.ts'
import { overspendChances } from '../src/engines/risk/exact/distribution.ts'
import { fourier } from '../src/engines/risk/exact/fourier.ts'
import { referenceCosts } from '../src/engines/risk/reference-person.ts'
import { allocationRows, needOf } from '../tests/conformance/allocation-file.ts'

/**
 * Speed of budgets and of the exact risk distribution, each beside a floor of plain loops over typed
 * arrays in the same process. Needs the allocation tool's file among the reference data.
 */
type Line = { what: string; seconds: number; floor: number; bar: number }

const lines: Line[] = []
const secondsOf = (work: () => void): number => {
  const began = performance.now()
  work()
  return (performance.now() - began) / 1000
}

const budgets = (practices: readonly PracticeNeed[]): Line => {
  const plan = {
    method: { kind: 'weighted capitation', blanks: 'per head' },
    monthWeights: Array.from({ length: 12 }, (_, month) => BigInt(20_000_000 + 137_911 * month)),
  } as const
  const envelopes = serviceLines.map(
    (line) => ({ line, pence: 1_234_567_890_123n, scope: 'in scope' }) as const,
  )
  const seconds = secondsOf(() => {
    const set = setBudgets(
      practices,
      envelopes,
      Object.fromEntries(serviceLines.map((line) => [line, plan])),
    )
    if (!set.ok) throw new Error(set.refusal.message)
  })
  const weights = serviceLines.map((line) =>
    Float64Array.from(practices, ({ weights: own }) => Number(own[line] ?? 0n)),
  )
  const out = new Float64Array(practices.length * 12)
  const floor = secondsOf(() => {
    for (const own of weights) {
      const sum = own.reduce((all, weight) => all + weight, 0)
      for (let i = 0; i < own.length; i++)
        for (let month = 0; month < 12; month++)
          out[i * 12 + month] = Math.floor(((own[i]! / sum) * 1_234_567_890_123) / 12)
    }
  })
  return {
    what: `budgets of ${practices.length} practices, 7 lines, 12 months`,
    seconds,
    floor,
    bar: 1,
  }
}

/** 36 cells of age and sex that hold 650,000 patients; the old cost more, and more of them cost. */
const cellsOfGroup = (): Cell[] =>
  Array.from({ length: 36 }, (_, i) => {
    const age = Math.floor(i / 2) / 18
    const people = Math.round((650_000 / 36) * (1.3 - 0.6 * age))
    return cellOf(
      referenceCosts({ nothing: 0.65 - 0.4 * age, mu: 5.9 + 1.4 * age, sigma: 1.39 }, people),
    )
  })

const group = (cells: readonly Cell[]): Line => {
  const parts = cells.map((cell) => ({ cell, patients: cell.costs.length }))
  const points = 32_768
  const seconds = secondsOf(() => {
    const year = aggregation(points)(parts)
    overspendChances(year, year.mean)
  })
  const { transform } = fourier(points)
  const floor = secondsOf(() => {
    const mass = new Float64Array(points)
    for (const { costs } of cells)
      for (const cost of costs) mass[Math.round(cost / 1_048_576) & (points - 1)]! += 1
    transform(mass, new Float64Array(points))
  })
  return { what: 'exact distribution of a group of 650,000 patients', seconds, floor, bar: 1 }
}

const practicesEach = (cells: readonly Cell[]): Line => {
  const source = random('practices')
  const practices: Part[][] = Array.from({ length: 6_000 }, () => {
    const size = Math.exp(9.08 + 0.6 * source.normal()) / 36
    return cells.map((cell) => ({ cell, patients: Math.round(size * (0.6 + 0.8 * source.next())) }))
  })
  const points = 8_192
  const aggregate = aggregation(points)
  let largest = 0
  const seconds = secondsOf(() => {
    for (const parts of practices) {
      const year = aggregate(parts)
      overspendChances(year, year.mean)
      largest = Math.max(largest, year.lattice.chance)
    }
  })
  console.error(`largest chance that the lattice moves: ${(100 * largest).toFixed(4)} of a point`)
  const { transform } = fourier(2_048)
  const [re, im, logs, angles] = Array.from({ length: 4 }, () => new Float64Array(2_048))
  const floor = secondsOf(() => {
    for (const parts of practices) {
      re!.fill(0)
      im!.fill(0)
      for (const part of parts) {
        const n = 'patients' in part ? part.patients : 0
        for (let j = 0; j <= 256; j++) {
          re![j]! += n * logs![j]!
          im![j]! += n * angles![j]!
        }
      }
      transform(re!, im!)
    }
  })
  return { what: 'exact distribution of each of 6,000 practices', seconds, floor, bar: 5 }
}

const cells = cellsOfGroup()
lines.push(budgets(allocationRows().map(needOf)), group(cells), practicesEach(cells))
console.log(
  textTable(
    ['what', 'seconds', 'floor', 'times its floor', 'bar', 'met'],
    lines.map(({ what, seconds, floor, bar }) => [
      what,
      seconds.toFixed(2),
      floor.toFixed(2),
      (seconds / floor).toFixed(1),
      `under ${bar} s`,
      seconds < bar ? 'yes' : 'NO',
    ]),
  ),
)
process.exitCode = lines.some(({ seconds, bar }) => seconds >= bar) ? 1 : 0
