import { AppError } from '../../core/refusal.ts'
import { addDays } from '../../engines/conflicts/calendar.ts'
import type { Audit, Db } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'
import type { SampleFacts } from '../sample.ts'
import { recordAtMeeting } from './outcome/at-meeting.ts'
import { readConstitution } from './constitution.ts'
import { plainOptions } from './outcome/settlement.ts'
import { bringProposal, castVote, noteState, openBallot, openStanding } from './store.ts'

type Sampling = {
  db: Db
  audit: Audit
  viewer: Viewer
  /** The sample's people by their key. */
  keys: ReadonlyMap<string, number>
}

type BoardDecision = {
  title: string
  proposal: string
  reason: string
  binds: string
  on: string
  reviewOn: string | null
  meeting: number | null
  item: number | null
}

/** A decision of the sample world's board, the lay member voting against; null where it has no members yet. */
export const addBoardDecision = async (
  { db, audit, viewer, keys }: Sampling,
  { title, proposal, reason, binds, on, reviewOn, meeting, item }: BoardDecision,
): Promise<number | null> => {
  const constitution = readConstitution({ definitions: '/nowhere' })
  const board = constitution.bodies.get('board')
  const members = ['chair', 'elected-gp-1', 'elected-gp-2', 'elected-gp-3', 'lay-member-1']
  const roll = members.flatMap((key) => {
    const person = keys.get(key)
    return person === undefined
      ? []
      : [{ voter: `person:${person}`, name: key, person, practice: null, patients: 0 }]
  })
  if (!board || roll.length < members.length) return null
  const against = roll.at(-1)?.voter
  const recorded = await recordAtMeeting(db, audit, viewer, constitution, {
    proposal: {
      body: 'board',
      title,
      proposal,
      options: plainOptions,
      subjects: [],
      meeting,
      item,
    },
    body: board,
    today: on,
    reason,
    binds,
    reviewOn,
    setAside: [],
    did: 'voted',
    roll,
    votes: new Map(roll.map(({ voter }) => [voter, voter === against ? 'against' : 'for'])),
    casting: null,
  })
  if (!recorded.ok) throw new AppError(recorded.refusal)
  return recorded.value
}

/** What the sample world has decided: one decision of the board, and a vote that the practices are asked for. */
export const addDecisionsSample = async (
  writing: Sampling & { world: SampleFacts; meeting: number; item: number },
): Promise<void> => {
  const { db, audit, viewer, world, meeting, item } = writing
  const constitution = readConstitution({ definitions: '/nowhere' })
  const ballot = constitution.ballots.get('practices')
  if (!ballot) return
  await addBoardDecision(writing, {
    title: 'A heart-failure nurse for the county',
    proposal: 'Employ a community heart-failure nurse for two years, for £58,000 a year.',
    reason: 'Readmissions for heart failure are higher than expected in two localities.',
    binds: 'The budget for community services, from June 2020 to May 2022.',
    on: addDays(world.today, -27),
    reviewOn: addDays(world.today, 365),
    meeting,
    item,
  })
  const opened = addDays(world.today, -5)
  const decision = await bringProposal(db, audit, viewer, opened, {
    body: 'practices',
    title: 'Meet in the localities at lunch or in the evening?',
    proposal: 'From September every locality meets at the same time of day.',
    options: [
      { key: 'option-1', text: 'At lunch' },
      { key: 'option-2', text: 'In the evening' },
    ],
    subjects: [],
    meeting: null,
    item: null,
  })
  const practices = world.practices.map(({ code, name }) => ({
    voter: `practice:${code}`,
    name,
    person: null,
    practice: code,
    patients: 0,
  }))
  const closesOn = addDays(world.today, 25)
  const kind = 'practices'
  const vote = { decision, kind, ballot, roll: practices, opensOn: opened, closesOn }
  const id = await openBallot(db, audit, vote)
  for (const [i, { voter }] of practices.filter((_, at) => at % 3 === 0).entries())
    await castVote(db, audit, viewer, {
      decision,
      ballot: id,
      voter,
      choice: i % 2 === 0 ? 'option-1' : 'option-2',
      today: opened,
      noted: true,
    })
  const rules = constitution.edition
  await noteState(db, audit, viewer, decision, { ...openStanding, onDate: opened, rules })
}
