import { join } from 'node:path'
import type { Served } from '../../warehouse/served.ts'
import { inventedBuild } from '../invented-build.ts'

/** Patients with priced attendances over three years, and lists by age and sex, as Parquet beside an invented build; costs so many times as large. */
export const withPatients = async (folder: string, times = 1): Promise<Served> => {
  const build = await inventedBuild(folder, { practices: 4, months: 36 })
  const priced = join(folder, 'priced.parquet')
  const lists = join(folder, 'lists.parquet')
  await build.duck.run(`copy (
    select
      concat('k', i % 4, '-', n) as patient_key, concat('P8100', 1 + i % 4) as practice, 'OPFASPCL' as pod, '100' as specialty,
      c.month, cast(concat(c.month, '-15') as date) as activity_date, cast((n * 7) % 90 as smallint) as age,
      case when n % 2 = 0 then '1' else '2' end as sex, cast(5000 + (n * n * 37 + m * 101) % 90000 + case when n % 97 = 0 then 2000000 else 0 end as bigint) * ${times} as cost_pence
    from range(0, 4) as p(i), range(0, 900) as q(n), calendar as c
    where (n + c.m * 5) % 11 = 0
    union all
    select concat('k', i, '-', n), concat('P8100', 1 + i), 'DC', '100', '2018-07', date '2018-07-15', cast(40 as smallint), '1', cast(100000 as bigint) * ${times}
    from range(0, 4) as p(i), range(0, 12) as q(n)
    union all
    select concat('k', i, '-', n), concat('P8100', 1 + i), 'AE', null, '2018-09', date '2018-09-15', cast(30 as smallint), '2', cast(20000 as bigint) * ${times}
    from range(0, 4) as p(i), range(0, 40) as q(n)
  ) to '${priced}' (format parquet)`)
  // Attendances at an emergency department have no treatment function: null in priced lines, '' once summed.
  await build.duck.run(
    `insert into activity select * replace ('' as specialty) from activity where pod = 'AE' limit 1`,
  )
  await build.duck.run(`copy (
    select concat('P8100', 1 + i) as practice, case when s = 0 then 'male' else 'female' end as sex, cast(a * 5 as smallint) as age_from,
      case when a = 19 then null else cast(a * 5 + 4 as smallint) end as age_to, cast(120 + 10 * i as integer) as patients, date '2018-04-01' as extract_date
    from range(0, 4) as p(i), range(0, 2) as t(s), range(0, 20) as u(a)
  ) to '${lists}' (format parquet)`)
  return {
    ...build,
    pricedFiles: (kind) => (kind === 'outpatient' ? [priced] : []),
    lakeFiles: (feed) => (feed === 'list-size' ? [lists] : []),
  }
}
