import { formatDate } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { absent, dataTable } from '../../../ui/table.ts'
import { countOf } from '../../figures/figures.ts'
import { timingOf, type Timing } from '../course/clock.ts'
import { stateWords, type State } from '../course/states.ts'
import type { Course } from '../read.ts'
import { daysText, stateTag } from './words.ts'

export type BecameView = {
  courses: readonly Course[]
  locality: (code: string) => string
  today: string
}

/** The middle value; of an even number the lower of the middle two. */
export const middle = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null

type Line = Course & { timing: Timing; state: State }

const lineOf = (course: Course, today: string): Line => ({
  ...course,
  timing: timingOf(course.steps, today),
  state: course.steps.at(-1)?.state ?? 'heard',
})

const numbers = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null)

const days = (value: number | null): Html | string =>
  value === null ? absent('not yet') : daysText(value)

const says = (lines: readonly Line[]): string => {
  if (lines.length === 0) return 'Nothing has been raised yet.'
  const answers = numbers(lines.map(({ timing }) => timing.answerDays))
  const half = middle(answers)
  const kept = lines.reduce((sum, { timing }) => sum + timing.promises.kept, 0)
  const missed = lines.reduce((sum, { timing }) => sum + timing.promises.missed, 0)
  const promises =
    kept + missed === 0
      ? ''
      : ` Of ${countOf(kept + missed, 'promise')} to reply by a day, ${kept} ${kept === 1 ? 'was' : 'were'} kept.`
  const answered =
    half === null
      ? 'None has had an answer yet.'
      : `${answers.length} had an answer, half of them within ${daysText(half)}.`
  return `${countOf(lines.length, 'idea or concern was', 'ideas and concerns were')} raised. ${answered}${promises}`
}

const order: readonly State[] = [
  'done',
  'becomes a scheme',
  'answered',
  'not now',
  'merged',
  'looking into it',
  'reopened',
  'heard',
]

const outcomes = (lines: readonly Line[]): Html =>
  dataTable<{ state: State; own: Line[] }>({
    caption: 'Where they stand',
    captionSize: 'm',
    rows: order
      .map((state) => ({ state, own: lines.filter((line) => line.state === state) }))
      .filter(({ own }) => own.length > 0),
    columns: [
      { heading: 'State', cell: ({ state }) => stateWords[state] },
      { heading: 'How many', numeric: true, cell: ({ own }) => own.length },
      {
        heading: 'Ideas',
        numeric: true,
        cell: ({ own }) => own.filter(({ kind }) => kind === 'idea').length,
      },
      {
        heading: 'Half had a first answer within',
        numeric: true,
        cell: ({ own }) => days(middle(numbers(own.map(({ timing }) => timing.answerDays)))),
      },
    ],
  })

const byLocality = (lines: readonly Line[], name: (code: string) => string): Html =>
  dataTable<[string, Line[]]>({
    caption: 'By locality',
    captionSize: 'm',
    rows: [...Map.groupBy(lines, ({ locality }) => locality)].toSorted(([a], [b]) =>
      name(a) < name(b) ? -1 : 1,
    ),
    columns: [
      { heading: 'Locality', cell: ([locality]) => name(locality) },
      { heading: 'Raised', numeric: true, cell: ([, own]) => own.length },
      {
        heading: 'Half had a first word within',
        numeric: true,
        cell: ([, own]) => days(middle(numbers(own.map(({ timing }) => timing.firstWordDays)))),
      },
      {
        heading: 'Half were settled within',
        numeric: true,
        cell: ([, own]) => days(middle(numbers(own.map(({ timing }) => timing.settledDays)))),
      },
      {
        heading: 'Promises not kept',
        numeric: true,
        cell: ([, own]) => own.reduce((sum, { timing }) => sum + timing.promises.missed, 0),
      },
    ],
  })

const each = (lines: readonly Line[], name: (code: string) => string): Html =>
  dataTable<Line>({
    caption: 'Each, the newest first',
    captionSize: 'm',
    rows: lines,
    columns: [
      {
        heading: 'What',
        cell: ({ id, title, kind, topic }) =>
          title === null
            ? `${kind === 'idea' ? 'An idea' : 'A concern'} about ${topic.toLowerCase()}`
            : html`<a class="nhsuk-link" href="/concerns/${id}">${title}</a>`,
      },
      { heading: 'Number', numeric: true, cell: ({ id }) => id },
      { heading: 'Locality', cell: ({ locality }) => name(locality) },
      { heading: 'Raised', cell: ({ raisedOn }) => formatDate(raisedOn) },
      { heading: 'What became of it', cell: ({ state }) => stateTag(state) },
      { heading: 'First answer', numeric: true, cell: ({ timing }) => days(timing.answerDays) },
      { heading: 'Settled', numeric: true, cell: ({ timing }) => days(timing.settledDays) },
    ],
  })

/** What became of everything raised, and how long it took: counts for all, words where they may be read. */
export const becamePage = ({ courses, locality, today }: BecameView): Html => {
  const lines = courses.map((course) => lineOf(course, today))
  return page({
    title: 'What became of everything raised',
    section: 'concerns',
    breadcrumbs: [{ text: 'Ideas and concerns', href: '/concerns' }],
    alternatives: [{ text: 'JSON', href: '/concerns/became?format=json' }],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">What became of everything raised</h1>
        <p class="steward-says">${says(lines)}</p>
        <p class="steward-note">
          Days are calendar days from the day it was raised. One that was reopened counts as settled
          only where it was settled again.
        </p>
      </div>
      ${
        lines.length > 0 &&
        html`${outcomes(lines)} ${byLocality(lines, locality)} ${each(lines, locality)}`
      }`,
  })
}
