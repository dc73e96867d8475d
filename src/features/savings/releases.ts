import { addMonths, type Month } from '../../core/month.ts'
import { released, type Released } from '../../engines/capitation/savings/releasing.ts'
import { sqlFile } from '../../stores/duck.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'

/** What less or more activity of a point of delivery released or took in money. */
export type Release = Released & { pod: string; name: string; change: number; variable: boolean }

type PodRow = {
  kind: string
  pod: string
  name: string
  now_lines: bigint
  before_lines: bigint
  now_pence: bigint
}

/** Planned care is paid by activity; emergency care by a fixed sum. Source: NHS Payment Scheme 2025/26. */
const isVariable = ({ kind, pod }: PodRow): boolean =>
  kind === 'outpatient' || pod === 'DC' || pod === 'EL'

/** What the change of each point of delivery from the year before released: money, or capacity where it is not paid by activity. */
export const releasesOf = async (
  served: Served,
  group: string,
  from: Month,
  to: Month,
): Promise<Release[]> => {
  const rows = await perBuild(served, `releases ${group} ${from} ${to}`, () =>
    served.duck.all<PodRow>(sqlFile(import.meta.url, 'sql/pods.sql'), {
      group,
      from,
      to,
      before_from: addMonths(from, -12),
      before_to: addMonths(to, -12),
    }),
  )
  return rows
    .filter(({ now_lines: lines, now_pence: pence }) => lines > 0n && pence > 0n)
    .map((row) => {
      const change = row.now_lines - row.before_lines
      const variable = isVariable(row)
      return {
        pod: row.pod,
        name: row.name,
        change: Number(change),
        variable,
        ...released({
          activityThousandths: change * 1_000n,
          pricePence: row.now_pence / row.now_lines,
          variableShare: variable ? 1_000_000n : 0n,
        }),
      }
    })
}
