import type { Appointment, Role } from '../../../stores/scope.ts'
import type { PlaceNames } from '../../figures/figures.ts'

/** A role that a person can be appointed to. */
export type HeldRole = Exclude<Role, 'public'>

/** What an appointment to a role must be for, beside the person and the days. */
type Need = 'practice' | 'topic' | null

const held: Readonly<Record<HeldRole, { name: string; needs: Need; does: string }>> = {
  gp: {
    name: 'GP',
    needs: 'practice',
    does: 'sees the practice’s figures; raises ideas and concerns',
  },
  'practice-lead': {
    name: 'Practice lead',
    needs: 'practice',
    does: 'answers for the practice: statement, replies, votes',
  },
  'practice-manager': {
    name: 'Practice manager',
    needs: 'practice',
    does: 'the practice’s lines to check, lists and papers',
  },
  'topic-lead': { name: 'Topic lead', needs: 'topic', does: 'leads one topic, such as diabetes' },
  'elected-gp': {
    name: 'Elected GP',
    needs: null,
    does: 'member of the board, elected by the practices',
  },
  'lay-member': { name: 'Lay member', needs: null, does: 'member of the board' },
  'nurse-member': { name: 'Nurse member', needs: null, does: 'member of the board' },
  'specialist-member': { name: 'Specialist member', needs: null, does: 'member of the board' },
  chair: { name: 'Chair', needs: null, does: 'leads the board and rules on interests' },
  'accountable-officer': {
    name: 'Accountable officer',
    needs: null,
    does: 'answers for the group’s money; may read the whole audit',
  },
  'management-team': {
    name: 'Management team',
    needs: null,
    does: 'runs the month, meetings and papers',
  },
  analyst: { name: 'Analyst', needs: null, does: 'loads files, works on figures and rules' },
  'patient-group': {
    name: 'Patient group member',
    needs: null,
    does: 'sees figures in which small numbers are suppressed',
  },
  'payer-reader': {
    name: 'Payer’s reader',
    needs: null,
    does: 'reads for the integrated care board; small numbers are suppressed',
  },
  administrator: {
    name: 'Administrator',
    needs: null,
    does: 'adds people, appoints them, helps them to sign in',
  },
}

/** Every role that can be held, in the order in which forms offer them. */
// The keys of the record above are the roles themselves.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const heldRoles = Object.keys(held) as HeldRole[]

export const isHeldRole = (text: string): text is HeldRole => Object.hasOwn(held, text)

/** A role as it is written on pages. */
export const roleName = (role: Role): string => (role === 'public' ? 'The public' : held[role].name)

/** What a role is for, in half a sentence. */
export const roleDoes = (role: HeldRole): string => held[role].does

/** What an appointment to the role must name. */
export const needOf = (role: HeldRole): Need => held[role].needs

/** An appointment in words: "Practice lead, Alder Surgery"; with the code where no name is given. */
export const appointmentText = (
  { role, practice, locality, topic }: Appointment,
  nameOf: PlaceNames = (_, code) => code,
): string => {
  const at = practice === null ? locality : practice
  const place = at && nameOf(practice === null ? 'locality' : 'practice', at)
  return [roleName(role), topic, place].filter((part) => part !== null && part !== '').join(', ')
}
