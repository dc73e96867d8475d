import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import { measureSchema, type Measure } from './definition.ts'

const ownFolder = fileURLToPath(new URL('../../../definitions', import.meta.url))

const readMeasure = (file: string): Measure => {
  const read = measureSchema.safeParse(parse(readFileSync(file, 'utf8')))
  const invalid = (message: string): AppError =>
    new AppError({
      code: 'measure-invalid',
      message: `The measure ${file} cannot be used: ${message}`,
      remedy: 'Correct the named field, or remove the file to use the one that Steward brings.',
      where: file,
    })
  if (!read.success) throw invalid(z.prettifyError(read.error))
  if (read.data.id !== basename(file, '.yaml'))
    throw invalid(`its id is ${read.data.id}, which is not the name of the file.`)
  return read.data
}

const filesOf = (folders: readonly string[]): string[] => {
  const byName = new Map<string, string>()
  for (const folder of folders) {
    const measures = join(folder, 'measures')
    if (!existsSync(measures)) continue
    for (const file of globSync('**/*.yaml', { cwd: measures }).sort())
      byName.set(basename(file), join(measures, file))
  }
  return [...byName.values()].sort()
}

const kept = new Map<string, readonly Measure[]>()

/**
 * Every measure that is defined in files: Steward's own, and over them the group's files of the same name; by title. Read once
 * by a process: a changed file counts from its next start.
 * Throws AppError measure-invalid naming the file and the field.
 */
export const loadMeasures = (homeDefinitions?: string): readonly Measure[] => {
  const key = homeDefinitions ?? ''
  const known = kept.get(key)
  if (known) return known
  const files = filesOf([ownFolder, ...(homeDefinitions === undefined ? [] : [homeDefinitions])])
  const measures = files.map(readMeasure).sort((a, b) => a.title.localeCompare(b.title, 'en-GB'))
  kept.set(key, measures)
  return measures
}
