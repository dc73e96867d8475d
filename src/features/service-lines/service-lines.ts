import { z } from 'zod'
import { serviceLines, type ServiceLine } from '../../engines/capitation/service-line.ts'
import { ownDefinitions, readRuleFile } from '../rule-file.ts'

const line = z.enum(serviceLines)
const codes = z.array(z.string().regex(/^[0-9A-Z]{1,10}$/)).min(1)

const ruleFile = z.strictObject({
  id: z.literal('service-lines'),
  version: z.int().positive(),
  title: z.string().min(5),
  source: z.string().min(10),
  prescribing: line,
  rules: z
    .array(
      z
        .strictObject({
          line,
          why: z.string().min(10),
          pods: codes.optional(),
          specialties: codes.optional(),
        })
        .refine(
          ({ pods, specialties }) => pods !== undefined || specialties !== undefined,
          'a rule names points of delivery, treatment functions, or both',
        ),
    )
    .min(1),
  otherwise: line,
  withoutActivity: z.array(line),
})

/** Which service line a point of delivery and treatment function belong to, as the rule file says. */
export type ServiceLineMap = z.infer<typeof ruleFile>

/** What a figure is of: hospital and contract care by point of delivery and treatment function, or prescribing. */
export type Care = { pod: string; specialty: string } | 'prescribing'

/** How a service line is called on a page. */
export const serviceLineNames: Readonly<Record<ServiceLine, string>> = {
  'general-and-acute': 'General and acute',
  community: 'Community',
  'mental-health': 'Mental health',
  maternity: 'Maternity',
  prescribing: 'Prescribing',
  'primary-medical': 'Primary medical',
  'health-inequalities': 'Health inequalities',
}

/**
 * The service line of some care: the line of the first rule that fits, or the line of all the rest.
 * A code that no rule names, an empty one too, is never refused, so that no cost is lost.
 */
export const serviceLineOf = (map: ServiceLineMap, care: Care): ServiceLine => {
  if (care === 'prescribing') return map.prescribing
  const fits = map.rules.find(
    ({ pods, specialties }) =>
      (pods === undefined || pods.includes(care.pod)) &&
      (specialties === undefined || specialties.includes(care.specialty)),
  )
  return fits?.line ?? map.otherwise
}

/**
 * The map in force: the group's own file below its definitions where there is one, else the one that Steward
 * brings. AppError rule-file-invalid names the field at fault.
 */
export const readServiceLines = (definitions: string = ownDefinitions): ServiceLineMap =>
  readRuleFile({ definitions }, 'service-lines', ruleFile).rule
