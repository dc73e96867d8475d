/** The front door: where the year will end, for statements, budgets and papers. */
export { commands } from './commands.ts'
export type { Forecast, LineOutturn, Outturn, PhasedMonth, Range } from './cut.ts'
export type { NamedAdjustment } from './rules/adjustments.ts'
export type { GroupForecast } from './group-forecast.ts'
export { forecastOf, groupForecastOf, type ForecastOptions } from './of.ts'
export { forecastPath } from './paths.ts'
export { rights, routes } from './routes.ts'
export { saysOf } from './view.ts'
