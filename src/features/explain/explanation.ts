import type { Figure } from '../../core/figure.ts'
import { accept, type Refusal, type Result } from '../../core/refusal.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import {
  evaluate,
  figureOfSource,
  namesOf,
  sourcesOf,
  type Evaluated,
  type Part,
  type Source,
  type Split,
} from '../figures/figures.ts'
import { sumsOfRows, type RowSum } from '../lines/lines.ts'
import { caveatsOf, type Caveat } from './caveats.ts'
import { inputsOf, type Inputs } from './inputs.ts'
import { reach } from './reach.ts'

/** One kind of row behind a figure: what the marts say, and what the rows themselves add up to. */
export type RowCheck = {
  source: Source
  figure: Figure
  lines: bigint
  marts: bigint
  rows: bigint
  rowLines: bigint
  agrees: boolean
}

/** Everything that the explain page says about a figure. */
export type Explanation = {
  whole: Evaluated
  /** For a cost of several kinds: each kind with its own splits, for the tree. */
  branches: { part: Part; splits: Split[] }[]
  /** For a rate: the figures that it is made of. */
  basis: { cost: Evaluated; patients: Evaluated } | null
  checks: RowCheck[]
  /** Whether the rows behind it are not the viewer’s to see, so that they are not counted again here. */
  withheld: boolean
  /** Whether the figure is as it may leave the group: a sum of localities without small counts. */
  released: boolean
  inputs: Inputs
  caveats: Caveat[]
  changes: string[]
}

const valued = async (
  scope: Scope,
  served: Served,
  figure: Figure,
  options?: { splits: boolean },
): Promise<Evaluated | null> => {
  const result = await evaluate(scope, served, figure, options)
  return result.ok ? result.value : null
}

const checkOf = async (
  scope: Scope,
  served: Served,
  whole: Evaluated,
  source: Source,
): Promise<{ check: RowCheck; sums: RowSum[] }> => {
  const several = whole.figure.measure === 'cost' || whole.figure.measure === 'cost-per-thousand'
  const figure = several ? figureOfSource(whole.figure, source) : whole.figure
  const part = several ? await valued(scope, served, figure, { splits: false }) : whole
  const sums = await sumsOfRows(scope, served, { figure, source })
  const rows = sums.reduce((sum, { exact }) => sum + exact, 0n)
  const rowLines = sums.reduce((sum, { lines }) => sum + lines, 0n)
  const marts = part?.exact ?? 0n
  const lines = part?.counts.lines ?? 0n
  const agrees = marts === rows && lines === rowLines
  return { check: { source, figure, lines, marts, rows, rowLines, agrees }, sums }
}

const notReleased: Refusal = {
  code: 'not-allowed',
  message: 'Figures of single practices, and of lines that belong to none, stay inside the group.',
  remedy: 'Ask for the figure of a group or of a locality.',
  where: 'figure',
}

const always = ({ figure }: Evaluated): string[] => [
  ...(figure.where.kind === 'group' || figure.where.kind === 'locality'
    ? ['Another membership file: practices count for the months in which it says they belong.']
    : []),
  ...(sourcesOf(figure).includes('activity')
    ? ['Another edition of a price book or rule pack, or another file of practices and successors.']
    : []),
  'A later version of any file that went into it.',
]

/**
 * Explains a figure: its value and parts, the rows counted again from their files, the inputs, what
 * is missing. Refused as evaluate refuses, and where it is narrowed to a code that the build does not know.
 */
export const explain = async (
  scope: Scope,
  served: Served,
  asked: Figure,
): Promise<Result<Explanation>> => {
  const released = served.released === true
  const isPlace = asked.where.kind === 'group' || asked.where.kind === 'locality'
  if (released && !isPlace) return { ok: false, refusal: notReleased }
  const result = await evaluate(scope, served, asked)
  if (!result.ok) return result
  if (result.value.counts.lines === 0n) {
    const reached = reach(asked.cut, await namesOf(scope, served))
    if (!reached.ok) return reached
  }
  const whole = released
    ? { ...result.value, splits: result.value.splits.filter(({ by }) => by !== 'practice') }
    : result.value
  const { figure } = whole
  // A build that is cut to a scope has no files to count again.
  const sources = served.scope === undefined ? sourcesOf(figure) : []
  const checked = await Promise.all(sources.map((source) => checkOf(scope, served, whole, source)))
  const components = whole.splits.find(({ by }) => by === 'component')?.parts ?? []
  const branches = await Promise.all(
    components.map(async (part) => ({
      part,
      splits: ((await valued(scope, served, part.figure))?.splits ?? []).filter(
        ({ by }) => !(released && by === 'practice'),
      ),
    })),
  )
  const rate = figure.measure === 'cost-per-thousand'
  const cost = rate
    ? await valued(scope, served, { ...figure, measure: 'cost' }, { splits: false })
    : null
  const lists: Figure = { ...figure, measure: 'patients', cut: {} }
  const patients = rate ? await valued(scope, served, lists, { splits: false }) : null
  const sums = checked.flatMap((one) => one.sums)
  const inputs = await inputsOf(scope, served, figure, sums)
  const caveats = await caveatsOf(scope, served, whole, inputs)
  return accept({
    whole,
    branches,
    basis: cost !== null && patients !== null ? { cost, patients } : null,
    checks: checked.map(({ check }) => check),
    withheld: served.scope !== undefined,
    released,
    inputs,
    caveats,
    changes: [...new Set([...caveats.map(({ change }) => change), ...always(whole)])],
  })
}
