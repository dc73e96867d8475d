import { AppError, refuse, type Refusal, type Result, accept } from '../../core/refusal.ts'
import type { Members } from '../../core/figure.ts'
import { formatDate } from '../../core/month.ts'
import { isWhole, readManifest } from '../../warehouse/manifest.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'

const noBuild: Refusal = {
  code: 'no-build',
  message: 'There are no figures yet: nothing has been loaded and closed.',
  remedy: 'Load the files that you have with steward load FILE, then run steward close.',
}

/** The value of a result, or its refusal thrown for the shell to show. */
export const demand = <T>(result: Result<T>): T => {
  if (!result.ok) throw new AppError(result.refusal)
  return result.value
}

/**
 * Opens the build that a figure names, or the current one for null. Whoever opens it closes it.
 * Refused where there is none, or where the build named is no longer kept whole.
 */
export const openBuild = async (
  context: Context,
  build: string | null,
  members: Members = 'then',
): Promise<Result<Served>> => {
  const served = await context.served(members)
  if (served === null) return { ok: false, refusal: noBuild }
  if (build === null || build === served.manifest.id) return accept(served)
  const current = served.manifest.id
  served.close()
  if (members === 'now') {
    return refuse(
      'unknown-build',
      `Build ${build} is not the newest, and only its figures are told with the members of now.`,
      `Leave out @${build}, or :now to see the figure with the members of each month.`,
      build,
    )
  }
  if (isWhole(context.home, build)) {
    return accept(await context.servedBefore(build))
  }
  const old = readManifest(context.home, build)
  return refuse(
    'unknown-build',
    old === null
      ? `There is no build ${build}; the one that is served is ${current}.`
      : `Build ${build} of ${formatDate(old.madeAt.slice(0, 10))} is no longer kept whole; the one that is served is ${current}.`,
    old === null
      ? `Leave out @${build} to see the figure as it is now.`
      : `Leave out @${build} to see the figure as it is now; or make the old build again: steward remake ${build}.`,
    build,
  )
}
