import { operator } from '../../stores/scope.ts'
import type { AddSample, SampleFacts } from '../sample.ts'
import { addPerson, appoint } from './people/store.ts'
import type { AppointmentNow } from './tables.ts'

/** One of the sample world's people: who they are, and what shows them at work. */
export type SamplePerson = {
  key: string
  name: string
  holds: readonly Omit<AppointmentNow, 'id' | 'person'>[]
}

/** Whom a visitor of the sample world is until they choose: sees everything, decides little. */
export const sampleVisitor = 'management-team'

const since = '2018-04-01'

type Hold = SamplePerson['holds'][number]

const hold = (role: Hold['role'], rest: Partial<Hold> = {}): Hold => ({
  role,
  practice: null,
  locality: null,
  topic: null,
  from_date: since,
  to_date: null,
  ...rest,
})

const term = { from_date: '2018-05-01', to_date: '2021-04-30' }

const electedNames = [
  'Dr Fern Quickthorn',
  'Dr Barley Saltmarsh',
  'Dr Linden Ashkettle',
  'Dr Clover Haywain',
  'Dr Rowan Millpond',
  'Dr Sorrel Larkspur',
  'Dr Alder Thistlewood',
]
const localityNames = [
  'Dr Bryony Foxhollow',
  'Dr Cedar Underhill',
  'Dr Hazel Rushbrook',
  'Dr Teasel Marlpit',
]
const topics: readonly (readonly [topic: string, name: string])[] = [
  ['diabetes', 'Dr Meadow Sweetcicely'],
  ['frailty', 'Dr Heath Bilberry'],
  ['respiratory', 'Dr Yarrow Windrush'],
  ['mental health', 'Dr Willow Stonecrop'],
]
const patientNames = [
  'Primrose Bellweather',
  'Basil Coppergate',
  'Marigold Tewkes',
  'Conker Lamplight',
]

/** Everyone of the sample world, each with a name that nobody bears. */
export const samplePeople = ({ practices, localities }: SampleFacts): SamplePerson[] => {
  const at = (index: number): Partial<Hold> => {
    const practice = practices[index % Math.max(1, practices.length)]
    return { practice: practice?.code ?? 'A00000', locality: practice?.locality ?? null }
  }
  const localityAt = (index: number): string | null =>
    localities[index % Math.max(1, localities.length)]?.code ?? null
  const inLocality = (index: number): Partial<Hold> => {
    const locality = localityAt(index)
    const practice = practices.filter((each) => each.locality === locality).at(-1)
    return { practice: practice?.code ?? 'A00000', locality }
  }
  return [
    { key: 'gp', name: 'Dr Poppy Cornflower', holds: [hold('gp', at(0))] },
    {
      key: 'practice-lead',
      name: 'Dr Ivy Bramblewick',
      holds: [hold('gp', at(1)), hold('practice-lead', at(1))],
    },
    {
      key: 'practice-manager',
      name: 'Nettle Butterworth',
      holds: [hold('practice-manager', at(2))],
    },
    ...topics.map(([topic, name], i) => ({
      key: i === 0 ? 'topic-lead' : `topic-lead-${i + 1}`,
      name,
      holds: [hold('gp', at(3 + i)), hold('topic-lead', { topic })],
    })),
    ...localityNames.map((name, i) => ({
      key: `locality-lead-${i + 1}`,
      name,
      holds: [
        hold('gp', inLocality(i)),
        hold('practice-lead', inLocality(i)),
        hold('topic-lead', { topic: 'locality', locality: localityAt(i) }),
      ],
    })),
    {
      key: 'chair',
      name: 'Dr Juniper Oakapple',
      holds: [hold('gp', at(4)), hold('elected-gp', term), hold('chair', term)],
    },
    ...electedNames.map((name, i) => ({
      key: `elected-gp-${i + 1}`,
      name,
      holds: [hold('gp', at(5 + 7 * i)), hold('elected-gp', term)],
    })),
    { key: 'lay-member-1', name: 'Damson Pettigrew-Vale', holds: [hold('lay-member', term)] },
    { key: 'lay-member-2', name: 'Quince Harbottle', holds: [hold('lay-member', term)] },
    { key: 'nurse-member', name: 'Lavender Thimbleby', holds: [hold('nurse-member', term)] },
    {
      key: 'specialist-member',
      name: 'Mr Sycamore Dovetail',
      holds: [hold('specialist-member', term)],
    },
    { key: 'accountable-officer', name: 'Myrtle Ledgerwood', holds: [hold('accountable-officer')] },
    {
      key: 'management-team',
      name: 'Olive Turnstile',
      holds: [hold('management-team'), hold('analyst')],
    },
    { key: 'finance-lead', name: 'Elder Pennywort', holds: [hold('management-team')] },
    { key: 'communications-lead', name: 'Tansy Bellfounder', holds: [hold('management-team')] },
    { key: 'analyst', name: 'Aspen Countwell', holds: [hold('analyst')] },
    { key: 'analyst-2', name: 'Bracken Tallyman', holds: [hold('analyst')] },
    ...patientNames.map((name, i) => ({
      key: i === 0 ? 'patient-group' : `patient-group-${i + 1}`,
      name,
      holds: [hold('patient-group', { locality: localityAt(i) })],
    })),
    { key: 'payer-reader', name: 'Laurel Commonfield', holds: [hold('payer-reader')] },
    { key: 'administrator', name: 'Holly Gatekeeper', holds: [hold('administrator')] },
  ]
}

/** Adds the people; their mail goes nowhere, and none of them has a password. */
export const addSample: AddSample = async (ledger, world) => {
  const held = await ledger.read(operator, (db) =>
    db.selectFrom('person').select('sample_key').execute(),
  )
  const there = new Set(held.map(({ sample_key: key }) => key))
  const missing = samplePeople(world).filter(({ key }) => !there.has(key))
  if (missing.length === 0) return
  await ledger.write({ ...operator, name: 'sample world', via: 'program' }, async (db, audit) => {
    for (const { key, name, holds } of missing) {
      const email = `${key}@example.org`
      const person = await addPerson(db, audit, { name, email, sampleKey: key })
      for (const each of holds) await appoint(db, audit, { person, ...each })
    }
  })
}
