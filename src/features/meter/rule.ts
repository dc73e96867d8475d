import { z } from 'zod'
import type { Home } from '../../stores/home.ts'
import { roles, type Viewer } from '../../stores/scope.ts'
import { readRuleFile } from '../rule-file.ts'

const minutes = z.number().gt(0).max(600)
const key = z.string().regex(/^[a-z][a-z-]*$/)
const route = z.string().regex(/^(?:GET|POST) \/\S*$/)

const meterRule = z
  .strictObject({
    id: z.literal('meter'),
    version: z.int().positive(),
    title: z.string(),
    source: z.string().min(10),
    levels: z
      .array(
        z.strictObject({
          id: key,
          name: z.string(),
          roles: z.array(z.enum(roles)).min(1),
          capMinutes: minutes.max(6000),
        }),
      )
      .min(1),
    usual: z.strictObject({ page: minutes, form: minutes, prompt: minutes }),
    longestMinutes: minutes,
    pages: z.array(z.strictObject({ key, title: z.string(), route, minutes })),
    forms: z.array(z.strictObject({ key, title: z.string(), opens: route, sends: route, minutes })),
    /** Names, by address, of pages and forms that take the time of their kind. */
    names: z.record(route, z.string()).default({}),
    prompts: z.array(z.strictObject({ key, title: z.string(), minutes })),
  })
  .refine(
    ({ pages, forms, prompts }) => {
      const keys = [...pages, ...forms, ...prompts].map((each) => each.key)
      return new Set(keys).size === keys.length
    },
    { message: 'each key stands once' },
  )

/** Minutes asked by each page, form and message, the levels of involvement and their caps. */
export type MeterRule = z.infer<typeof meterRule>

/** The rule in force (`definitions/rules/meter.yaml` or the group's own); AppError rule-file-invalid. */
export const readMeterRule = (home: Pick<Home, 'definitions'>): MeterRule =>
  readRuleFile(home, 'meter', meterRule).rule

/** The level of a person: the last that one of their roles names; null where none does. */
export const levelOf = (
  { levels }: Pick<MeterRule, 'levels'>,
  { appointments }: Pick<Viewer, 'appointments'>,
): MeterRule['levels'][number] | null =>
  levels.findLast(({ roles: named }) => appointments.some(({ role }) => named.includes(role))) ??
  null
