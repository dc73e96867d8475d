import type { Month } from '../../core/month.ts'
import { AppError } from '../../core/refusal.ts'
import { sqlFile } from '../../stores/duck.ts'
import type { Scope } from '../../stores/scope.ts'
import { isWhole, listBuilds } from '../../warehouse/manifest.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'
import type { Account } from './rules.ts'

const sql = (name: string): string => sqlFile(import.meta.url, `sql/${name}`)

/** What a build says of a practice; null where the build has no month. */
export const accountOf = async (
  _scope: Scope,
  { duck, manifest }: Served,
  practice: string,
): Promise<Account | null> => {
  if (manifest.months === null) return null
  const amounts = await duck.all<{ month: Month; kind: string; cost_e5: bigint }>(
    sql('amounts.sql'),
    { practice },
  )
  const versions = await duck.all<{ month: Month; kind: string; loads: string }>(
    sql('versions.sql'),
  )
  return {
    build: manifest.id,
    madeAt: manifest.madeAt,
    ...manifest.months,
    amounts: new Map(amounts.map(({ month, kind, cost_e5: cost }) => [`${month} ${kind}`, cost])),
    versions: new Map(versions.map(({ month, kind, loads }) => [`${month} ${kind}`, loads])),
  }
}

/**
 * The newest build before this one that still has its tables, for one reader alone; null where there is none. One that an
 * earlier version made, with other tables, is passed over.
 */
export const openBuildBefore = async (
  { home, servedBefore }: Pick<Context, 'home' | 'servedBefore'>,
  served: Served,
): Promise<Served | null> => {
  if (served.scope !== undefined) return null
  const { manifest } = served
  const before = listBuilds(home).filter(
    ({ id, madeAt, months }) =>
      id !== manifest.id && madeAt < manifest.madeAt && months !== null && isWhole(home, id),
  )
  for (const { id } of before) {
    try {
      return await servedBefore(id)
    } catch (error) {
      if (!(error instanceof AppError) || error.refusal.code !== 'build-older') throw error
    }
  }
  return null
}
