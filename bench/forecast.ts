import { textTable } from '../src/app/text-table.ts'
import { random } from '../src/core/random.ts'
import { forecastLine, type LineHistory } from '../src/engines/forecast/group/line.ts'
import { spreadOf } from '../src/engines/forecast/group/spread.ts'

/**
 * Speed of a group's forecasts: 76 practices and 40 lines over 30 months, every way to forecast at four
 * past origins and now, the choice, the scaling and the ranges. The floor is one pass of a plain loop
 * over typed arrays with the same months: the mean of each series at each origin, once for each way.
 */
const [practices, lineCount, months, known] = [76, 40, 30, 6]
const source = random('forecasts')
const histories = Array.from({ length: lineCount }, (_, l): LineHistory => {
  const season = 0.02 + 0.1 * source.next()
  return {
    line: `line-${l}`,
    first: 0,
    known,
    ahead: 12 - known,
    units: Array.from({ length: practices }, () => {
      const level = Math.exp(9 + 2 * source.next())
      const noise = 0.05 + 0.2 * source.next()
      return Float64Array.from(
        { length: months },
        (__, t) =>
          level *
          (1 + 0.003 * t) *
          (1 + season * Math.sin((t * Math.PI) / 6)) *
          (1 + noise * source.normal()),
      )
    }),
  }
})

const secondsOf = (work: () => void): number => {
  const began = performance.now()
  work()
  return (performance.now() - began) / 1000
}

let width = 0
const seconds = secondsOf(() => {
  const spread = spreadOf(histories, histories.map(forecastLine))
  for (let u = 0; u < practices; u++)
    for (let l = 0; l < lineCount; l++) width += spread.widths([u], [l])[95]
})

const ways = 6
const sums = new Float64Array(practices * lineCount)
const floor = secondsOf(() => {
  for (let way = 0; way < ways; way++)
    for (const back of [0, 3, 6, 9, 12])
      for (const [l, { units }] of histories.entries())
        for (const [u, unit] of units.entries()) {
          let all = 0
          for (let t = 0; t < months - back; t++) all += unit[t]!
          sums[l * practices + u]! += all / (months - back)
        }
})
if (!(width > 0) || !(sums[0]! > 0)) throw new Error('nothing was forecast')

const bar = 10
console.log(
  textTable(
    ['what', 'seconds', 'floor', 'times its floor', 'bar', 'met'],
    [
      [
        `forecasts of ${practices} practices, ${lineCount} lines, 4 past origins`,
        seconds.toFixed(2),
        floor.toFixed(3),
        (seconds / floor).toFixed(0),
        `under ${bar} s`,
        seconds < bar ? 'yes' : 'NO',
      ],
    ],
  ),
)
process.exitCode = seconds >= bar ? 1 : 0
