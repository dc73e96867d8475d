import type { Members } from '../../core/figure.ts'
import { AppError } from '../../core/refusal.ts'
import { everything, type Viewer } from '../../stores/scope.ts'
import type { Context } from '../context.ts'
import { withReleasable } from '../disclosure/disclosure.ts'
import { namesOf } from '../figures/figures.ts'
import { monthIn } from '../statement/statement.ts'
import type { PaperView } from './paper.ts'
import { released } from './released.ts'
import { loadPosition } from './store.ts'

/**
 * A group's position for a month as the viewer may see it: the first group and the newest month where none is asked for.
 *
 * @throws AppError `no-budget`, `no-build`
 */
export const readPaper = (
  context: Context,
  viewer: Viewer,
  asked: { group?: string | undefined; month?: string | undefined; members?: Members } = {},
): Promise<PaperView> =>
  withReleasable(
    context,
    viewer,
    async (served, rule) => {
      const { groups, id, asAt } = served.manifest
      const group = groups.find(({ code }) => code === asked.group) ?? groups[0]
      const month = monthIn(served, asked.month)
      const reader = {
        ledger: await context.ledger(),
        viewer,
        definitions: context.home.definitions,
      }
      const position = group
        ? await loadPosition(everything, served, reader, { group: group.code, month })
        : null
      if (!group || position === null) {
        throw new AppError({
          code: 'no-budget',
          message: 'No budget is in force for this month, so there is no position to show.',
          remedy: 'Set and approve a budget first, or ask for a month of another year.',
        })
      }
      const names = await namesOf(everything, served)
      return {
        build: { id, asAt },
        group: group.code,
        groupName: group.name,
        position: rule
          ? await released(position, served, rule, context.home.definitions)
          : position,
        names: { of: (practice) => names.of('practice', practice) },
      }
    },
    asked.members,
  )
