import { sqlFile } from '../../../stores/duck.ts'
import type { Db } from '../../../stores/ledger/ledger.ts'
import { everything } from '../../../stores/scope.ts'
import type { Context } from '../../context.ts'
import { namesOf } from '../../figures/figures.ts'
import { readMembership, type Membership } from '../../membership/membership.ts'
import type { PlaceNames } from '../pages/words.ts'

/** Providers that a form offers, and the words for codes; from the build where there is one. */
export type Surroundings = {
  providers: readonly { code: string; name: string }[]
  practice: (code: string) => string
}

/** What the build knows that an idea or concern may be about; nothing before the first close. */
export const surroundings = async (context: Context): Promise<Surroundings> => {
  const served = await context.served()
  if (served === null) return { providers: [], practice: (code) => code }
  try {
    const names = await namesOf(everything, served)
    const providers = await served.duck.all<{ code: string; name: string }>(
      sqlFile(import.meta.url, 'providers.sql'),
    )
    return {
      providers: providers.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      practice: (code) => names.of('practice', code),
    }
  } finally {
    served.close()
  }
}

/** The words for codes on the pages. */
export const placeNames = (
  membership: Pick<Membership, 'localities'>,
  { providers, practice }: Surroundings,
): PlaceNames => ({
  locality: (code) => membership.localities.find(({ locality }) => locality === code)?.name ?? code,
  practice,
  provider: (code) => providers.find((each) => each.code === code)?.name ?? code,
})

/** Localities that exist now: those with a member, or all that were ever named where there is none. */
export const currentLocalities = async (db: Db): Promise<Membership> => {
  const membership = await readMembership(db)
  const used = new Set(
    membership.spells.filter(({ to }) => to === null).map(({ locality }) => locality),
  )
  const localities = membership.localities.filter(({ locality }) => used.has(locality))
  return localities.length > 0 ? { ...membership, localities } : membership
}
