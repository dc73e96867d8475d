import { basename } from 'node:path'
import { z } from 'zod'
import { accept, type Refusal, type Result } from '../../core/refusal.ts'
import { readDefinition } from '../../stores/definition-file.ts'
import { dateFormNames } from '../engine/parsers.ts'
import { activityFeeds, type ActivityFeed } from '../sus/feeds.ts'
import { fieldParsers } from '../sus/fields.ts'

const feeds = ['admitted', 'outpatient', 'emergency', 'critical-care'] as const

const complete = (text: string): boolean => !text.includes('?')
const unfinished = 'still holds a question mark: replace it, or remove the line'

const columnName = z
  .string()
  .min(1)
  .refine((name) => name !== '?', unfinished)

const coded = z.strictObject({
  column: columnName,
  codes: z.record(z.string(), z.string().refine(complete, unfinished)),
  /** A text without a translation: passed on as it is, or taken as empty. */
  otherwise: z.enum(['keep', 'empty']).default('keep'),
})

const mappingSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{2,60}$/, 'write it in small letters, digits and hyphens'),
  version: z.int().min(1),
  title: z.string().min(3),
  feed: z.enum(feeds),
  /** Left out where the rows name nobody. */
  patient: z
    .strictObject({ column: columnName, kind: z.enum(['nhs-number', 'pseudonym']) })
    .optional(),
  dates: z.array(z.enum(dateFormNames)).min(1),
  grouped: z.boolean(),
  period: z.enum(['activity day', 'stated']).default('activity day'),
  replaces: z.enum(['month', 'provider']).default('month'),
  columns: z.record(z.string(), z.union([columnName, coded])),
  constants: z.record(z.string(), z.string().refine(complete, unfinished)).default({}),
  ignored: z.array(z.string()).default([]),
})

/** A local extract in words: which of its columns are which of Steward's fields, and how they are coded. */
export type Mapping = z.infer<typeof mappingSchema>

/** The fields that a mapping to this feed may name, in the feed's order. */
export const fieldsOf = (feed: ActivityFeed): string[] =>
  activityFeeds[feed].columns
    .map(([field]) => field)
    .filter((field) => !['nhs_number', 'local_patient_id', 'postcode'].includes(field))

const known = (field: string): boolean => field === 'age' || field in fieldParsers(['2019-10-31'])

const refusal = (path: string, message: string, remedy: string): Refusal => ({
  code: 'layout-not-valid',
  message: `The mapping ${basename(path)} cannot be used: ${message}.`,
  remedy,
  where: path,
})

const wrong = (path: string, message: string, remedy: string): Result<never> => ({
  ok: false,
  refusal: refusal(path, message, remedy),
})

const checked = (path: string, mapping: Mapping): Result<Mapping> => {
  const fields = fieldsOf(mapping.feed)
  const named = [...Object.keys(mapping.columns), ...Object.keys(mapping.constants)]
  const strange = named.find((field) => !fields.includes(field) || !known(field))
  if (strange !== undefined) {
    return wrong(
      path,
      `"${strange}" is not a field of ${mapping.feed}`,
      `The fields are: ${fields.join(', ')}.`,
    )
  }
  const missing = activityFeeds[mapping.feed].must.filter((field) => !named.includes(field))
  if (missing.length > 0) {
    return wrong(
      path,
      `nothing is mapped to ${missing.join(', ')}`,
      'Name the column under columns, or give the value of all rows under constants.',
    )
  }
  const stated = ['period_from', 'period_to'].every((field) => named.includes(field))
  if (mapping.period === 'stated' && !stated) {
    return wrong(
      path,
      'its period is stated by the file, but no column is mapped to period_from and period_to',
      'Map both columns, or write "period: activity day".',
    )
  }
  return accept(mapping)
}

/** Reads the text of a mapping file. Refusal "layout-not-valid" names the file, the entry and how to mend it. */
export const parseMapping = (text: string, path: string): Result<Mapping> => {
  const read = readDefinition(text, mappingSchema, (what) =>
    refusal(
      path,
      what,
      `Put this right in ${path}; definitions/layouts/example-outpatients.yaml shows a whole mapping.`,
    ),
  )
  return read.ok ? checked(path, read.value) : read
}
