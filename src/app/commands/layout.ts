import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { accept } from '../../core/refusal.ts'
import type { Command } from '../../features/context.ts'
import { proposeLayout } from '../../intake/local/propose-layout.ts'

/** Proposes how a local extract is read; the mapping goes to a file, or is printed for a person to save. */
export const layoutCommand: Command = {
  name: 'layout',
  usage: 'FILE [--out FILE]',
  summary: 'propose a mapping for a local extract, and say what it cannot place',
  positionals: ['FILE'],
  options: { out: { type: 'string', help: 'write the mapping into this file' } },
  run: async ({ positionals: [file = ''], options }, context) => {
    const proposed = await proposeLayout(resolve(file), context.progress)
    if (!proposed.ok) return proposed
    const { yaml, unplaced, steps } = proposed.value
    const { out } = options
    if (typeof out === 'string') writeFileSync(resolve(out), yaml, { flag: 'wx' })
    const unread = [...unplaced.fields, ...unplaced.columns].length
    return accept({
      done: unplaced.fields.length === 0,
      text: [
        ...(typeof out === 'string' ? [`The mapping is in ${out}.`] : [yaml.trimEnd()]),
        '',
        unread === 0 ? 'Every column was placed.' : 'What is left to do:',
        ...steps.map((step, i) => `${i + 1}. ${step}`),
      ].join('\n'),
      data: proposed.value,
    })
  },
}
