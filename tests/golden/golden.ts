import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const cell = z.union([z.number(), z.string(), z.boolean(), z.null()])
const goldenCase = z.object({
  case: z.string(),
  tolerance: z.object({ relative: z.number(), absolute: z.number() }),
  expected: z.record(z.string(), z.unknown()),
})

export type GoldenCase = z.infer<typeof goldenCase>

/** A column of an expected table. */
export const column = (expected: Record<string, unknown>, name: string): z.infer<typeof cell>[] =>
  z.array(cell).parse(expected[name])

export type GoldenFolder = {
  /** The expected figures of one case, with the tolerance that its own file states. */
  golden: (name: string) => GoldenCase
  /** The rows of an input table, each value as text. */
  input: (name: string) => Record<string, string>[]
  /** The rows of an input table gathered by one of its columns, in the order of that column. */
  inputBy: (name: string, key: string) => Map<string, Record<string, string>[]>
}

/** The cases of a folder, each an expected JSON and a CSV. */
export const goldenFolder = (folder: URL): GoldenFolder => {
  const input = (name: string): Record<string, string>[] => {
    const [head = '', ...lines] = readFileSync(new URL(`${name}.csv`, folder), 'utf8')
      .trim()
      .split('\n')
    const names = head.split(',')
    return lines.map((line) => {
      const values = line.split(',')
      return Object.fromEntries(names.map((key, i) => [key, values[i] ?? '']))
    })
  }
  return {
    golden: (name) =>
      goldenCase.parse(JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8'))),
    input,
    inputBy: (name, key) =>
      new Map(
        [...Map.groupBy(input(name), (row) => row[key] ?? '')].toSorted(([a], [b]) =>
          a < b ? -1 : 1,
        ),
      ),
  }
}

export const { golden, input, inputBy } = goldenFolder(new URL('./statistics/', import.meta.url))

/** Fails unless the figure is within the case's relative or its absolute tolerance. */
export const assertClose = (
  actual: number,
  expected: unknown,
  { relative, absolute }: GoldenCase['tolerance'],
  what: string,
): void => {
  const wanted = Number(expected)
  const gap = Math.abs(actual - wanted)
  assert.ok(
    gap <= absolute || gap <= relative * Math.abs(wanted),
    `${what}: ${actual} for ${wanted}, a gap of ${gap}`,
  )
}
