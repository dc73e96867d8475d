import { csvText, type CsvValue } from '../../ui/csv.ts'
import { isAssessable } from '../../engines/measures/savings.ts'
import type { Compared } from '../measures/measures.ts'
import { firstMonth } from './asked.ts'
import type { Variation } from './load.ts'
import type { ShownReply } from './measure/beside.ts'
import { saysOf } from './words.ts'

const rounded = (value: number | null): number | null =>
  value === null || Number.isNaN(value) ? null : Number(value.toPrecision(10))

const pounds = (saving: Compared['saving']): number | null =>
  saving !== null && isAssessable(saving) ? Math.round(saving * 100) / 100 : null

const reasonOf = ({ saving, ratio }: Compared): string | null =>
  saving !== null && !isAssessable(saving)
    ? saving.notAssessable
    : ratio === null
      ? 'nothing to hold it against, or withheld for small numbers'
      : null

const unitData = (view: Variation, replies: ReadonlyMap<string, ShownReply>) => {
  const placed = new Map(view.chance?.placed.map((one) => [one.code, one]))
  return (unit: Compared) => {
    const place = placed.get(unit.code)?.beyondUsual ?? null
    const reply = replies.get(unit.code)
    return {
      code: unit.code,
      name: unit.name,
      numerator: rounded(unit.tally.numerator),
      denominator: rounded(unit.tally.denominator),
      ratio: rounded(unit.ratio),
      adjusted: rounded(unit.adjusted),
      lower: rounded(unit.interval?.lower ?? null),
      upper: rounded(unit.interval?.upper ?? null),
      percentile: rounded(unit.percentile),
      place: place === null ? 'usual' : place.direction === 'high' ? 'higher' : 'lower',
      savingPounds: pounds(unit.saving),
      gap: rounded(unit.gap),
      notAssessable: reasonOf(unit),
      reply: reply ? { reason: reply.reason, on: reply.on, reviewOn: reply.reviewOn } : null,
    }
  }
}

/** A measure's page as data: what the API answers. Ratios are numerator ÷ denominator; `per` says what to multiply by to show them. */
export const variationData = (view: Variation, replies: ReadonlyMap<string, ShownReply>) => {
  const { measure, asked, comparison, chance } = view
  const { says, sure } = saysOf(view)
  const unit = unitData(view, replies)
  return {
    build: view.build.id,
    asAt: view.build.asAt,
    measure: {
      id: measure.id,
      version: measure.version,
      title: measure.title,
      per: measure.per,
      better: measure.better,
    },
    among: { id: asked.among, name: view.amongName },
    from: firstMonth(asked),
    to: asked.to,
    members: asked.members,
    says: [...says, sure],
    ratio: rounded(comparison.ratio),
    deciles: comparison.deciles.map(rounded),
    target: { centile: comparison.target.decile, ratio: rounded(comparison.target.ratio) },
    savingPounds: comparison.saving === null ? null : Math.round(comparison.saving * 100) / 100,
    gap: rounded(comparison.gap),
    half:
      comparison.half === null
        ? null
        : {
            practices: comparison.half.units.map(({ code }) => code),
            share: rounded(comparison.half.share) ?? 0,
          },
    chance:
      chance === null
        ? null
        : {
            basis: chance.basis,
            target: rounded(chance.target) ?? 0,
            phi: rounded(chance.phi) ?? 0,
            phiWinsorised: rounded(chance.phiWinsorised) ?? 0,
            tauSquared: rounded(chance.tauSquared) ?? 0,
          },
    practices: comparison.units.map(unit),
    localities: view.localities?.units.map(unit) ?? [],
    months: view.months.map((month, i) => ({
      month,
      covered: view.covered[i] === true,
      ratio: rounded(view.wholeLine[i] ?? null),
      practice: rounded(view.ownLine?.[i] ?? null),
      deciles: view.bands.map((line) => rounded(line[i] ?? null)),
    })),
    control: view.control.segments.map(({ from, to, mean, lower, upper }) => ({
      from: view.months[from] ?? '',
      to: view.months[to - 1] ?? '',
      mean: rounded(mean),
      lower: rounded(Math.max(0, lower)),
      upper: rounded(upper),
    })),
    rebases: view.rebases.map(({ month, reason, on }) => ({ month, reason, on })),
    notes: view.notes,
  }
}

/** The practices of a measure as CSV, a line each, with what they were held against. */
export const variationCsv = (view: Variation, replies: ReadonlyMap<string, ShownReply>): string => {
  const { measure, asked } = view
  const unit = unitData(view, replies)
  const rows = view.comparison.units.map((one): CsvValue[] => {
    const data = unit(one)
    return [
      measure.id,
      measure.version,
      firstMonth(asked),
      asked.to,
      data.code,
      data.name,
      data.numerator,
      data.denominator,
      data.ratio,
      data.adjusted,
      data.lower,
      data.upper,
      data.percentile,
      data.place,
      data.savingPounds,
      data.notAssessable,
      data.reply?.reason ?? null,
      view.build.id,
    ]
  })
  return csvText([
    'measure version from to practice name numerator denominator ratio adjusted lower upper percentile place saving_pounds not_assessable reply build'.split(
      ' ',
    ),
    ...rows,
  ])
}
