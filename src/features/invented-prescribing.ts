import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { monthRange } from '../core/month.ts'
import { literal, openDuck } from '../stores/duck.ts'
import type { Served } from '../warehouse/served.ts'
import { inventedBuild, type InventedOptions } from './invented-build.ts'

/**
 * An invented build with rows of prescribing behind it, for tests: trimethoprim and nitrofurantoin of every practice and month,
 * and the dear brand of a capsule, of which the first practice has by far the most. In 2018 one code was still another.
 * From the month `jumpsAt` on, the first practice has twice the trimethoprim that it had.
 */
export const inventedPrescribing = async (
  tmp: string,
  options: InventedOptions & { jumpsAt?: number } = {},
): Promise<Served> => {
  const served = await inventedBuild(tmp, options)
  const { practices = 4, months = 24, jumpsAt = Infinity } = options
  const duck = await openDuck({ tmp })
  const span = monthRange('2018-04', '2020-03').slice(-months)
  const files: { month: string; file: string }[] = []
  for (const [m, month] of span.entries()) {
    const file = join(tmp, 'prescribing', month, '0123456789ab.parquet')
    mkdirSync(join(tmp, 'prescribing', month), { recursive: true })
    await duck.run(
      `copy (
        select
          'P' || lpad(cast(81001 + i as varchar), 5, '0') as practice, code as bnf_code, name as bnf_name,
          cast(items as integer) as items, cast(items * 28000 as bigint) as quantity, cast(null as bigint) as adq_e5,
          cast(items * price as bigint) as nic_e5, cast(items * price as bigint) as cost_e5, false as unidentified,
          '05' as chapter, cast(row_number() over () as bigint) as source_line
        from range(0, ${practices}) as r(i), (values
          ('0501080W0AAAEAE', 'Trimethoprim_Tab 200mg', 40, 100000),
          ('0501130R0AAAGAG', 'Nitrofurantoin_Cap 100mg M/R', 60, 300000),
          ('0408010AEBBABAB', 'Dearbrand_Cap 75mg', 2, 6000000),
          ('0408010AEAAABAB', 'Pregabalin_Cap 75mg', 30, 200000)
        ) as v(code, name, base, price),
        lateral (select base + (i * 7 + ${m} * 3) % 5 + case when i = 0 and base = 2 then 60 else 0 end
          + case when i = 0 and base = 40 then ${m >= jumpsAt ? 40 : 0} else 0 end as items)
      ) to ${literal(file)} (format parquet)`,
    )
    files.push({ month, file })
  }
  duck.close()
  return {
    ...served,
    // Another build than the one without rows: what is kept of a build is kept by its id.
    manifest: {
      ...served.manifest,
      id: `${served.manifest.id.slice(6)}${served.manifest.id.slice(0, 6)}`,
    },
    lakeFiles: (feed, periods) =>
      feed === 'prescribing'
        ? files.filter(({ month }) => periods?.includes(month) ?? true).map(({ file }) => file)
        : [],
  }
}
