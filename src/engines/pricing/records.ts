/** A calendar day as "2019-10-31". */
export type Day = string

/** What every record carries, whatever its kind. Codes are null where the extract has none. */
export type ActivityRecord = {
  recordKey: string
  provider: string
  site: string | null
  patientKey: string | null
  practiceSent: string | null
  practiceDerived: string | null
  age: number | null
  sex: string | null
  specialty: string | null
  hrg: string | null
  /** False where the extract carries no HRGs at all, as HES does. */
  grouped: boolean
  administrativeCategory: string | null
  /** The sender's own word that the record is outside national prices. */
  excluded: boolean
  /** Unbundled HRGs, "RD01A*1|RD40Z*2". */
  unbundled: string | null
  loadId: string
  sourceLine: number
}

/** One finished consultant episode with the fields of its hospital provider spell. */
export type Episode = ActivityRecord & {
  spellNumber: string | null
  episodeOrder: number | null
  episodeEnd: Day | null
  admissionDate: Day | null
  dischargeDate: Day | null
  admissionMethod: string | null
  classification: string | null
  bestPracticeFlag: string | null
  criticalCareDays: number | null
  rehabilitationDays: number | null
  palliativeDays: number | null
  /** Specialised top-up in ten-thousandths: 2400 is 24%. */
  topUpRate: number | null
}

export type OutpatientAppointment = ActivityRecord & {
  attendanceDate: Day | null
  attendanceStatus: string | null
  firstAttendance: string | null
  multiProfessional: string | null
  mainSpecialty: string | null
}

export type EmergencyAttendance = ActivityRecord & {
  arrivalDate: Day | null
  departmentType: string | null
}

/** One stay in a critical-care unit during a spell; both days are counted. */
export type CriticalCarePeriod = {
  provider: string
  spellNumber: string
  startDate: Day | null
  endDate: Day | null
  /** Unbundled critical-care HRG, priced per day. */
  hrg: string | null
}
