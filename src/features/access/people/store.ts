import { sql } from 'kysely'
import { AppError } from '../../../core/refusal.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Appointment, Viewer } from '../../../stores/scope.ts'
import type { AppointmentNow, PersonNow } from '../tables.ts'

/** A person with every appointment, past and to come. */
export type Person = PersonNow & { appointments: readonly AppointmentNow[] }

const unknownPerson = (): AppError =>
  new AppError({
    code: 'unknown-person',
    message: 'There is no such person.',
    remedy: 'Choose one from the list of people.',
  })

/** Whether an appointment is held on a day. */
export const isHeldOn = (
  { from_date: from, to_date: to }: Pick<AppointmentNow, 'from_date' | 'to_date'>,
  day: string,
): boolean => from <= day && (to === null || to >= day)

/** Everyone, in order of name. */
export const listPeople = async (db: Db): Promise<Person[]> => {
  const people = await db.selectFrom('person_now').selectAll().orderBy('name').execute()
  const appointments = await db.selectFrom('appointment_now').selectAll().orderBy('id').execute()
  return people.map((person) => ({
    ...person,
    appointments: appointments.filter((each) => each.person === person.id),
  }))
}

/** One person; refused when there is none of the number. */
export const readPerson = async (db: Db, id: number): Promise<Person> => {
  const person = await db
    .selectFrom('person_now')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!person) throw unknownPerson()
  const appointments = await db
    .selectFrom('appointment_now')
    .selectAll()
    .where('person', '=', id)
    .orderBy('id')
    .execute()
  return { ...person, appointments }
}

/** The number of a ready-made person of the sample world; null where there is none of the name. */
export const samplePerson = async (db: Db, key: string): Promise<number | null> =>
  (await db.selectFrom('person').select('id').where('sample_key', '=', key).executeTakeFirst())
    ?.id ?? null

/** Whether a mail address is somebody's already. Two that are added at once wait for each other. */
export const isTaken = async (db: Db, email: string, but: number | null): Promise<boolean> => {
  await sql`select pg_advisory_xact_lock(73010)`.execute(db)
  const found = await db
    .selectFrom('person_now')
    .select('id')
    .where('email', '=', email.toLowerCase())
    .execute()
  return found.some(({ id }) => id !== but)
}

/** Adds a person and gives the number. */
export const addPerson = async (
  db: Db,
  audit: Audit,
  { name, email, sampleKey = null }: { name: string; email: string; sampleKey?: string | null },
): Promise<number> => {
  const { id } = await db
    .insertInto('person')
    .values({ sample_key: sampleKey })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('person_detail').values({ person: id, name }).execute()
  await db.insertInto('person_address').values({ person: id, email: email.toLowerCase() }).execute()
  await audit({ action: 'person.added', subject: `person:${id}`, after: { name } })
  return id
}

/** Enters what a person is called now, and whether they may sign in at all. */
export const changePerson = async (
  db: Db,
  audit: Audit,
  before: Person,
  after: { name: string; email: string; closed: boolean },
  why: string,
): Promise<void> => {
  const { id, name, closed, email } = before
  if (after.name !== name || after.closed !== closed)
    await db
      .insertInto('person_detail')
      .values({ person: id, name: after.name, closed: after.closed })
      .execute()
  if (after.email !== email)
    await db.insertInto('person_address').values({ person: id, email: after.email }).execute()
  await audit({
    action: after.closed && !closed ? 'person.closed' : 'person.changed',
    subject: `person:${id}`,
    before: { name, closed },
    after: { name: after.name, closed: after.closed, addressChanged: after.email !== email },
    why,
  })
}

/** Appoints a person to a role from a day. */
export const appoint = async (
  db: Db,
  audit: Audit,
  appointment: Omit<AppointmentNow, 'id'>,
): Promise<number> => {
  const { id } = await db
    .insertInto('appointment')
    .values(appointment)
    .returning('id')
    .executeTakeFirstOrThrow()
  const { person, ...after } = appointment
  await audit({ action: 'person.appointed', subject: `person:${person}`, after })
  return id
}

/** Ends an appointment after a day. */
export const endAppointment = async (
  db: Db,
  audit: Audit,
  { id, person, role, to_date: before }: AppointmentNow,
  onDate: string,
): Promise<void> => {
  await db.insertInto('appointment_end').values({ appointment: id, on_date: onDate }).execute()
  await audit({
    action: 'appointment.ended',
    subject: `person:${person}`,
    before: { role, to_date: before },
    after: { role, to_date: onDate },
  })
}

/** Whether somebody can already add people. */
export const hasAdministrator = async (db: Db): Promise<boolean> =>
  (await db
    .selectFrom('appointment_now')
    .innerJoin('person_now', 'person_now.id', 'appointment_now.person')
    .select('appointment_now.id')
    .where('role', '=', 'administrator')
    .where('closed', '=', false)
    .executeTakeFirst()) !== undefined

/** A person as a viewer, with what they hold on a day; null for one who may not sign in. */
export const viewerOf = (person: Person, day: string, from: string): Viewer | null =>
  person.closed
    ? null
    : {
        person: person.id,
        name: person.name,
        appointments: person.appointments
          .filter((each) => isHeldOn(each, day))
          .map(({ role, practice, locality, topic }): Appointment => ({
            role,
            practice,
            locality,
            topic,
          })),
        via: 'web',
        from,
      }
