import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { AppError } from '../core/refusal.ts'
import { notUsableAs, readDefinition } from '../stores/definition-file.ts'
import type { Home } from '../stores/home.ts'
import { parsedFile } from '../stores/parsed.ts'

/** Where the definitions lie that Steward brings. */
export const ownDefinitions: string = fileURLToPath(new URL('../../definitions', import.meta.url))

/**
 * A rule file by its name: the group's own where there is one, else the one that Steward brings.
 * Throws AppError rule-file-invalid naming the file, and the field or the line.
 */
export const readRuleFile = <T>(
  home: Pick<Home, 'definitions'>,
  name: string,
  schema: z.ZodType<T>,
): { rule: T; sha256: string } => {
  const overlay = join(home.definitions, 'rules', `${name}.yaml`)
  const file = existsSync(overlay) ? overlay : join(ownDefinitions, 'rules', `${name}.yaml`)
  return parsedFile(file, schema, (text) => {
    const read = readDefinition(text, schema, notUsableAs('rule-file-invalid', 'rule file', file))
    if (!read.ok) throw new AppError(read.refusal)
    return { rule: read.value, sha256: createHash('sha256').update(text).digest('hex') }
  })
}
