import type { Progress } from '../core/progress.ts'

const barWidth = 24
const quiet = 300
const betweenLines = 5000

const seconds = (ms: number): string =>
  ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`

/**
 * Shows how far work is on a stream: a bar that redraws itself on a terminal, one plain line every
 * five seconds elsewhere. What ends within 0.3 s is never shown; a step without a name ends the one before.
 */
export const progressOn = (
  stream: { isTTY?: boolean; write(text: string): unknown },
  now: () => number = () => performance.now(),
): Progress => {
  let label = ''
  let began = 0
  let shown = Number.NEGATIVE_INFINITY
  let open = false
  return (name, done, total) => {
    const time = now()
    if (name !== label) {
      if (open) stream.write('\n')
      ;[label, began, shown, open] = [name, time, Number.NEGATIVE_INFINITY, false]
    }
    if (name === '') return
    const ended = total > 0 && done >= total
    if (time - began < quiet) return
    if (!ended && time - shown < (stream.isTTY ? 100 : betweenLines)) return
    if (ended && shown < began && time - began < 1000) return
    shown = time
    const part = total > 0 ? Math.min(1, done / total) : 0
    const percent = total > 0 ? ` ${Math.floor(part * 100)}%` : ''
    const took = seconds(time - began)
    if (stream.isTTY) {
      const bar = '#'.repeat(Math.round(part * barWidth)).padEnd(barWidth, '.')
      stream.write(`\r${label} [${bar}]${percent} ${took}  ${ended ? '\n' : ''}`)
      open = !ended
    } else {
      stream.write(`${label}${percent} (${took})\n`)
    }
    if (ended) label = ''
  }
}
