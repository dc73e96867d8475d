import * as access from '../../features/access/access.ts'
import * as budgets from '../../features/budgets/budgets.ts'
import * as interests from '../../features/interests/interests.ts'
import * as meetings from '../../features/meetings/meetings.ts'
import * as concerns from '../../features/concerns/concerns.ts'
import * as membership from '../../features/membership/membership.ts'
import type { Context } from '../../features/context.ts'
import type { SampleFacts } from '../../features/sample.ts'
import type { Ledger } from '../../stores/ledger/ledger.ts'
import { sqlFile } from '../../stores/duck.ts'
import type { Served } from '../../warehouse/served.ts'

type AddSample = (ledger: Ledger, world: SampleFacts, served: Served) => Promise<void>

/** What each feature adds to the sample world, people first. */
const parts: readonly AddSample[] = [
  access.addSample,
  membership.addSample,
  concerns.addSample,
  budgets.addSample,
  interests.addSample,
  meetings.addSample,
]

type MemberRow = {
  group_code: string
  practice: string
  name: string
  locality: string
  locality_name: string
}

const factsOf = async (served: Served, today: string): Promise<SampleFacts> => {
  const rows = await served.duck.all<MemberRow>(sqlFile(import.meta.url, 'members.sql'), {
    month: today.slice(0, 7),
  })
  const localities = new Map(rows.map((row) => [row.locality, row.locality_name]))
  return {
    today,
    groupCode: rows[0]?.group_code ?? '',
    practices: rows.map(({ practice: code, name, locality }) => ({ code, name, locality })),
    localities: [...localities].map(([code, name]) => ({ code, name })),
  }
}

/** Puts the sample world's people and decisions into the ledger, as far as they are not there. */
export const addSampleLedger = async (context: Context): Promise<void> => {
  const served = await context.served()
  if (served === null) return
  try {
    const world = await factsOf(served, context.asAt())
    const ledger = await context.ledger()
    for (const add of parts) await add(ledger, world, served)
  } finally {
    served.close()
  }
}
