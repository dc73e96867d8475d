import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '../core/refusal.ts'
import type { Home } from '../stores/home.ts'
import { parsedFile } from '../stores/parsed.ts'

/** Where the definitions lie that Steward brings. */
export const ownDefinitions: string = fileURLToPath(new URL('../../definitions', import.meta.url))

/**
 * A rule file by its name: the group's own where there is one, else the one that Steward brings.
 * Throws AppError rule-file-invalid naming the file and the field.
 */
export const readRuleFile = <T>(
  home: Pick<Home, 'definitions'>,
  name: string,
  schema: z.ZodType<T>,
): { rule: T; sha256: string } => {
  const overlay = join(home.definitions, 'rules', `${name}.yaml`)
  const file = existsSync(overlay) ? overlay : join(ownDefinitions, 'rules', `${name}.yaml`)
  return parsedFile(file, schema, (text) => {
    const found = schema.safeParse(parse(text))
    if (!found.success) {
      throw new AppError({
        code: 'rule-file-invalid',
        message: `The rule file ${file} cannot be used: ${z.prettifyError(found.error)}`,
        remedy: 'Correct the named field, or remove the file to use the one that Steward brings.',
        where: file,
      })
    }
    return { rule: found.data, sha256: createHash('sha256').update(text).digest('hex') }
  })
}
