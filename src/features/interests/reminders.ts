import { addDays } from '../../engines/conflicts/calendar.ts'
import { recordBy } from '../../engines/conflicts/register.ts'
import type { ConflictRules } from '../../engines/conflicts/rules.ts'
import { formatDate } from '../../core/month.ts'
import type { Ledger, Db } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'
import { queueMail } from '../mail/mail.ts'
import { readEntries, type Entry } from './store.ts'

/** A reminder to one person; `about` says what of, so that none is written twice. */
export type Reminder = { person: number; about: string; subject: string; text: string }

const program: Viewer = {
  person: null,
  name: 'reminders',
  appointments: [],
  via: 'program',
  from: 'this machine',
}

const toConfirm = (
  site: string,
  { id, person, says, clocks }: Entry,
  overdue: boolean,
): Reminder => ({
  person,
  about: `interest:${id}:${overdue ? 'overdue' : 'due'}:${clocks.refreshBy}`,
  subject: overdue
    ? `Your interest was to be confirmed by ${formatDate(clocks.refreshBy)}`
    : `Confirm your interest by ${formatDate(clocks.refreshBy)}`,
  text: `The register of interests says of you:\n\n${says}\n\nIs it still so? Confirm it, or say when it ended, ${overdue ? 'now: the day has passed' : `by ${formatDate(clocks.refreshBy)}`}:\n${site}/interests/${id}\n\nThat takes about a minute. Entries are confirmed once a year.`,
})

/** Entries that are to be confirmed within the days that the rule gives for recording, and those whose day has passed. */
export const confirmations = (
  entries: readonly Entry[],
  today: string,
  rules: ConflictRules,
  site: string,
): Reminder[] =>
  entries.flatMap((entry) => {
    if (entry.until !== null) return []
    const { refreshBy, state } = entry.clocks
    if (state === 'refresh overdue') return [toConfirm(site, entry, true)]
    return refreshBy <= addDays(today, rules.recordWithinDays)
      ? [toConfirm(site, entry, false)]
      : []
  })

const declaring = [
  'elected-gp',
  'lay-member',
  'nurse-member',
  'specialist-member',
  'chair',
  'accountable-officer',
  'management-team',
  'practice-lead',
  'practice-manager',
  'topic-lead',
] as const

/** Who took a post that decides within the days that the rule gives, and has no entry yet. */
const newcomers = async (
  db: Db,
  entries: readonly Entry[],
  today: string,
  rules: ConflictRules,
  site: string,
): Promise<Reminder[]> => {
  const known = new Set(entries.map(({ person }) => person))
  const posts = await db
    .selectFrom('appointment_now')
    .innerJoin('person_now', 'person_now.id', 'appointment_now.person')
    .select(({ fn }) => ['appointment_now.person', fn.min('from_date').as('since')])
    .where('person_now.closed', '=', false)
    .where('role', 'in', declaring)
    .where('from_date', '<=', today)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', today)]))
    .groupBy('appointment_now.person')
    .execute()
  return posts.flatMap(({ person, since }): Reminder[] => {
    const by = recordBy(since, rules)
    if (known.has(person) || by < today) return []
    return [
      {
        person,
        about: `person:${person}:declare:${since}`,
        subject: `Declare your interests by ${formatDate(by)}`,
        text: `You took up your post on ${formatDate(since)}. Interests go into the register within ${rules.recordWithinDays} days, so by ${formatDate(by)}:\n${site}/interests/declare\n\nIf you have none, there is nothing to do.`,
      },
    ]
  })
}

/** Queues every reminder that is due and was not written before; gives how many. */
export const remind = async (
  ledger: Ledger,
  { today, rules, site }: { today: string; rules: ConflictRules; site: string },
): Promise<number> => {
  const due = await ledger.read(program, async (db) => {
    const entries = await readEntries(db, today, rules)
    const all = [
      ...confirmations(entries, today, rules, site),
      ...(await newcomers(db, entries, today, rules, site)),
    ]
    const written = await db.selectFrom('mail').select('about').distinct().execute()
    const before = new Set(written.map(({ about }) => about))
    return all.filter(({ about }) => !before.has(about))
  })
  if (due.length === 0) return 0
  await ledger.write(program, async (db, audit) => {
    for (const { person, about, subject, text } of due)
      await queueMail(db, { toPerson: person, subject, text, about, on: today })
    await audit({
      action: 'interests.reminded',
      subject: 'interests',
      after: { reminders: due.map(({ about }) => about) },
    })
  })
  return due.length
}
