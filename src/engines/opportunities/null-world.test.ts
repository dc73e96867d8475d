import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { random, type Random } from '../../core/random.ts'
import { deal, type Deck } from './deal.ts'
import { excessOf, fewestExpected, isCalled } from './excess.ts'
import {
  clusteredShare,
  countDealt,
  expectedBeforehand,
  type Plant,
  type World,
} from './null-world.ts'
import { emptyCells } from './cells.ts'
import { opportunitiesOf } from './opportunity.ts'
import { areShares, beforehandOf, plantedPower } from './planted-power.ts'
import { standardise, type Standardised } from './standardise.ts'

/** Events of a person: seldom one; often none, a few many; nights of a stay; records out of records. */
const definitions: { rate: number; amount: (r: Random) => number; per: (r: Random) => number }[] = [
  { rate: 0.03, amount: () => 1, per: () => 0 },
  { rate: 0.02, amount: (r) => 1 + r.poisson(r.next() < 0.2 ? 8 : 0.3), per: () => 0 },
  { rate: 0.06, amount: (r) => Math.ceil(4 * r.gamma(0.8)), per: () => 1 },
  { rate: 0.2, amount: (r) => (r.next() < 0.3 ? 1 : 0), per: () => 1 },
]

const inventedWorld = (seed: string): World => {
  const chance = random(seed)
  const [practices, cells] = [20, 4]
  const places = Int32Array.from({ length: practices * cells }, () => 200 + chance.int(1500))
  const cellOf: number[] = []
  const columns = { definition: [], person: [], cell: [], amount: [], per: [] } as Record<
    'definition' | 'person' | 'cell' | 'amount' | 'per',
    number[]
  >
  for (let c = 0; c < cells; c++) {
    let people = 0
    for (let p = 0; p < practices; p++) people += places[p * cells + c] ?? 0
    for (let i = 0; i < people; i++) {
      const active = definitions.flatMap(({ rate, amount, per }, d) =>
        chance.next() < rate * (1 + c / 2) ? [{ d, amount: amount(chance), per: per(chance) }] : [],
      )
      if (active.length === 0) continue
      for (const { d, amount, per } of active) {
        columns.definition.push(d)
        columns.person.push(cellOf.length)
        columns.cell.push(c)
        columns.amount.push(amount)
        columns.per.push(per)
      }
      cellOf.push(c)
    }
  }
  return {
    rows: {
      definition: Int32Array.from(columns.definition),
      person: Int32Array.from(columns.person),
      cell: Int32Array.from(columns.cell),
      amount: Float64Array.from(columns.amount),
      per: Float64Array.from(columns.per),
    },
    deck: { practices, cells, cellOf: Int32Array.from(cellOf), places },
    perPeople: [true, true, false, false],
  }
}

const world = inventedWorld('opportunities')
const deals = 40

/** Calls of every practice and definition in one deal, by a way of judging. */
const callsIn = (
  dealt: Int32Array,
  judge: (standardised: Standardised) => { called: boolean; expected: number }[],
  plant: Plant | null = null,
  chance: Random | null = null,
): { definition: number; practice: number; called: boolean; expected: number }[] =>
  countDealt(world, dealt, plant, chance).flatMap((cells, definition) =>
    judge(standardise(cells)).map((one, practice) => ({ definition, practice, ...one })),
  )

const ours = (standardised: Standardised): { called: boolean; expected: number }[] =>
  opportunitiesOf(standardised, { kind: 'mean', similar: () => [] })

type Call = ReturnType<typeof callsIn>[number]

/** Calls of every pair of which enough is expected, deal by deal. */
const dealtCalls = (judge: Parameters<typeof callsIn>[1]): Call[][] =>
  Array.from({ length: deals }, (_, seed) =>
    callsIn(deal(world.deck, random(`deal ${seed}`)), judge).filter(
      ({ expected }) => expected >= fewestExpected,
    ),
  )

const shareOf = (byDeal: readonly (readonly Call[])[]) =>
  clusteredShare(
    byDeal.map((calls) => ({
      called: calls.filter(({ called }) => called).length,
      pairs: calls.length,
    })),
  )

describe('where people are dealt at random', () => {
  test('a deal keeps every person, and every practice its places', () => {
    const deck: Deck = world.deck
    const dealt = deal(deck, random('places'))
    const held = new Int32Array(deck.practices * deck.cells)
    for (const [person, practice] of dealt.entries()) {
      const at = practice * deck.cells + (deck.cellOf[person] ?? 0)
      held[at] = (held[at] ?? 0) + 1
    }
    assert.ok(held.every((count, at) => count <= (deck.places[at] ?? 0)))
    assert.deepEqual(deal(deck, random('places')), dealt)
  })

  test('at most 5% of practices are called, no kind of them more than 7.5%, and not none', () => {
    const calls = dealtCalls(ours)
    const { share, error, pairs } = shareOf(calls)
    assert.ok(pairs > 2000)
    assert.ok(share <= 0.05 + 3 * error, `${share} ± ${error}`)
    assert.ok(share >= 0.008, `${share}`)
    for (const definition of definitions.keys()) {
      const one = shareOf(calls.map((own) => own.filter((call) => call.definition === definition)))
      assert.ok(one.share <= 0.075, `definition ${definition}: ${one.share} of ${one.pairs}`)
    }
  })

  test('a method that takes one person’s many events for many people’s calls too many, and fails the bound', () => {
    const { share, error } = shareOf(
      dealtCalls((standardised) => ours({ ...standardised, dispersion: 1 })),
    )
    assert.ok(share > 0.05 + 3 * error, `${share} ± ${error}`)
  })

  test('a method that leaves the comparators’ own chance out calls too many where practices are few', () => {
    const narrow = excessOf({
      observed: 130,
      expected: 105,
      dispersion: 1,
      ownPart: 1,
      othersVariance: 0,
    })
    const wide = excessOf({
      observed: 130,
      expected: 105,
      dispersion: 1,
      ownPart: 1,
      othersVariance: 50,
    })
    assert.ok(isCalled(narrow) && !isCalled(wide))
  })

  test('what is planted is found at least nine times in ten where the power beforehand is 95%', () => {
    const expected = expectedBeforehand(world)
    const shares = areShares(world)
    const before = countDealt(world, deal(world.deck, random('baseline'))).map((cells, d) =>
      beforehandOf(cells, expected[d] ?? new Float64Array(), {
        perPeople: world.perPeople[d] === true,
        isShare: shares[d] === true,
      }),
    )
    const byFactor = new Map<number, { found: number; wanted: number }>()
    for (let seed = 0; seed < deals; seed++) {
      const chance = random(`plant ${seed}`)
      const factor = [1.2, 1.35, 1.5][seed % 3] ?? 1.5
      const plant = { practices: [seed % 20, (seed + 7) % 20, (seed + 13) % 20], factor }
      const calls = callsIn(deal(world.deck, chance), ours, plant, chance)
      for (const { definition, practice, called } of calls) {
        const known = before[definition]
        if (!known || !plant.practices.includes(practice)) continue
        if ((known.expected[practice] ?? 0) < fewestExpected) continue
        if ((plantedPower(known, plant, practice) ?? 0) < 0.95) continue
        const tally = byFactor.get(factor) ?? { found: 0, wanted: 0 }
        tally.wanted++
        if (called) tally.found++
        byFactor.set(factor, tally)
      }
    }
    const enough = [...byFactor].filter(([, { wanted }]) => wanted >= 30)
    assert.ok(enough.length > 0)
    for (const [factor, { found, wanted }] of enough)
      assert.ok(found >= 0.9 * wanted, `${found} of ${wanted} at ${factor} times the rate`)
  })

  test('power knows that what is expected of few records may fall below 10, and that no share passes the whole', () => {
    // Nine in ten of 12 records each: a deal gives a practice 5 records or 20.
    const cells = emptyCells(8, 1)
    cells.amount.fill(10.8)
    cells.amountSquares.fill(10.8)
    cells.per.fill(12)
    cells.perSquares.fill(12)
    cells.products.fill(10.8)
    const expected = cells.amount
    const of = (perPeople: boolean, isShare: boolean): number | null =>
      plantedPower(beforehandOf(cells, expected, { perPeople, isShare }), plant, 0)
    const plant = { practices: [0], factor: 2.5 }
    assert.ok((of(true, false) ?? 0) > 0.95)
    assert.ok((of(false, false) ?? 1) < 0.9)
    assert.equal(of(false, true), null)
  })
})
