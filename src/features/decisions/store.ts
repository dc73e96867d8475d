import { sql } from 'kysely'
import type { BallotRules } from '../../engines/ballots/ballot.ts'
import type { Audit, Db } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'
import type { NamedBallot } from './constitution.ts'
import type { RollEntry } from './electors.ts'
import type { About, DecisionState, Option, SetAside, Tally } from './tables.ts'

/** A state of a decision. */
export type Standing = {
  state: DecisionState
  choice: string | null
  reason: string
  binds: string | null
  onDate: string
  reviewOn: string | null
  referredTo: string | null
  setAside: readonly SetAside[]
  tally: Tally | null
  rules: string
}

/** What a decision put to a vote begins with, but for its day and rules. */
export const openStanding = {
  state: 'open',
  choice: null,
  reason: 'Put to the vote.',
  binds: null,
  reviewOn: null,
  referredTo: null,
  setAside: [],
  tally: null,
} as const satisfies Partial<Standing>

/** A decision with every state it has been in, the newest last. */
export type Decision = {
  id: number
  body: string
  title: string
  proposal: string
  options: readonly Option[]
  subjects: readonly About[]
  meeting: number | null
  item: number | null
  /** Whether it is for members and officers alone. */
  closed: boolean
  madeOn: string
  states: readonly Standing[]
  now: Standing
}

/** A ballot with its roll and the newest vote of each. */
export type OpenBallot = {
  id: number
  title: string
  rules: BallotRules
  opensOn: string
  closesOn: string | null
  roll: readonly RollEntry[]
  votes: ReadonlyMap<string, string | null>
  /** Voters whose vote was written down by an officer: they have cast none themselves. */
  noted: ReadonlySet<string>
  casting: string | null
}

/** The decisions that the viewer may see, newest first; of one meeting, or one alone. */
export const readDecisions = async (
  db: Db,
  which: { meeting?: number; id?: number } = {},
): Promise<readonly Decision[]> => {
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .$if(which.meeting !== undefined, (query) => query.where('meeting', '=', which.meeting ?? 0))
    .$if(which.id !== undefined, (query) => query.where('id', '=', which.id ?? 0))
    .orderBy('made_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
  if (rows.length === 0) return []
  const states = await db
    .selectFrom('decision_state')
    .selectAll()
    .where(
      'decision',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
  const byDecision = Map.groupBy(states, ({ decision }) => decision)
  return rows.flatMap((row) => {
    const own = (byDecision.get(row.id) ?? []).map((one): Standing => ({
      state: one.state,
      choice: one.choice,
      reason: one.reason,
      binds: one.binds,
      onDate: one.on_date,
      reviewOn: one.review_on,
      referredTo: one.referred_to,
      setAside: one.set_aside ?? [],
      tally: one.tally,
      rules: one.rules,
    }))
    const now = own.at(-1)
    if (!now) return []
    const { id, body, title, proposal, options, subjects, meeting, item, closed } = row
    const stands = { states: own, now, madeOn: row.made_on }
    return [{ id, body, title, proposal, options, subjects, meeting, item, closed, ...stands }]
  })
}

/** The newest ballot of a decision; null for the public and where none was taken. */
export const readBallot = async (db: Db, decision: number): Promise<OpenBallot | null> => {
  const row = await db
    .selectFrom('ballot')
    .selectAll()
    .where('decision', '=', decision)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!row) return null
  const roll = await db
    .selectFrom('ballot_elector')
    .select(['voter', 'name', 'person', 'practice', 'patients'])
    .where('ballot', '=', row.id)
    .orderBy('name')
    .execute()
  const votes = await db
    .selectFrom('ballot_vote')
    .selectAll()
    .where('ballot', '=', row.id)
    .orderBy('id')
    .execute()
  const counted = votes.filter(({ casting }) => !casting)
  const own = new Set(counted.filter(({ noted }) => !noted).map(({ voter }) => voter))
  return {
    id: row.id,
    title: row.title,
    rules: row.rules,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    roll,
    votes: new Map(counted.map(({ voter, choice }) => [voter, choice])),
    noted: new Set(counted.flatMap(({ voter }) => (own.has(voter) ? [] : [voter]))),
    casting: votes.findLast(({ casting }) => casting)?.choice ?? null,
  }
}

/** What is brought to be decided. */
export type Proposal = {
  body: string
  title: string
  proposal: string
  options: readonly Option[]
  subjects: readonly About[]
  meeting: number | null
  item: number | null
  /** Whether it is for members and officers alone. */
  closed?: boolean
}

/** Brings a proposal; gives its number. Its first state is added by `noteState`. */
export const bringProposal = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  today: string,
  made: Proposal,
): Promise<number> => {
  const { id } = await db
    .insertInto('decision')
    .values({
      body: made.body,
      title: made.title,
      proposal: made.proposal,
      options: JSON.stringify(made.options),
      subjects: JSON.stringify(made.subjects),
      meeting: made.meeting,
      item: made.item,
      closed: made.closed ?? false,
      made_on: today,
      made_by: viewer.person,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit({ action: 'decision.proposed', subject: `decision:${id}`, after: made })
  return id
}

/** Adds a state to a decision. */
export const noteState = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  decision: number,
  to: Standing,
): Promise<void> => {
  await db
    .insertInto('decision_state')
    .values({
      decision,
      state: to.state,
      choice: to.choice,
      reason: to.reason,
      binds: to.binds,
      on_date: to.onDate,
      review_on: to.reviewOn,
      referred_to: to.referredTo,
      set_aside: to.setAside.length === 0 ? null : JSON.stringify(to.setAside),
      tally: to.tally === null ? null : JSON.stringify(to.tally),
      rules: to.rules,
      noted_by: viewer.person,
    })
    .execute()
  await audit({
    action: `decision.${to.state.replaceAll(' ', '-')}`,
    subject: `decision:${decision}`,
    after: to,
    why: to.reason,
  })
}

/** Opens a vote with its roll; gives its number. */
export const openBallot = async (
  db: Db,
  audit: Audit,
  opened: {
    decision: number
    kind: string
    ballot: NamedBallot
    roll: readonly RollEntry[]
    opensOn: string
    closesOn: string | null
  },
): Promise<number> => {
  const { title, ...rules } = opened.ballot
  const { id } = await db
    .insertInto('ballot')
    .values({
      decision: opened.decision,
      kind: opened.kind,
      title,
      rules: JSON.stringify(rules),
      opens_on: opened.opensOn,
      closes_on: opened.closesOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (opened.roll.length > 0)
    await db
      .insertInto('ballot_elector')
      .values(opened.roll.map((entry) => ({ ballot: id, ...entry })))
      .execute()
  await audit({
    action: 'ballot.opened',
    subject: `decision:${opened.decision}`,
    after: { ballot: id, title, roll: opened.roll.length, closesOn: opened.closesOn },
  })
  return id
}

/** Votes and the count of a ballot go one after another, so that no vote is taken while it is counted. */
export const holdBallot = async (db: Db, ballot: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(73020, ${ballot})`.execute(db)
}

/** Adds a vote; the newest of a voter counts. A casting vote is whoever presides, beside the own. */
export const castVote = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  vote: {
    decision: number
    ballot: number
    voter: string
    choice: string | null
    today: string
    /** Written down by an officer: it never takes the place of one that the voter cast. */
    noted: boolean
    casting?: boolean
  },
): Promise<void> => {
  await holdBallot(db, vote.ballot)
  await db
    .insertInto('ballot_vote')
    .values({
      ballot: vote.ballot,
      voter: vote.voter,
      choice: vote.choice,
      casting: vote.casting ?? false,
      noted: vote.noted,
      cast_on: vote.today,
      cast_by: viewer.person,
    })
    .execute()
  await audit({
    action: vote.casting ? 'vote.casting' : vote.noted ? 'vote.noted' : 'vote.cast',
    subject: `decision:${vote.decision}`,
    after: { voter: vote.voter, choice: vote.choice },
  })
}
