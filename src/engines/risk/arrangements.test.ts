import assert from 'node:assert/strict'
import { test } from 'node:test'
import { borne, contractWorth, corridor, twoSided } from './arrangements.ts'
import { chanceBand, judge } from './chance-band.ts'
import { aggregation } from './exact/aggregate.ts'
import { cellOf, momentsOf, overYears, type Part } from './exact/cell.ts'
import { chanceAbove, expectedAbove } from './exact/distribution.ts'
import { misfitSd } from './misfit.ts'
import { normalPatientsNeeded } from './normal-law.ts'
import { ageSexCells, classBounds, historyCell, historyCells } from './patient-cells.ts'
import { poolOf, setsNeeded } from './pool.ts'
import { referenceCosts, referencePerson, retainedMoments } from './reference-person.ts'
import { capAnswers } from './stop-loss.ts'
import { random } from '../../core/random.ts'

const aggregate = aggregation()
const cell = cellOf(referenceCosts(referencePerson, 50_000))
const practice: Part[] = [{ cell, patients: 10_000 }]
const year = aggregate(practice)

test('a cap costs its expected excess and lowers the variation of what is left', () => {
  const answers = capAnswers(aggregate, practice, [500_000, 2_500_000, Infinity])
  const [low, , none] = answers
  assert.ok(low && none)
  const kept = retainedMoments(referencePerson, 5_000)
  const mean = low.retained.mean / 10_000 / 100
  assert.ok(Math.abs(mean / kept.mean - 1) < 1e-3, `${mean} for ${kept.mean}`)
  const variation = kept.sd / kept.mean
  assert.ok(
    Math.abs(low.personalVariation / variation - 1) < 1e-3,
    `${low.personalVariation} for ${variation}`,
  )
  assert.equal(none.premium, 0)
  const variations = answers.map((one) => one.personalVariation)
  assert.deepEqual(
    variations,
    variations.toSorted((a, b) => a - b),
  )
  assert.ok(Math.abs(low.premium + low.retained.mean - year.mean) < 1)
})

test('the pool holds its premium and a reserve, and fails no more often than it may', () => {
  const pool = poolOf(aggregate, practice, 2_500_000, 0.05)
  assert.ok(Math.abs(chanceAbove(pool.claims, pool.premium + pool.reserve) - 0.05) < 1e-6)
  assert.ok(Math.abs(pool.premium - capAnswers(aggregate, practice, [2_500_000])[0]!.premium) < 1)
})

test('the sets that a pool needs come near the normal law and never below what it asks for', () => {
  const one: Part[] = [{ cell, patients: 1_000 }]
  const sets = setsNeeded(aggregate, one, 0.02, 0.05)
  assert.ok(sets !== null)
  const law = normalPatientsNeeded(Math.sqrt(cell.variance) / cell.mean, 0.02, 0.05) / 1_000
  assert.ok(sets >= law * 0.98 && sets < law * 1.1, `${sets} sets, ${law} by the normal law`)
  assert.equal(setsNeeded(aggregate, one, 0.02, 0.05, 4), null)
})

test('a corridor leaves what lies inside alone and shares what lies beyond, on both sides', () => {
  const terms = corridor(0.02, 0.5)
  assert.deepEqual(
    [-50, -20, 10, 20, 60].map((variance) => terms(variance, 1_000)),
    [-35, -20, 10, 20, 40],
  )
})

test('a two-sided share is capped at a part of the budget', () => {
  const terms = twoSided(0.5, 0.03)
  assert.deepEqual(
    [-100, -20, 0, 20, 100].map((variance) => terms(variance, 1_000)),
    [-30, -10, 0, 10, 30],
  )
})

test('what a practice bears under a two-sided share is half the spread, and never past the cap', () => {
  const bare = borne(year, year.mean, (variance) => variance)
  assert.ok(Math.abs(bare.sd / Math.sqrt(year.variance) - 1) < 1e-6)
  const half = borne(year, year.mean, twoSided(0.5, 1))
  assert.ok(Math.abs(half.sd / bare.sd - 0.5) < 1e-3)
  assert.equal(borne(year, year.mean, twoSided(0.5, 0.02)).chanceAbove(0.02), 0)
})

test('a contract is worth what the firm pays less what it is paid, and money is neither made nor lost', () => {
  const contract = { attachment: 0.02, exhaustion: 0.1, overspendShare: 0.8, underspendShare: 0.3 }
  const worth = contractWorth(year, year.mean, contract)
  const layer = expectedAbove(year, year.mean * 1.02) - expectedAbove(year, year.mean * 1.1)
  assert.ok(Math.abs(worth.paidByFirm - 0.8 * layer) < 1e-6 * layer)
  assert.ok(
    Math.abs(worth.with.mean - worth.without.mean + worth.paidByFirm - worth.paidToFirm) < 1,
  )
  assert.ok(worth.with.worstInTwenty < worth.without.worstInTwenty)
})

test('years smooth chance and shocks but not misfit; practices smooth misfit but not shocks', () => {
  const expected = [100, 100, 100, 100]
  const only = (persistent: number, shock: number, years = 1): number =>
    misfitSd(expected, { persistent, shock }, years) / (400 * years)
  assert.ok(Math.abs(only(0.09, 0) - 0.045) < 1e-12)
  assert.ok(Math.abs(only(0.09, 0, 9) - 0.045) < 1e-12)
  assert.ok(Math.abs(only(0, 0.01) - 0.01) < 1e-12)
  assert.ok(Math.abs(only(0, 0.01, 4) - 0.005) < 1e-12)
  const three = momentsOf(overYears(practice, 3))
  assert.ok(Math.abs(Math.sqrt(three.variance) / three.mean - 0.0204) < 0.0005)
})

test('a chance band holds 95% of the practice’s own years, and a variance is judged by it', () => {
  const band = chanceBand(year, BigInt(Math.round(year.mean)))
  const inside =
    chanceAbove(year, year.mean + Number(band.lowPence)) -
    chanceAbove(year, year.mean + Number(band.highPence))
  assert.ok(Math.abs(inside - 0.95) < 1e-6)
  assert.ok(band.highPence > -band.lowPence, 'costs are skewed')
  assert.equal(judge(band.highPence, band), 'within what chance alone does')
  assert.equal(judge(band.highPence + 1n, band), 'beyond it')
  assert.equal(judge(band.lowPence - 1n, band), 'beyond it')
})

const source = random('patients')
const patients = Array.from({ length: 4_000 }, () => {
  const tendency = source.gamma(0.3)
  const months = Array.from({ length: 12 }, () => Math.round(10_000 * tendency * source.gamma(1)))
  return { cell: 'F 45-64', months, lastYear: Math.round(120_000 * tendency * source.gamma(2)) }
})

test('a part of a year varies more than the year does, and is made from its own months', () => {
  const whole = ageSexCells(patients).get('F 45-64')
  const quarter = ageSexCells(patients, [0, 1, 2]).get('F 45-64')
  assert.ok(whole && quarter)
  assert.equal(
    quarter.costs[0],
    patients[0]!.months.slice(0, 3).reduce((a, b) => a + b, 0),
  )
  assert.ok(Math.sqrt(quarter.variance) / quarter.mean > Math.sqrt(whole.variance) / whole.mean)
})

test('after last year’s cost less variation is left, and the mean is the same', () => {
  const bounds = classBounds(patients)
  const cells = historyCells(patients, bounds)
  const counts = Map.groupBy(patients, (patient) => historyCell(patient, bounds))
  const after = momentsOf(
    [...cells].map(([key, c]) => ({ cell: c, patients: counts.get(key)!.length })),
  )
  const plain = momentsOf([
    { cell: ageSexCells(patients).get('F 45-64')!, patients: patients.length },
  ])
  assert.ok(Math.abs(after.mean / plain.mean - 1) < 1e-12)
  assert.ok(after.variance < 0.8 * plain.variance)
})
