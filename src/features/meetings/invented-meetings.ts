import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { openTestLedger, type TestLedger } from '../../stores/ledger/test-ledger.ts'
import { operator, publicViewer, type Viewer } from '../../stores/scope.ts'
import { addSample as addPeople } from '../access/access.ts'
import { inventedContext } from '../invented-context.ts'
import { addSample as addInterests } from '../interests/interests.ts'
import { routes } from './meetings.ts'
import { addSample } from './sample.ts'
import { readItems } from './store/items.ts'
import { readAttendance, readMeetings, type Meeting } from './store/meetings.ts'
import { readSeries } from './store/series.ts'

const today = '2020-04-20'
const world = {
  today,
  groupCode: 'CW',
  practices: ['CW1', 'CW2', 'CW3', 'CW4'].flatMap((locality, l) =>
    [1, 2, 3, 4, 5, 6].map((i) => ({
      code: `W51${l}0${i}`,
      name: `Surgery ${l}${i}`,
      locality,
    })),
  ),
  localities: [
    { code: 'CW1', name: 'Quillbrook' },
    { code: 'CW2', name: 'Merle Vale' },
    { code: 'CW3', name: 'North Wold' },
    { code: 'CW4', name: 'Saltfen' },
  ],
}

/** The sample world's meetings in a ledger of a test's own, with an app that whoever `become` names looks at. */
export type InventedMeetings = {
  ledger: TestLedger
  app: FastifyInstance
  today: string
  /** The three meetings of the board, by day. */
  board: readonly Meeting[]
  /** Makes a sample person, or the public for null, the one who asks. */
  become(key: string | null): Promise<Viewer>
  personOf(key: string): Promise<Viewer>
  post(url: string, fields: Record<string, string>): Promise<{ statusCode: number; body: string }>
  /** The number of the item of a meeting whose title matches. */
  itemOf(meeting: Meeting | undefined, title: RegExp): Promise<number>
  /** Brings a meeting to today and notes everybody as present who has not sent apologies. */
  hold(meeting: Meeting | undefined): Promise<void>
  /** Notes the same handling for some people's interests in an item. */
  rule(item: number, keys: readonly string[], handling: string): Promise<number>
  remove(): Promise<void>
}

const personIn = (ledger: TestLedger, key: string): Promise<Viewer> =>
  ledger.read(operator, async (db) => {
    const { id, name } = await db
      .selectFrom('person_now')
      .select(['id', 'name'])
      .where('sample_key', '=', key)
      .executeTakeFirstOrThrow()
    const appointments = await db
      .selectFrom('appointment_now')
      .select(['role', 'practice', 'locality', 'topic'])
      .where('person', '=', id)
      .execute()
    return { person: id, name, appointments, via: 'web', from: 'test' }
  })

/** For tests: the sample world's people, interests and meetings, and the pages of meetings. */
export const inventedMeetings = async (): Promise<InventedMeetings> => {
  const ledger = await openTestLedger()
  await addPeople(ledger, world)
  await addInterests(ledger, world)
  await addSample(ledger, world)
  await addSample(ledger, world)
  let viewer = await personIn(ledger, 'management-team')
  const app = Fastify()
  await app.register(formbody)
  await routes(app, inventedContext({ ledger: async () => ledger, viewer: () => viewer }))
  const board = await ledger.read(operator, async (db) => {
    const series = (await readSeries(db, today)).find(({ body }) => body === 'board')
    return readMeetings(db, { series: series?.id ?? 0 })
  })
  const personOf = (key: string): Promise<Viewer> => personIn(ledger, key)
  const post: InventedMeetings['post'] = (url, fields) =>
    app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  return {
    ledger,
    app,
    today,
    board,
    personOf,
    post,
    become: async (key) => {
      viewer = key === null ? publicViewer('test') : await personOf(key)
      return viewer
    },
    itemOf: async (meeting, title) => {
      const items = await ledger.read(operator, (db) => readItems(db, meeting?.id ?? 0))
      return items.find((one) => title.test(one.title))?.id ?? 0
    },
    hold: async (meeting) => {
      const url = `/meetings/${meeting?.id}`
      const plan = { starts: '14:00', minutes: '60', place: 'Town Hall', state: 'published' }
      const [year = '', month = '', day = ''] = today.split('-')
      await post(`${url}/plan`, { ...plan, 'on-day': day, 'on-month': month, 'on-year': year })
      const there = await ledger.read(operator, async (db) => {
        const series = (await readSeries(db, today)).find(({ id }) => id === meeting?.series)
        const noted = await readAttendance(db, meeting?.id ?? 0)
        return (series?.members ?? []).filter(({ person }) => !noted.has(person))
      })
      const present = there.map(({ person }) => [`status-${person}`, 'present'])
      await post(`${url}/attendance`, Object.fromEntries(present))
    },
    rule: async (item, keys, handling) => {
      const fields: Record<string, string> = {}
      for (const key of keys) {
        const { person } = await personOf(key)
        fields[`handling-${person}`] = handling
        fields[`reason-${person}`] = 'Gains from the contract'
      }
      return (await post(`/meetings/items/${item}/rulings`, fields)).statusCode
    },
    remove: async () => {
      await app.close()
      await ledger.remove()
    },
  }
}
