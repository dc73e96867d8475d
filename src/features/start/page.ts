import { formatDate } from '../../core/month.ts'
import { html, joined, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { saidHtml } from '../../ui/said.ts'
import type { OpenConcern } from '../concerns/concerns.ts'
import { countOf } from '../figures/figures.ts'
import { changesPath } from '../forecast/forecast.ts'
import { minutesText } from '../meter/meter.ts'
import { toDecide } from './coming.ts'
import { checklist } from './month-end.ts'
import { movementsSection } from './movements.ts'
import type { Part, Position, StartView } from './view.ts'

const headings: Readonly<Record<Part, string>> = {
  gp: 'Your practice and your group',
  practice: 'Your practice this month',
  topic: 'Your topic',
  board: 'The board',
  month: 'Month-end',
  other: 'Where to begin',
}

const section = (id: string, heading: string, body: Content): Html =>
  html`<section class="steward-section" id="${id}">
    <h2 class="nhsuk-heading-m">${heading}</h2>
    ${body}
  </section>`

const list = (items: readonly Content[]): Content =>
  html`<ul class="nhsuk-list nhsuk-list--bullet">
    ${items.map((item) => item !== false && html`<li>${item}</li>`)}
  </ul>`

const link = (href: string, text: string): Html =>
  html`<a class="nhsuk-link" href="${href}">${text}</a>`

const position = (of: Position | null, link_: string): Content =>
  of !== null &&
  section(
    'position',
    of.name,
    html`<p class="steward-says">${joined(of.says.slice(0, 3).map(saidHtml), ' ')}</p>
      ${
        of.asks.length > 0 &&
        html`<div class="steward-asks">
          <h3 class="nhsuk-heading-s">Worth asking</h3>
          ${list(of.asks.slice(0, 3).map(saidHtml))}
        </div>`
      }
      <p>${link(of.path, link_)}</p>`,
  )

const concern = ({ path, title, promisedBy, lateDays }: OpenConcern): Html =>
  html`${link(path, title)}${
    promisedBy !== null &&
    `, next word by ${formatDate(promisedBy)}${lateDays > 0 ? ` (${countOf(lateDays, 'day', 'days')} past)` : ''}`
  }`

const yours = ({ concerns }: StartView): Content =>
  section(
    'concerns',
    'Ideas and concerns',
    html`${
        concerns.owned.length > 0 &&
        html`<p>Waiting for a word from you:</p>
          ${list(concerns.owned.slice(0, 5).map(concern))}`
      }
      ${
        concerns.raised.length > 0 &&
        html`<p>Raised by you and not settled yet:</p>
          ${list(concerns.raised.slice(0, 5).map(concern))}`
      }
      <p>
        ${link('/concerns/new', 'Raise an idea or concern')} or
        ${link('/concerns', 'see what others have raised')}.
      </p>`,
  )

const meetings = ({ meetings: next }: StartView): Content =>
  next.length > 0 &&
  section(
    'meetings',
    'Next meetings',
    list(
      next
        .slice(0, 4)
        .map(
          ({ id, title, on, place }) =>
            html`${link(`/meetings/${id}`, title)}, ${formatDate(on)}${place !== '' && `, ${place}`}`,
        ),
    ),
  )

const watched = ({ waiting, minutes }: StartView): Content =>
  section(
    'watched',
    'What the group was asked, and what it answered',
    list([
      html`${countOf(waiting.open, 'idea or concern waits', 'ideas and concerns wait')} for an
      answer, ${waiting.late} past the promised day.
      ${link('/concerns/became', 'What became of everything raised')}`,
      (minutes?.length ?? 0) > 0 &&
        html`Minutes that Steward asked this month, each on average:
        ${joined(
          (minutes ?? []).map(({ name, mean }) => `${name} ${minutesText(mean)}`),
          '; ',
        )}.
        ${link('/meter', 'Minutes asked, and the cap')}`,
    ]),
  )

const standing = ({ standing: says }: StartView): Content =>
  says.length > 0 &&
  section(
    'standing',
    'Where the group stands against its budget',
    html`${says.map((sentence) => html`<p>${sentence}</p>`)}
      <p>${link('/position', 'Open the position paper')}</p>`,
  )

const moved = ({ moved: says }: StartView): Content =>
  says !== null &&
  section(
    'moved',
    'Risks that moved',
    html`${says.length === 0 ? html`<p>None since the month before.</p>` : list(says)}
      <p>${link('/risk', 'The chance of overspending, and what changes it')}</p>`,
  )

const schemes = ({ schemes: found }: StartView): Content =>
  found !== null &&
  section(
    'schemes',
    'Schemes',
    html`${
        found.inForce.length === 0
          ? html`<p>No approved scheme stands in the forecast.</p>`
          : html`<p>The forecast counts ${countOf(found.inForce.length, 'scheme')} as planned:</p>
              ${list(found.inForce)}
              <p>
                What a scheme has done so far is not measured here, so none can be said to be on or
                off its path.
              </p>`
      }
      <p>${link(changesPath(found.group), 'Approved schemes and prices that are to move')}</p>`,
  )

const also = (items: readonly Content[]): Html => section('also', 'Also yours', list(items))

const bodies: Readonly<Record<Part, (view: StartView) => Content>> = {
  gp: (view) =>
    html`${position(view.practice, 'See how your referring, prescribing and admissions look')}
    ${yours(view)} ${meetings(view)}
    ${also([link('/decisions', 'Decisions and votes'), link('/mail', 'Messages to you')])}`,
  practice: (view) =>
    html`${position(view.practice, 'Open the practice statement')}
    ${
      view.unsigned &&
      section(
        'sign',
        'To be signed',
        html`<p>
          ${link('/members/constitution', 'The constitution waits for your practice’s signature')}
        </p>`,
      )
    }
    ${yours(view)} ${meetings(view)}
    ${also([
      link('/budgets', 'Budgets'),
      link('/variation', 'Variation and measures'),
      link('/opportunities', 'Opportunities'),
      link('/decisions', 'Decisions and votes'),
      link('/mail', 'Messages to you'),
    ])}`,
  topic: (view) =>
    html`${
      view.topics.length > 0 &&
      html`<p class="steward-says">
        You lead for ${view.topics.map(({ name }) => name).join(' and ')}.
      </p>`
    }
    ${section(
      'topic',
      'Spend, activity and what could be better',
      list([
        ...view.topics.flatMap(({ name, path }) =>
          path === null
            ? []
            : [link(path, `Your topic page: ${name} in spend, activity and measures`)],
        ),
        link(
          '/topics',
          view.topics.some(({ path }) => path !== null)
            ? 'The other topics'
            : 'Topics: one condition across spend, activity and measures',
        ),
        link('/variation', 'Variation between practices, with chance shown'),
        link('/opportunities', 'Opportunities, priced with a range'),
      ]),
    )}
    ${yours(view)} ${meetings(view)} ${position(view.group, 'Open the overview')}`,
  board: (view) =>
    html`${standing(view)} ${view.coming !== null && toDecide(view.coming, view.me)} ${moved(view)}
    ${schemes(view)} ${position(view.group, 'Open the overview')} ${meetings(view)} ${watched(view)}
    ${yours(view)}
    ${also([
      link('/decisions', 'Decisions'),
      link('/interests', 'Register of interests'),
      link('/risk', 'Risk'),
      link('/members', 'Members'),
      link('/boundaries', 'What if the group were others?'),
    ])}`,
  month: (view) =>
    html`${view.monthEnd !== null && checklist(view.monthEnd)}
    ${view.movements !== null && movementsSection(view.movements)} ${yours(view)} ${meetings(view)}
    ${position(view.group, 'Open the overview')} ${view.minutes !== null && watched(view)}
    ${also([
      link('/status', 'Data status'),
      link('/budgets', 'Budgets'),
      link('/members', 'Members'),
      view.keepsPeople && link('/people', 'People and their roles'),
      link('/decisions', 'Decisions'),
      link('/mail', 'Messages'),
    ])}`,
  other: (view) =>
    html`${position(view.group, 'Open the overview')} ${yours(view)} ${meetings(view)}
    ${view.minutes !== null && watched(view)}
    ${also([
      link('/status', 'Data status and month-end'),
      link('/members', 'Members'),
      view.keepsPeople && link('/people', 'People and their roles'),
      link('/decisions', 'Decisions'),
      link('/mail', 'Messages'),
    ])}`,
}

/** Where a person begins, by their level of involvement. */
export const startPage = (view: StartView): Html =>
  page({
    title: headings[view.part],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${headings[view.part]}</h1>
        <p class="steward-lead__who">${view.name}</p>
      </div>
      ${
        !view.hasFigures &&
        html`<p class="steward-says">
          No figures yet. ${link('/', 'What to load first, and how')}
        </p>`
      }
      ${bodies[view.part](view)}`,
  })
