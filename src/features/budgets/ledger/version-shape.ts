import { z } from 'zod'
import { serviceLines } from '../../../engines/capitation/service-line.ts'

const line = z.enum(serviceLines)
const scope = z.enum(['in scope', 'blocked back', 'excluded'])
const pence = z.union([z.string(), z.int()]).transform((value) => BigInt(value))
const share = z.number().nullable()

/** A plan as the ledger keeps it. */
export const planShape = z.object({
  group: z.string(),
  year: z.string(),
  blanks: z.enum(['per head', 'one']),
  warnAt: z.number(),
  lines: z.record(
    line,
    z.object({
      scope,
      envelopePence: pence,
      method: z.enum(['weighted capitation', 'per head', 'historic', 'glide']),
      from: z.enum(['historic', 'per head']),
    }),
  ),
})

const distance = z.object({
  practice: z.string(),
  budgetPence: pence,
  targetPence: pence,
  distance: share,
})

/** What is kept beside the lines of a version. */
export const factsShape = z.object({
  baseYear: z.string(),
  /** The year whose need file was used; null where none is loaded. */
  needYear: z.string().nullable().default(null),
  gross: z.array(z.object({ line, scope, pence })),
  slices: z.array(z.object({ name: z.string(), pence })),
  lines: z.array(
    z.object({
      line,
      scope,
      pence,
      method: z.string(),
      unmetPence: pence,
      /** Season × working days of the twelve months, in whole millionths of a day. */
      monthWeights: z.array(pence).default([]),
      needNotKnown: z.array(z.string()).default([]),
      weightOfNought: z.array(z.string()).default([]),
    }),
  ),
  changes: z.array(
    z.object({
      practice: z.string(),
      baselinePence: pence,
      budgetPence: pence,
      change: share,
      warned: z.boolean(),
    }),
  ),
  whole: z.array(distance),
  ofTargets: z.array(distance),
  growth: z.array(
    z.object({
      practice: z.string(),
      growth: z.number(),
      peerGrowth: z.number(),
      worthAsking: z.boolean(),
    }),
  ),
  needNotKnown: z.array(z.string()),
  /** Practices whose overall weighted population the need file leaves blank. */
  wholeNotKnown: z.array(z.string()).default([]),
  assumed: z.array(z.string()),
  heirOf: z.record(z.string(), z.array(z.string())),
})

/** What a version shows beside its lines. */
export type VersionFacts = z.infer<typeof factsShape>
