import { resolve } from 'node:path'
import { accept, refuse } from '../../core/refusal.ts'
import type { Command } from '../../features/context.ts'
import { makeWorld } from '../../world/world.ts'
import type { Config } from '../config.ts'

const isSize = (text: unknown): text is 'county' | 'small' => text === 'county' || text === 'small'

export const worldCommand = (config: Config): Command => ({
  name: 'world',
  usage: '[--size county|small] [--seed TEXT] [--folder FOLDER]',
  summary: 'write the files of the sample world, an invented county',
  positionals: [],
  options: {
    size: {
      type: 'string',
      oneOf: ['county', 'small'],
      help: 'county (76 practices) or small (6 practices)',
    },
    seed: { type: 'string', help: 'another text makes another county' },
    folder: { type: 'string', help: 'where to write; beside STEWARD_HOME when not given' },
  },
  run: async ({ options }, context) => {
    const { size = 'county', seed, folder } = options
    if (!isSize(size))
      return refuse('world-size', 'The size is county or small.', 'Write --size small.', 'size')
    const target = typeof folder === 'string' ? resolve(folder) : config.world
    await makeWorld({
      folder: target,
      size,
      ...(typeof seed === 'string' ? { seed } : {}),
      onProgress: context.progress,
    })
    return accept({
      done: true,
      text: `The ${size} world is in ${target}.`,
      data: { folder: target, size },
    })
  },
})
