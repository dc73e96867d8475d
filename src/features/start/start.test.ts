import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { parseHTML } from 'linkedom'
import { openTestLedger } from '../../stores/ledger/test-ledger.ts'
import type { Month } from '../../core/month.ts'
import { operator, type Viewer } from '../../stores/scope.ts'
import * as access from '../access/access.ts'
import { addSample } from '../concerns/concerns.ts'
import { addSample as addInterests } from '../interests/interests.ts'
import { addSample as addMeetings } from '../meetings/meetings.ts'
import { inventedContext } from '../invented-context.ts'
import { interestsText } from './coming.ts'
import { checklist, monthEnd } from './month-end.ts'
import { startPage } from './page.ts'
import { routes } from './start.ts'
import type { StartView } from './view.ts'

const world = {
  today: '2020-04-20',
  groupCode: 'CW',
  practices: ['W51001', 'W51002', 'W51003', 'W51004'].map((code, i) => ({
    code,
    name: code,
    locality: i % 2 === 0 ? 'CW1' : 'CW2',
  })),
  localities: [
    { code: 'CW1', name: 'Quillbrook' },
    { code: 'CW2', name: 'Merle Vale' },
  ],
}

const headings: readonly (readonly [key: string, heading: string])[] = [
  ['gp', 'Your practice and your group'],
  ['practice-manager', 'Your practice this month'],
  ['topic-lead', 'Your topic'],
  ['elected-gp-1', 'The board'],
  ['management-team', 'Month-end'],
  ['payer-reader', 'Where to begin'],
  ['administrator', 'Where to begin'],
]

test('each level of involvement begins at its own page, before any figure is there', async () => {
  const ledger = await openTestLedger()
  await access.addSample(ledger, world)
  await addSample(ledger, world)
  await addInterests(ledger, world)
  await addMeetings(ledger, world)
  let viewer: Viewer = operator
  const app = Fastify()
  await routes(app, inventedContext({ ledger: async () => ledger, viewer: () => viewer }))
  for (const [key, heading] of headings) {
    const person = await ledger.read(operator, async (db) => {
      const number = await access.samplePerson(db, key)
      return number === null ? null : access.readPerson(db, number)
    })
    const found = person && access.viewerOf(person, world.today, '127.0.0.1')
    assert.ok(found, key)
    viewer = found
    const reply = await app.inject({ url: '/start' })
    const page = parseHTML(reply.body).document
    assert.equal(reply.statusCode, 200, key)
    assert.equal(page.querySelector('h1')?.textContent, heading)
    const leads = page.querySelector('#also a[href="/people"]') !== null
    assert.equal(leads, ['administrator', 'management-team'].includes(key), key)
    const watches = ['elected-gp-1', 'management-team', 'administrator'].includes(key)
    assert.equal(page.querySelector('#watched') !== null, watches, key)
    if (watches)
      assert.match(
        page.querySelector('#watched')?.textContent ?? '',
        /[1-9]\d* ideas and concerns wait\s+for an\s+answer, [1-9]\d* past/,
        `${key} reads how many wait, whether or not they may read each`,
      )
    assert.equal(page.querySelector('#month-end'), null, 'nothing has been closed')
    if (key === 'topic-lead')
      assert.ok(page.querySelector('#topic a[href="/topics/diabetes"]'), 'the way to the own topic')
    const decide = [...page.querySelectorAll('#decide li')].map(({ textContent }) =>
      textContent.replaceAll(/\s+/g, ' ').trim(),
    )
    assert.equal(decide.length, key === 'elected-gp-1' ? 2 : 0, key)
    if (key !== 'elected-gp-1') continue
    assert.match(
      decide[0] ?? '',
      /hips and cataracts.*: interests of 2 people are matched, yours among them; 2 to be ruled on/,
    )
    assert.match(
      page.querySelector('#decide a[href^="/meetings/items/"]')?.textContent ?? '',
      /^Extend/,
    )
  }
  await app.close()
  await ledger.remove()
})

const cell = (feed: string, month: Month, state: string) => ({
  feed,
  month,
  state,
  cut: null,
  rows: null,
  extract_date: null,
  absent: null,
})
const fault = (rows: bigint, used: boolean) => ({
  load_id: '0123456789ab',
  file_name: 'admitted.csv',
  column_name: 'procedure_date',
  reason: 'This is not a date.',
  remedy: 'Write it as 2020-03-31.',
  rows,
  in_use: used,
})
const control = (differ: bigint) => ({
  step: 'load',
  feed: 'admitted',
  measure: 'rows',
  checked: 12n,
  differ,
})
const build = { id: 'b12ab34cd56e', asAt: '2020-04-20', madeAt: '2020-04-21T08:00:00Z' }
const group = { code: 'CW', name: 'Combe & Weald' }
const two = [
  { code: 'W51001', name: 'Alder Surgery' },
  { code: 'W51002', name: 'Birch Surgery' },
]
const reading = { month: '2020-03' as const, practices: two, opened: new Set(['W51002']) }
const read = { month: '2020-03' as const, practices: two, opened: new Set(['W51001', 'W51002']) }
const states = (checks: ReturnType<typeof monthEnd>): Record<string, string> =>
  Object.fromEntries(
    checks.map(({ what, done, says }) => [what, `${done ? 'done' : 'to do'}: ${says}`]),
  )

test('month-end says of each thing it needs whether it is done, and how it stands', () => {
  const waiting = {
    load: 'l',
    title: 'Membership',
    file: 'm.csv',
    loadedAt: '2020-04-22T08:00:00Z',
  }
  const checks = monthEnd(
    {
      build,
      grid: [
        cell('prescribing', '2020-02', 'missing'),
        cell('admitted', '2020-03', 'arrived'),
        cell('emergency', '2020-03', 'late'),
        cell('membership', '2020-04', 'arrived'),
      ],
      quarantine: [fault(1200n, true), fault(7n, false)],
      controls: [control(0n), control(2n)],
      waiting: [waiting],
    },
    [{ group, version: null }],
    1,
    reading,
  )
  assert.deepEqual(states(checks), {
    'Files for March 2020': 'to do: 1 of 2 expected feeds arrived; Emergency care is late',
    'Files of earlier months': 'to do: Prescribing: February 2020, missing',
    'Lines in quarantine':
      'to do: 1,200 lines could not be used; data status says how to mend each',
    'Control totals': 'to do: 2 of 24 do not agree',
    'The close':
      'to do: Build b12ab34cd56e, closed on 21 April 2020, as at 20 April 2020: 1 file loaded since, to be closed',
    'Budgets for March 2020': 'to do: None is in force for Combe & Weald',
    'Statements to March 2020 opened':
      'to do: They were published by the close of 21 April 2020; 1 of 2 practices have opened one since; not yet Alder Surgery',
    'Answers to ideas and concerns': 'to do: 1 is past the promised day',
  })
  const page = parseHTML(checklist(checks).toString()).document
  assert.equal(page.querySelectorAll('tbody tr').length, 8)
  assert.equal(page.querySelectorAll('tbody a').length, 8, 'one link on each line')
  assert.match(page.querySelector('.steward-says')?.textContent ?? '', /8 of 8 still to do/)
})

test('month-end is done where all has arrived, agrees and is closed', () => {
  const quiet = {
    build,
    grid: [cell('admitted', '2020-03', 'arrived')],
    quarantine: [fault(7n, false)],
    controls: [control(0n)],
    waiting: [],
  }
  const checks = monthEnd(quiet, [], 0, read)
  assert.deepEqual(
    checks.filter(({ done }) => !done),
    [],
  )
  assert.match(checklist(checks).toString(), /Everything on the list is done/)
  const [, , , totals] = monthEnd({ ...quiet, controls: [] }, [], 0, read)
  assert.equal(totals?.done, false, 'totals that nobody compared do not agree')
})

test('a decision says how many people have an interest in it, and what the chair has still to rule on', () => {
  assert.equal(
    interestsText({ touches: [], toRule: 0 }, 7),
    'no interest of those expected is matched',
  )
  assert.equal(
    interestsText({ touches: [3], toRule: 0 }, null),
    'interests of 1 person are matched; all ruled on',
  )
  assert.equal(
    interestsText({ touches: [3, 7], toRule: 1 }, 7),
    'interests of 2 people are matched, yours among them; 1 to be ruled on by the chair',
  )
})

const empty: StartView = {
  part: 'board',
  name: 'Dr Fern Quickthorn',
  topics: [],
  practice: null,
  group: null,
  concerns: { raised: [], owned: [] },
  waiting: { open: 0, late: 0 },
  meetings: [],
  unsigned: false,
  minutes: [],
  standing: ['Over budget by £1.', 'We expect £2.'],
  moved: ['Emergency care passed what chance alone does.'],
  schemes: { group: 'CW', inForce: [] },
  coming: { meeting: 4, onDate: '2020-04-28', decisions: [] },
  me: 7,
  monthEnd: null,
  movements: null,
  keepsPeople: false,
  hasFigures: true,
}
const idsOf = (view: StartView): string[] =>
  [...parseHTML(startPage(view).toString()).document.querySelectorAll('.steward-section')].map(
    ({ id }) => id,
  )

test('the board reads where the group stands, then what it has to decide; whoever runs the month reads the checklist', () => {
  assert.deepEqual(idsOf(empty).slice(0, 4), ['standing', 'decide', 'moved', 'schemes'])
  const { document } = parseHTML(startPage(empty).toString())
  assert.equal(document.querySelectorAll('#standing p').length, 3, 'two sentences and the paper')
  const decide = document.querySelector('#decide')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
  assert.match(document.querySelector('#moved li')?.textContent ?? '', /^Emergency care passed/)
  assert.match(document.querySelector('#schemes')?.textContent ?? '', /No approved scheme stands/)
  const counted = { group: 'CW', inForce: ['Pharmacist visits: 3% less'] }
  assert.match(
    startPage({ ...empty, schemes: counted }).toString(),
    /Pharmacist[^]*is not measured here/,
  )
  assert.match(decide, /Nothing is for decision yet on 28 April 2020/)
  assert.equal(
    idsOf({ ...empty, standing: [], coming: null, moved: null, schemes: null })[0],
    'watched',
  )
  assert.equal(idsOf({ ...empty, part: 'month', monthEnd: [] })[0], 'month-end')
})
