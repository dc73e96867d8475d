import type { Layout } from '../engine/layout.ts'
import { patientKindOf } from '../patient.ts'
import type { PatientKind } from '../pseudonym.ts'
import { activityLayout } from './activity.ts'
import { activityFeeds, type ActivityFeed } from './feeds.ts'

const patientName = (feed: ActivityFeed): string =>
  activityFeeds[feed].columns.find(([field]) => field === 'nhs_number')?.[1] ?? ''

const names = (feed: ActivityFeed): Record<string, readonly string[]> =>
  Object.fromEntries(
    activityFeeds[feed].columns.map(([field, column]) => [
      field === 'age' ? 'age_sent' : field,
      [column],
    ]),
  )

const extract = (
  feed: ActivityFeed,
  what: string,
  marks: readonly string[],
  kind: PatientKind,
): Layout =>
  activityLayout({
    id: kind === 'nhs-number' ? `sus-${feed}` : `sus-${feed}-pseudonymised`,
    version: 1,
    feed,
    title: `SUS+ extract of ${what}${kind === 'nhs-number' ? '' : ', pseudonymised by the payer'}`,
    marks,
    fits: (sample) => patientKindOf(sample, [patientName(feed)]) === kind,
    patient: { kind, from: [patientName(feed)] },
    names: names(feed),
    dates: ['2019-10-31', '2019-10-31 00:00:00'],
    grouped: true,
  })

const both = (feed: ActivityFeed, what: string, marks: readonly string[]): Layout[] => [
  extract(feed, what, marks, 'nhs-number'),
  extract(feed, what, marks, 'pseudonym'),
]

/** SUS+-style extracts with grouped HRGs, each with NHS numbers or with the payer's pseudonyms. */
export const susLayouts: readonly Layout[] = [
  ...both('admitted', 'admitted care, one row per episode', [
    'spell.admission.date',
    'spell.discharge.date',
    'spell.admission.method',
  ]),
  ...both('outpatient', 'outpatient appointments', [
    'appointment.date',
    'appointment.attended_or_dna',
  ]),
  ...both('emergency', 'emergency care attendances', [
    'attendance.arrival.date',
    'attendance.location.department_type',
  ]),
  ...both('critical-care', 'critical care periods', [
    'CRITICAL_CARE_CONSOLIDATED_ID',
    'spell.hospital_provider_spell_number',
  ]),
]
