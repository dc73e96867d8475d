import { z } from 'zod'
import { csvText } from '../../../ui/csv.ts'
import type { OwnVersion } from '../../measures/measures.ts'

/** What a group has written of measures as JSON. */
export const writtenSchema = z.array(
  z.strictObject({
    measure: z.string(),
    version: z.number().int(),
    title: z.string(),
    why: z.string().describe('why it was written or changed'),
    by: z.string(),
    on: z.string(),
  }),
)
type Written = z.infer<typeof writtenSchema>

/** The newest version of each measure that a group has written. */
export const writtenData = (versions: readonly OwnVersion[]): Written =>
  versions.map(({ measure, whyChanged, byName, on }) => ({
    measure: measure.id,
    version: measure.version,
    title: measure.title,
    why: whyChanged,
    by: byName,
    on,
  }))

/** The same as CSV. */
export const writtenCsv = (written: Written): string =>
  csvText([Object.keys(writtenSchema.element.shape), ...written.map((one) => Object.values(one))])
