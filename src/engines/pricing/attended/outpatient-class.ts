import type { OutpatientAppointment } from '../records.ts'

/** WF01A and its kin: WF01 one professional, WF02 several; A follow-up, B first, C and D the same not face to face. */
export type AttendanceCurrency = `WF0${'1' | '2'}${'A' | 'B' | 'C' | 'D'}`

const letters: Readonly<Record<string, 'A' | 'B' | 'C' | 'D'>> = { 1: 'B', 2: 'A', 3: 'D', 4: 'C' }

const currency = /^WF0[12][A-D]$/

/**
 * The attendance currency: the grouper's own where the HRG is one, else worked out from first
 * attendance (1 first, 2 follow-up, 3 first and 4 follow-up not face to face) and whether more than
 * one profession saw the patient. Null where the record does not say. A is follow-up and B is first.
 */
export const attendanceCurrency = (
  record: Pick<OutpatientAppointment, 'hrg' | 'firstAttendance' | 'multiProfessional'>,
): AttendanceCurrency | null => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pattern is the type
  if (record.hrg !== null && currency.test(record.hrg)) return record.hrg as AttendanceCurrency
  const letter = letters[record.firstAttendance ?? '']
  if (letter === undefined) return null
  return `WF0${record.multiProfessional === '2' ? '2' : '1'}${letter}`
}

/**
 * The national point of delivery of an attendance, as OPFASPCL: first or follow-up, single or
 * multi-professional, consultant-led or not; not face to face is NF2FFA and NF2FFUP.
 */
export const attendancePod = (of: AttendanceCurrency, consultantLed: boolean): string => {
  if (of.endsWith('D')) return 'NF2FFA'
  if (of.endsWith('C')) return 'NF2FFUP'
  const visit = of.endsWith('B') ? 'FA' : 'FUP'
  return `OP${visit}${of.startsWith('WF02') ? 'MP' : 'SP'}${consultantLed ? 'CL' : 'NCL'}`
}
