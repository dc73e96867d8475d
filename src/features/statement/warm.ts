import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { operator } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { readInForce } from '../budgets/budgets.ts'
import type { Context } from '../context.ts'
import { statementPage } from './page.ts'
import { openStatement, readerOf } from './opening.ts'

/** For each millisecond of work at the server's own instance, this many are left to whoever asks for a page. */
const restFor = 4

const warm = async (context: Context, served: Served, stopped: () => boolean): Promise<void> => {
  const month = served.manifest.months?.last
  if (month === undefined) return
  const reader = await readerOf(context)
  for (const { code: group } of served.manifest.groups) {
    const budget = await reader?.ledger.read(operator, (db) => readInForce(db, { group, month }))
    for (const practice of budget?.practices ?? []) {
      if (stopped()) return
      const began = performance.now()
      statementPage(await openStatement(served, practice, month, reader))
      await pause((performance.now() - began) * restFor, undefined, { ref: false })
    }
  }
}

/**
 * Makes the newest statement of each practice once for each build, so that its first reader does not wait for
 * what all share (patients' costs, the group's forecast) nor for its own. To be called when the server begins
 * to listen, and with the build of every statement that is read. What fails here is said to whoever asks for
 * the page.
 */
export const warmer = (
  context: Context,
  stopped: () => boolean = () => false,
): ((build?: string) => Promise<void>) => {
  let warmed: string | null = null
  const warmNewest = async (): Promise<void> => {
    const served = await context.served().catch(() => null)
    if (!served) return
    try {
      if (served.manifest.id === warmed) return
      warmed = served.manifest.id
      await warm(context, served, stopped)
    } catch {
      return
    } finally {
      served.close()
    }
  }
  // Whoever's request shows that there is a new build, the program itself makes the statements.
  const asTheProgram = AsyncLocalStorage.snapshot()
  return (build) =>
    build !== undefined && build === warmed ? Promise.resolve() : asTheProgram(warmNewest)
}
