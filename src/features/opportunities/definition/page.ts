import { html, joined, type Content, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { formatCount } from '../../../ui/money.ts'
import { absent, dataTable } from '../../../ui/table.ts'
import type { Asked } from '../asked.ts'
import type { ItemRow } from '../judging/counted.ts'
import type { Judged } from '../judging/judge.ts'
import type { Opened } from '../open.ts'
import { choices, definitionPath, periodWords, trail, worklistPath } from '../parts.ts'
import type { Line } from '../view.ts'
import { benchmarkWords, short, shortRange, signed, signedRange, unitOf } from '../words.ts'
import { aboutDefinition } from './about.ts'
import { itemTables } from './items.ts'
import { definitionChart, practiceLines, practiceTable } from './practices.ts'

const figures = (opened: Opened, line: Line): Html => {
  const { worklist } = opened
  const rows: [string, Content, string][] = [
    ['In scope', short(line.inScopePence), `${formatCount(line.records)} records; not a saving`],
    [
      'Above the benchmark',
      `${short(line.worthPence)} (${shortRange(line.worthLimits)})`,
      isOwnMean(opened)
        ? 'practices above the mean, with chance taken off; those below do not make up for them'
        : `${signed(line.difference)} ${unitOf(line.definition)} (${signedRange(line.differenceLimits)}) before chance is taken off`,
    ],
    [
      'Realistic',
      line.realistic === null
        ? absent('the national panel was not asked')
        : shortRange({ lower: line.realistic.low, upper: line.realistic.high }),
      `within ${worklist.years === 1 ? 'a year' : `${worklist.years} years`}, at an even pace to what the panel thought possible by 2039/40`,
    ],
  ]
  return dataTable<[string, Content, string]>({
    caption: 'Three figures, never one',
    columns: [
      { heading: 'Figure', cell: ([name]) => name },
      { heading: 'A year', numeric: true, cell: ([, value]) => value },
      { heading: 'What it is', cell: ([, , words]) => words },
    ],
    rows,
  })
}

const isOwnMean = ({ worklist }: Opened): boolean =>
  worklist.place.kind === 'group' && worklist.benchmark === 'mean'

const observedWords = (opened: Opened, line: Line): string => {
  const observed = `${formatCount(Math.round(line.observed))} ${unitOf(line.definition)} were observed`
  return isOwnMean(opened)
    ? `${observed} in ${formatCount(opened.worklist.place.members.length)} practices.`
    : `${observed} where ${formatCount(Math.round(line.expected))} are expected.`
}

/** One definition for a place: what it finds, what it is worth, where, and what could be done next. */
export const definitionPage = (
  opened: Opened,
  asked: Asked,
  line: Line,
  judged: Judged,
  rows: readonly ItemRow[],
  names: ReadonlyMap<string, string>,
  raising: Content,
): Html => {
  const { worklist, build } = opened
  const { place, benchmark } = worklist
  const { definition } = line
  const lines = practiceLines(opened, judged)
  const path = definitionPath(line, place, asked)
  const picture = definitionPath(line, place, asked).replace(/(\?|$)/, '/chart.svg$1')
  return page({
    title: `${definition.name}: ${place.name}`,
    build,
    section: 'opportunities',
    breadcrumbs: [
      ...trail(opened, asked),
      ...(place.kind === 'group'
        ? []
        : [{ text: place.name, href: worklistPath(place, { ...asked, place: '' }) }]),
    ],
    notices: [
      ...opened.judgement.remarks,
      ...(line.unpriced > 0
        ? [`${formatCount(line.unpriced)} of the group’s records have no price and count as £0.`]
        : []),
    ],
    alternatives: [
      ...(['json', 'csv'] as const).map((format) => ({
        text: format.toUpperCase(),
        href: definitionPath(line, place, { ...asked, format }),
      })),
      { text: 'OpenAPI', href: '/opportunities/openapi.json' },
    ],
    body: html`<div class="steward-lead">
        <h1 class="nhsuk-heading-l">${definition.name}</h1>
        <p class="steward-lead__who">
          ${joined([place.name, periodWords(opened), `compared with ${benchmarkWords[benchmark]}`], ' · ')}
        </p>
        <p class="steward-says">${definition.about}</p>
        ${
          line.absent === null
            ? html`<p>
                ${observedWords(opened, line)}
                ${
                  line.called > 0
                    ? `${line.called === 1 ? 'One practice lies' : `${line.called} practices lie`} above beyond chance.`
                    : 'No practice lies above beyond chance.'
                }
                ${line.forHalf > 0 && place.kind !== 'practice' && `Half of the worth is in ${line.forHalf} of ${place.members.length} practices.`}
              </p>`
            : html`<p><strong>This ${line.absent}.</strong></p>`
        }
        <p><strong>A next step:</strong> ${definition.instead}</p>
      </div>
      ${raising}
      ${
        line.absent === null &&
        html`${choices(opened, asked, `/opportunities/${definition.id}`)} ${figures(opened, line)}
          <section class="steward-section" id="practices">
            ${definitionChart(opened, line, lines)}
            <p><a class="nhsuk-link" href="${picture}">The chart as a picture</a></p>
            ${practiceTable(lines, 'Practices')}
          </section>
          <section class="steward-section" id="items">
            <h2 class="nhsuk-heading-m">What was done</h2>
            <p>Each could become: ${definition.instead}</p>
            ${itemTables(opened, rows, names)}
          </section>`
      }
      ${aboutDefinition(definition, line.money)}
      <p class="steward-note"><a class="nhsuk-link" href="${path}">This page’s own address</a></p>`,
  })
}
