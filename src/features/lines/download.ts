import { csvText } from '../../ui/csv.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { formatFigure } from '../../core/figure.ts'
import { columnsOf } from './columns.ts'
import { fileNames } from './files.ts'
import { monthly } from './paging.ts'
import { streamLines, type Choice } from './store.ts'

/** All lines of a choice as CSV text, a chunk at a time; the last column is the figure's permanent name. */
export async function* csvOf(scope: Scope, served: Served, choice: Choice): AsyncGenerator<string> {
  const columns = columnsOf[choice.source]
  const fileOf = await fileNames(scope, served)
  const name = formatFigure({ ...choice.figure, build: served.manifest.id })
  yield csvText([[...columns.map(({ field }) => field), 'figure']])
  for (const part of await monthly(scope, served, choice)) {
    for await (const lines of streamLines(scope, served, part)) {
      yield csvText(lines.map((line) => [...columns.map(({ csv }) => csv(line, fileOf)), name]))
    }
  }
}
