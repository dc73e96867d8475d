import { accept } from '../../core/refusal.ts'
import type { Command, Context } from '../../features/context.ts'
import { settleMembership } from '../../features/membership/membership.ts'
import { close } from '../../warehouse/close.ts'
import type { BuildManifest } from '../../warehouse/manifest.ts'

/** Prices, attributes and reconciles everything that is loaded, and serves the new build. */
export const closeMonths = (context: Context): Promise<BuildManifest> =>
  close(context.home, {
    asAt: context.asAt(),
    memory: context.memory,
    onProgress: context.progress,
  })

const summary = (build: BuildManifest): string => {
  const { checked, differ } = build.controls
  return [
    `Build ${build.id}, as at ${build.asAt}${build.months ? `, ${build.months.first} to ${build.months.last}` : ''}.`,
    differ === 0
      ? `${checked} control totals agree.`
      : `${differ} of ${checked} control totals do not agree: see the data status page.`,
    ...build.missing.map((text) => `Missing: ${text}`),
  ].join('\n')
}

export const closeCommand: Command = {
  name: 'close',
  usage: '',
  summary: 'price, attribute and reconcile what is loaded, and serve it as a new build',
  positionals: [],
  options: {},
  run: async (_, context) => {
    const said = await settleMembership(context)
    const build = await closeMonths(context)
    const text = [...said, summary(build)].join('\n')
    return accept({ done: build.controls.differ === 0, text, data: build })
  },
}
