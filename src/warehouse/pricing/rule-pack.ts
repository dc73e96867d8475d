import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { AppError } from '../../core/refusal.ts'
import type { RulePack } from '../../engines/pricing/rules.ts'
import { notUsableAs, readDefinition } from '../../stores/definition-file.ts'

const codes = z.array(z.string().regex(/^[0-9A-Z]+$/))
const kind = z.enum(['admitted', 'outpatient', 'emergency'])

const rulePack: z.ZodType<RulePack> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.int().positive(),
  title: z.string(),
  priceYear: z.string().regex(/^(\d{4}\/\d{2}|other)$/),
  source: z.string(),
  priced: z.boolean(),
  exclusions: z.strictObject({ administrativeCategories: codes, hrgs: codes, specialties: codes }),
  admitted: z.strictObject({
    electiveMethods: codes,
    emergencyMethods: codes,
    otherNonElectiveMethods: codes,
  }),
  shortStay: z.strictObject({
    applies: z.boolean(),
    longestStayDays: z.int().nonnegative(),
    minimumAge: z.int().nonnegative(),
  }),
  excessDays: z.strictObject({ applies: z.boolean() }),
  topUp: z.strictObject({
    applies: z.boolean(),
    onExcessDays: z.boolean(),
    several: z.literal('highest'),
  }),
  criticalCare: z.strictObject({ departments: z.array(z.string()) }),
  outpatient: z.strictObject({
    attendedStatuses: codes,
    clockStops: codes,
    nonConsultantSpecialties: codes,
    consultantLedDepartment: z.string(),
    nonConsultantLedDepartment: z.string(),
    procedurePrices: z.boolean(),
  }),
  emergency: z.strictObject({
    department: z.string(),
    departmentTypes: z.record(
      z.string(),
      z.union([z.literal('own'), z.literal('local'), z.string().regex(/^VB[0-9]{2}Z$/)]),
    ),
  }),
  unbundled: z.array(
    z.strictObject({
      name: z.string(),
      prefixes: codes,
      kinds: z.array(kind),
      price: z.enum(['unit cost', 'in the core price', 'local']),
      departments: z.array(z.string()),
    }),
  ),
  marketForces: z.strictObject({ applies: z.boolean(), onUnitCosts: z.boolean() }),
  rounding: z.strictObject({
    to: z.literal('penny'),
    method: z.literal('half up'),
    after: z.literal('market forces'),
  }),
})

/** A rule pack as it was read: its rules and the hash of the file's bytes, which a build records. */
export type StoredRulePack = { pack: RulePack; sha256: string; file: string }

const ownFolder = fileURLToPath(new URL('../../../definitions', import.meta.url))

const readPack = (file: string): StoredRulePack => {
  const bytes = readFileSync(file)
  const notUsable = notUsableAs('rule-pack-invalid', 'rule pack', file)
  const read = readDefinition(bytes.toString('utf8'), rulePack, notUsable)
  if (!read.ok) throw new AppError(read.refusal)
  return { pack: read.value, sha256: createHash('sha256').update(bytes).digest('hex'), file }
}

/**
 * Every pricing rule pack: Steward's own, and over them the group's own files of the same name.
 * Throws AppError rule-pack-invalid naming the file and the field.
 */
export const loadRulePacks = (homeDefinitions?: string): StoredRulePack[] => {
  const byName = new Map<string, string>()
  for (const folder of [ownFolder, ...(homeDefinitions === undefined ? [] : [homeDefinitions])]) {
    const packs = join(folder, 'rules', 'pricing')
    if (!existsSync(packs)) continue
    for (const name of readdirSync(packs)) {
      if (name.endsWith('.yaml')) byName.set(name, join(packs, name))
    }
  }
  return [...byName.keys()].sort().map((name) => readPack(byName.get(name) ?? name))
}

/** The pack of a price year ("2019/20"), or the one for years without rules, which prices nothing. */
export const rulePackFor = (
  packs: readonly StoredRulePack[],
  priceYear: string,
): StoredRulePack => {
  const found =
    packs.find(({ pack }) => pack.priceYear === priceYear) ??
    packs.find(({ pack }) => pack.priceYear === 'other')
  if (found) return found
  throw new AppError({
    code: 'rule-pack-missing',
    message: `No pricing rules are known for ${priceYear}, and other-years.yaml is missing.`,
    remedy: 'Put definitions/rules/pricing/other-years.yaml back in place.',
  })
}
