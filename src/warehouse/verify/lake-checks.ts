import { join } from 'node:path'
import type { Progress } from '../../core/progress.ts'
import { literal, type Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { Served } from '../served.ts'
import { compare, type Check } from './check.ts'

type Line = { practice: string | null; cost_pence: bigint | null; episodes: number | null }
type Totals = { lines: bigint; pence: bigint }

/** Every priced line, read one by one and added up here, against the manifest and the practice figures. */
export const verifyLines = async (
  home: Home,
  duck: Duck,
  served: Served,
  onProgress: Progress,
): Promise<Check[]> => {
  const checks: Check[] = []
  const { priced } = served.manifest
  for (const [done, { kind, month, file, rows, costPence }] of priced.entries()) {
    onProgress('Adding up priced lines again', done, priced.length)
    const byPractice = new Map<string, Totals>()
    const all: Totals = { lines: 0n, pence: 0n }
    const sql = `select practice, cost_pence from read_parquet(${literal(join(home.priced, file))})`
    for await (const chunk of duck.chunks<Line>(sql)) {
      for (const { practice, cost_pence: pence } of chunk) {
        const key = practice ?? ''
        let totals = byPractice.get(key)
        if (!totals) byPractice.set(key, (totals = { lines: 0n, pence: 0n }))
        totals.lines++
        totals.pence += pence ?? 0n
      }
    }
    for (const { lines, pence } of byPractice.values()) {
      all.lines += lines
      all.pence += pence
    }
    const name = `${kind} ${month}`
    checks.push(compare(`${name}: priced lines`, ['lines', all.lines], ['manifest', BigInt(rows)]))
    checks.push(compare(`${name}: pence`, ['lines', all.pence], ['manifest', BigInt(costPence)]))
    const mart = await served.duck.all<{ practice: string; lines: bigint; pence: bigint }>(
      `select coalesce(practice, '') as practice, sum(lines) as lines, sum(cost_pence) as pence
       from activity where kind = $kind and month = $month group by 1`,
      { kind, month },
    )
    const shown = new Map(mart.map(({ practice, lines, pence }) => [practice, { lines, pence }]))
    const wrong = [...new Set([...byPractice.keys(), ...shown.keys()])].filter((practice) => {
      const [a, b] = [byPractice.get(practice), shown.get(practice)]
      return a?.lines !== b?.lines || a?.pence !== b?.pence
    })
    checks.push({
      what: `${name}: figures of each practice`,
      outcome: wrong.length === 0 ? 'agrees' : 'differs',
      detail:
        wrong.length === 0
          ? `${byPractice.size} practices, lines and pence`
          : `other sums for ${wrong.slice(0, 10).join(', ')}`,
    })
  }
  onProgress('Adding up priced lines again', priced.length, priced.length)
  return checks
}

type Prescribed = { items: number | bigint; nic_e5: bigint; cost_e5: bigint }

/** Every prescribing row, read one by one and added up here, against the practice figures of its month. */
export const verifyPrescribing = async (
  duck: Duck,
  served: Served,
  onProgress: Progress,
): Promise<Check[]> => {
  const months = await served.duck.all<{
    month: string
    lines: bigint
    items: bigint
    nic: bigint
    cost: bigint
  }>(
    'select month, sum(lines) as lines, sum(items) as items, sum(nic_e5) as nic, sum(cost_e5) as cost from prescribing group by 1 order by 1',
  )
  const checks: Check[] = []
  for (const [done, { month, lines, items, nic, cost }] of months.entries()) {
    onProgress('Adding up prescribing again', done, months.length)
    const sum = { lines: 0n, items: 0n, nic: 0n, cost: 0n }
    for (const file of served.lakeFiles('prescribing', [month])) {
      for await (const chunk of duck.chunks<Prescribed>(
        `select items, nic_e5, cost_e5 from read_parquet(${literal(file)})`,
      )) {
        let [count, netCost, actual] = [0, 0n, 0n]
        for (const row of chunk) {
          count += Number(row.items)
          netCost += row.nic_e5
          actual += row.cost_e5
        }
        sum.lines += BigInt(chunk.length)
        sum.items += BigInt(count)
        sum.nic += netCost
        sum.cost += actual
      }
    }
    const name = `prescribing ${month}`
    checks.push(
      compare(`${name}: rows`, ['lake', sum.lines], ['figures', lines]),
      compare(`${name}: items`, ['lake', sum.items], ['figures', items]),
      compare(`${name}: net ingredient cost, £0.00001`, ['lake', sum.nic], ['figures', nic]),
      compare(`${name}: actual cost, £0.00001`, ['lake', sum.cost], ['figures', cost]),
    )
  }
  onProgress('Adding up prescribing again', months.length, months.length)
  return checks
}

/** Every row of the disease registers, read one by one and added up here, against the practice figures of its year. */
export const verifyRegisters = async (duck: Duck, served: Served): Promise<Check[]> => {
  const years = await served.duck.all<{ year: string; rows: bigint; people: bigint; list: bigint }>(
    'select year, count(*) as rows, sum(patients) as people, sum(list) as list from disease_register group by 1 order by 1',
  )
  const checks: Check[] = []
  for (const { year, rows, people, list } of years) {
    const sum = { rows: 0n, people: 0n, list: 0n }
    for (const file of served.lakeFiles('registers', [year.replace('/', '-')])) {
      for await (const chunk of duck.chunks<{ patients: number; list: number }>(
        `select patients, list from read_parquet(${literal(file)})`,
      )) {
        sum.rows += BigInt(chunk.length)
        for (const row of chunk) {
          sum.people += BigInt(row.patients)
          sum.list += BigInt(row.list)
        }
      }
    }
    checks.push(
      compare(`registers ${year}: rows`, ['lake', sum.rows], ['figures', rows]),
      compare(`registers ${year}: people on them`, ['lake', sum.people], ['figures', people]),
      compare(`registers ${year}: people on their lists`, ['lake', sum.list], ['figures', list]),
    )
  }
  return checks
}
