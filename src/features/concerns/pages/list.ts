import { formatDate } from '../../../core/month.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { button, select } from '../../../ui/nhsuk.ts'
import { dataTable } from '../../../ui/table.ts'
import { countOf } from '../../figures/figures.ts'
import { timingOf } from '../course/clock.ts'
import { isOpen, isSettled } from '../course/states.ts'
import type { Concern } from '../read.ts'
import type { ThemeCount } from '../text/themes.ts'
import { dueText, stateTag, type PlaceNames } from './words.ts'

/** Which ideas and concerns the list shows. */
export const shown = ['open', 'mine', 'owned', 'all'] as const
export type Shown = (typeof shown)[number]

const shownWords: Readonly<Record<Shown, string>> = {
  open: 'Not settled yet',
  mine: 'Raised by me',
  owned: 'Looked after by me',
  all: 'All',
}

export type ListView = {
  concerns: readonly Concern[]
  /** All that the viewer may see, before narrowing. */
  all: readonly Concern[]
  localities: readonly { locality: string; name: string }[]
  locality: string
  show: Shown
  themes: readonly ThemeCount[]
  names: PlaceNames
  today: string
  mayRaise: boolean
}

/** Whether it belongs in the list that is asked for. */
export const isShown = (concern: Concern, show: Shown, person: number | null): boolean => {
  if (show === 'open') return !isSettled(concern.state) && concern.state !== 'merged'
  if (show === 'mine') return concern.raisedBy === person
  if (show === 'owned') return concern.owner?.person === person
  return true
}

const says = ({ all, today }: ListView): string => {
  const open = all.filter(({ state }) => isOpen(state))
  const late = open.filter(({ steps }) => (timingOf(steps, today).due?.lateDays ?? 0) > 0)
  if (all.length === 0) return 'Nothing has been raised yet.'
  const past =
    late.length === 0
      ? 'None is past its promised day.'
      : `${countOf(late.length, 'is', 'are')} past the day on which a word was promised.`
  return `${countOf(open.length, 'idea or concern waits', 'ideas and concerns wait')} for an answer. ${past}`
}

const narrowing = ({ localities, locality, show }: ListView): Html =>
  html`<div class="steward-choices">
    <form method="get" action="/concerns">
      ${select({
        id: 'show',
        name: 'show',
        label: { text: 'Show', size: 's' },
        value: show,
        items: shown.map((value) => ({ value, text: shownWords[value] })),
      })}
      ${select({
        id: 'locality',
        name: 'locality',
        label: { text: 'Locality', size: 's' },
        value: locality,
        items: [
          { value: '', text: 'All localities' },
          ...localities.map((each) => ({ value: each.locality, text: each.name })),
        ],
      })}
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary', small: true })}
    </form>
  </div>`

const table = ({ concerns, names, today, show }: ListView): Html =>
  dataTable<Concern>({
    caption: shownWords[show],
    captionSize: 'm',
    rows: concerns,
    empty: 'Nothing here.',
    columns: [
      {
        heading: 'What',
        cell: ({ id, title }) => html`<a class="nhsuk-link" href="/concerns/${id}">${title}</a>`,
      },
      { heading: 'Number', numeric: true, cell: ({ id }) => id },
      { heading: 'Kind', wide: true, cell: ({ kind }) => (kind === 'idea' ? 'Idea' : 'Concern') },
      { heading: 'Locality', cell: ({ locality }) => names.locality(locality) },
      { heading: 'Raised', cell: ({ raisedOn }) => formatDate(raisedOn) },
      {
        heading: 'Where it stands',
        cell: (concern) =>
          html`${stateTag(concern.state)}
            <span class="steward-small">${dueText(concern, today)}</span>`,
      },
      { heading: 'Looked after by', cell: ({ owner }) => owner?.name ?? 'nobody yet' },
    ],
  })

const themes = ({ themes: counted }: ListView): Content =>
  counted.length > 0 &&
  html`<section class="steward-section" id="themes">
    ${dataTable<ThemeCount>({
      caption: 'Themes',
      captionSize: 'm',
      rows: counted,
      columns: [
        {
          heading: 'Theme',
          cell: ({ theme, several }) =>
            several ? html`<strong>${theme}</strong>, raised by several of late` : theme,
        },
        { heading: 'Raised', numeric: true, cell: ({ all }) => all },
        { heading: 'Not settled yet', numeric: true, cell: ({ open }) => open },
        { heading: 'Practices', numeric: true, cell: ({ practices }) => practices },
      ],
    })}
  </section>`

/** The ideas and concerns that the viewer may see. */
export const listPage = (view: ListView): Html =>
  page({
    title: 'Ideas and concerns',
    section: 'concerns',
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Ideas and concerns</h1>
        <p class="steward-says">${says(view)}</p>
        ${
          view.mayRaise &&
          html`<p>
            <a class="nhsuk-button" href="/concerns/new" role="button" draggable="false"
              >Raise an idea or concern</a
            >
          </p>`
        }
        <p>
          <a class="nhsuk-link" href="/concerns/became">What became of everything raised</a>, and
          how long it took.
        </p>
      </div>
      ${narrowing(view)} ${table(view)} ${themes(view)}`,
  })
