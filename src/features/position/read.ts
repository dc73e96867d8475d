import type { Members } from '../../core/figure.ts'
import { AppError } from '../../core/refusal.ts'
import { everything, type Viewer } from '../../stores/scope.ts'
import type { Context } from '../context.ts'
import { withReleasable } from '../disclosure/disclosure.ts'
import { groupIn, monthIn, namesOf } from '../figures/figures.ts'
import type { PaperView } from './paper.ts'
import { released } from './released.ts'
import { loadPosition } from './store.ts'

/**
 * A group's position for a month as the viewer may see it: the first group and the newest month where none is asked for.
 *
 * @throws AppError `no-budget`, `no-build`, `unknown-group`, `unknown-month`
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
      const { id, asAt } = served.manifest
      const group = groupIn(served, asked.group)
      const month = monthIn(served, asked.month)
      const reader = {
        ledger: await context.ledger(),
        viewer,
        definitions: context.home.definitions,
      }
      const position = await loadPosition(everything, served, reader, { group: group.code, month })
      if (position === null) {
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
