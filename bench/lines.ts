import { textTable } from '../src/app/text-table.ts'
import type { Measured } from './task.ts'

/** One figure of a bench: what was done, what it took, its floor, and its bar. */
export type Line = {
  what: string
  measured: Measured
  floor?: Measured
  bar?: string
  met?: boolean
}

const rate = ({ rows, seconds }: Measured): number => rows / seconds

/** Rows a second as a share of the floor's. */
export const ofFloor = (measured: Measured, floor: Measured): number => rate(measured) / rate(floor)

/** Keeps lines as they come, tells of each, and prints them as a table at the end. */
export const sheet = (): { note: (line: Line) => void; print: () => void } => {
  const lines: Line[] = []
  return {
    note: (line) => {
      lines.push(line)
      const { seconds, peak } = line.measured
      console.error(`${line.what}: ${seconds.toFixed(1)} s, ${peak} MB`)
    },
    print: () => {
      console.log(
        textTable(
          ['what', 'rows', 'seconds', 'rows/s', 'of its floor', 'peak MB', 'bar', 'met'],
          lines.map(({ what, measured, floor, bar = '', met }) => [
            what,
            measured.rows.toLocaleString('en-GB'),
            measured.seconds.toFixed(2),
            Math.round(rate(measured)).toLocaleString('en-GB'),
            floor ? ofFloor(measured, floor).toFixed(2) : '',
            String(measured.peak),
            bar,
            met === undefined ? '' : met ? 'yes' : 'NO',
          ]),
        ),
      )
      process.exitCode = lines.some(({ met }) => met === false) ? 1 : 0
    },
  }
}
