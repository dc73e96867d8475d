import type { Db, Ledger } from '../../stores/ledger/ledger.ts'
import { operator, practicesOf, type Appointment, type Viewer } from '../../stores/scope.ts'
import type { AddSample, SampleFacts } from '../sample.ts'
import { moveOn, raise } from './act.ts'
import { addDays } from './course/clock.ts'
import { readConcern } from './read.ts'
import { readConcernRule, type ConcernRule } from './rule.ts'
import { stories, type Story } from './sample-stories.ts'

type Person = Viewer & { person: number }

const viewerOf = async (db: Db, person: number): Promise<Person | null> => {
  const found = await db
    .selectFrom('person_now')
    .select(['id', 'name'])
    .where('id', '=', person)
    .executeTakeFirst()
  if (!found) return null
  const held = await db
    .selectFrom('appointment_now')
    .select(['role', 'practice', 'locality', 'topic'])
    .where('person', '=', person)
    .orderBy('id')
    .execute()
  const appointments: Appointment[] = held
  return {
    person,
    name: found.name,
    appointments,
    via: 'web',
    from: 'this machine',
  }
}

const byKey = (ledger: Ledger, key: string): Promise<Person | null> =>
  ledger.read(operator, async (db) => {
    const row = await db
      .selectFrom('person_now')
      .select('id')
      .where('sample_key', '=', key)
      .executeTakeFirst()
    return row ? viewerOf(db, row.id) : null
  })

const tell = async (
  ledger: Ledger,
  world: SampleFacts,
  rule: ConcernRule,
  story: Story,
  earlier: readonly number[],
): Promise<number | null> => {
  const person = await byKey(ledger, story.by)
  const locality = world.localities[story.locality % Math.max(1, world.localities.length)]
  if (!person || !locality) return null
  const id = await raise(
    ledger,
    person,
    {
      kind: story.kind,
      title: story.title,
      words: story.words,
      group: world.groupCode,
      locality: locality.code,
      topic: story.topic,
      about: story.provider === undefined ? null : { kind: 'provider', name: story.provider },
    },
    {
      person: person.person,
      name: person.name,
      practice: practicesOf(person)[0] ?? null,
      via: 'form',
      messageId: null,
      on: addDays(world.today, -story.daysAgo),
    },
    rule,
  )
  const owner = await ledger.read(operator, async (db) => {
    const concern = await readConcern(db, id)
    return concern?.owner ? viewerOf(db, concern.owner.person) : null
  })
  for (const { daysAgo, to, reply, into } of story.moves) {
    const mover = to === 'reopened' ? person : (owner ?? operator)
    const move = { to, reply, into: into === undefined ? null : (earlier[into] ?? null) }
    const moved = await moveOn(ledger, mover, id, move, rule, addDays(world.today, -daysAgo))
    if (!moved.ok) throw new Error(`the story “${story.title}” stops: ${moved.refusal.message}`)
  }
  return id
}

/** Ten ideas and concerns of the sample world, from just raised to settled. */
export const addSample: AddSample = async (ledger, world) => {
  const [known] = await ledger.read(operator, (db) =>
    db.selectFrom('concern').select('id').limit(1).execute(),
  )
  if (known) return
  const rule = readConcernRule({ definitions: '' })
  const told: number[] = []
  for (const story of stories) {
    const id = await tell(ledger, world, rule, story, told)
    told.push(id ?? 0)
  }
}
