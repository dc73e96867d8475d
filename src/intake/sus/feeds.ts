import type { Computed, Feed, Rule } from '../engine/layout.ts'
import { admittedColumns } from './admitted-columns.ts'
import type { SusColumn } from './column.ts'
import { criticalCareColumns } from './critical-care-columns.ts'
import { emergencyColumns } from './emergency-columns.ts'
import type { ActivityField } from './fields.ts'
import { outpatientColumns } from './outpatient-columns.ts'

export type ActivityFeed = Extract<Feed, 'admitted' | 'outpatient' | 'emergency' | 'critical-care'>

/** What is asked of the rows of one kind of activity, whatever file they come from. */
export type FeedShape = {
  columns: readonly SusColumn[]
  /** Fields that every file must have a column for. */
  must: readonly ActivityField[]
  /** Fields that every row must fill. */
  filled: readonly ActivityField[]
  /** SQL of the day that decides month, price year and practice; null while it is not known. */
  day: string
  /** The same, with a day to fall back on, for files whose rows span several months. */
  dayOrLater: string
  /** SQL of the day on which the age is counted. */
  ageOn: string | null
  computed: readonly Computed[]
  rules: readonly Rule[]
}

const backwards = (from: string, to: string, reason: string): Rule => ({
  fault: `${to} < ${from}`,
  field: to,
  reason,
  remedy: `Ask the sender which of the two dates is right and send the row again.`,
})

const outside = (field: string): Rule => ({
  fault: `${field} < period_from or ${field} > period_to`,
  field,
  reason: 'is outside the period that the extract says it covers',
  remedy: 'Send the row in the extract of its own month.',
})

const attendanceType: Computed = {
  field: 'attendance_type',
  sqlType: 'VARCHAR',
  sql: `case when attendance_status in ('5', '6') then case first_attendance
    when '1' then '1' when '2' then '2' when '3' then '21' when '4' then '22' end end`,
}

/** The four kinds of patient-level activity. */
export const activityFeeds: Readonly<Record<ActivityFeed, FeedShape>> = {
  admitted: {
    columns: admittedColumns,
    must: [
      'record_key',
      'provider',
      'spell_number',
      'practice_sent',
      'admission_date',
      'discharge_date',
      'admission_method',
      'classification',
    ],
    filled: ['record_key', 'provider', 'spell_number', 'admission_date'],
    day: 'discharge_date',
    dayOrLater: 'coalesce(discharge_date, episode_end, episode_start, admission_date)',
    ageOn: 'admission_date',
    computed: [],
    rules: [
      backwards('admission_date', 'discharge_date', 'is before the admission date'),
      backwards('episode_start', 'episode_end', 'is before the start of the episode'),
      outside('discharge_date'),
    ],
  },
  outpatient: {
    columns: outpatientColumns,
    must: [
      'record_key',
      'provider',
      'practice_sent',
      'attendance_date',
      'attendance_status',
      'first_attendance',
    ],
    filled: ['record_key', 'provider', 'attendance_date'],
    day: 'attendance_date',
    dayOrLater: 'attendance_date',
    ageOn: 'attendance_date',
    computed: [attendanceType],
    rules: [outside('attendance_date')],
  },
  emergency: {
    columns: emergencyColumns,
    must: ['record_key', 'provider', 'practice_sent', 'arrival_date', 'department_type'],
    filled: ['record_key', 'provider', 'arrival_date'],
    day: 'arrival_date',
    dayOrLater: 'arrival_date',
    ageOn: 'arrival_date',
    computed: [],
    rules: [outside('arrival_date')],
  },
  'critical-care': {
    columns: criticalCareColumns,
    must: ['record_key', 'provider', 'spell_number', 'start_date', 'end_date'],
    filled: ['record_key', 'provider', 'spell_number', 'start_date'],
    day: 'end_date',
    dayOrLater: 'coalesce(end_date, start_date)',
    ageOn: null,
    computed: [],
    rules: [backwards('start_date', 'end_date', 'is before the start of the period')],
  },
}
