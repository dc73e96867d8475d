import { formatPence } from '../../core/money.ts'
import { formatDate } from '../../core/month.ts'
import { accept, AppError, refuse, type Result } from '../../core/refusal.ts'
import { operator } from '../../stores/scope.ts'
import type { Command, Context, Outcome } from '../context.ts'
import { serviceLineNames } from '../service-lines/service-lines.ts'
import { groupIn, monthAsked } from '../figures/figures.ts'
import { readInForce } from './ledger/in-force.ts'
import { readVersions, standing } from './ledger/versions.ts'
import { readPacks } from './packs.ts'
import { withBuild } from './web/answering.ts'

const versions = async (context: Context, group: string | undefined): Promise<Outcome> =>
  withBuild(context, async (served) => {
    const { code } = groupIn(served, group)
    const ledger = await context.ledger()
    const all = await ledger.read(operator, (db) => readVersions(db, { group: code }))
    const data = all.map((version) => ({
      id: version.id,
      year: version.year,
      number: version.number,
      title: version.title,
      madeOn: version.madeOn,
      stands: standing(version),
      inForceFrom: version.states.at(-1)?.inForceFrom ?? null,
    }))
    const text =
      data.length === 0
        ? 'No version has been proposed yet.'
        : data
            .map(
              ({ id, year, number, title, stands, madeOn }) =>
                `${id}  ${year}  ${title}, version ${number}: ${stands} (${formatDate(madeOn)})`,
            )
            .join('\n')
    return { done: true, text, data }
  })

const inForceOf = async (
  context: Context,
  practice: string | undefined,
  group: string | undefined,
  asked: string | undefined,
): Promise<Result<Outcome>> =>
  withBuild(context, async (served) => {
    const { code } = groupIn(served, group)
    const month = monthAsked(served, asked)
    const ledger = await context.ledger()
    const practices = practice === undefined ? undefined : [practice.toUpperCase()]
    const budget =
      month === undefined
        ? null
        : await ledger.read(operator, (db) =>
            readInForce(db, {
              group: code,
              month,
              definitions: context.home.definitions,
              ...(practices === undefined ? {} : { practices }),
            }),
          )
    if (budget === null || budget.cells.length === 0) {
      return refuse(
        'no-budget',
        'No budget is in force for this month.',
        'See steward budget versions, or set one on the page of the budgets.',
        'month',
      )
    }
    const byLine = Map.groupBy(budget.cells, ({ line }) => line)
    const lines = [...byLine].map(([line, cells]) => ({
      line,
      name: serviceLineNames[line],
      scope: budget.scopeOf(line),
      yearPence: cells.reduce((sum, { pence }) => sum + pence, 0n),
      months: cells.map((cell) => ({
        practice: cell.practice,
        month: cell.month,
        pence: cell.pence,
      })),
    }))
    const text = [
      `${budget.version.title}, version ${budget.version.number}, rules of ${budget.rules.pack}`,
      ...(budget.rules.assumed.length > 0 ? [`Assumed: ${budget.rules.assumed.join(', ')}`] : []),
      ...lines.map(
        ({ name, scope, yearPence }) =>
          `${name.padEnd(22)} ${scope.padEnd(12)} ${formatPence(yearPence).padStart(18)}`,
      ),
    ].join('\n')
    return accept({
      done: true,
      text,
      data: { version: budget.version.id, assumed: budget.rules.assumed, lines },
    })
  })

const budget: Command = {
  name: 'budget',
  usage: 'versions | rules | show [PRACTICE] [--group CODE] [--month MONTH]',
  summary: 'show budgets: the versions of a group, the rule packs, what is in force',
  positionals: ['WHAT?', 'PRACTICE?'],
  options: {
    group: { type: 'string', help: 'the group’s code; the first of the build when left out' },
    month: { type: 'string', help: 'the month, as 2019-10; the newest when left out' },
  },
  async run({ positionals, options }, context): Promise<Result<Outcome>> {
    const [what = 'show', practice] = positionals
    const text = (name: string): string | undefined => {
      const value = options[name]
      return typeof value === 'string' ? value : undefined
    }
    try {
      if (what === 'versions') return accept(await versions(context, text('group')))
      if (what === 'rules') {
        const packs = readPacks(context.home.definitions)
        const told = packs.map(({ id, version, title, template }) => ({
          id,
          version,
          title,
          template,
        }))
        const lines = told.map(({ id, version, title }) => `${id} ${version}: ${title}`)
        return accept({ done: true, text: lines.join('\n'), data: told })
      }
      if (what === 'show') return await inForceOf(context, practice, text('group'), text('month'))
      return refuse(
        'unknown-argument',
        `steward budget does not know “${what.slice(0, 20)}”.`,
        'Write versions, rules or show.',
        'WHAT',
      )
    } catch (error) {
      if (error instanceof AppError) return { ok: false, refusal: error.refusal }
      throw error
    }
  },
}

/** What the command line offers of budgets. */
export const commands: readonly Command[] = [budget]
