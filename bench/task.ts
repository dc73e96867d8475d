import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'

const measured = z.object({
  seconds: z.number(),
  rows: z.number(),
  /** Most memory that the process held, in MB. */
  peak: z.number(),
})

/** What a task took in a process of its own. */
export type Measured = z.infer<typeof measured>

/** Runs one task of bench/tasks.ts in a fresh process, so that its memory is its own. */
export const runTask = (name: string, args: readonly string[], home: string): Measured => {
  const ended = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'tasks.ts'), name, ...args],
    {
      env: { ...process.env, STEWARD_HOME: home },
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const last = ended.stdout.trim().split('\n').at(-1) ?? ''
  if (ended.status !== 0) throw new Error(`${name} ended with ${ended.status}`)
  return measured.parse(JSON.parse(last))
}
