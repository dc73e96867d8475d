import { parseDecimal, type Pence } from '../../core/money.ts'
import { refuse, type Refusal, type Result } from '../../core/refusal.ts'
import {
  serviceLines,
  type Scope,
  type ServiceLine,
} from '../../engines/capitation/service-line.ts'
import type { Method } from '../../engines/capitation/budgets.ts'
import { byLine } from './plan/inputs.ts'
import type { BudgetPlan } from './plan/plan.ts'

const scopes: readonly Scope[] = ['in scope', 'blocked back', 'excluded']
const methods: readonly Method['kind'][] = ['weighted capitation', 'per head', 'historic', 'glide']

/** "1,234.56" with or without a pound sign → pence; null where it is no amount. */
export const penceFrom = (text: string): Pence | null =>
  parseDecimal(text.replaceAll('£', '').trim(), 2)

const bad = (message: string, remedy: string, where: string): Refusal =>
  refuse('field-invalid', message, remedy, where).refusal

/** The text fields of a body or a query; anything else is left out. */
export const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typeof body === 'object' && body !== null ? body : {}).flatMap(
      ([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : []),
    ),
  )

/** "2.5", with or without a per cent sign, → 2.5; null where it is no number. */
export const percentFrom = (text: string): number | null => {
  const plain = text.replace('%', '').replace('−', '-').trim()
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null
}

/** By how much a year is raised to begin with, as it was typed: from −50 to 50 per cent, 2 where nothing is. */
export const growthFrom = (
  typed: Readonly<Record<string, string>>,
): { millionths: bigint; refusals: Refusal[] } => {
  const growth = percentFrom(typed['growth'] ?? '2')
  return growth !== null && growth >= -50 && growth <= 50
    ? { millionths: BigInt(Math.round(growth * 10_000)), refusals: [] }
    : {
        millionths: 0n,
        refusals: [
          bad('This is no per cent to raise by.', 'Write a number from -50 to 50.', 'growth'),
        ],
      }
}

/** A plan as it was typed; a refusal for each field that cannot be read. */
export const planFrom = (
  typed: Readonly<Record<string, string>>,
  otherwise: BudgetPlan,
): { plan: BudgetPlan; refusals: Refusal[] } => {
  const refusals: Refusal[] = []
  const amountOf = (line: ServiceLine): Pence => {
    const name = `pounds-${line}`
    const text = typed[name]
    if (text === undefined) return otherwise.lines[line].envelopePence
    const pence = penceFrom(text)
    if (pence !== null && pence >= 0n && pence < 10n ** 15n) return pence
    refusals.push(
      bad(
        text === '' ? 'An envelope is empty.' : `“${text.slice(0, 30)}” is not an amount.`,
        'Write pounds, such as 1,250,000.00; 0 where there is nothing.',
        name,
      ),
    )
    return otherwise.lines[line].envelopePence
  }
  const warn = percentFrom(typed['warn'] ?? String(otherwise.warnAt * 100))
  if (warn === null || warn < 0 || warn > 100) {
    refusals.push(bad('The warning is not a per cent.', 'Write a number from 0 to 100.', 'warn'))
  }
  const plan: BudgetPlan = {
    group: otherwise.group,
    year: otherwise.year,
    blanks: typed['blanks'] === 'one' ? 'one' : 'per head',
    warnAt: warn !== null && warn >= 0 && warn <= 100 ? warn / 100 : otherwise.warnAt,
    lines: byLine((line) => ({
      scope: scopes.find((one) => one === typed[`scope-${line}`]) ?? otherwise.lines[line].scope,
      method:
        methods.find((one) => one === typed[`method-${line}`]) ?? otherwise.lines[line].method,
      from: typed[`from-${line}`] === 'per head' ? 'per head' : 'historic',
      envelopePence: amountOf(line),
    })),
  }
  return { plan, refusals }
}

const lines = new Set<string>(serviceLines)
const texts = new Set(['bearer'])
const lists = new Set(['uses', 'approvals', 'methods'])

/** What was typed for the parameters of a pack, in the form in which settings are kept. */
export const settingsFrom = (
  typed: Readonly<Record<string, string>>,
  assumed: readonly string[],
): { scope: Record<string, string>; parameters: Record<string, unknown> } => {
  const scope: Record<string, string> = {}
  const parameters: Record<string, unknown> = {}
  for (const name of assumed) {
    const text = typed[name] ?? ''
    if (text === '') continue
    if (lines.has(name)) scope[name] = text
    else if (text === 'none' || texts.has(name)) parameters[name] = text
    else if (lists.has(name))
      parameters[name] = text
        .split(';')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    else {
      const plain = text.replaceAll(',', '').replace('−', '-')
      parameters[name] = /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : text
    }
  }
  return { scope, parameters }
}

/** A result's refusals as a list: for forms that show several. */
export const refusalsOf = (result: Result<unknown>): Refusal[] =>
  result.ok ? [] : [result.refusal]
