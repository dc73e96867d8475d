import { formatFigure, type Figure } from '../../core/figure.ts'
import { saidText } from '../../ui/said.ts'
import type { Money } from '../statement/statement.ts'
import type { PlaceLine } from './amounts.ts'
import type { OverviewView } from './view.ts'

const named = (money: Money | null): { pence: bigint; figure: string } | null =>
  money && { pence: money.pence, figure: formatFigure(money.figure) }

const figureName = (figure: Figure | null): string | null => figure && formatFigure(figure)

const lineData = (line: PlaceLine): unknown => ({
  ...line,
  patientsFigure: figureName(line.patientsFigure),
  month: named(line.month),
  year: named(line.year),
  before: named(line.before),
  rate: named(line.rate),
})

/** The overview for a program: the same view, with sentences as text and figures by their names. */
export const overviewData = (view: OverviewView): unknown => ({
  ...view,
  says: view.says.map(saidText),
  asks: view.asks.map(saidText),
  sure: view.sure.map(saidText),
  services: view.services.map(lineData),
  total: lineData(view.total),
  localities: view.localities.map(lineData),
  practices: view.practices.map(lineData),
  trends: view.trends.map((trend) => ({
    ...trend,
    points: trend.points.map((point) => ({ ...point, cost: named(point.cost) })),
  })),
})
