import type { z } from 'zod'
import { placeData, rowsCsv } from '../exports.ts'
import type { Opened } from '../open.ts'
import { prescribingLineData } from '../prescribing/data.ts'
import { evidenceOf } from '../rules.ts'
import type { ReleasedLine } from './lines.ts'
import {
  releasedLineSchema,
  type releasedDefinitionSchema,
  type releasedPlaceSchema,
  type releasedSchema,
} from './schema.ts'

const pounds = (pence: number | null): number | null =>
  pence === null ? null : Math.round(pence) / 100

const lineData = (one: ReleasedLine): z.infer<typeof releasedLineSchema> => {
  const { definition, task, money, absent, records, inScopePence, realistic } = one
  return {
    definition: definition.id,
    name: definition.name,
    family: definition.family,
    kind: definition.kind,
    status: definition.status,
    inTotals: definition.status !== 'superseded' && definition.within === null,
    whoCanAct: [...task.who],
    horizon: task.horizon,
    influence: task.influence,
    evidence: evidenceOf(definition),
    money,
    absent,
    records,
    inScopePounds: pounds(inScopePence),
    realisticLowPounds: realistic && pounds(realistic.low),
    realisticHighPounds: realistic && pounds(realistic.high),
  }
}

const placeOf = (opened: Opened): z.infer<typeof releasedPlaceSchema> => {
  const { benchmark: _, deprivation: __, ...rest } = placeData(opened)
  return rest
}

/** A worklist as it may leave the group, as data. */
export const releasedData = (
  opened: Opened,
  lines: readonly ReleasedLine[],
): z.infer<typeof releasedSchema> => ({
  ...placeOf(opened),
  lines: lines.map(lineData),
  prescribing: opened.prescribing.map(prescribingLineData),
})

/** One definition as it may leave the group, as data. */
export const releasedDefinitionData = (
  opened: Opened,
  one: ReleasedLine,
): z.infer<typeof releasedDefinitionSchema> => {
  const { about, instead, notes, sources } = one.definition
  return {
    ...placeOf(opened),
    line: lineData(one),
    about,
    instead,
    notes: [...notes],
    sources: [...sources],
  }
}

/** The same lines as CSV. */
export const releasedCsv = (lines: readonly ReleasedLine[]): string =>
  rowsCsv(releasedLineSchema, lines.map(lineData))
