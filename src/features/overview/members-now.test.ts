import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { parseFigure } from '../../core/figure.ts'
import { everything } from '../../stores/scope.ts'
import { close } from '../../warehouse/close.ts'
import { inventHome } from '../../warehouse/invented/home.ts'
import { loadActivity, loadReference, loadRows } from '../../warehouse/invented/lake.ts'
import { closeScoped, openScoped } from '../../warehouse/scoped/scoped.ts'
import { closeServed, type Served } from '../../warehouse/served.ts'
import type { Home } from '../../stores/home.ts'
import { explain } from '../explain/explain.ts'
import { forecastOf } from '../forecast/forecast.ts'
import { demand, evaluate } from '../figures/figures.ts'
import { openOverview } from './routes.ts'
import { overviewPage } from './page.ts'

const options = { memory: '256MB', ruleOf: () => ({ from: 1, to: 7, nearest: 5 }) }
const months = ['2019-02', '2019-03'] as const

/** P10002 left after February, P10004 joined in March; P10001 stays, and P10003 ended in it without having been a member. */
const stays = [
  { practice: 'P10001', locality: 'N', from_date: '2015-04-01', to_date: null },
  { practice: 'P10002', locality: 'S', from_date: '2015-04-01', to_date: '2019-02-28' },
  { practice: 'P10004', locality: 'S', from_date: '2019-03-01', to_date: null },
]

describe('figures as the group was then and as it is now', () => {
  let home: Home
  const open = new Map<'then' | 'now', Served>()
  before(async () => {
    home = inventHome()
    await loadReference(home)
    await loadRows(home, {
      feed: 'membership',
      period: 'all',
      rows: stays.map((stay) => ({
        ...stay,
        group_code: 'CW',
        group_name: 'Cobwold',
        locality_name: stay.locality === 'N' ? 'North' : 'South',
      })),
    })
    for (const month of months) await loadActivity(home, month, `members ${month}`, 300)
    await close(home, { memory: options.memory, asAt: '2019-06-01' })
    for (const members of ['then', 'now'] as const)
      open.set(members, await openScoped(home, everything, { ...options, members }))
  })
  after(async () => {
    for (const each of open.values()) each.close()
    closeScoped(home)
    await closeServed(home)
    rmSync(home.root, { recursive: true })
  })

  const served = (members: 'then' | 'now'): Served => {
    const found = open.get(members)
    assert.ok(found)
    return found
  }
  const valueOf = async (members: 'then' | 'now', name: string): Promise<bigint | null> =>
    demand(await evaluate(everything, served(members), demand(parseFigure(name)))).value
  const lines = (where: string, month: string): Promise<bigint | null> =>
    valueOf('then', `activity-lines/${where}/${month}`)

  test('then counts each practice while it was a member, now those of the newest month in every month', async () => {
    const [one, two, three, four] = await Promise.all(
      ['P10001', 'P10002', 'P10003', 'P10004'].map((practice) => lines(practice, '2019-02')),
    )
    assert.ok(one && two && three && four && two !== three + four)
    assert.equal(await lines('group:CW', '2019-02'), one + two)
    assert.equal(await valueOf('now', 'activity-lines/group:CW:now/2019-02'), one + three + four)
    assert.equal(await valueOf('now', 'activity-lines/locality:N:now/2019-02'), one + three)
    assert.equal(await valueOf('now', 'activity-lines/locality:S:now/2019-02'), four)
  })

  test('a figure of now is explained down to its rows, and its parts are of now too', async () => {
    const figure = demand(parseFigure('activity-cost/group:CW:now/2019-02..2019-03'))
    const told = demand(await explain(everything, served('now'), figure))
    assert.match(told.whole.title, /with its members of now in every month/)
    assert.ok(told.whole.name.includes('group:CW:now'))
    assert.ok(told.checks.length > 0 && told.checks.every(({ agrees }) => agrees))
    const localities = told.whole.splits.find(({ by }) => by === 'locality')
    for (const { figure: part, value } of localities?.parts ?? []) {
      const again = demand(await evaluate(everything, served('now'), part))
      assert.ok(again.name.includes(':now/'))
      assert.equal(again.value, value)
    }
  })

  test('a forecast knows what the figure of the same members costs, then and now', async () => {
    const known = async (members: 'then' | 'now'): Promise<bigint | undefined> =>
      (await forecastOf(served(members), { kind: 'group', code: 'CW' }, '2019-03'))?.total.known
    const [was, is] = [await known('then'), await known('now')]
    assert.equal(was, await valueOf('then', 'cost/group:CW/2019-02..2019-03'))
    assert.equal(is, await valueOf('now', 'cost/group:CW:now/2019-02..2019-03'))
    assert.notEqual(was, is)
  })

  test('the overview offers the other choice, and keeps the one made in every link and export', async () => {
    const page = async (members: 'then' | 'now'): Promise<string> =>
      overviewPage(await openOverview(served(members), 'CW', null, '2019-03', 'name')).toString()
    const [was, now] = [await page('then'), await page('now')]
    assert.match(was, /Practices count for the months in which they were members/)
    assert.match(now, /forecast\?month=2019-03&amp;members=now/)
    assert.match(was, /href="\/groups\/CW\?month=2019-03&amp;members=now"/)
    assert.match(now, /With the members of now/)
    assert.match(now, /<input type="hidden" name="members" value="now"/)
    assert.match(now, /localities\/S\?month=2019-03&amp;members=now/)
    assert.match(now, /members=now&amp;format=json/)
    assert.match(now, /\/explain\/activity-cost\/group:CW:now\/2019-03/)
    assert.doesNotMatch(now, /group:CW\//)
  })
})
