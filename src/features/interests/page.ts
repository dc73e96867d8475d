import { formatDate } from '../../core/month.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { ConflictRules } from '../../engines/conflicts/rules.ts'
import { asksBox } from '../../ui/asks.ts'
import {
  button,
  dateInput,
  errorAt,
  errorSummary,
  form,
  radios,
  select,
  textArea,
  textInput,
} from '../../ui/form.ts'
import { html, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { summaryList } from '../../ui/nhsuk.ts'
import { dataTable, type TableColumn } from '../../ui/table.ts'
import type { TypedDeclaration } from './declaration.ts'
import { kinds, kindWords } from './rules.ts'
import type { Entry, Person } from './store.ts'
import { subjectWords } from './subjects.ts'

const crumbs = [{ text: 'Register of interests', href: '/interests' }]

/** An interest's state in words for a reader of the register. */
export const stateWords = ({ clocks, until }: Entry): string => {
  if (clocks.state === 'refresh overdue')
    return `Held now; to be confirmed again since ${formatDate(clocks.refreshBy)}`
  if (until === null) return 'Held now'
  return `${clocks.state === 'current' ? 'Held until' : 'Ended'} ${formatDate(until)}`
}

const aboutWords = ({ subjects }: Entry): string => subjects.map(subjectWords).join('; ')

const columns = (mayOpen: (entry: Entry) => boolean): readonly TableColumn<Entry>[] => [
  {
    heading: 'Who',
    cell: (entry) =>
      html`${mayOpen(entry) ? html`<a class="nhsuk-link" href="/interests/${entry.id}">${entry.name}</a>` : entry.name}<br /><span
          class="nhsuk-u-font-size-16"
          >${entry.post}</span
        >`,
  },
  { heading: 'Kind', cell: ({ kind }) => kindWords[kind].text },
  { heading: 'Interest', cell: ({ says }) => says },
  { heading: 'About', cell: aboutWords },
  { heading: 'Since', cell: ({ from }) => formatDate(from) },
  { heading: 'State', cell: stateWords },
]

const count = (number: number, one: string, many: string): string =>
  `${number} ${number === 1 ? one : many}`

const lead = (shown: readonly Entry[], rules: ConflictRules): string => {
  const people = new Set(shown.map(({ person }) => person)).size
  return `${count(shown.length, 'interest', 'interests')} of ${count(people, 'person', 'people')}. An interest is recorded within ${rules.recordWithinDays} days, confirmed every ${rules.refreshMonths} months, and shown for ${rules.shownMonths} months after it has ended.`
}

/** What is behind its clock, for the officers: recorded late, to be confirmed. */
const behind = (entries: readonly Entry[]): Content => {
  const late = entries.filter(({ clocks, until }) => clocks.late && until === null)
  const overdue = entries.filter(({ clocks }) => clocks.state === 'refresh overdue')
  const line = (entry: Entry, words: string): Html =>
    html`<a class="nhsuk-link" href="/interests/${entry.id}">${entry.name}: ${entry.says}</a>,
      ${words}`
  return asksBox('behind', 'Behind the clock', [
    ...overdue.map((entry) =>
      line(entry, `to be confirmed since ${formatDate(entry.clocks.refreshBy)}`),
    ),
    ...late.map((entry) =>
      line(entry, `recorded ${entry.clocks.daysToRecord} days after it arose`),
    ),
  ])
}

/** The published register; officers also see what is behind its clock and what is only kept. */
export const registerPage = (view: {
  entries: readonly Entry[]
  rules: ConflictRules
  officer: boolean
  mayDeclare: boolean
  mayOpen: (entry: Entry) => boolean
}): Html => {
  const { entries, rules, officer, mayDeclare, mayOpen } = view
  const shown = entries.filter(({ clocks }) => clocks.state !== 'kept only')
  const kept = entries.filter(({ clocks }) => clocks.state === 'kept only')
  return page({
    title: 'Register of interests',
    section: 'meetings',
    alternatives: [{ text: 'CSV', href: '/interests.csv' }],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Register of interests</h1>
        <p class="steward-says">${lead(shown, rules)}</p>
        ${mayDeclare && html`<p><a class="nhsuk-link" href="/interests/declare">Declare an interest</a></p>`}
      </div>
      ${officer && behind(shown)}
      <section class="steward-section">
        ${dataTable<Entry>({
          caption: 'Interests that are held, or ended lately',
          captionSize: 'm',
          columns: columns(mayOpen),
          rows: shown,
          empty: 'Nobody has declared an interest.',
        })}
      </section>
      ${
        officer &&
        kept.length > 0 &&
        html`<section class="steward-section">
          ${dataTable<Entry>({
            caption: 'Kept, no longer published',
            captionSize: 'm',
            columns: columns(mayOpen),
            rows: kept,
          })}
        </section>`
      }`,
  })
}

/** The form to declare an interest: for oneself, or by an officer for somebody. */
export const declarePage = (view: {
  csrf: string
  refusals: readonly Refusal[]
  typed: TypedDeclaration
  /** Whom an officer may declare for; null for everybody else. */
  people: readonly Person[] | null
  rules: ConflictRules
}): Html => {
  const { csrf, refusals, typed, people, rules } = view
  const error = (name: string): string | undefined => errorAt(refusals, name)
  return page({
    title: 'Declare an interest',
    section: 'meetings',
    breadcrumbs: crumbs,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Declare an interest</h1>
      <p>
        Within ${rules.recordWithinDays} days of the day it arose. It is published with your name.
        When it touches an item of an agenda, the chair is told.
      </p>
      ${form({
        action: '/interests/declare',
        csrf,
        body: html`${
          people &&
          select({
            name: 'person',
            label: 'Whose interest is it?',
            value: typed.person,
            error: error('person'),
            items: [
              { value: '', text: 'Choose a person' },
              ...people.map(({ id, name, post }) => ({
                value: String(id),
                text: `${name}, ${post}`,
              })),
            ],
          })
        }
        ${radios({
          name: 'kind',
          label: 'What kind of interest is it?',
          labelSize: 's',
          value: typed.kind,
          error: error('kind'),
          items: kinds.map((kind) => ({ value: kind, ...kindWords[kind] })),
        })}
        ${textArea({
          name: 'says',
          label: 'What is it?',
          labelSize: 's',
          hint: 'One sentence that a patient understands, as in “Works as a surgeon one day a week”.',
          value: typed.says,
          error: error('says'),
          rows: 3,
        })}
        ${textArea({
          name: 'organisations',
          label: 'Which providers or practices is it about?',
          labelSize: 's',
          hint: 'One on each line: a code, or a part of the name.',
          value: typed.organisations,
          error: error('organisations'),
          rows: 3,
        })}
        ${textArea({
          name: 'contracts',
          label: 'Which contracts, if any?',
          labelSize: 's',
          hint: 'One on each line: the reference, and after a comma the code of the provider that holds it.',
          value: typed.contracts,
          error: error('contracts'),
          rows: 2,
        })}
        ${dateInput({
          name: 'arose',
          label: 'When did it begin?',
          labelSize: 's',
          hint: 'For example, 27 3 2019',
          value: typed.arose,
          error: error('arose'),
        })}
        ${button({ text: 'Declare' })}`,
      })}`,
  })
}

/** One interest, and what may be noted about it. */
export const interestPage = (view: {
  csrf: string
  refusals: readonly Refusal[]
  entry: Entry
  typed: { state: string; why: string; ended: { day: string; month: string; year: string } }
}): Html => {
  const { csrf, refusals, entry, typed } = view
  const { clocks } = entry
  const held = clocks.state === 'current' || clocks.state === 'refresh overdue'
  const row = (key: string, value: string): { key: { text: string }; value: { text: string } } => ({
    key: { text: key },
    value: { text: value },
  })
  return page({
    title: `Interest of ${entry.name}`,
    section: 'meetings',
    breadcrumbs: crumbs,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">${entry.says}</h1>
      ${summaryList({
        rows: [
          row('Who', `${entry.name}, ${entry.post}`),
          row('Kind', kindWords[entry.kind].text),
          row('About', aboutWords(entry)),
          row('Since', formatDate(entry.from)),
          row(
            'Recorded',
            `${formatDate(entry.recorded)}, ${clocks.daysToRecord} days after it arose${clocks.late ? ' (late)' : ''}`,
          ),
          row('State', stateWords(entry)),
          held
            ? row('To be confirmed by', formatDate(clocks.refreshBy))
            : row(
                'Published until',
                clocks.shownUntil === null ? '' : formatDate(clocks.shownUntil),
              ),
        ],
      })}
      ${form({
        action: `/interests/${entry.id}`,
        csrf,
        body: html`${radios({
          name: 'state',
          label: 'What has become of it?',
          labelSize: 'm',
          value: typed.state,
          error: errorAt(refusals, 'state'),
          items: [
            { value: 'confirmed', text: 'It is still as it says' },
            { value: 'ended', text: 'It has ended', hint: 'Write the last day below.' },
            {
              value: 'entered by mistake',
              text: 'It was entered by mistake',
              hint: 'It is no longer shown. The entry and your reason are kept.',
            },
          ],
        })}
        ${dateInput({
          name: 'ended',
          label: 'Last day, if it has ended',
          labelSize: 's',
          value: typed.ended,
          error: errorAt(refusals, 'ended'),
        })}
        ${textInput({
          name: 'why',
          label: 'Reason, if it was a mistake',
          labelSize: 's',
          value: typed.why,
          error: errorAt(refusals, 'why'),
        })}
        ${button({ text: 'Save' })}`,
      })}`,
  })
}
