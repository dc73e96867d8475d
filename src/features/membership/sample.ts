import { operator } from '../../stores/scope.ts'
import type { AddSample } from '../sample.ts'
import { addConstitution, readConstitutions, sign } from './constitution.ts'

const text = `We are a group of general practices that commission care for our patients together. The group belongs to its member practices.

Every member practice has one vote. The board has nine elected GPs, two lay members, a nurse and a hospital specialist. It answers to the members once a year and publishes what it decides.

A member may leave at the end of any month after six months’ notice. A practice that joins signs this constitution first.

Interests are declared within 28 days and published. Whoever has an interest in a matter does not decide it.`

/** The sample group's constitution, signed by all members but the last two. */
export const addSample: AddSample = async (ledger, world) => {
  const known = await ledger.read(operator, readConstitutions)
  if (known.length > 0 || world.groupCode === '') return
  const from = '2018-04-01'
  await ledger.write(operator, async (db, audit) => {
    const made = { group: world.groupCode, title: 'Constitution', text, inForceFrom: from }
    const constitution = await addConstitution(db, audit, made, [], from)
    for (const { code } of world.practices.slice(0, -2)) {
      const signedBy = 'The partners, on paper'
      const signed = {
        constitution,
        practice: code,
        state: 'signed',
        signedBy,
        person: null,
      } as const
      await sign(db, audit, signed, from)
    }
  })
}
