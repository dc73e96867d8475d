import { accept, refuse, type Refusal, type Result } from '../../../core/refusal.ts'
import { dateOf, isEmptyDate, textOf, typedDate, type FormBody } from '../../../ui/form-body.ts'
import type { AppointmentNow } from '../tables.ts'
import { isHeldRole, needOf, roleName } from './roles.ts'

/** All that is wrong with a form, or what it says. */
export type Checked<T> = { ok: true; value: T } | { ok: false; refusals: readonly Refusal[] }

/** Joins the checks of several fields: everything, or all that is wrong. */
const together = <T>(results: readonly Result<unknown>[], value: () => T): Checked<T> => {
  const refusals = results.flatMap((result) => (result.ok ? [] : [result.refusal]))
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, value: value() }
}

/** A person's name as it was typed. */
export const checkName = (body: FormBody): Result<string> => {
  const name = textOf(body, 'name')
  if (name === '') return refuse('name-missing', 'Enter a name.', 'As in Dr Ada Example.', 'name')
  return name.length > 200
    ? refuse('name-long', 'The name is longer than 200 characters.', 'Shorten it.', 'name')
    : accept(name)
}

/** A mail address as it was typed, in small letters. */
export const checkEmail = (body: FormBody): Result<string> => {
  const email = textOf(body, 'email').toLowerCase()
  if (email === '')
    return refuse('email-missing', 'Enter a mail address.', 'As in name@example.org.', 'email')
  return /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/.test(email) && email.length <= 254
    ? accept(email)
    : refuse(
        'email-form',
        'The mail address is not written like one.',
        'Write it like name@example.org.',
        'email',
      )
}

/** A person as the form says. */
export const checkPerson = (body: FormBody): Checked<{ name: string; email: string }> => {
  const [name, email] = [checkName(body), checkEmail(body)]
  return together([name, email], () => ({
    name: name.ok ? name.value : '',
    email: email.ok ? email.value : '',
  }))
}

const checkDay = (body: FormBody, name: string, optional: boolean): Result<string | null> => {
  const typed = typedDate(body, name)
  if (optional && isEmptyDate(typed)) return accept(null)
  const day = dateOf(typed)
  return day === null
    ? refuse(
        'date-form',
        isEmptyDate(typed) ? 'Enter the day.' : 'This is not a day of the calendar.',
        'Write it like 20 4 2020.',
        name,
      )
    : accept(day)
}

const filled = (
  body: FormBody,
  name: string,
  needed: boolean,
  message: string,
  remedy: string,
): Result<string | null> => {
  const text = textOf(body, name)
  if (text === '' && needed) return refuse(`${name}-missing`, message, remedy, name)
  return accept(text === '' ? null : text.slice(0, 100))
}

/** An appointment as the form says, without the person. */
export const checkAppointment = (
  body: FormBody,
  practices: ReadonlySet<string> | null,
): Checked<Omit<AppointmentNow, 'id' | 'person'>> => {
  const asked = textOf(body, 'role')
  const role: Result<AppointmentNow['role']> = isHeldRole(asked)
    ? accept(asked)
    : refuse('role-missing', 'Choose a role.', '', 'role')
  const need = role.ok ? needOf(role.value) : null
  const name = role.ok ? roleName(role.value).toLowerCase() : ''
  const code = textOf(body, 'practice').toUpperCase()
  const practice: Result<string | null> =
    code === '' && need === 'practice'
      ? refuse(
          'practice-missing',
          `Enter the practice: a ${name} is one of a practice.`,
          '',
          'practice',
        )
      : code !== '' && (practices ? !practices.has(code) : !/^[A-Z]\w{4,7}$/.test(code))
        ? refuse(
            'practice-unknown',
            `No practice has the code ${code.slice(0, 20)}.`,
            'Check the code against the list of practices.',
            'practice',
          )
        : accept(code === '' ? null : code)
  const topic = filled(body, 'topic', need === 'topic', 'Enter the topic.', 'As in diabetes.')
  const locality = filled(body, 'locality', false, '', '')
  const from = checkDay(body, 'from', false)
  const to = checkDay(body, 'to', true)
  const order =
    from.ok && to.ok && to.value !== null && from.value !== null && to.value < from.value
      ? refuse('date-order', 'The last day is before the first.', 'Change one of them.', 'to')
      : accept(null)
  return together([role, practice, topic, locality, from, to, order], () => ({
    role: role.ok ? role.value : 'gp',
    practice: practice.ok ? practice.value : null,
    topic: topic.ok ? topic.value : null,
    locality: locality.ok ? locality.value : null,
    from_date: (from.ok && from.value) || '',
    to_date: to.ok ? to.value : null,
  }))
}
