import { writeFileSync } from 'node:fs'
import type { TestEvent } from 'node:test/reporters'

/** What one run of node:test came to; suites are not counted, only the tests in them. */
export type Counts = { passed: number; failed: number; skipped: number }

const indent = (text: string): string => text.replaceAll(/^/gm, '    ')

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? error.cause : error
  return cause.stack ?? cause.message
}

/** A parent fails with its subtests; only these are counted. */
const isOfSubtests = (error: unknown): boolean =>
  error instanceof Error && 'failureType' in error && error.failureType === 'subtestsFailed'

/** A reporter of node:test: says what failed or was skipped, and leaves the counts in STEWARD_COUNTS. */
export default async function* report(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string, void> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  const slow: { name: string; seconds: number }[] = []
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message
    if (type === 'test:diagnostic' && data.nesting === 0 && data.level === 'warn')
      yield data.message
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const where = `${data.file ?? ''}:${data.line ?? ''}`
    if (data.details.type === 'suite' && type === 'test:pass') continue
    if (data.skip !== undefined && data.skip !== false) {
      counts.skipped += 1
      yield `  skipped: ${data.name} (${String(data.skip)})\n`
    } else if (type === 'test:pass') {
      counts.passed += 1
      slow.push({ name: data.name, seconds: data.details.duration_ms / 1000 })
    } else if (!isOfSubtests(data.details.error)) {
      counts.failed += 1
      yield `  FAILED: ${data.name}\n    ${where}\n${indent(causeOf(data.details.error))}\n`
    }
  }
  const slowest = slow.filter(({ seconds }) => seconds > 2).sort((a, b) => b.seconds - a.seconds)
  for (const { name, seconds } of slowest.slice(0, 8)) yield `  ${seconds.toFixed(1)} s: ${name}\n`
  const target = process.env['STEWARD_COUNTS']
  if (target !== undefined) writeFileSync(target, JSON.stringify(counts))
  yield `  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`
}
