import type { Role } from '../stores/scope.ts'

/** Those who answer for a practice, or work in it. */
export const practicePeople: readonly Role[] = ['gp', 'practice-lead', 'practice-manager']

/** Members of the board. */
export const boardPeople: readonly Role[] = [
  'elected-gp',
  'lay-member',
  'nurse-member',
  'specialist-member',
  'chair',
  'accountable-officer',
]

/** Those who run the month. */
export const monthPeople: readonly Role[] = ['management-team', 'analyst']

/** Everyone who works inside the group, to whom its figures are shown as they are. */
export const insiders: readonly Role[] = [
  ...practicePeople,
  'topic-lead',
  ...boardPeople,
  ...monthPeople,
  'administrator',
]
