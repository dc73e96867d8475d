import type { Month } from '../../core/month.ts'
import type { Progress } from '../../core/progress.ts'
import { AppError } from '../../core/refusal.ts'
import { sqlFile, type Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { CurrentPart, LoadRecord } from '../../stores/lake.ts'
import { controlsDiffer, countLake, countQuarantine, recordAll, recordControls } from './control.ts'
import type { PricedMonth } from '../manifest.ts'
import type { Reconciliation } from '../inputs/reconciliation.ts'
import { fillNames } from './names.ts'
import { fillRecords } from './records.ts'
import { openStaging } from './staging.ts'
import { runAll } from './statements.ts'

/** What the tables of a build are made from. */
export type Sources = {
  loads: readonly LoadRecord[]
  parts: readonly CurrentPart[]
  priced: readonly PricedMonth[]
  months: readonly Month[]
  rule: Reconciliation
  asAt: string
}

/** In the order in which they are made: later marts read earlier ones. */
const marts = [
  'activity/activity',
  'membership',
  'activity/attribution',
  'activity/attribution-difference',
  'activity/unpriced',
  'activity/excluded',
  'activity/undischarged',
  'activity/price-book',
  'activity/price-note',
  'contract',
  'contract-comparison',
  'prescribing',
  'list-size',
  'need',
  'disease-register',
  'pcn-member',
  'practice',
  'provider',
] as const

const refuseOverlap = async (duck: Duck): Promise<void> => {
  const twice = await duck.all<{ practice: string }>(
    sqlFile(import.meta.url, '../controls/membership.sql'),
  )
  if (twice.length === 0) return
  throw new AppError({
    code: 'membership-overlap',
    message: `A practice may be in one locality of one group at a time, but the membership file has ${twice
      .slice(0, 5)
      .map(({ practice }) => practice)
      .join(', ')}${twice.length > 5 ? ` and ${twice.length - 5} more` : ''} in two at once.`,
    remedy:
      'End the earlier membership on the last day of the month before the later one begins, and load the file again.',
  })
}

/**
 * Fills an empty database with the tables of schema.sql and holds every control total against its
 * other side. Throws AppError controls-differ naming each difference, membership-overlap where a
 * practice is in two places at once.
 */
export const fillBuild = async (
  duck: Duck,
  home: Home,
  sources: Sources,
  onProgress: Progress,
): Promise<{ checked: number; groups: { code: string; name: string }[] }> => {
  const { loads, parts, rule } = sources
  const steps = marts.length + 4
  let done = 0
  const step = (label: string): void => onProgress(label, done++, steps)
  step('Reading the lake')
  await runAll(duck, sqlFile(import.meta.url, '../schema.sql'))
  await openStaging(duck, home, sources)
  for (const mart of marts) {
    step('Adding up the figures')
    await runAll(duck, sqlFile(import.meta.url, `../marts/${mart}.sql`))
  }
  await refuseOverlap(duck)
  await fillNames(duck, rule)
  step('Writing down what arrived')
  await fillRecords(duck, home, sources)
  step('Checking control totals')
  const used = new Set(parts.map(({ load }) => load.id))
  const { checked, differing } = await recordAll(duck, [
    ...recordControls(loads),
    ...(await countLake(
      duck,
      home,
      loads.filter(({ id }) => used.has(id)),
    )),
    ...(await countQuarantine(duck, home, loads)),
  ])
  if (differing.length > 0) throw controlsDiffer(differing)
  const groups = await duck.all<{ code: string; name: string }>(
    'select group_code as code, min(group_name) as name from membership group by 1 order by 1',
  )
  step('Writing the build')
  await duck.run('checkpoint')
  onProgress('Writing the build', steps, steps)
  return { checked, groups }
}
