import type { Month } from '../../core/month.ts'
import type { Db, Ledger } from '../../stores/ledger/ledger.ts'
import type { Viewer } from '../../stores/scope.ts'

/** How often a person wants word, and of which practice; null of none. */
export type AlertChoice = {
  person: number
  cadence: 'never' | 'monthly' | 'quarterly'
  practice: string | null
  group: string
  leastExpected: number
}

/** Everyone's newest choice that the viewer may see. */
export const choicesNow = async (db: Db): Promise<AlertChoice[]> => {
  const rows = await db
    .selectFrom('alert_choice')
    .selectAll()
    .distinctOn('person')
    .orderBy('person')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    person: row.person,
    cadence: row.cadence,
    practice: row.practice,
    group: row.group_code,
    leastExpected: row.least_expected,
  }))
}

/** Keeps a person's choice. */
export const keepChoice = (
  ledger: Ledger,
  viewer: Viewer,
  choice: AlertChoice,
  on: string,
): Promise<void> =>
  ledger.write(viewer, async (db, audit) => {
    await db
      .insertInto('alert_choice')
      .values({
        person: choice.person,
        cadence: choice.cadence,
        practice: choice.practice,
        group_code: choice.group,
        least_expected: choice.leastExpected,
        on_date: on,
      })
      .execute()
    await audit({ action: 'alert.chosen', subject: `person:${choice.person}`, after: choice })
  })

/** Practice leads and managers who have chosen nothing: they get the month's word until they say otherwise. */
export const leadsWithoutChoice = async (
  db: Db,
  today: string,
): Promise<{ person: number; practice: string }[]> => {
  const rows = await db
    .selectFrom('appointment_now')
    .innerJoin('person_now', 'person_now.id', 'appointment_now.person')
    .select(['appointment_now.person', 'appointment_now.practice'])
    .where('appointment_now.role', 'in', ['practice-lead', 'practice-manager'])
    .where('person_now.closed', '=', false)
    .where('appointment_now.from_date', '<=', today)
    .where((eb) =>
      eb.or([
        eb('appointment_now.to_date', 'is', null),
        eb('appointment_now.to_date', '>=', today),
      ]),
    )
    .orderBy('appointment_now.person')
    .execute()
  const chosen = new Set((await choicesNow(db)).map(({ person }) => person))
  const first = new Map<number, string>()
  for (const { person, practice } of rows)
    if (practice !== null && !chosen.has(person) && !first.has(person)) first.set(person, practice)
  return [...first].map(([person, practice]) => ({ person, practice }))
}

/** Who was told of a month already. */
export const toldOf = async (db: Db, month: Month): Promise<Set<number>> => {
  const rows = await db
    .selectFrom('alert_told')
    .select('person')
    .where('month', '=', month)
    .execute()
  return new Set(rows.map(({ person }) => person))
}
