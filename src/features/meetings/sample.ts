import { addDays } from '../../engines/conflicts/calendar.ts'
import type { Audit, Db } from '../../stores/ledger/ledger.ts'
import { operator, type Viewer } from '../../stores/scope.ts'
import { addDecisionsSample } from '../decisions/decisions.ts'
import type { NamedSubject } from '../interests/interests.ts'
import type { AddSample, SampleFacts } from '../sample.ts'
import { addAction } from './store/actions.ts'
import { addItem, type Wording } from './store/items.ts'
import { callMeeting, noteAttendance, type Plan } from './store/meetings.ts'
import { saveMinutes } from './store/minutes.ts'
import { beginSeries, seat } from './store/series.ts'
import type { Status } from './tables.ts'

type Keys = ReadonlyMap<string, number>
type Writing = { db: Db; audit: Audit; viewer: Viewer; keys: Keys; world: SampleFacts }

const merle: readonly NamedSubject[] = [
  {
    kind: 'contract',
    code: 'HIP-2020',
    holder: 'WXN',
    name: 'contract HIP-2020 with Merle Orthopaedic and Eye Centre (WXN)',
  },
]
const plain = {
  owner: null,
  subjects: [],
  sensitive: false,
  closed: false,
  origin: null,
  minutes: 10,
} satisfies Partial<Wording>

/** Agenda of the board's coming meeting: one decision loses two members to interests, one every GP. */
const boardItems: readonly Wording[] = [
  {
    ...plain,
    title: 'Where the year has ended',
    purpose: 'assurance',
    about: 'Spend of the twelve months, what is not final yet, and what is worth asking.',
    minutes: 20,
  },
  {
    ...plain,
    title: 'Extend the contract for hips and cataracts by a year',
    purpose: 'decision',
    about:
      'Extend contract HIP-2020 with the Merle Orthopaedic and Eye Centre to 31 March 2021 at the prices of this year.',
    subjects: merle,
    minutes: 25,
  },
  {
    ...plain,
    title: 'A scheme that pays practices to review repeat prescriptions',
    purpose: 'decision',
    about: 'Pay every practice £1.10 a registered patient to review repeat prescriptions by March.',
    subjects: [{ kind: 'practice', code: 'all', name: 'every practice' }],
    minutes: 20,
  },
  {
    ...plain,
    title: 'What was raised in the localities, and what became of it',
    purpose: 'information',
    about: 'Ideas and concerns of the four localities since the last meeting.',
  },
]

const plan = (onDate: string, starts: string, own: Partial<Plan>): Plan => ({
  onDate,
  starts,
  minutes: 120,
  place: 'Quillbrook Town Hall',
  inPublic: false,
  state: 'planned',
  ...own,
})

const boardSeats = [
  ['chair', ['elected-gp', 'chair']],
  ...[1, 2, 3, 4, 5, 6, 7].map((i) => [`elected-gp-${i}`, ['elected-gp']] as const),
  ['lay-member-1', ['lay-member', 'deputy']],
  ['lay-member-2', ['lay-member']],
  ['nurse-member', ['nurse-member']],
  ['specialist-member', ['specialist-member']],
  ['accountable-officer', ['accountable-officer']],
  ['finance-lead', ['finance-lead']],
] as const

const panelSeats = [
  ['lay-member-1', ['lay-member', 'chair']],
  ['lay-member-2', ['lay-member', 'deputy']],
  ['nurse-member', ['nurse-member']],
  ['specialist-member', ['specialist-member']],
] as const

/** Who sends apologies to the second meeting of the board, so that two interests leave too few. */
const away = [
  'elected-gp-4',
  'elected-gp-5',
  'elected-gp-6',
  'elected-gp-7',
  'lay-member-2',
  'specialist-member',
]

const seatAll = async (
  { db, audit, viewer, keys, world }: Writing,
  series: number,
  seats: readonly (readonly [string, readonly string[]])[],
): Promise<void> => {
  for (const [key, roles] of seats) {
    const person = keys.get(key)
    if (person === undefined) continue
    const rest = { voting: true, practice: null, from: '2018-05-01', until: null }
    await seat(db, audit, viewer, { series, person, roles, ...rest })
  }
  await audit({
    action: 'sample.added',
    subject: `series:${series}`,
    after: { today: world.today },
  })
}

const addBoard = async (writing: Writing): Promise<void> => {
  const { db, audit, viewer, keys, world } = writing
  const { today } = world
  const series = await beginSeries(db, audit, viewer, { body: 'board', place: null, name: 'Board' })
  await seatAll(writing, series, boardSeats)
  const panel = { body: 'conflicts-panel', place: null, name: 'Conflicts of interest panel' }
  await seatAll(writing, await beginSeries(db, audit, viewer, panel), panelSeats)
  const everyone = boardSeats.flatMap(([key]) => keys.get(key) ?? [])

  const last = await callMeeting(
    db,
    audit,
    viewer,
    series,
    plan(addDays(today, -27), '14:00', { state: 'held', inPublic: true }),
  )
  const present = new Map<number, Status>(everyone.map((person) => [person, 'present']))
  await noteAttendance(db, audit, viewer, last, present)
  const heart = await addItem(
    db,
    audit,
    viewer,
    last,
    {
      ...plain,
      title: 'A heart-failure nurse for the county',
      purpose: 'decision',
      about: 'Employ a community heart-failure nurse for two years.',
    },
    false,
  )
  const owner = keys.get('accountable-officer')
  if (owner !== undefined)
    await addAction(db, audit, viewer, {
      meeting: last,
      item: heart,
      says: 'Bring a plan of how the nurse’s work is measured',
      owner,
      due: addDays(today, 8),
    })
  const body = `# Board\n## 1. A heart-failure nurse for the county\nAgreed.`
  await saveMinutes(db, audit, viewer, last, { body, state: 'draft' })
  await addDecisionsSample({ ...writing, meeting: last, item: heart })

  const next = await callMeeting(
    db,
    audit,
    viewer,
    series,
    plan(today, '14:00', { state: 'published', inPublic: true }),
  )
  for (const item of boardItems) await addItem(db, audit, viewer, next, item, false)
  const regrets = new Map<number, Status>([[keys.get('elected-gp-6') ?? 0, 'apologies']])
  regrets.delete(0)
  await noteAttendance(db, audit, viewer, next, regrets)

  const extra = await callMeeting(
    db,
    audit,
    viewer,
    series,
    plan(addDays(today, 15), '18:30', { minutes: 60, place: 'By video' }),
  )
  await addItem(
    db,
    audit,
    viewer,
    extra,
    {
      ...plain,
      title: 'More cataract operations at the Merle centre',
      purpose: 'decision',
      about: 'Vary contract HIP-2020 to pay for 240 more cataract operations before September.',
      subjects: merle,
      minutes: 30,
    },
    false,
  )
  const missing = new Map<number, Status>(
    away.flatMap((key) => {
      const person = keys.get(key)
      return person === undefined ? [] : [[person, 'apologies' as const] as const]
    }),
  )
  await noteAttendance(db, audit, viewer, extra, missing)
}

const addLocality = async (
  writing: Writing,
  locality: { code: string; name: string },
  which: number,
): Promise<void> => {
  const { db, audit, viewer, keys, world } = writing
  const made = { body: 'locality', place: locality.code, name: `${locality.name} locality` }
  const series = await beginSeries(db, audit, viewer, made)
  const practices = new Set(
    world.practices.filter((one) => one.locality === locality.code).map(({ code }) => code),
  )
  const leads = await db
    .selectFrom('appointment_now')
    .select(['person', 'practice', 'role'])
    .where('role', 'in', ['gp', 'practice-lead'])
    .execute()
  const chair = keys.get(`locality-lead-${which + 1}`)
  const byPerson = new Map(
    leads
      .filter(({ practice }) => practice !== null && practices.has(practice))
      .map(({ person, practice }) => [person, practice]),
  )
  for (const [person, practice] of byPerson)
    await seat(db, audit, viewer, {
      series,
      person,
      roles: ['practice-lead', ...(person === chair ? ['chair'] : [])],
      voting: true,
      practice,
      from: '2018-05-01',
      until: null,
    })
  // The third and fourth would fall on a weekend.
  const day = which < 2 ? which : which + 2
  const place = `${locality.name} health centre`
  const last = await callMeeting(
    db,
    audit,
    viewer,
    series,
    plan(addDays(world.today, day - 25), '12:00', { minutes: 90, place, state: 'held' }),
  )
  const there = new Map<number, Status>([...byPerson.keys()].map((person) => [person, 'present']))
  await noteAttendance(db, audit, viewer, last, there)
  await addItem(
    db,
    audit,
    viewer,
    last,
    { ...plain, title: 'Discharge letters', purpose: 'assurance', about: 'How late they come.' },
    false,
  )
  if (chair !== undefined)
    await addAction(db, audit, viewer, {
      meeting: last,
      item: null,
      says: 'Ask the hospital why discharge letters come late',
      owner: chair,
      due: addDays(world.today, day - 4),
    })
  await callMeeting(
    db,
    audit,
    viewer,
    series,
    plan(addDays(world.today, day + 3), '12:00', { minutes: 90, place }),
  )
}

/** The board with three meetings, the panel, and four localities that meet each month. */
export const addSample: AddSample = async (ledger, world) => {
  const viewer = { ...operator, name: 'sample world', via: 'program' as const }
  const there = await ledger.read(viewer, (db) =>
    db.selectFrom('meeting_series').select('id').limit(1).executeTakeFirst(),
  )
  if (there) return
  await ledger.write(viewer, async (db, audit) => {
    const people = await db.selectFrom('person_now').select(['id', 'sample_key']).execute()
    const keys = new Map(
      people.flatMap((one) => (one.sample_key ? [[one.sample_key, one.id]] : [])),
    )
    const writing = { db, audit, viewer, keys, world }
    await addBoard(writing)
    for (const [i, locality] of world.localities.entries()) await addLocality(writing, locality, i)
  })
}
