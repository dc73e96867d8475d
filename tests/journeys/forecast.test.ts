import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addMonths, type Month } from '../../src/core/month.ts'
import { groupForecastOf, type GroupForecast } from '../../src/features/forecast/forecast.ts'
import { openHome } from '../../src/stores/home.ts'
import { openServed, type Served } from '../../src/warehouse/served.ts'
import { makeSmallWorld, temporaryFolder, filesOfWorld } from './homes.ts'
import { runSteward } from './serving.ts'

const given = process.env['STEWARD_JOURNEY_HOME']
const levels = [80, 95] as const
const least = { 80: 0.75, 95: 0.91 } as const
const sum = (values: Iterable<number>): number => {
  let all = 0
  for (const value of values) all += value
  return all
}

type Held = { count: number; held: Record<80 | 95, number>; width: Record<80 | 95, number> }

/** What then came, of the months after an origin, by line and practice of the earlier forecast. */
const actualOf = (
  last: GroupForecast,
  then: GroupForecast,
  line: string,
  practice: string,
): number | null => {
  const u = last.units.findIndex((unit) => unit.practice === practice && unit.left === null)
  const own = last.lines.find((each) => each.line.line === line)
  const at = then.year.indexOf(then.asAt) + 1
  // The last month is a first cut, so what is still to come of it is estimated.
  return u < 0 || own === undefined
    ? null
    : sum(own.known[u]!.slice(at)) + sum(own.added[u]!.slice(at))
}

describe('where the sample world’s last year ended, as seen from its months 3, 6 and 9', () => {
  const folder = temporaryFolder()
  let served: Served
  let code = ''
  let last: GroupForecast

  const open = async (home: string): Promise<Served> => {
    const found = await openServed(openHome(home))
    if (found === null) throw new Error('The home has no build.')
    return found
  }

  const forecastAt = async (month: Month): Promise<GroupForecast> => {
    const found = await groupForecastOf(served, code, month)
    if (found === null) throw new Error(`There is no forecast at ${month}.`)
    return found
  }

  before(async () => {
    let home = given ?? ''
    if (home === '') {
      home = await makeSmallWorld(folder.path)
      for (const args of [['load', ...filesOfWorld(home)], ['close']]) {
        const ended = await runSteward(home, args)
        if (ended.code !== 0) throw new Error(ended.err)
      }
    }
    served = await open(home)
    code = served.manifest.groups[0]?.code ?? ''
    last = await forecastAt(served.manifest.months?.last ?? '2020-03')
  })
  after(() => {
    served.close()
    folder.remove()
  })

  test('every practice, line and month adds to the group exactly', async () => {
    for (const back of [9, 6, 3]) {
      const { lines, units } = await forecastAt(addMonths(last.asAt, -back))
      for (const { forecast, course, line } of lines) {
        for (let h = 0; h < forecast.group.length; h++) {
          const practices = sum(units.map((_, u) => course[u]![h]!))
          const group = Math.round((forecast.group[h] ?? NaN) / 1000) * 1000
          assert.ok(Math.abs(practices - group) <= 1000, `${line.line}, month ${h}`)
        }
      }
    }
  })

  test('the ranges hold at least 75% and 91% of what then came, of practices’ lines and of practices', async () => {
    const found = new Map<string, Held>()
    const add = (
      what: string,
      error: number,
      width: Record<80 | 95, number>,
      year: number,
    ): void => {
      const one = found.get(what) ?? { count: 0, held: { 80: 0, 95: 0 }, width: { 80: 0, 95: 0 } }
      found.set(what, one)
      one.count += 1
      for (const level of levels) {
        one.held[level] += Number(Math.abs(error) <= width[level])
        one.width[level] += (2 * width[level]) / year
      }
    }
    for (const back of [9, 6, 3]) {
      const then = await forecastAt(addMonths(last.asAt, -back))
      const rated = then.lines.filter(({ place }) => place !== null)
      const places = rated.map(({ place }) => place!)
      const staying = then.units.flatMap((unit, u) => (unit.left === null ? [{ ...unit, u }] : []))
      const group = { error: 0, year: 0, lines: new Map<string, { error: number; year: number }>() }
      for (const [s, { practice, u }] of staying.entries()) {
        let [error, year] = [0, 0]
        for (const { line, course, known, place } of rated) {
          const came = actualOf(last, then, line.line, practice)
          if (came === null) continue
          const own = { error: came - sum(course[u]!), year: came + sum(known[u]!) }
          if (own.year > 0)
            add('a line of a practice', own.error, then.spread.widths([s], [place!]), own.year)
          error += own.error
          year += own.year
          const all = group.lines.get(line.line) ?? { error: 0, year: 0 }
          group.lines.set(line.line, { error: all.error + own.error, year: all.year + own.year })
        }
        if (year > 0) add('a practice', error, then.spread.widths([s], places), year)
        group.error += error
        group.year += year
      }
      const everyone = staying.map((_, s) => s)
      for (const { line, place } of rated) {
        const { error, year } = group.lines.get(line.line) ?? { error: 0, year: 0 }
        if (year > 0)
          add('a line of the group', error, then.spread.widths(everyone, [place!]), year)
      }
      add('the group', group.error, then.spread.widths(everyone, places), group.year)
    }
    for (const [what, { count, held, width }] of found) {
      console.log(
        `  ${what}: of ${count} outturns ${levels
          .map(
            (level) =>
              `${level}% held ${((100 * held[level]) / count).toFixed(1)}%, mean width ${((100 * width[level]) / count).toFixed(1)}% of the year`,
          )
          .join('; ')}`,
      )
      // Three outturns of one group tell nothing of a share, nor do those of a handful of practices.
      if (count < 60 || last.units.length < 50) continue
      for (const level of levels)
        assert.ok(
          held[level] / count >= least[level],
          `${what} at ${level}%: ${held[level] / count}`,
        )
    }
  })
})
