import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Counts } from './reporter.ts'

export type { Counts } from './reporter.ts'

const root = join(import.meta.dirname, '..')
const counts = z.object({ passed: z.number(), failed: z.number(), skipped: z.number() })

const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })

const timed = async <T>(title: string, work: () => Promise<T>): Promise<T> => {
  console.log(`\n${title}`)
  const began = performance.now()
  const result = await work()
  console.log(`  ${((performance.now() - began) / 1000).toFixed(1)} s in all: ${title}`)
  return result
}

/** A program that must end with exit code 0: one passed or one failed. */
export const check = (
  title: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Counts> =>
  timed(title, async () => {
    const ok = (await run(command, args, { ...process.env, ...env })) === 0
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
  })

/**
 * Test files in one process of node:test, counted by our reporter. A process that ends badly without
 * a failed test counts as one failed, so that a crash can never look like success.
 */
export const runTests = (
  title: string,
  files: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Counts> =>
  timed(title, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'steward-counts-'))
    const target = join(folder, 'counts.json')
    const code = await run(
      process.execPath,
      [
        '--test',
        '--test-isolation=none',
        `--test-reporter=${join(root, 'tests', 'reporter.ts')}`,
        '--test-reporter-destination=stdout',
        ...files,
      ],
      { ...process.env, ...env, STEWARD_COUNTS: target },
    )
    const read = existsSync(target)
      ? counts.parse(JSON.parse(readFileSync(target, 'utf8')))
      : { passed: 0, failed: 1, skipped: 0 }
    rmSync(folder, { recursive: true })
    return code !== 0 && read.failed === 0 ? { ...read, failed: 1 } : read
  })
