import { formatFigure, type Figure } from '../../core/figure.ts'
import { divideHalfUp, penceFromHundredThousandths } from '../../core/money.ts'
import { accept, refuse, type Result } from '../../core/refusal.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { definitions, feedsOf, sourcesOf, type Unit } from './definitions.ts'
import { namesOf, titleOf, type Names } from './names.ts'
import { members, type Member } from './selection.ts'
import { splitsOf, type Split } from './splits.ts'
import { sumOf, totalsOf, type Total } from './totals.ts'

/** Lines behind a figure by what became of them. */
export type Counts = { lines: bigint; priced: bigint; noPrice: bigint; excluded: bigint }

/** A figure with its value at one build. */
export type Evaluated = {
  /** With the build filled in: the permanent name. */
  figure: Figure
  name: string
  title: string
  unit: Unit
  /** Money in £0.00001 before the one rounding; counts as they are. */
  exact: bigint
  /** Whole pence, or a count; null where nothing has arrived from which it could be told. */
  value: bigint | null
  formula: readonly string[]
  splits: Split[]
  counts: Counts
  /** The part of the cost, in pence, that rests on unit costs standing in for prices. */
  standInPence: bigint
  /** For a rate: the sum of the monthly lists and how many months have one. */
  list: { patients: bigint; months: number } | null
}

const known = (figure: Figure, names: Names): Result<null> => {
  const { where } = figure
  if (!('code' in where) || names.knows(where.kind, where.code)) return accept(null)
  return refuse(
    `unknown-${where.kind}`,
    `No ${where.kind} has the code ${where.code} in this build.`,
    'Check the code against the list of practices, or load the file that names it and close again.',
    where.code,
  )
}

const arrived = async (served: Served, figure: Figure): Promise<boolean> => {
  const feeds = sourcesOf(figure).flatMap((source) => feedsOf(source, figure.cut.kind))
  const rows = await served.duck.all<{ n: bigint }>(
    `select count(*) as n from feed_month where state = 'arrived'
      and month between $from and $to and list_contains(from_json($feeds, '["VARCHAR"]'), feed)`,
    { from: figure.from, to: figure.to, feeds: JSON.stringify(feeds) },
  )
  return (rows[0]?.n ?? 0n) > 0n
}

const listOf = async (
  served: Served,
  figure: Figure,
  counted: readonly Member[],
): Promise<NonNullable<Evaluated['list']>> => {
  const months = await totalsOf(served, 'patients', figure, counted, 'month')
  const listed = months.filter(({ exact }) => exact > 0n)
  return { patients: sumOf(listed).exact, months: listed.length }
}

const valueOf = (
  figure: Figure,
  total: Total,
  list: Evaluated['list'],
  any: boolean,
): bigint | null => {
  if (!any) return null
  if (list !== null) {
    return list.patients === 0n
      ? null
      : divideHalfUp(total.exact * BigInt(list.months), list.patients)
  }
  return definitions[figure.measure].unit === 'money'
    ? penceFromHundredThousandths(total.exact)
    : total.exact
}

/**
 * The value of a figure at the build that is given, from its marts, with its splits and counts.
 * Without splits where only the value is wanted. Refused where the practice, locality or group is not
 * known, or the figure names another build.
 */
export const evaluate = async (
  scope: Scope,
  served: Served,
  asked: Figure,
  { splits = true }: { splits?: boolean } = {},
): Promise<Result<Evaluated>> => {
  const build = served.manifest.id
  if (asked.build !== null && asked.build !== build) {
    return refuse(
      'unknown-build',
      `This figure is of build ${asked.build}, but build ${build} was opened.`,
      'Ask for the figure without a build to see it as it is now.',
      asked.build,
    )
  }
  const figure: Figure = { ...asked, build }
  const names = await namesOf(scope, served)
  const refusal = known(figure, names)
  if (!refusal.ok) return refusal
  const { unit, formula } = definitions[figure.measure]
  const span = figure.measure === 'patients' ? { ...figure, from: figure.to } : figure
  const counted = await members(scope, served, span)
  const wholes = await Promise.all(
    sourcesOf(span).map((source) => totalsOf(served, source, span, counted, null)),
  )
  const total = sumOf(wholes.flat())
  const rate = figure.measure === 'cost-per-thousand'
  const list = rate ? await listOf(served, figure, counted) : null
  const any = total.lines > 0n || (unit !== 'patients' && (await arrived(served, figure)))
  return accept({
    figure,
    name: formatFigure(figure),
    title: titleOf(figure, names),
    unit,
    exact: total.exact,
    value: valueOf(figure, total, list, any),
    formula,
    splits: splits ? await splitsOf(served, span, counted, names) : [],
    counts: {
      lines: total.lines,
      priced: total.priced,
      noPrice: total.noPrice,
      excluded: total.excluded,
    },
    standInPence: total.standInPence,
    list,
  })
}
