import type { RollEntry } from '../../decisions/decisions.ts'
import type { Judgement } from '../sitting/judgement.ts'
import type { Sitting } from '../sitting/sitting.ts'

/** Someone entitled to vote on an item, and whether they are there to do it. */
export type Voter = RollEntry & { there: boolean }

/**
 * Who is entitled to vote on an item: its voting members but those who stand aside, or where
 * practices vote the practices that they speak for, each once; `patients` by practice where known.
 */
export const votersOf = (
  sitting: Sitting,
  { body, standing }: Judgement,
  patients: ReadonlyMap<string, number>,
): readonly Voter[] => {
  const aside = new Set(standing.setAside.map(({ person }) => person))
  const there = new Set(standing.deciding.map(({ person }) => person))
  const members = sitting.series.members.filter(
    ({ voting, person }) => voting && !aside.has(person),
  )
  if (body.ballot.method === 'one member one vote')
    return members.map(({ person, name }) => ({
      voter: `person:${person}`,
      name,
      person,
      practice: null,
      patients: 0,
      there: there.has(person),
    }))
  const byPractice = Map.groupBy(
    members.filter(({ practice }) => practice !== null),
    ({ practice }) => practice ?? '',
  )
  return [...byPractice].map(([practice, speakers]) => ({
    voter: `practice:${practice}`,
    name: `${practice}, ${speakers.map(({ name }) => name).join(' or ')}`,
    person: null,
    practice,
    patients: patients.get(practice) ?? 0,
    there: speakers.some(({ person }) => there.has(person)),
  }))
}
