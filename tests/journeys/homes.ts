import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { runSteward } from './serving.ts'

const worldFiles = z.object({ files: z.array(z.string()) })

/** The files of the sample world beside a home, in the order in which they came. */
export const filesOfWorld = (home: string): string[] => {
  const folder = `${home}-world`
  const read = worldFiles.parse(JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8')))
  return read.files.map((file) => join(folder, file))
}

/** A new folder for homes, and how it is taken away again. */
export const temporaryFolder = (): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'steward-journey-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

const truths = z.object({ highFirstOutpatients: z.object({ practices: z.array(z.string()) }) })

/** The code of a practice of the sample world beside a home. */
export const practiceOf = (home: string): string => {
  const read = truths.parse(JSON.parse(readFileSync(`${home}-world/truths.json`, 'utf8')))
  const [practice] = read.highFirstOutpatients.practices
  if (practice === undefined) throw new Error('The sample world names no practice.')
  return practice
}

/** The small world on disk beside a new home, made by the program itself. */
export const makeSmallWorld = async (folder: string): Promise<string> => {
  const home = join(folder, 'home')
  const made = await runSteward(home, ['world', '--size', 'small'])
  if (made.code !== 0) throw new Error(made.err)
  return home
}

const monthOfFile = (file: string): string | null =>
  /\/(?:activity|contract|prescribing)\/\D+(\d{6})/.exec(file)?.[1] ?? null

/** Files of the sample world that are of no month, and those of the months asked for ("201904"). */
export const filesOfMonths = (home: string, months: readonly string[]): string[] =>
  filesOfWorld(home).filter((file) => {
    const month = monthOfFile(file)
    return month === null || months.includes(month)
  })

/** A home with three months of the small world loaded and closed, and of prescribing further months where asked. */
export const makeSmallHome = async (
  folder: string,
  prescribing: readonly string[] = [],
): Promise<string> => {
  const home = await makeSmallWorld(folder)
  const more = filesOfMonths(home, prescribing).filter((file) => /\/prescribing\/\D+\d/.test(file))
  const files = [...new Set([...filesOfMonths(home, ['201804', '201903', '201904']), ...more])]
  for (const args of [['load', ...files], ['close']]) {
    const ended = await runSteward(home, args)
    if (ended.code !== 0)
      throw new Error(`${args[0]} ended with ${ended.code}: ${ended.out}${ended.err}`)
  }
  return home
}

/** A home with the whole small world loaded and closed, by the commands that a person has. */
export const makeWholeSmallHome = async (home: string): Promise<string> => {
  for (const [command = '', ...args] of [['world', '--size', 'small'], ['load'], ['close']]) {
    const given = command === 'load' ? filesOfWorld(home) : args
    const { code, err } = await runSteward(home, [command, ...given])
    // One file of the world is cut short, and is refused by name.
    if (code !== 0 && command !== 'load') throw new Error(`${command}: ${err}`)
  }
  return home
}

/** Names of everything below a folder, for comparing what is there before and after. */
export const everythingIn = (folder: string): string[] => globSync('**/*', { cwd: folder }).sort()
