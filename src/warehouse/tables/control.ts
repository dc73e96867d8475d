import { join } from 'node:path'
import { AppError } from '../../core/refusal.ts'
import { literal, sqlFile, type Duck } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import type { LoadRecord } from '../../stores/lake.ts'
import { insertRows } from './statements.ts'

/** Two counts or sums of the same thing by different ways; they agree or the build is not served. */
export type Control = {
  step: string
  feed: string
  period: string
  measure: string
  left_label: string
  left_value: bigint
  right_label: string
  right_value: bigint
}

const columns = {
  step: 'VARCHAR',
  feed: 'VARCHAR',
  period: 'VARCHAR',
  measure: 'VARCHAR',
  left_label: 'VARCHAR',
  left_value: 'DECIMAL(38, 0)',
  right_label: 'VARCHAR',
  right_value: 'DECIMAL(38, 0)',
  agrees: 'BOOLEAN',
}

/** Physical lines of each file are header, total, accepted and quarantined lines; accepted ones are in its parts. */
export const recordControls = (loads: readonly LoadRecord[]): Control[] =>
  loads.flatMap((load) => {
    const { physical, header, totals, accepted, quarantined } = load.lines
    const place = { step: 'load', feed: load.feed, period: load.id, measure: 'rows' }
    return [
      {
        ...place,
        left_label: 'physical lines',
        left_value: BigInt(physical),
        right_label: 'header + totals + accepted + quarantined',
        right_value: BigInt(header + totals + accepted + quarantined),
      },
    ]
  })

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * Counts every file of the loads given, and adds up its money, from the lake's Parquet and not from
 * what the loads said; fills the table `counted`, which later controls read.
 */
export const countLake = async (
  duck: Duck,
  home: Home,
  loads: readonly LoadRecord[],
): Promise<Control[]> => {
  await duck.run(
    'create or replace temp table counted (filename varchar, rows bigint, feed varchar, period varchar)',
  )
  const controls: Control[] = []
  for (const group of Map.groupBy(loads, ({ layout }) => layout).values()) {
    const sums = [...new Set(group.flatMap((load) => Object.keys(load.sums)))]
    const files = group.flatMap(({ parts }) => parts.map(({ file }) => join(home.lake, file)))
    const rows = await duck.all(
      `select filename, count(source_line) as rows
         ${sums.map((sum) => `, cast(coalesce(sum(cast(${quoted(sum)} as hugeint)), 0) as varchar) as ${quoted(`sum ${sum}`)}`).join('')}
       from read_parquet([${files.map(literal).join(', ')}], union_by_name = true, filename = true) group by filename`,
    )
    const byFile = new Map(rows.map((row) => [String(row['filename']), row]))
    const counts: { filename: string; rows: bigint; feed: string; period: string }[] = []
    for (const load of group) {
      const of = load.parts.map(({ file }) => byFile.get(join(home.lake, file)))
      const place = {
        feed: load.feed,
        period: load.id,
        left_label: 'stored at loading',
        right_label: 'lake',
      }
      const total = of.reduce((sum, row) => sum + BigInt(row?.['rows'] ?? 0), 0n)
      controls.push({
        ...place,
        step: 'lake',
        measure: 'rows',
        // One line of some layouts holds several rows, so rows are held to rows.
        left_value: load.parts.reduce((sum, { rows: stored }) => sum + BigInt(stored), 0n),
        right_value: total,
      })
      for (const [name, sum] of Object.entries(load.sums)) {
        const counted = of.reduce((all, row) => all + BigInt(row?.[`sum ${name}`] ?? 0), 0n)
        controls.push({
          ...place,
          step: 'lake',
          measure: name,
          left_value: BigInt(sum),
          right_value: counted,
        })
      }
      for (const { file, period } of load.parts) {
        const filename = join(home.lake, file)
        counts.push({
          filename,
          rows: BigInt(byFile.get(filename)?.['rows'] ?? 0),
          feed: load.feed,
          period,
        })
      }
    }
    await insertRows(
      duck,
      'counted',
      { filename: 'VARCHAR', rows: 'BIGINT', feed: 'VARCHAR', period: 'VARCHAR' },
      counts,
    )
  }
  await duck.run('delete from counted where filename not in (select filename from part)')
  return controls
}

/** Lines in quarantine, counted there, against what their loads said. */
export const countQuarantine = async (
  duck: Duck,
  home: Home,
  loads: readonly LoadRecord[],
): Promise<Control[]> => {
  const held = loads.flatMap((load) =>
    load.quarantine === null ? [] : [{ load, file: join(home.quarantine, load.quarantine) }],
  )
  if (held.length === 0) return []
  const rows = await duck.all<{ filename: string; lines: bigint }>(
    `select filename, count(distinct line) as lines
     from read_parquet([${held.map(({ file }) => literal(file)).join(', ')}], union_by_name = true, filename = true) group by filename`,
  )
  const byFile = new Map(rows.map(({ filename, lines }) => [filename, lines]))
  return held.map(({ load, file }) => ({
    step: 'load',
    feed: load.feed,
    period: load.id,
    measure: 'rows',
    left_label: 'quarantined at loading',
    left_value: BigInt(load.lines.quarantined),
    right_label: 'lines in quarantine',
    right_value: byFile.get(file) ?? 0n,
  }))
}

const martControls = [
  'priced',
  'activity',
  'prescribing',
  'contract',
  'comparison',
  'registers',
] as const

/** Runs the controls over priced lines and marts, writes every control down, and gives those that differ. */
export const recordAll = async (
  duck: Duck,
  before: readonly Control[],
): Promise<{ checked: number; differing: Control[] }> => {
  const controls: Control[] = [...before]
  for (const name of martControls) {
    const rows = await duck.all(sqlFile(import.meta.url, `../controls/${name}.sql`))
    for (const row of rows) {
      controls.push({
        step: String(row['step']),
        feed: String(row['feed']),
        period: String(row['period']),
        measure: String(row['measure']),
        left_label: String(row['left_label']),
        left_value: BigInt(row['left_value'] ?? 0),
        right_label: String(row['right_label']),
        right_value: BigInt(row['right_value'] ?? 0),
      })
    }
  }
  await insertRows(
    duck,
    'control',
    columns,
    controls.map((control) => ({ ...control, agrees: control.left_value === control.right_value })),
  )
  return {
    checked: controls.length,
    differing: controls.filter(({ left_value, right_value }) => left_value !== right_value),
  }
}

const sayControl = ({
  step,
  feed,
  period,
  measure,
  left_label,
  left_value,
  right_label,
  right_value,
}: Control): string =>
  `${step}, ${feed} ${period}, ${measure}: ${left_label} ${left_value}, ${right_label} ${right_value}`

/** The failure of a build whose totals do not agree; it names each difference, the first twenty in full. */
export const controlsDiffer = (differing: readonly Control[]): AppError =>
  new AppError({
    code: 'controls-differ',
    message: `${differing.length} control ${differing.length === 1 ? 'total does' : 'totals do'} not agree, so the new build is not served. ${differing
      .slice(0, 20)
      .map(sayControl)
      .join('; ')}${differing.length > 20 ? `; and ${differing.length - 20} more` : ''}.`,
    remedy:
      'Nothing has changed: the build before is still served. Load the files that are named again, or report this.',
  })
