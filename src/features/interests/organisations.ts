import { sqlFile } from '../../stores/duck.ts'
import { everything } from '../../stores/scope.ts'
import type { Context } from '../context.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import { demandScope } from '../statement/statement.ts'
import type { Known } from './subjects.ts'

type OrganisationRow = { kind: 'provider' | 'practice'; code: string; name: string }

const of = (rows: readonly OrganisationRow[], kind: string): Map<string, string> =>
  new Map(rows.filter((row) => row.kind === kind).map(({ code, name }) => [code, name]))

/** The providers and practices that may be named in an interest or an item; none before the first close. */
export const loadOrganisations = async (context: Pick<Context, 'served'>): Promise<Known> => {
  demandScope(everything)
  const served = await context.served()
  if (!served) return { providers: new Map(), practices: new Map() }
  try {
    return await perBuild(served, 'organisations', async () => {
      const rows = await served.duck.all<OrganisationRow>(
        sqlFile(import.meta.url, 'organisations.sql'),
        {},
      )
      return { providers: of(rows, 'provider'), practices: of(rows, 'practice') }
    })
  } finally {
    served.close()
  }
}
