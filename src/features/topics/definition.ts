import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import { notUsableAs, readDefinition } from '../../stores/definition-file.ts'

/** A topic as data: one condition over prescribing, outpatients, admissions and cost. */
export const topicSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]{1,30}$/),
  version: z.number().int().min(1),
  title: z.string().min(3).max(60),
  says: z.string().min(10).max(300),
  owner: z.string().min(3).max(120),
  review: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Measures of the disease registers that its prevalence is of, or why no register fits. */
  registers: z.union([
    z.strictObject({ measures: z.array(z.string()).min(1) }),
    z.strictObject({ none: z.string().min(10).max(200) }),
  ]),
  sections: z
    .array(
      z.strictObject({ title: z.string().min(3).max(60), measures: z.array(z.string()).min(1) }),
    )
    .min(1),
})

export type Topic = z.infer<typeof topicSchema>

const ownFolder = fileURLToPath(new URL('../../../definitions', import.meta.url))

let kept: readonly Topic[] | null = null

/** Every topic that Steward brings, by title. Throws AppError topic-invalid naming the file. */
export const loadTopics = (): readonly Topic[] =>
  (kept ??= globSync('*.yaml', { cwd: join(ownFolder, 'topics') })
    .map((name) => {
      const file = join(ownFolder, 'topics', name)
      const notUsable = notUsableAs('topic-invalid', 'topic', file)
      const read = readDefinition(readFileSync(file, 'utf8'), topicSchema, notUsable)
      if (!read.ok) throw new AppError(read.refusal)
      return read.value
    })
    .sort((a, b) => a.title.localeCompare(b.title, 'en-GB')))
