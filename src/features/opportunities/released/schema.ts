import { z } from 'zod'
import { prescribingLineSchema } from '../prescribing/data.ts'
import { lineSchema, placeShape } from '../shapes.ts'

/** A line as it may leave the group. */
export const releasedLineSchema = lineSchema
  .pick({
    definition: true,
    name: true,
    family: true,
    kind: true,
    status: true,
    inTotals: true,
    whoCanAct: true,
    horizon: true,
    influence: true,
    evidence: true,
    money: true,
    absent: true,
    realisticLowPounds: true,
    realisticHighPounds: true,
  })
  .extend({
    records: z.number().int().nullable().describe('to the nearest 5; null where withheld'),
    inScopePounds: z.number().nullable(),
  })

/** Where such an answer is of and when. */
export const releasedPlaceSchema = z
  .strictObject(placeShape)
  .omit({ benchmark: true, deprivation: true })

/** What a worklist answers as JSON to whoever is outside the group. */
export const releasedSchema = releasedPlaceSchema.extend({
  lines: z.array(releasedLineSchema),
  prescribing: z.array(prescribingLineSchema),
})

/** What one definition answers as JSON to whoever is outside the group. */
export const releasedDefinitionSchema = releasedPlaceSchema.extend({
  line: releasedLineSchema,
  about: z.string(),
  instead: z.string(),
  notes: z.array(z.string()),
  sources: z.array(z.string()),
})
