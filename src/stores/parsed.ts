import { readFileSync } from 'node:fs'

const kept = new WeakMap<object, Map<string, { text: string; value: unknown }>>()

/**
 * What the text of a file was parsed to. The file is read each time and parsed again only when its text is
 * another, so that an edit counts at once; `kind` tells apart what the same file is parsed to. Whoever takes
 * the value shares it with the next, so nobody may change it.
 */
export const parsedFile = <T>(file: string, kind: object, parse: (text: string) => T): T => {
  const text = readFileSync(file, 'utf8')
  const files = kept.get(kind) ?? new Map<string, { text: string; value: unknown }>()
  kept.set(kind, files)
  const known = files.get(file)
  // A kind names the parser, and a parser has one type of value.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  if (known?.text === text) return known.value as T
  const value = parse(text)
  files.set(file, { text, value })
  return value
}
