import { parse, YAMLParseError } from 'yaml'
import type { z } from 'zod'
import { accept, type Refusal, type Result } from '../core/refusal.ts'

const notYaml = (error: unknown): string => {
  if (!(error instanceof Error)) throw error
  const [place] = error instanceof YAMLParseError ? (error.linePos ?? []) : []
  const what = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
  return `it is not YAML${place === undefined ? '' : ` from line ${place.line}`} (${what})`
}

const worded = (message: string): string =>
  message.replace(/^Invalid input: expected (.+), received undefined$/, 'is missing ($1 expected)')

const issuesText = ({ issues }: z.ZodError): string =>
  issues
    .map(({ path, message }) => `${path.join('.') || 'the whole file'}: ${worded(message)}`)
    .join('; ')

/** The refusal of a definition file, given what is wrong with it: “it is not YAML from line 3 (…)” or “version: …”. */
export type NotUsable = (wrong: string) => Refusal

/**
 * What the text of a definition file (YAML, or JSON, which is YAML too) holds, checked by its schema. Refused with
 * the line where it is no YAML, else with every field at fault.
 */
export const readDefinition = <T>(
  text: string,
  schema: z.ZodType<T>,
  notUsable: NotUsable,
): Result<T> => {
  let content: unknown
  try {
    content = parse(text)
  } catch (error) {
    return { ok: false, refusal: notUsable(notYaml(error)) }
  }
  const found = schema.safeParse(content)
  return found.success
    ? accept(found.data)
    : { ok: false, refusal: notUsable(issuesText(found.error)) }
}

/** How a file of this kind (“rule pack”) is refused; whoever removes it has the one that Steward brings. */
export const notUsableAs =
  (code: string, kind: string, file: string): NotUsable =>
  (wrong) => ({
    code,
    message: `The ${kind} ${file} cannot be used: ${wrong}.`,
    remedy: 'Put that right, or remove the file to use the one that Steward brings.',
    where: file,
  })
