import { attribute } from '../attribution.ts'
import type { HundredthsOfPenny } from '../books.ts'
import type { Draft } from '../complete.ts'
import type { PricingContext } from '../context.ts'
import { noStay, type Outcome, type PricedLine } from '../line.ts'
import type { ActivityRecord, Day } from '../records.ts'
import type { Kind } from '../rules.ts'
import type { UnbundledCost } from '../unbundled.ts'

/** The draft of an attendance: one price or unit cost, its unbundled items and nothing else. */
export const attendanceDraft = (
  pod: string,
  currency: string | null,
  baseE4: HundredthsOfPenny,
  baseIsUnitCost: boolean,
  items: UnbundledCost,
): Draft => ({
  pod,
  currency,
  trimDays: null,
  excessDays: null,
  baseE4,
  shortStayRate: null,
  bestPracticePence: 0n,
  excessPence: 0n,
  topUpRate: 0,
  unbundledE4: items.costE4,
  baseIsUnitCost,
  localItem: items.local,
})

/** One row of the priced month for an appointment or an attendance. */
export const attendedLine = (
  kind: Kind,
  record: ActivityRecord,
  activityDate: Day | null,
  outcome: Outcome,
  context: PricingContext,
): PricedLine => ({
  ...attribute(record, activityDate, context.directory),
  ...noStay,
  ...outcome.price,
  lineKey: record.recordKey,
  kind,
  provider: record.provider,
  site: record.site,
  patientKey: record.patientKey,
  practiceSent: record.practiceSent,
  practiceDerived: record.practiceDerived,
  activityDate,
  month: context.month,
  pod: outcome.pod,
  specialty: record.specialty,
  hrg: record.hrg,
  status: outcome.status,
  reason: outcome.reason,
  admissionDate: null,
  age: record.age,
  sex: record.sex,
  rulePack: context.pack.id,
  episodes: 1,
  loadId: record.loadId,
  sourceLine: record.sourceLine,
})
