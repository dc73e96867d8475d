import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../core/refusal.ts'
import { notUsableAs, readDefinition } from '../../stores/definition-file.ts'
import { measureSchema, type Measure } from './definition.ts'

const ownFolder = fileURLToPath(new URL('../../../definitions', import.meta.url))

const readMeasure = (file: string): Measure => {
  const notUsable = notUsableAs('measure-invalid', 'measure', file)
  const read = readDefinition(readFileSync(file, 'utf8'), measureSchema, notUsable)
  if (!read.ok) throw new AppError(read.refusal)
  if (read.value.id !== basename(file, '.yaml'))
    throw new AppError(notUsable(`its id is ${read.value.id}, which is not the name of the file`))
  return read.value
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
