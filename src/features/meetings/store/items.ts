import type { Handling, Purpose } from '../../../engines/conflicts/rules.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'
import { touchesOf, type NamedSubject } from '../../interests/interests.ts'
import type { GroundWords } from '../tables.ts'

/** How an item of an agenda is worded. */
export type Wording = {
  title: string
  purpose: Purpose
  about: string
  owner: number | null
  minutes: number
  subjects: readonly NamedSubject[]
  sensitive: boolean
  closed: boolean
  origin: string | null
}

/** A paper without its content. */
export type PaperHead = { id: number; name: string; mediaType: string; size: number }

/** What the chair decided about one person's interest in an item. */
export type ItemRuling = {
  person: number
  proposal: Handling | 'none'
  handling: Handling
  reason: string
  grounds: readonly GroundWords[]
  ruledBy: number | null
}

/** An item with its newest wording, the papers that the viewer may have, and the chair's rulings. */
export type Item = Wording & {
  id: number
  meeting: number
  position: number
  papers: readonly PaperHead[]
  rulings: readonly ItemRuling[]
}

/** The items of a meeting that the viewer may see, in order. */
export const readItems = async (db: Db, meeting: number): Promise<readonly Item[]> => {
  const wordings = await db
    .selectFrom('agenda_wording')
    .innerJoin('agenda_item', 'agenda_item.id', 'agenda_wording.item')
    .selectAll('agenda_wording')
    .where('agenda_item.meeting', '=', meeting)
    .orderBy('agenda_wording.id')
    .execute()
  const newest = new Map(wordings.map((wording) => [wording.item, wording]))
  const items = [...newest.values()].filter(({ state }) => state === 'on the agenda')
  const ids = [...items.map(({ item }) => item), -1]
  const papers = await db
    .selectFrom('paper')
    .leftJoin('paper_withdrawal', 'paper_withdrawal.paper', 'paper.id')
    .select(['paper.id', 'paper.item', 'paper.name', 'paper.media_type', 'paper.size'])
    .where('paper.item', 'in', ids)
    .where('paper_withdrawal.paper', 'is', null)
    .orderBy('paper.id')
    .execute()
  const rulings = await db
    .selectFrom('conflict_ruling')
    .selectAll()
    .where('item', 'in', ids)
    .orderBy('id')
    .execute()
  return items
    .map((one) => ({
      id: one.item,
      meeting,
      position: one.position,
      title: one.title,
      purpose: one.purpose,
      about: one.about,
      owner: one.owner,
      minutes: one.minutes,
      subjects: one.subjects,
      sensitive: one.sensitive,
      closed: one.closed,
      origin: one.origin,
      papers: papers
        .filter(({ item }) => item === one.item)
        .map(({ id, name, media_type: mediaType, size }) => ({ id, name, mediaType, size })),
      rulings: [
        ...new Map(
          rulings
            .filter(({ item }) => item === one.item)
            .map((ruling): [number, ItemRuling] => [
              ruling.person,
              {
                person: ruling.person,
                proposal: ruling.proposal,
                handling: ruling.handling,
                reason: ruling.reason,
                grounds: ruling.grounds,
                ruledBy: ruling.ruled_by,
              },
            ]),
        ).values(),
      ],
    }))
    .sort((one, other) => one.position - other.position || one.id - other.id)
}

/** The meeting of an item, where the viewer may see it. */
export const meetingOf = async (db: Db, item: number): Promise<number | null> => {
  const row = await db
    .selectFrom('agenda_item')
    .select('meeting')
    .where('id', '=', item)
    .executeTakeFirst()
  return row?.meeting ?? null
}

/** Puts an item on an agenda, at its end; gives its number. */
export const addItem = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  meeting: number,
  wording: Wording,
  withheld: boolean,
): Promise<number> => {
  const { id } = await db
    .insertInto('agenda_item')
    .values({ meeting, recorded_by: viewer.person })
    .returning('id')
    .executeTakeFirstOrThrow()
  const held = await readItems(db, meeting)
  const position = Math.max(0, ...held.map((item) => item.position)) + 1
  await wordItem(db, audit, viewer, id, { ...wording, position, withheld, state: 'on the agenda' })
  return id
}

/** Words an item again, moves it or takes it off the agenda. `withheld`: its papers are kept from whoever has an interest. */
export const wordItem = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  item: number,
  to: Wording & { position: number; withheld: boolean; state: 'on the agenda' | 'withdrawn' },
): Promise<void> => {
  const { subjects, ...rest } = to
  await db
    .insertInto('agenda_wording')
    .values({
      item,
      position: rest.position,
      title: rest.title,
      purpose: rest.purpose,
      about: rest.about,
      owner: rest.owner,
      minutes: rest.minutes,
      subjects: JSON.stringify(subjects),
      touches: touchesOf(subjects),
      sensitive: rest.sensitive,
      withheld: rest.withheld,
      closed: rest.closed,
      origin: rest.origin,
      state: rest.state,
      recorded_by: viewer.person,
    })
    .execute()
  await audit({ action: 'item.worded', subject: `item:${item}`, after: to })
}

/** Notes what the chair decided about one person's interest in an item. */
export const noteRuling = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  item: number,
  ruling: ItemRuling,
): Promise<void> => {
  const { person, proposal, handling, reason, grounds, ruledBy } = ruling
  await db
    .insertInto('conflict_ruling')
    .values({
      item,
      person,
      proposal,
      handling,
      reason,
      grounds: JSON.stringify(grounds),
      ruled_by: ruledBy,
      recorded_by: viewer.person,
    })
    .execute()
  await audit({
    action: 'item.interest-ruled',
    subject: `item:${item}`,
    after: ruling,
    why: reason,
  })
}
