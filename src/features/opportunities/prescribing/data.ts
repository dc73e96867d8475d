import { z } from 'zod'
import { evidences } from '../rules.ts'
import type { PrescribingLine } from './lines.ts'
import type { Saver } from './page.ts'
import type { Presentation } from './prescribed.ts'

const pounds = z.number().describe('pounds a year')

/** A change of prescribing in a worklist as JSON. */
export const prescribingLineSchema = z.strictObject({
  kind: z.enum(['measure', 'price']),
  id: z.string().describe('the measure, or the BNF code of the set’s generic'),
  name: z.string(),
  instead: z.string(),
  whoCanAct: z.array(z.string()),
  horizon: z.enum(['in-year', 'one-to-three-years', 'long-term']),
  influence: z.enum(['high', 'medium', 'low']),
  evidence: z.enum(evidences),
  absent: z.string().nullable(),
  spentPounds: pounds,
  worthPounds: pounds.describe('by the rule of the place’s own level; chance is not taken off'),
  practicesAbove: z.number().int(),
  practicesForHalf: z.number().int(),
  lowHanging: z.boolean(),
})
export type PrescribingLineData = z.infer<typeof prescribingLineSchema>

/** A product of a change, bought now or what it could become. */
export const productSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  items: z.number().int(),
  quantity: z.number(),
  actualCostPounds: z.number(),
  listCostPounds: z.number(),
  counted: z.boolean().describe('false where it is what could be prescribed in its place'),
})

/** A practice with something to save by a change. */
export const saverSchema = z.strictObject({
  practice: z.string(),
  name: z.string(),
  worthPounds: pounds,
})

/** What one change of prescribing answers as JSON, beside its place. */
export const prescribingParts = {
  line: prescribingLineSchema,
  products: z.array(productSchema),
  practices: z.array(saverSchema),
}

const inPounds = (pence: number): number => Math.round(pence) / 100

export const prescribingLineData = (line: PrescribingLine): PrescribingLineData => ({
  kind: line.kind,
  id: line.id,
  name: line.task.name,
  instead: line.instead,
  whoCanAct: [...line.task.who],
  horizon: line.task.horizon,
  influence: line.task.influence,
  evidence: line.task.evidence,
  absent: line.absent,
  spentPounds: inPounds(line.spentPence),
  worthPounds: inPounds(line.worthPence),
  practicesAbove: line.called,
  practicesForHalf: line.forHalf,
  lowHanging: line.lowHanging,
})

/** The same as a schema of its own. */
export const prescribingPartsSchema = z.strictObject(prescribingParts)

/** One change of prescribing with its products and practices. */
export const prescribingPartsData = (
  line: PrescribingLine,
  products: readonly Presentation[],
  practices: readonly Saver[],
): z.infer<typeof prescribingPartsSchema> => ({
  line: prescribingLineData(line),
  products: products.map(({ costPence, listPence, ...rest }) => ({
    ...rest,
    actualCostPounds: inPounds(costPence),
    listCostPounds: inPounds(listPence),
  })),
  practices: practices.map(({ code, name, worthPence }) => ({
    practice: code,
    name,
    worthPounds: inPounds(worthPence),
  })),
})
