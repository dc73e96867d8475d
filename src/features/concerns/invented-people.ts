import type { Ledger } from '../../stores/ledger/ledger.ts'
import { operator, type Role, type Viewer } from '../../stores/scope.ts'

type Held = { role: Exclude<Role, 'public'>; practice?: string; locality?: string }

/** A person of a test's ledger with their appointments, as the viewer that their requests come from. */
export const inventedPerson = (
  ledger: Ledger,
  name: string,
  held: readonly Held[],
): Promise<Viewer & { person: number }> =>
  ledger.write(operator, async (db, audit) => {
    const { id } = await db
      .insertInto('person')
      .values({ sample_key: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.insertInto('person_detail').values({ person: id, name }).execute()
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`
    await db.insertInto('person_address').values({ person: id, email }).execute()
    const appointments = held.map(({ role, practice = null, locality = null }) => ({
      role,
      practice,
      locality,
      topic: null,
    }))
    for (const each of appointments) {
      await db
        .insertInto('appointment')
        .values({ person: id, ...each, from_date: '2017-04-01', to_date: null })
        .execute()
    }
    await audit({ action: 'person.invented', subject: `person:${id}` })
    return { person: id, name, appointments, via: 'web', from: '127.0.0.1' }
  })
