import { z } from 'zod'
import { AppError } from '../../../core/refusal.ts'
import { serviceLines } from '../../../engines/capitation/service-line.ts'
import { ownDefinitions, readRuleFile } from '../../rule-file.ts'
import { serviceLineOf, type Care, type ServiceLineMap } from '../../service-lines/service-lines.ts'

const codes = z.array(z.string().regex(/^[0-9A-Z]{1,10}$/)).min(1)

const ruleFile = z
  .strictObject({
    id: z.literal('forecast-lines'),
    version: z.int().positive(),
    title: z.string().min(5),
    source: z.string().min(10),
    lines: z
      .array(
        z.strictObject({
          line: z.string().regex(/^[a-z][a-z-]+$/),
          name: z.string().min(3),
          serviceLine: z.enum(serviceLines),
          pods: codes.optional(),
          chapters: codes.optional(),
        }),
      )
      .min(1),
  })
  .superRefine(({ lines }, context) => {
    const named = new Set<string>()
    for (const { line, serviceLine, pods, chapters } of lines) {
      if (named.has(line)) context.addIssue({ code: 'custom', message: `${line} is listed twice` })
      named.add(line)
      const wrong = serviceLine === 'prescribing' ? pods : chapters
      if (wrong !== undefined)
        context.addIssue({ code: 'custom', message: `${line} names codes of another feed` })
    }
    for (const serviceLine of new Set(lines.map((each) => each.serviceLine))) {
      const rests = lines.filter(
        (each) =>
          each.serviceLine === serviceLine &&
          each.pods === undefined &&
          each.chapters === undefined,
      )
      if (rests.length !== 1)
        context.addIssue({
          code: 'custom',
          message: `${serviceLine} needs one line that takes the rest, and has ${rests.length}`,
        })
    }
  })

/** The lines of a forecast, as the rule file says. */
export type ForecastLines = z.infer<typeof ruleFile>

export type ForecastLine = ForecastLines['lines'][number]

/**
 * The list in force: the group's own file below its definitions where there is one, else the one that
 * Steward brings. AppError rule-file-invalid names the field at fault.
 */
export const readForecastLines = (definitions: string = ownDefinitions): ForecastLines =>
  readRuleFile({ definitions }, 'forecast-lines', ruleFile).rule

const within = (
  { lines }: ForecastLines,
  serviceLine: string,
  fits: (line: ForecastLine) => boolean,
): ForecastLine => {
  const own = lines.filter((each) => each.serviceLine === serviceLine)
  const found =
    own.find(fits) ?? own.find(({ pods, chapters }) => pods === undefined && chapters === undefined)
  if (found) return found
  throw new AppError({
    code: 'rule-file-invalid',
    message: `No forecast line takes the care of the service line ${serviceLine}.`,
    remedy: 'Add a line for it to rules/forecast-lines.yaml.',
  })
}

/** The forecast line of hospital and contract care, within its service line. */
export const lineOfCare = (
  lines: ForecastLines,
  map: ServiceLineMap,
  care: Exclude<Care, string>,
): ForecastLine =>
  within(lines, serviceLineOf(map, care), ({ pods }) => pods?.includes(care.pod) === true)

/** The forecast line of a chapter of prescribing. */
export const lineOfChapter = (
  lines: ForecastLines,
  map: ServiceLineMap,
  chapter: string,
): ForecastLine =>
  within(
    lines,
    serviceLineOf(map, 'prescribing'),
    ({ chapters }) => chapters?.includes(chapter) === true,
  )
