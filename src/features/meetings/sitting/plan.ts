import type { Refusal } from '../../../core/refusal.ts'
import { dateOf, listOf, textOf, typedDate, type FormBody } from '../../../ui/form-body.ts'
import {
  checkboxes,
  dateInput,
  errorAt,
  radios,
  textInput,
  type TypedDate,
} from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import type { Plan } from '../store/meetings.ts'
import { meetingStates } from '../tables.ts'
import { needs, stateWords, wrong } from '../words.ts'

/** The plan of a meeting as typed. */
export type TypedPlan = {
  on: TypedDate | string
  starts: string
  minutes: string
  place: string
  flags: readonly string[]
  state: string
  why: string
}

/** What was typed about when and where. */
export const typedPlan = (body: FormBody): TypedPlan => ({
  on: typedDate(body, 'on'),
  starts: textOf(body, 'starts'),
  minutes: textOf(body, 'minutes'),
  place: textOf(body, 'place'),
  flags: listOf(body, 'flags'),
  state: textOf(body, 'state') || 'planned',
  why: textOf(body, 'why'),
})

/** A plan as it would be typed. */
export const typedOfPlan = (plan: Plan): TypedPlan => ({
  on: plan.onDate,
  starts: plan.starts,
  minutes: String(plan.minutes),
  place: plan.place,
  flags: plan.inPublic ? ['in-public'] : [],
  state: plan.state,
  why: '',
})

/** A plan out of what was typed, or everything that is wrong with it. */
export const readPlan = (
  typed: TypedPlan,
): { ok: true; value: Plan } | { ok: false; refusals: readonly Refusal[] } => {
  const onDate = typeof typed.on === 'string' ? typed.on : dateOf(typed.on)
  const starts = /^\d:[0-5]\d$/.test(typed.starts) ? `0${typed.starts}` : typed.starts
  const minutes = /^\d{1,3}$/.test(typed.minutes) ? Number(typed.minutes) : 0
  const state = meetingStates.find((one) => one === typed.state)
  const refusals = [
    ...(onDate === null
      ? [wrong('on', 'The day is not one of the calendar.', 'Write day, month and year.')]
      : []),
    ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(starts)
      ? []
      : [wrong('starts', 'The time is not one of the day.', 'Write it as in 14:00.')]),
    ...(minutes >= 5 && minutes <= 600
      ? []
      : [wrong('minutes', 'The length is not a number of minutes.', 'Write 5 to 600.')]),
    ...needs(typed.place, 'place', 'The place', 200),
    ...(state ? [] : [wrong('state', 'The state is missing.', 'Choose one.')]),
  ]
  if (onDate === null || !state || refusals.length > 0) return { ok: false, refusals }
  const inPublic = typed.flags.includes('in-public')
  return { ok: true, value: { onDate, starts, minutes, place: typed.place, inPublic, state } }
}

/** The fields of a plan; its state only where there is one to change. */
export const planFields = (
  typed: TypedPlan,
  refusals: readonly Refusal[],
  withState: boolean,
): Html => {
  const error = (name: string): string | undefined => errorAt(refusals, name)
  return html`${dateInput({
    name: 'on',
    label: 'Day',
    labelSize: 's',
    value: typed.on,
    error: error('on'),
  })}
  ${textInput({
    name: 'starts',
    label: 'Begins at',
    labelSize: 's',
    hint: 'For example, 14:00',
    width: 5,
    value: typed.starts,
    error: error('starts'),
  })}
  ${textInput({
    name: 'minutes',
    label: 'Lasts how many minutes?',
    labelSize: 's',
    width: 3,
    inputmode: 'numeric',
    value: typed.minutes,
    error: error('minutes'),
  })}
  ${textInput({
    name: 'place',
    label: 'Place',
    labelSize: 's',
    value: typed.place,
    error: error('place'),
  })}
  ${checkboxes({
    name: 'flags',
    label: 'Who may come?',
    labelSize: 's',
    values: typed.flags,
    items: [{ value: 'in-public', text: 'It is held in public' }],
  })}
  ${
    withState &&
    radios({
      name: 'state',
      label: 'Where does it stand?',
      labelSize: 's',
      value: typed.state,
      error: error('state'),
      items: meetingStates.map((value) => ({ value, text: stateWords[value] })),
    })
  }`
}
