import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { readConfig } from '../src/app/config.ts'
import { textTable } from '../src/app/text-table.ts'
import { random } from '../src/core/random.ts'
import { deal } from '../src/engines/opportunities/deal.ts'
import { fewestExpected } from '../src/engines/opportunities/excess.ts'
import {
  clusteredShare,
  countDealt,
  expectedBeforehand,
} from '../src/engines/opportunities/null-world.ts'
import { opportunitiesOf } from '../src/engines/opportunities/opportunity.ts'
import {
  areShares,
  beforehandOf,
  plantedPower,
} from '../src/engines/opportunities/planted-power.ts'
import { stratified } from '../src/engines/opportunities/standard-cells.ts'
import { standardise } from '../src/engines/opportunities/standardise.ts'
import { openHome } from '../src/stores/home.ts'
import { readWorld } from './opportunities-world.ts'

/**
 * False alarms and detection of opportunities, on the closed county in STEWARD_HOME: people are dealt at random to practices
 * within age, sex and third of deprivation, with the whole of their year, 200 times as they are and 200 times with three
 * practices raised. Prints the share that is called, by family, and the share that is found, by effect and by expected count, beside the
 * power worked out beforehand; and the planted practices of the county itself. A bound that is missed ends the program with exit code 1.
 */
const deals = Number(process.argv[2] ?? 200)
const config = readConfig(process.env)
if (!config.ok) throw new Error(config.refusal.message)
const home = openHome(config.value.home)
const began = performance.now()
const say = (text: string): void =>
  console.error(`${((performance.now() - began) / 1000).toFixed(1)} s  ${text}`)

const { world, definitions, codes, actual } = await readWorld(home, say)
const judge = (cells: ReturnType<typeof countDealt>[number]) =>
  opportunitiesOf(standardise(stratified(cells, null, 3)), {
    kind: 'mean',
    similar: () => [],
  })

type Tally = { called: number; pairs: number }
const families = [...new Set(definitions.map(({ family }) => family))]
const byFamily = new Map(families.map((family) => [family, [] as Tally[]]))
const overall: Tally[] = []
for (let seed = 0; seed < deals; seed++) {
  const counted = countDealt(world, deal(world.deck, random(`null ${seed}`)))
  const here = new Map(families.map((family) => [family, { called: 0, pairs: 0 }]))
  for (const [d, cells] of counted.entries()) {
    const tally = here.get(definitions[d]?.family ?? '')
    for (const { expected, called } of judge(cells)) {
      if (!tally || expected < fewestExpected) continue
      tally.pairs++
      if (called) tally.called++
    }
  }
  for (const [family, tally] of here) byFamily.get(family)?.push(tally)
  const tallies = [...here.values()]
  overall.push({
    called: tallies.reduce((sum, { called }) => sum + called, 0),
    pairs: tallies.reduce((sum, { pairs }) => sum + pairs, 0),
  })
  if (seed % 20 === 19) say(`${seed + 1} deals`)
}
const percent = (share: number): string => `${(100 * share).toFixed(2)}%`
const whole = clusteredShare(overall)
const familyShares = families
  .map((family) => ({ family, ...clusteredShare(byFamily.get(family) ?? []) }))
  .filter(({ pairs }) => pairs > 0)
console.log(
  textTable(
    ['null world', 'pairs', 'called', 'standard error', 'bound', 'met'],
    [
      [
        'all',
        String(whole.pairs),
        percent(whole.share),
        percent(whole.error),
        percent(0.05 + 3 * whole.error),
        whole.share <= 0.05 + 3 * whole.error ? 'yes' : 'NO',
      ],
      ...familyShares.map(({ family, pairs, share, error }) => [
        family,
        String(pairs),
        percent(share),
        percent(error),
        '7.50%',
        share <= 0.075 ? 'yes' : 'NO',
      ]),
    ],
  ),
)

const expected = expectedBeforehand(world)
const shares = areShares(world)
const beforehand = countDealt(world, deal(world.deck, random('beforehand'))).map((cells, d) =>
  beforehandOf(stratified(cells, null, 3), expected[d] ?? new Float64Array(), {
    perPeople: world.perPeople[d] === true,
    isShare: shares[d] === true,
  }),
)
const bins = [10, 20, 50, 100, 300, Infinity]
const found = new Map<
  string,
  { pairs: number; found: number; power: number; sure: number; sureFound: number }
>()
let impossible = 0
for (let seed = 0; seed < deals; seed++) {
  const chance = random(`plant ${seed}`)
  const factor = [1.2, 1.35, 1.5][seed % 3] ?? 1.5
  const practices: number[] = []
  while (practices.length < 3) {
    const practice = chance.int(world.deck.practices)
    if (!practices.includes(practice)) practices.push(practice)
  }
  const plant = { practices, factor }
  const counted = countDealt(world, deal(world.deck, chance), plant, chance)
  for (const [d, cells] of counted.entries()) {
    const before = beforehand[d]
    if (!before) continue
    const opportunities = judge(cells)
    for (const p of practices) {
      const base = before.expected[p] ?? 0
      if (base < fewestExpected) continue
      const power = plantedPower(before, plant, p)
      if (power === null) {
        impossible++
        continue
      }
      const bin = bins.findIndex((top, i) => base >= top && base < (bins[i + 1] ?? Infinity))
      const key = `${factor} ${bin}`
      const tally = found.get(key) ?? { pairs: 0, found: 0, power: 0, sure: 0, sureFound: 0 }
      const called = opportunities[p]?.called === true
      tally.pairs++
      tally.power += power
      if (called) tally.found++
      if (power >= 0.95) {
        tally.sure++
        if (called) tally.sureFound++
      }
      found.set(key, tally)
    }
  }
  if (seed % 20 === 19) say(`${seed + 1} planted deals`)
}
/** Pairs of which a line of the table is held to the bar by itself; one of fewer is held to it with all the others. */
const enoughPairs = 30
const isFound = ({ sure, sureFound }: { sure: number; sureFound: number }): boolean =>
  sure < enoughPairs || sureFound >= 0.9 * sure
const detection = [...found].sort(([a], [b]) => (a < b ? -1 : 1))
const sure = detection.reduce((sum, [, tally]) => sum + tally.sure, 0)
const sureFound = detection.reduce((sum, [, tally]) => sum + tally.sureFound, 0)
console.log(
  textTable(
    [
      'rate ×',
      'expected',
      'pairs',
      'power beforehand',
      'found',
      'of those with power ≥ 95%',
      'found',
      'met',
    ],
    detection.map(([key, tally]) => {
      const [factor = '', bin = '0'] = key.split(' ')
      const top = bins[Number(bin) + 1] ?? Infinity
      return [
        factor,
        `${bins[Number(bin)]} to ${top === Infinity ? 'more' : top}`,
        String(tally.pairs),
        percent(tally.power / tally.pairs),
        percent(tally.found / tally.pairs),
        String(tally.sure),
        tally.sure === 0 ? '' : percent(tally.sureFound / tally.sure),
        tally.sure < enoughPairs ? '' : isFound(tally) ? 'yes' : 'NO',
      ]
    }),
  ),
)
console.log(
  `Where power beforehand is 95% or more: ${sureFound} of ${sure} found (${percent(sureFound / sure)}; bar 90%, here and in each line of ${enoughPairs} or more).`,
)
console.log(`Left out: ${impossible} pairs whose share of records would be more than the whole.`)

const truths = z
  .object({ highFirstOutpatients: z.object({ practices: z.array(z.string()) }) })
  .parse(JSON.parse(readFileSync(`${home.root}-world/truths.json`, 'utf8')))
const asTheyAre = countDealt(world, actual).map(judge)
const firsts = definitions.flatMap(({ id }, d) =>
  /^op-gp-first-(adult|child)/.test(id) ? [d] : [],
)
const missed = truths.highFirstOutpatients.practices.filter((code) => {
  const p = codes.indexOf(code)
  const calls = firsts.filter((d) => asTheyAre[d]?.[p]?.called)
  console.log(
    `${code}, first attendances 35% above need: ${calls.map((d) => definitions[d]?.id).join(', ') || 'not found'}`,
  )
  return calls.length === 0
})
const late = familyShares.some(({ share }) => share > 0.075)
const failed =
  sureFound / sure < 0.9 ||
  whole.share > 0.05 + 3 * whole.error ||
  late ||
  detection.some(([, tally]) => !isFound(tally)) ||
  missed.length > 0
process.exitCode = failed ? 1 : 0
