import { addMonths, monthRange, type Month } from '../../core/month.ts'
import { sqlFile } from '../../stores/duck.ts'
import type { Scope } from '../../stores/scope.ts'
import { perBuild } from '../../warehouse/per-build.ts'
import type { Served } from '../../warehouse/served.ts'
import { namesOf } from '../figures/figures.ts'
import { leastMonths, unusualOf, type Series, type Unusual } from './unusual.ts'

/** A movement with its names, and the provider and specialty that moved most with it. */
export type NamedMovement = Unusual & {
  practiceName: string
  podName: string
  cause: { provider: string; specialty: string; change: number } | null
}

/** What is unusual in the newest month of a build. */
export type Movements = {
  month: Month
  /** Series that have history enough to be judged. */
  judged: number
  called: number
  shown: readonly NamedMovement[]
}

const mostShown = 10

const sql = (name: string): string => sqlFile(import.meta.url, `sql/${name}`)

type Row = { practice: string; kind: string; pod: string; month: Month; lines: bigint }

const seriesOf = (
  rows: readonly Row[],
  arrived: ReadonlyMap<string, boolean>,
  months: readonly Month[],
): Series[] =>
  [
    ...Map.groupBy(rows, ({ practice, kind, pod }) => `${practice} ${kind} ${pod}`).values(),
  ].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { practice, kind, pod } = first
    const counted = new Map(own.map(({ month, lines }) => [month, Number(lines)]))
    const lines = months.map((month) =>
      arrived.has(`${kind} ${month}`) ? (counted.get(month) ?? 0) : null,
    )
    const whole = arrived.get(`${kind} ${months.at(-1)}`) === true
    return [{ practice, kind, pod, lines, whole }]
  })

const ask = async (served: Served, first: Month, month: Month): Promise<Movements> => {
  const { duck } = served
  const rows = await duck.all<Row>(sql('unusual.sql'), { month })
  const came = await duck.all<{ kind: string; month: Month; whole: boolean }>(sql('arrived.sql'))
  const arrived = new Map(came.map(({ kind, month: of, whole }) => [`${kind} ${of}`, whole]))
  const { judged, called } = unusualOf(seriesOf(rows, arrived, monthRange(first, month)))
  const names = await namesOf({ kind: 'everything' }, served)
  const shown: NamedMovement[] = []
  for (const each of called.slice(0, mostShown)) {
    const { practice, kind, pod, now, usual } = each
    const [cause] = await duck.all<{ provider: string; specialty: string; change: bigint }>(
      sql('cause.sql'),
      {
        practice,
        kind,
        pod,
        month,
        from: addMonths(month, -leastMonths),
        months: leastMonths,
        direction: now > usual ? 1 : -1,
      },
    )
    shown.push({
      ...each,
      practiceName: names.of('practice', practice),
      podName: names.of('pod', pod),
      cause: cause
        ? {
            provider: names.of('provider', cause.provider),
            specialty: names.of('specialty', cause.specialty),
            change: Math.round(Number(cause.change) / leastMonths),
          }
        : null,
    })
  }
  return { month, judged, called: called.length, shown }
}

/** The unusual movements of the newest month of a build, asked once for each build; null where it has no month. */
export const loadMovements = async (_: Scope, served: Served): Promise<Movements | null> => {
  const { months } = served.manifest
  if (months === null) return null
  return perBuild(served, 'movements', () => ask(served, months.first, months.last))
}
