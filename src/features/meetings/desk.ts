import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Viewer } from '../../stores/scope.ts'
import type { Db } from '../../stores/ledger/ledger.ts'
import type { Html } from '../../ui/html.ts'
import type { Context } from '../context.ts'
import { readConstitution } from '../decisions/decisions.ts'
import { readConflictRules, readPeople, tellToday, type Person } from '../interests/interests.ts'
import { isSignedIn, keeps, notAllowed } from './allowed.ts'
import { loadSitting, unknownMeeting, type MeetingRules, type Sitting } from './sitting/sitting.ts'
import { meetingOf } from './store/items.ts'

/** What every route of meetings needs: the rules, a meeting as the viewer may see it, and answers. */
export type Desk = {
  context: Context
  rules(): MeetingRules
  /** Who asks; refuses whoever is not signed in. */
  viewer(request: FastifyRequest): Viewer
  /** A meeting by its number in the address. */
  sitting(request: FastifyRequest, id: string): Promise<Sitting>
  /** A meeting whose agenda the viewer keeps; refuses everybody else. */
  kept(request: FastifyRequest, id: string): Promise<Sitting>
  /** The meeting of an item by the item's number. */
  ofItem(request: FastifyRequest, item: string): Promise<Sitting>
  people(request: FastifyRequest): Promise<readonly Person[]>
  /** Reads the ledger as the viewer, knowing the day. */
  read<T>(request: FastifyRequest, work: (db: Db) => Promise<T>): Promise<T>
}

/** A number of an address; 0, which nothing has, for anything else. */
export const numberOf = (text: string): number => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0)

/** Answers with a page that no cache keeps. */
export const send = (reply: FastifyReply, markup: Html, status = 200): FastifyReply =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(markup.toString())

/** What the routes of meetings share. */
export const makeDesk = (context: Context): Desk => {
  const rules = (): MeetingRules => ({
    conflicts: readConflictRules(context.home),
    constitution: readConstitution(context.home),
  })
  const viewer = (request: FastifyRequest): Viewer => {
    const found = context.viewer(request)
    if (!isSignedIn(found)) throw notAllowed('Meetings are for those who work with the group.')
    return found
  }
  const read = async <T>(request: FastifyRequest, work: (db: Db) => Promise<T>): Promise<T> => {
    const ledger = await context.ledger()
    const today = context.asAt()
    return ledger.read(viewer(request), async (db) => {
      await tellToday(db, today, rules().conflicts.shownMonths)
      return work(db)
    })
  }
  const sitting = (request: FastifyRequest, id: string): Promise<Sitting> =>
    read(request, (db) => loadSitting(db, numberOf(id), context.asAt(), rules()))
  return {
    context,
    rules,
    viewer,
    read,
    sitting,
    kept: async (request, id) => {
      const found = await sitting(request, id)
      if (!keeps(viewer(request), found.series)) throw notAllowed()
      return found
    },
    ofItem: async (request, item) => {
      const meeting = await read(request, (db) => meetingOf(db, numberOf(item)))
      if (meeting === null) throw unknownMeeting()
      return sitting(request, String(meeting))
    },
    people: (request) => read(request, (db) => readPeople(db, context.asAt())),
  }
}
