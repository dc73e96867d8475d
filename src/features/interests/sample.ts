import { operator } from '../../stores/scope.ts'
import type { AddSample } from '../sample.ts'
import type { Declaration } from './declaration.ts'
import { noteInterest, readPeople, recordInterest } from './store.ts'
import type { NamedSubject } from './subjects.ts'

const provider = (code: string, name: string): NamedSubject => ({ kind: 'provider', code, name })
const merle = provider('WXN', 'Merle Orthopaedic and Eye Centre')
const general = provider('WXA', 'Cobwold General Hospital NHS Trust')
const community = provider('WXH', 'Cobwold Community Health NHS Trust')
const mental = provider('WXM', 'Cobwold Partnership for Mental Health NHS Trust')

type Declared = Declaration & {
  by: string
  recorded: string
  ended?: string
  confirmed?: string
}

/** What the sample world's people have declared: two elected GPs have an interest in one provider. */
const declared: readonly Declared[] = [
  {
    by: 'elected-gp-1',
    kind: 'financial',
    says: 'Holds shares in the company that runs the centre',
    subjects: [merle],
    arose: '2019-06-03',
    recorded: '2019-06-17',
  },
  {
    by: 'elected-gp-2',
    kind: 'indirect',
    says: 'Married to a surgeon who works at the centre two days a week',
    subjects: [merle],
    arose: '2019-09-02',
    recorded: '2019-09-20',
  },
  {
    by: 'elected-gp-4',
    kind: 'non-financial professional',
    says: 'Sits on the advisory group for district nursing',
    subjects: [community],
    arose: '2018-11-01',
    recorded: '2018-11-12',
    confirmed: '2019-11-04',
  },
  {
    by: 'specialist-member',
    kind: 'financial',
    says: 'Employed as a consultant physician',
    subjects: [general],
    arose: '2018-05-01',
    recorded: '2018-05-02',
    confirmed: '2019-05-07',
  },
  {
    by: 'lay-member-2',
    kind: 'non-financial personal',
    says: 'Chairs a charity that runs a carers’ café in the trust’s rooms',
    subjects: [mental],
    arose: '2018-10-01',
    recorded: '2018-12-14',
    confirmed: '2019-01-20',
  },
  {
    by: 'chair',
    kind: 'financial',
    says: 'Was paid for teaching sessions',
    subjects: [general],
    arose: '2017-09-01',
    recorded: '2018-05-08',
    confirmed: '2019-04-30',
    ended: '2020-01-31',
  },
]

/** The register of the sample world. */
export const addSample: AddSample = async (ledger, { today }) => {
  const program = { ...operator, name: 'sample world', via: 'program' as const }
  const there = await ledger.read(program, (db) =>
    db.selectFrom('interest').select('id').limit(1).executeTakeFirst(),
  )
  if (there) return
  await ledger.write(program, async (db, audit) => {
    const keys = await db.selectFrom('person_now').select(['id', 'sample_key']).execute()
    const people = await readPeople(db, today)
    await audit({ action: 'sample.added', subject: 'interests' })
    for (const { by, recorded, ended, confirmed, ...declaration } of declared) {
      const id = keys.find((one) => one.sample_key === by)?.id
      const person = people.find((one) => one.id === id)
      if (!person) continue
      const interest = await recordInterest(db, audit, program, recorded, person, declaration)
      const note = (state: 'confirmed' | 'ended', onDate: string): Promise<void> =>
        noteInterest(db, audit, program, { interest, state, onDate, today: onDate, why: '' })
      if (confirmed !== undefined) await note('confirmed', confirmed)
      if (ended !== undefined) await note('ended', ended)
    }
  })
}
