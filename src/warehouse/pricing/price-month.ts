import type { Month } from '../../core/month.ts'
import type { Pence } from '../../core/money.ts'
import type { Kind, RulePack } from '../../engines/pricing/rules.ts'
import { sqlFile, type Duck } from '../../stores/duck.ts'
import { recordsAtOnce, writeLines } from './parts.ts'
import { closeInputs, openInputs, type PriceInputs } from './inputs/open-inputs.ts'

export type { Book, PriceInputs } from './inputs/open-inputs.ts'

/** Where every row of the month went. Rows are those of the feed: episodes, or attendances. */
export type PricingControls = {
  /** Rows of the month's files. */
  rows: bigint
  priced: bigint
  excluded: bigint
  unpriced: bigint
  /** Episodes of spells that have not ended, by provider. */
  undischarged: { provider: string; episodes: bigint }[]
  costPence: Pence
}

export type PriceMonthOptions = {
  kind: Kind
  month: Month
  inputs: PriceInputs
  rulePack: RulePack
  /** The Parquet file to write. */
  target: string
  /** Records whose lines are sorted at once; what suits the kind when left out. */
  atOnce?: number
}

/**
 * Prices one month of one kind of activity from its Parquet to a new one, a row for each spell,
 * appointment or attendance, sorted by practice, with every component in its own column. The rules
 * are those of docs/methods/pricing-*.md; the plain twin is engines/pricing.
 *
 * Throws when the rows written do not account for every row read.
 */
export const priceMonth = async (
  duck: Duck,
  { kind, month, inputs, rulePack, target, atOnce = recordsAtOnce[kind] }: PriceMonthOptions,
): Promise<{ rows: number; controls: PricingControls }> => {
  const text = (name: string): string => sqlFile(import.meta.url, name)
  try {
    await openInputs(duck, kind, month, inputs, rulePack)
    if (kind === 'admitted') {
      await duck.run(text('spells.sql'))
      await duck.run(text('critical-care.sql'))
    }
    if (kind !== 'emergency') await duck.run(text('unbundled.sql'))
    await duck.run(text(`${kind}.sql`))
    await writeLines(duck, atOnce, target, {
      kind,
      month,
      rule_pack: rulePack.id,
      admitted_label: inputs.priceAdmitted?.label ?? '',
      unit_cost_label: inputs.priceAttendance?.label ?? '',
      market_forces: rulePack.marketForces.applies,
      market_forces_on_unit_costs: rulePack.marketForces.onUnitCosts,
      top_up_on_excess_days: rulePack.topUp.onExcessDays,
    })
    const undischarged =
      kind === 'admitted'
        ? await duck.all<{ provider: string; episodes: bigint }>(text('undischarged.sql'))
        : []
    const [read] = await duck.all<{ rows: bigint }>('select count(*) as rows from pricing_record')
    const [sums] = await duck.all<{
      lines: bigint
      records: bigint
      priced: bigint
      excluded: bigint
      unpriced: bigint
      cost_pence: bigint
    }>(text('controls.sql'), { target })
    if (!read || !sums) throw new Error(`Nothing could be counted of ${kind} ${month}`)
    const waiting = undischarged.reduce((sum, { episodes }) => sum + episodes, 0n)
    if (sums.records + waiting !== read.rows) {
      throw new Error(
        `Pricing ${kind} ${month}: ${read.rows} rows read, ${sums.records} in lines, ${waiting} not yet discharged`,
      )
    }
    const { priced, excluded, unpriced, cost_pence: costPence } = sums
    return {
      rows: Number(sums.lines),
      controls: { rows: read.rows, priced, excluded, unpriced, undischarged, costPence },
    }
  } finally {
    await closeInputs(duck)
  }
}
