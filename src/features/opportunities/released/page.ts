import { html, joined, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { button, select } from '../../../ui/nhsuk.ts'
import { absent, dataTable, type TableColumn } from '../../../ui/table.ts'
import { yearChoices, type Asked } from '../asked.ts'
import { aboutDefinition } from '../definition/about.ts'
import type { Opened } from '../open.ts'
import {
  definitionPath,
  periodWords,
  placeKey,
  prescribingPath,
  trail,
  worklistPath,
} from '../parts.ts'
import type { PrescribingLine } from '../prescribing/lines.ts'
import { actorWords, horizonWords, short, shortRange } from '../words.ts'
import type { ReleasedLine } from './lines.ts'

const note =
  'These figures leave the group. Counts of 1 to 7 are withheld with what they cost, and others where a sum would give one away; the rest are rounded to the nearest 5. How much lies above a benchmark is worked out practice by practice and stays inside.'

const columnsOf = (opened: Opened, asked: Asked): TableColumn<ReleasedLine>[] => [
  {
    heading: 'What',
    cell: (line) =>
      html`<a class="nhsuk-link" href="${definitionPath(line, opened.worklist.place, asked)}"
          >${line.task.name}</a
        ><br /><span class="nhsuk-u-secondary-text-colour nhsuk-body-s"
          >${joined(
            [
              line.task.who.map((actor, i) => [i > 0 && ', ', actorWords[actor]]),
              horizonWords[line.task.horizon],
            ],
            ' · ',
          )}</span
        >`,
  },
  {
    heading: 'Records',
    numeric: true,
    cell: ({ records }) => (records === null ? absent('withheld') : formatCount(records)),
  },
  {
    heading: 'In scope a year',
    numeric: true,
    cell: ({ inScopePence }) => (inScopePence === null ? absent('withheld') : short(inScopePence)),
  },
  {
    heading: asked.years === 1 ? 'Realistic in a year' : `Realistic in ${asked.years} years`,
    numeric: true,
    cell: ({ realistic }) =>
      realistic === null
        ? absent('–')
        : shortRange({ lower: realistic.low, upper: realistic.high }),
  },
]

const prescribingColumns = (opened: Opened, asked: Asked): TableColumn<PrescribingLine>[] => [
  {
    heading: 'What',
    cell: (line) =>
      html`<a class="nhsuk-link" href="${prescribingPath(line, opened.worklist.place, asked)}"
        >${line.task.name}</a
      >`,
  },
  {
    heading: 'Worth a year',
    numeric: true,
    cell: ({ worthPence }) => (worthPence === 0 ? absent('–') : short(worthPence)),
  },
  { heading: 'Spent', numeric: true, cell: ({ spentPence }) => short(spentPence) },
]

const choices = (opened: Opened, asked: Asked): Html =>
  html`<div class="steward-choices">
    <form method="get" action="/opportunities">
      <input type="hidden" name="place" value="${placeKey(opened.worklist.place)}" />
      ${select({
        id: 'years',
        name: 'years',
        label: { text: 'Realistic within' },
        value: String(asked.years),
        items: yearChoices.map((years) => ({
          value: String(years),
          text: years === 1 ? 'a year' : `${years} years`,
        })),
      })}
      ${select({
        id: 'can',
        name: 'can',
        label: { text: 'Who can act' },
        value: asked.can ?? '',
        items: [
          { value: '', text: 'anyone' },
          { value: 'practice', text: 'the practice' },
          { value: 'community', text: 'community and public health' },
          { value: 'hospital', text: 'the hospital' },
        ],
      })}
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary nhsuk-button--small' })}
    </form>
  </div>`

const places = ({ judgement, worklist }: Opened, asked: Asked): Content => {
  const { place } = worklist
  if (place.kind !== 'group') return false
  const localities = [
    ...new Map(judgement.members.map((each) => [each.locality, each.localityName])),
  ]
  return html`<p>
    By locality:
    ${joined(
      localities.map(
        ([code, name]) =>
          html`<a
            class="nhsuk-link"
            href="${worklistPath({ ...place, kind: 'locality', code }, asked)}"
            >${name}</a
          >`,
      ),
      ' · ',
    )}
  </p>`
}

const formats = (hrefOf: (format: 'json' | 'csv') => string): { text: string; href: string }[] => [
  ...(['json', 'csv'] as const).map((format) => ({
    text: format.toUpperCase(),
    href: hrefOf(format),
  })),
  { text: 'OpenAPI', href: '/opportunities/openapi.json' },
]

const prescribingShown = 20

/** The worklist of a group or a locality as it may leave the group. */
export const releasedWorklistPage = (
  opened: Opened,
  asked: Asked,
  lines: readonly ReleasedLine[],
): Html => {
  const { worklist, build, prescribing } = opened
  const { place } = worklist
  const found = lines.filter((line) => line.absent === null)
  const drugs = prescribing
    .filter(({ worthPence }) => worthPence > 0)
    .toSorted((a, b) => b.worthPence - a.worthPence)
  return page({
    title: `Opportunities: ${place.name}`,
    build,
    section: 'opportunities',
    ...(place.kind === 'group' ? {} : { breadcrumbs: trail(opened, asked) }),
    notices: [
      note,
      ...lines.flatMap(({ task, absent: why }) => (why === null ? [] : `${task.name}: ${why}.`)),
    ],
    alternatives: formats((format) => worklistPath(place, { ...asked, format })),
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">Opportunities: ${place.name}</h1>
        <p class="steward-lead__who">
          ${periodWords(opened)} · ${formatCount(found.length)} kinds of activity
        </p>
        <p class="steward-says">
          What might be avoided, shortened or moved elsewhere, how much of it there was, and what a
          national panel thinks could go. In scope is not a saving, and a record may stand under
          several kinds.
        </p>
      </div>
      ${choices(opened, asked)}
      <section class="steward-section" id="worklist">
        ${dataTable<ReleasedLine>({
          caption: 'Hospital activity, the dearest first',
          captionSize: 'm',
          columns: columnsOf(opened, asked),
          rows: found,
          empty: 'Nothing of this place can be shown outside the group.',
        })}
      </section>
      ${
        drugs.length > 0 &&
        html`<section class="steward-section" id="prescribing">
          ${dataTable<PrescribingLine>({
            caption:
              drugs.length > prescribingShown
                ? `Prescribing, as published: the ${prescribingShown} with most to save of ${drugs.length}; all are in the JSON`
                : 'Prescribing, as published',
            captionSize: 'm',
            columns: prescribingColumns(opened, asked),
            rows: drugs.slice(0, prescribingShown),
          })}
        </section>`
      }
      ${places(opened, asked)}`,
  })
}

/** One definition as it may leave the group. */
export const releasedDefinitionPage = (
  opened: Opened,
  asked: Asked,
  line: ReleasedLine,
  raising: Content,
): Html => {
  const { worklist, build } = opened
  const { place } = worklist
  const { definition } = line
  return page({
    title: `${definition.name}: ${place.name}`,
    build,
    section: 'opportunities',
    breadcrumbs: trail(opened, asked),
    notices: [note],
    alternatives: formats((format) => definitionPath(line, place, { ...asked, format })),
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${definition.name}</h1>
        <p class="steward-lead__who">${joined([place.name, periodWords(opened)], ' · ')}</p>
        <p class="steward-says">${definition.about}</p>
        <p><strong>A next step:</strong> ${definition.instead}</p>
      </div>
      ${
        line.absent === null
          ? dataTable<ReleasedLine>({
              caption: 'What there is',
              columns: columnsOf(opened, asked),
              rows: [line],
            })
          : html`<p><strong>This ${line.absent}.</strong></p>`
      }
      ${raising} ${aboutDefinition(definition, line.money)}`,
  })
}
