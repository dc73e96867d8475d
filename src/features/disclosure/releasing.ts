import type { Members } from '../../core/figure.ts'
import type { Viewer } from '../../stores/scope.ts'
import { refuseMembersNow } from '../../warehouse/scoped/scoped.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'
import { demand, openBuild } from '../figures/figures.ts'
import { readDisclosure, type DisclosureRule } from './rule.ts'

const outsiders = new Set(['payer-reader', 'patient-group', 'public'])

/** Whether figures leave the group when they are shown to this viewer: whoever works for no practice and not for the group. */
export const isOutside = ({ via, appointments }: Viewer): boolean =>
  via !== 'command' && via !== 'program' && appointments.every(({ role }) => outsiders.has(role))

/**
 * Work on figures that are made of every practice at once. Whoever is inside the group gets the build as they may see it
 * and no rule. For whoever is outside it is the whole build with the rule that everything shown must go through.
 *
 * @throws AppError `no-build`, `not-allowed` for the members of now outside the group
 */
export const withReleasable = async <T>(
  context: Context,
  viewer: Viewer,
  work: (served: Served, rule: DisclosureRule | null) => Promise<T>,
  members: Members = 'then',
): Promise<T> => {
  const outside = isOutside(viewer)
  if (outside && members === 'now') refuseMembersNow()
  const whole = outside ? await context.servedToRelease(members) : null
  const served = whole ?? demand(await openBuild(context, null, members))
  try {
    return await work(served, outside ? readDisclosure(context.home) : null)
  } finally {
    served.close()
  }
}
