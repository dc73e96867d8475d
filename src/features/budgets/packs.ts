import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../core/refusal.ts'
import type { BudgetRules } from '../../engines/capitation/rules.ts'
import { parsedFile } from '../../stores/parsed.ts'
import { parseRulePack } from './rule-pack.ts'

const ownFolder = fileURLToPath(new URL('../../../definitions/rules/budgets', import.meta.url))

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => join(folder, name))
    : []

/**
 * The rule packs that a group can adopt: those that Steward brings, and the group's own below
 * rules/budgets of its definitions, which go before one of the same name. AppError names the file at fault.
 */
export const readPacks = (definitions?: string): BudgetRules[] => {
  const own = definitions === undefined ? [] : filesIn(join(definitions, 'rules', 'budgets'))
  const packs = new Map<string, BudgetRules>()
  for (const file of [...filesIn(ownFolder), ...own]) {
    const read = parsedFile(file, parseRulePack, (text) => parseRulePack(text, file))
    if (!read.ok) throw new AppError(read.refusal)
    packs.set(read.value.id, read.value)
  }
  return [...packs.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** One pack by its name; AppError unknown-pack where there is none. */
export const readPack = (id: string, definitions?: string): BudgetRules => {
  const packs = readPacks(definitions)
  const found = packs.find((pack) => pack.id === id)
  if (found) return found
  throw new AppError({
    code: 'unknown-pack',
    message: `There is no rule pack called ${id.slice(0, 30)}.`,
    remedy: `Choose one of: ${packs.map((pack) => pack.id).join(', ')}.`,
    where: 'pack',
  })
}
