import { writeSync } from 'node:fs'
import { sql } from 'kysely'
import { openHome } from '../../src/stores/home.ts'
import { openLedger } from '../../src/stores/ledger/open-ledger.ts'
import { operator } from '../../src/stores/scope.ts'

/**
 * Writes pairs of rows until it is killed, four at a time, and says the number of each on a line of its
 * own once the ledger has said that it is kept: node ledger-writer.ts HOME FIRST.
 */
const [folder = '', first = '1'] = process.argv.slice(2)
const ledger = await openLedger(openHome(folder))
let next = Number(first)

const writer = async (): Promise<void> => {
  for (;;) {
    const number = next++
    await ledger.write(operator, async (db, audit) => {
      await sql`insert into torture_left (number) values (${number})`.execute(db)
      await audit({ action: 'torture.written', subject: `torture:${number}`, after: { number } })
      await sql`insert into torture_right (number) values (${number})`.execute(db)
    })
    writeSync(1, `${number}\n`)
  }
}

writeSync(1, 'ready\n')
await Promise.all([writer(), writer(), writer(), writer()])
