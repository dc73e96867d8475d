import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import { notUsableAs, readDefinition } from '../../stores/definition-file.ts'
import type { Home } from '../../stores/home.ts'

const code = z.string().regex(/^[0-9A-Z]{1,10}$/)

const rule = z
  .strictObject({
    id: z.literal('reconciliation'),
    version: z.int().positive(),
    title: z.string(),
    source: z.string(),
    compared: z.array(
      z.strictObject({
        pod: code,
        name: z.string(),
        kind: z.enum(['admitted', 'outpatient', 'emergency']),
        sent: z.array(code),
      }),
    ),
    counted: z.array(z.strictObject({ pod: code, name: z.string() })),
  })
  .superRefine(({ compared, counted }, context) => {
    const seen = new Set<string>()
    for (const listed of [
      ...compared.flatMap(({ pod, sent }) => [pod, ...sent]),
      ...counted.map(({ pod }) => pod),
    ]) {
      if (seen.has(listed))
        context.addIssue({ code: 'custom', message: `${listed} is listed twice` })
      seen.add(listed)
    }
  })

/** Which points of delivery of contract monitoring are counted, and which are only compared. */
export type Reconciliation = z.infer<typeof rule>

const ownFile = fileURLToPath(
  new URL('../../../definitions/rules/reconciliation.yaml', import.meta.url),
)

/** The rule file in force: the group's own where there is one; AppError rule-file-invalid names its fault. */
export const readReconciliation = (home: Home): { rule: Reconciliation; sha256: string } => {
  const overlay = join(home.definitions, 'rules', 'reconciliation.yaml')
  const file = existsSync(overlay) ? overlay : ownFile
  const bytes = readFileSync(file)
  const notUsable = notUsableAs('rule-file-invalid', 'rule file', file)
  const read = readDefinition(bytes.toString('utf8'), rule, notUsable)
  if (!read.ok) throw new AppError(read.refusal)
  return { rule: read.value, sha256: createHash('sha256').update(bytes).digest('hex') }
}
