import type { Layout, Sample } from '../engine/layout.ts'
import { code, date, pence, text } from '../engine/parsers.ts'
import { aboutPatients, patientColumn, patientKeyKind, patientKindOf } from '../patient.ts'
import type { PatientKind } from '../pseudonym.ts'
import {
  actualColumns,
  contractRules,
  monthComputed,
  partOf,
  plannedColumns,
  sharedColumns,
} from './lines.ts'
import { installPodAliases, podAliases } from './points-of-delivery.ts'

const podName = 'POINT OF DELIVERY CODE'
const patientNames = ['NHS NUMBER', 'PSEUDONYM', 'PATIENT PSEUDONYM'] as const

const upper = (sample: Sample): string[] => sample.header.map((name) => name.toUpperCase())

const namesPatients = (sample: Sample): boolean =>
  upper(sample).some((name) => patientNames.some((each) => each === name))

/** Names the aliases seen at the head of the file; every line keeps what was sent, as pod_sent. */
const aliasNotes = (sample: Sample): readonly string[] => {
  const at = upper(sample).indexOf(podName)
  const aliases = podAliases()
  const seen = new Set(sample.rows.map((row) => (row[at] ?? '').toUpperCase()))
  const read = [...seen].flatMap((sent) => {
    const national = aliases.get(sent)
    return national === undefined ? [] : [`${sent} as ${national}`]
  })
  return read.length === 0 ? [] : [`Points of delivery read as national ones: ${read.join(', ')}.`]
}

const common = {
  version: 1,
  kind: 'csv',
  header: 'first line',
  rules: contractRules,
  period: { by: 'rows', sql: 'month' },
  part: partOf,
  extractDate: 'created',
  notes: aliasNotes,
} as const satisfies Partial<Layout>

const created = {
  field: 'created',
  from: ['DATE AND TIME DATA SET CREATED'],
  parser: date('2019-10-31 00:00:00', '2019-10-31'),
  optional: true,
  passing: true,
} as const

const podSent = {
  field: 'pod_sent',
  from: [podName],
  parser: code('.{1,10}', 'a point of delivery'),
} as const

/** Aggregate contract monitoring: planned and actual activity, price and market forces amount. */
const aggregate: Layout = {
  ...common,
  id: 'contract-aggregate',
  feed: 'contract-aggregate',
  title: 'Aggregate contract monitoring (ACM)',
  marks: [podName, 'CONTRACT MONITORING PLANNED PRICE', 'CONTRACT MONITORING ACTUAL PRICE'],
  fits: (sample) => !namesPatients(sample),
  columns: [created, ...sharedColumns, podSent, ...plannedColumns, ...actualColumns],
  computed: [monthComputed],
  sums: ['planned_pence', 'actual_pence', 'planned_mff_pence', 'actual_mff_pence'],
  prepare: installPodAliases,
}

/** Patient-level contract monitoring: the same keys, one line for each spell, attendance or item. */
const patientLevel = (kind: PatientKind): Layout => ({
  ...common,
  id: kind === 'nhs-number' ? 'contract-patient' : 'contract-patient-pseudonymised',
  feed: 'contract-patient',
  title: `Patient-level contract monitoring (PLCM)${kind === 'pseudonym' ? ', pseudonymised by the payer' : ''}`,
  marks: [podName, 'FINANCIAL MONTH', 'CONTRACT MONITORING ACTUAL PRICE'],
  fits: (sample) => namesPatients(sample) && patientKindOf(sample, patientNames) === kind,
  columns: [
    created,
    ...sharedColumns,
    podSent,
    ...plannedColumns,
    ...actualColumns,
    {
      field: 'record_key',
      from: [
        'ACTIVITY IDENTIFIER',
        'HOSPITAL PROVIDER SPELL IDENTIFIER',
        'HOSPITAL PROVIDER SPELL NUMBER',
        'OUT-PATIENT ATTENDANCE IDENTIFIER',
        'ATTENDANCE IDENTIFIER',
        'EMERGENCY CARE ATTENDANCE IDENTIFIER',
      ],
      parser: text(100),
      optional: true,
    },
    {
      field: 'activity_date',
      from: [
        'ACTIVITY START DATE AND TIME',
        'ACTIVITY START DATE (CONTRACT MONITORING)',
        'ACTIVITY START DATE',
        'ACTIVITY DATE',
      ],
      parser: date('2019-10-31 00:00:00', '2019-10-31'),
      optional: true,
    },
    {
      field: 'unit_pence',
      from: ['ACTIVITY UNIT PRICE', 'CONTRACT MONITORING UNIT PRICE', 'UNIT PRICE'],
      parser: pence,
      optional: true,
    },
    patientColumn(kind, patientNames),
  ],
  computed: [monthComputed, patientKeyKind(kind)],
  dates: { from: 'activity_date', to: 'activity_date' },
  sums: ['actual_pence', 'actual_mff_pence'],
  ...aboutPatients,
  prepare: async (duck, home) => {
    await aboutPatients.prepare(duck, home)
    await installPodAliases(duck, home)
  },
})

/** National contract monitoring, whose lines are counted only for what no patient-level feed carries. */
export const contractLayouts: readonly Layout[] = [
  aggregate,
  patientLevel('nhs-number'),
  patientLevel('pseudonym'),
]
