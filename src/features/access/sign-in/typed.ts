import { refuse, type Refusal } from '../../../core/refusal.ts'

const missing = (value: string, message: string, remedy: string, where: string): Refusal[] => {
  const checked = value.trim() === '' ? refuse('sign-in-empty', message, remedy, where) : null
  return checked && !checked.ok ? [checked.refusal] : []
}

/** What of the first step was left empty; that is no try, and is not counted as one. */
export const emptyIn = (email: string, password: string): Refusal[] => [
  ...missing(email, 'Enter your mail address.', 'As in name@example.org.', 'email'),
  ...missing(password, 'Enter your password.', 'Capitals count in it.', 'password'),
]

/** Whether a code was typed at all. */
export const codeMissing = (code: string): Refusal[] =>
  missing(code, 'Enter the code.', 'Your app shows six digits.', 'code')

/** What may stand in the box again after a refusal: digits, whose time is over soon; never a recovery code, which is good for long. */
export const keptCode = (code: string): string => (/^[\d\s-]{0,12}$/.test(code) ? code : '')
