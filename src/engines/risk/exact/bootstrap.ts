import type { Random } from '../../../core/random.ts'
import type { Part } from './cell.ts'

/**
 * Yearly costs by drawing: each listed patient's cost is drawn with replacement from the cell, events
 * come in a Poisson number. The slow twin of the exact distribution, drawing the same way.
 */
export const bootstrap = (parts: readonly Part[], runs: number, random: Random): Float64Array => {
  const totals = new Float64Array(runs)
  for (let run = 0; run < runs; run++) {
    let total = 0
    for (const part of parts) {
      const { costs } = part.cell
      const count = 'patients' in part ? part.patients : random.poisson(part.events)
      for (let i = 0; i < count; i++) total += costs[random.int(costs.length)] ?? 0
    }
    totals[run] = total
  }
  return totals
}
