import { readQuarantine } from '../../features/data-status/data-status.ts'
import type { Home } from '../../stores/home.ts'
import type { LoadRecord } from '../../stores/lake.ts'
import { everything } from '../../stores/scope.ts'

const linesShown = 3
const filesShown = 5

/** What was wrong with the first quarantined lines of each file, and where the rest can be read. */
export const setAside = async (home: Home, loads: readonly LoadRecord[]): Promise<string[]> => {
  const told: string[] = []
  const files = loads.filter(({ lines }) => lines.quarantined > 0)
  for (const { id } of files.slice(0, filesShown)) {
    const read = await readQuarantine(everything, home, id, 1)
    if (!read.ok) continue
    const { file, rows, quarantined } = read.value
    told.push(
      [
        `${file}: ${quarantined.toLocaleString('en-GB')} ${quarantined === 1 ? 'line was' : 'lines were'} quarantined${quarantined > linesShown ? ', such as' : ''}`,
        ...rows
          .slice(0, linesShown)
          .map(
            ({ source_line: line, column_name: column, value, reason, remedy }) =>
              `  line ${line}, ${column}${value === null ? '' : ` “${value}”`} ${reason}. ${remedy}`,
          ),
      ].join('\n'),
    )
  }
  return files.length === 0
    ? []
    : [...told, 'Every quarantined line stands on the data status page (/status) after the close.']
}
