import { accept } from '../../core/refusal.ts'
import type { Command } from '../../features/context.ts'
import { remake } from '../../warehouse/close.ts'

/** Makes a build that is no longer kept whole again, so that its figures can be asked for once more. */
export const remakeCommand: Command = {
  name: 'remake',
  usage: 'BUILD',
  summary: 'make an old build again from its manifest, so that its figures can be explained',
  positionals: ['BUILD'],
  options: {},
  run: async ({ positionals: [id = ''] }, context) => {
    const build = await remake(context.home, id, {
      memory: context.memory,
      onProgress: context.progress,
    })
    const text = `Build ${build.id} of ${build.madeAt.slice(0, 10)} is whole again; the one that is served has not changed.`
    return accept({ done: true, text, data: build })
  },
}
