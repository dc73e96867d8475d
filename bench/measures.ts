import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { centiles, percentiles } from '../src/engines/measures/percentiles.ts'
import { pricePerUnit } from '../src/engines/measures/price-per-unit.ts'
import {
  costSaving,
  shareSaving,
  sumOfPositive,
  type UnitCosts,
} from '../src/engines/measures/savings.ts'
import { loadMeasures } from '../src/features/measures/measures.ts'
import { openDuck, sqlFile, type Duck } from '../src/stores/duck.ts'
import { fillCountry, presentations } from './measures-world.ts'

/**
 * 80 measures × 6,500 practices × 12 months from 60 million rows of prescribing, with percentiles, savings at nine centiles
 * and price per unit; beside it a plain sum over the same rows. A number after the command scales the practices down.
 */
const practices = Number(process.argv[2] ?? 6_500)
const bar = 10

const savings = (saving: (centile: string) => string): string =>
  Array.from(
    { length: 9 },
    (_, i) => `sum(greatest(0, ${saving(`d[${i + 1}]`)})) as s${i + 1}`,
  ).join(', ')

const steps = sqlFile(import.meta.url, 'measures.sql')
  .replace(
    '{savings of cost}',
    savings((centile) => `nc - ${centile} * patients`),
  )
  .replace(
    '{savings of share}',
    savings((centile) => `bc - bq * (${centile} * own + (1 - ${centile}) * other)`),
  )
  .split(/^-- name: /m)
  .slice(1)
  .map((text) => {
    const [name = '', ...lines] = text.split('\n')
    return { name, sql: lines.join('\n').replace(/;\s*$/, '') }
  })

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

type RatioRow = {
  practice: number
  ratio: number | null
  patients: number
  nq: number
  nc: number
  bq: number
  bc: number
}

/** What the engine gives for one measure and month from the same ratios, held against what the statements gave. */
const heldAgainstEngine = async (duck: Duck, measure: number, month: number): Promise<number> => {
  const at = { place: measure * 12 + month }
  const rows = await duck.all<RatioRow & { kind: string }>(
    'select * from ratio where place = $place order by practice',
    at,
  )
  const ratios = rows.map(({ ratio }) => ratio)
  const bands = centiles(ratios)
  const [told] = await duck.all<{ d1: number; d9: number; own: number; other: number }>(
    `select d[1] as d1, d[9] as d9, own_price as own, other_price as other
    from centile left join unit_cost on unit_cost.place = centile.place where centile.place = $place`,
    at,
  )
  const places = await duck.all<{ practice: number; percentile: number }>(
    'select practice, percentile from ranked where place = $place order by practice',
    at,
  )
  const wanted = percentiles(ratios).filter((place) => place !== null)
  const prices: UnitCosts = { numerator: told?.own ?? 0, other: told?.other ?? 0 }
  const target = bands[0] ?? 0
  const own = rows.map((row) =>
    row.kind === 'cost'
      ? costSaving(row.nc, row.patients, target)
      : shareSaving(
          {
            numeratorQuantity: row.nq,
            numeratorCost: row.nc,
            otherQuantity: row.bq - row.nq,
            otherCost: row.bc - row.nc,
          },
          target,
          prices,
        ),
  )
  const [saved] = await duck.all<{ s1: number }>('select s1 from saving where place = $place', at)
  const off = [
    (told?.d1 ?? 0) / target - 1,
    (told?.d9 ?? 0) / (bands[8] ?? 1) - 1,
    ...(saved ? [saved.s1 / Math.max(1, sumOfPositive(own)) - 1] : []),
    ...places.map(({ percentile }, i) => percentile - (wanted[i] ?? -1)),
  ]
  return Math.max(...off.map(Math.abs))
}

const priceAgainstEngine = async (duck: Duck): Promise<number> => {
  const rows = await duck.all<{ practice: number; quantity: bigint; cost: bigint }>(
    'select practice, quantity, cost from presc join set_of on set_of.code = presc.code where set_no = 3 and month = 5',
  )
  const bought = rows.map((row) => ({
    practice: String(row.practice),
    set: '3',
    quantity: Number(row.quantity),
    cost: Number(row.cost) / 1e5,
  }))
  const [told] = await duck.all<{ saving: number }>(
    'select saving from price where set_no = 3 and month = 5',
  )
  const wanted = pricePerUnit(bought).reduce((sum, { saving }) => sum + saving, 0)
  return Math.abs((told?.saving ?? 0) / wanted - 1)
}

const folder = mkdtempSync(join(tmpdir(), 'steward-measures-'))
const duck = await openDuck({
  tmp: folder,
  file: join(folder, 'country.duckdb'),
  memory: '4GB',
  threads: 2,
})
const codes = presentations(loadMeasures(), 769)
const rows = await fillCountry(duck, practices, codes)
const floor = await timed(() =>
  duck.all('select practice, month, sum(items), sum(quantity), sum(cost) from presc group by 1, 2'),
)
const lines: string[] = []
let total = 0
for (const { name, sql } of steps) {
  const seconds = await timed(() => duck.run(sql))
  total += seconds
  lines.push(`  ${name.padEnd(18)} ${seconds.toFixed(2)} s`)
}
const differences = [
  await heldAgainstEngine(duck, 2, 0),
  await heldAgainstEngine(duck, 3, 5),
  await heldAgainstEngine(duck, 34, 11),
  await priceAgainstEngine(duck),
]
duck.close()
rmSync(folder, { recursive: true })
const widest = Math.max(...differences)
console.log(
  [
    `80 measures × ${practices} practices × 12 months from ${(rows / 1e6).toFixed(1)} million rows, two cores`,
    ...lines,
    `  all together       ${total.toFixed(2)} s (bar ${bar} s); ${(total / floor).toFixed(1)} times a plain sum over the same rows (${floor.toFixed(2)} s)`,
    `  held against the engine on three measures and one price: widest difference ${widest.toExponential(1)}`,
  ].join('\n'),
)
if ((practices >= 6_500 && total > bar) || widest > 1e-6) {
  console.error('A bar is missed.')
  process.exitCode = 1
}
