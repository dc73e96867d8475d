import { html, joined, type Content, type Html } from '../../ui/html.ts'
import { page } from '../../ui/layout.ts'
import { formatCount } from '../../ui/money.ts'
import { absent, dataTable, type TableColumn } from '../../ui/table.ts'
import { queryOf, type Asked } from './asked.ts'
import type { Opened } from './open.ts'
import { choices, definitionPath, periodWords, placeKey, trail, worklistPath } from './parts.ts'
import { canAct, evidenceOf, inOrder } from './rules.ts'
import type { Line, Place, Worklist } from './view.ts'
import {
  actorWords,
  benchmarkWords,
  evidenceWords,
  horizonWords,
  influenceWords,
  moneyWords,
  short,
  shortRange,
  signed,
  signedRange,
} from './words.ts'

/** Lines of a worklist as they were asked for, the largest first unless another order was. */
export const chosenLines = ({ lines }: Worklist, asked: Asked): Line[] =>
  lines
    .filter(({ absent: why }) => why === null)
    .filter(({ definition }) => asked.can === null || canAct(definition, asked.can))
    .filter(({ lowHanging }) => !asked.lowHanging || lowHanging)
    .toSorted(inOrder(asked.sort))

const nameCell = (line: Line, place: Place, asked: Asked): Content =>
  html`<a class="nhsuk-link" href="${definitionPath(line, place, asked)}">${line.definition.name}</a
    ><br /><span class="nhsuk-u-secondary-text-colour nhsuk-body-s"
      >${joined(
        [
          line.definition.who.map((actor, i) => [i > 0 && ', ', actorWords[actor]]),
          horizonWords[line.definition.horizon],
          `practices have ${influenceWords[line.definition.influence]}`,
          evidenceWords[evidenceOf(line.definition)],
        ],
        ' · ',
      )}</span
    >`

const columns = (worklist: Worklist, asked: Asked): TableColumn<Line>[] => [
  { heading: 'What', cell: (line) => nameCell(line, worklist.place, asked) },
  {
    heading: 'Worth',
    numeric: true,
    cell: (line) =>
      line.worthPence === 0
        ? absent('none beyond chance')
        : html`<strong>${short(line.worthPence)}</strong><br />${shortRange(line.worthLimits)}`,
  },
  // A group differs from its own mean by nothing; what can be said of it is how many of its practices do.
  worklist.place.kind === 'group' && worklist.benchmark === 'mean'
    ? {
        heading: 'Practices above',
        numeric: true,
        cell: (line) => (line.called === 0 ? '–' : formatCount(line.called)),
      }
    : {
        heading: 'Above the benchmark',
        numeric: true,
        cell: (line) =>
          html`${signed(line.difference)} of ${formatCount(Math.round(line.observed))}<br />${signedRange(
              line.differenceLimits,
            )}`,
      },
  { heading: 'In scope', numeric: true, wide: true, cell: (line) => short(line.inScopePence) },
  {
    heading: worklist.years === 1 ? 'Realistic in a year' : `Realistic in ${worklist.years} years`,
    numeric: true,
    wide: true,
    cell: ({ realistic }) =>
      realistic === null
        ? absent('not asked')
        : shortRange({ lower: realistic.low, upper: realistic.high }),
  },
  {
    heading: 'Money',
    wide: true,
    cell: ({ money }) => (money === 'cash' ? 'cash' : 'capacity'),
  },
  {
    heading: worklist.place.kind === 'practice' ? 'Beyond chance' : 'Half of it in',
    numeric: true,
    cell: (line) => {
      if (worklist.place.kind === 'practice') return line.called > 0 ? 'yes' : 'no'
      return line.forHalf === 0
        ? '–'
        : `${line.forHalf} of ${worklist.place.members.length} practices`
    },
  },
]

const lead = (opened: Opened, shown: readonly Line[]): Html => {
  const { worklist } = opened
  const { totals, place, benchmark } = worklist
  const fruit = shown.filter(({ lowHanging }) => lowHanging).slice(0, 3)
  const asks = (fruit.length > 0 ? fruit : shown.filter(({ called }) => called > 0)).slice(0, 3)
  const found = worklist.lines.filter(({ absent: why }) => why === null).length
  return html`<div class="steward-lead">
    <h1 class="nhsuk-heading-l">Opportunities: ${place.name}</h1>
    <p class="steward-lead__who">
      ${periodWords(opened)} · ${formatCount(found)} kinds of activity · compared with
      ${benchmarkWords[benchmark]}${worklist.deprivation && ', allowing for deprivation'}
    </p>
    <p class="steward-says">
      What lies above ${benchmarkWords[benchmark]} is worth
      <strong>${short(totals.cash.pence)}</strong>
      (${shortRange(totals.cash.limits)}, 19 times in 20) in ${moneyWords.cash}, and
      <strong>${short(totals.capacity.pence)}</strong> (${shortRange(totals.capacity.limits)}) in
      ${moneyWords.capacity}. Each admission, appointment and attendance is counted once, and chance
      is taken off. A contract that pays a fixed sum releases no cash at once.
    </p>
    ${
      asks.length > 0 &&
      html`<section class="steward-asks" aria-labelledby="asks">
        <h2 class="nhsuk-heading-s" id="asks">Worth asking</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          ${asks.map(
            (line) =>
              html`<li>
                <a class="nhsuk-link" href="${definitionPath(line, place)}"
                  >${line.definition.name}</a
                >: ${short(line.worthPence)}
                (${shortRange(line.worthLimits)})${
                  place.kind !== 'practice' &&
                  `, half of it in ${line.forHalf} of ${place.members.length} practices`
                }
              </li>`,
          )}
        </ul>
      </section>`
    }
    <p class="steward-note">
      These are questions, not findings: coding and case mix differ, and what is above a mean need
      not be avoidable. <a class="nhsuk-link" href="#method">How it is worked out</a>.
    </p>
  </div>`
}

const method = (worklist: Worklist): Html =>
  html`<section class="steward-section" id="method">
    <h2 class="nhsuk-heading-m">How it is worked out</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>
        <strong>Above the benchmark</strong> is what was observed less what
        ${benchmarkWords[worklist.benchmark]} would have had for people of the same age and
        sex${worklist.deprivation && ' in a third of practices as deprived'}, with the range that
        chance allows on both sides, 19 times in 20.
      </li>
      <li>
        <strong>Worth</strong> is worked out once for each practice: the difference after it is
        drawn towards the mean by how little a small number can tell, where it is positive, at the
        price of the practice’s own records. Localities and the group add their practices. In this
        column a record may stand under several kinds; the totals above count it once, for the first
        kind that claims it.
      </li>
      <li>
        <strong>In scope</strong> is everything of the kind. <strong>Realistic</strong> is the part
        of it that a national panel thought could go by 2039/40, as far as an even pace brings it in
        the years chosen.
      </li>
      <li>
        <strong>Low-hanging fruit</strong> can show within the year, practices have much say in it,
        at least one practice lies above beyond chance, it is worth £5,000 or more, and at most a
        third of the practices make half of it.
      </li>
      <li>Fewer than 10 expected are shown and never judged.</li>
    </ul>
  </section>`

const places = ({ judgement, worklist, outside }: Opened, asked: Asked): Content => {
  const { place } = worklist
  if (place.kind === 'practice') return false
  const chosen = place.members.flatMap((p) => judgement.members[p] ?? [])
  const link = (kind: Place['kind'], code: string, name: string): Html =>
    html`<a
      class="nhsuk-link"
      href="/opportunities${queryOf({ ...asked, place: placeKey({ kind, code }) })}"
      >${name}</a
    >`
  const localities = [...new Map(chosen.map((each) => [each.locality, each.localityName]))]
  return html`<section class="steward-section" id="places">
    <h2 class="nhsuk-heading-m">Other views</h2>
    ${
      place.kind === 'group' &&
      html`<p>
        By locality:
        ${joined(
          localities.map(([code, name]) => link('locality', code, name)),
          ' · ',
        )}
      </p>`
    }
    ${
      outside !== true &&
      html`<p>
        By practice:
        ${joined(
          chosen
            .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
            .map(({ code, name }) => link('practice', code, name)),
          ' · ',
        )}
      </p>`
    }
  </section>`
}

/** The worklist of a group, a locality or a practice. */
export const worklistPage = (opened: Opened, asked: Asked): Html => {
  const { worklist, judgement, build } = opened
  const { place } = worklist
  const shown = chosenLines(worklist, asked)
  const listed = shown.filter(({ worthPence, called }) => worthPence > 0 || called > 0)
  const quiet = shown.filter(({ worthPence, called }) => worthPence === 0 && called === 0)
  const without = worklist.lines.filter(({ absent: why }) => why !== null)
  return page({
    title: `Opportunities: ${place.name}`,
    build,
    section: 'opportunities',
    ...(place.kind === 'group' ? {} : { breadcrumbs: trail(opened, asked) }),
    notices: [
      ...judgement.remarks,
      ...(opened.outside === true
        ? ['These figures leave the group: small numbers are withheld and others rounded.']
        : []),
      ...without.map(({ definition, absent: why }) => `${definition.name}: ${why}.`),
    ],
    alternatives: (['json', 'csv'] as const).map((format) => ({
      text: format.toUpperCase(),
      href: worklistPath(place, { ...asked, format }),
    })),
    body: html`${lead(opened, shown)} ${choices(opened, asked, '/opportunities')}
      <section class="steward-section" id="worklist">
        ${dataTable<Line>({
          caption: asked.lowHanging ? 'Low-hanging fruit' : 'Worklist',
          captionSize: 'm',
          columns: columns(worklist, asked),
          rows: listed,
          empty: 'Nothing lies above the benchmark beyond what chance allows.',
        })}
        ${
          quiet.length > 0 &&
          html`<p class="steward-note">
            No difference that chance does not explain:
            ${joined(
              quiet.map(
                (line) =>
                  html`<a class="nhsuk-link" href="${definitionPath(line, place, asked)}"
                    >${line.definition.name}</a
                  >`,
              ),
              ' · ',
            )}
          </p>`
        }
      </section>
      <section class="steward-section" id="prescribing">
        <h2 class="nhsuk-heading-m">Prescribing</h2>
        <p>
          What a change of prescribing would save, by measure and by price per unit, is worked out
          from published figures under
          <a class="nhsuk-link" href="/variation">Variation</a>. It is not in the totals above.
        </p>
      </section>
      ${places(opened, asked)} ${method(worklist)}`,
  })
}

/** What is shown while the counts of a new build are worked out; the browser asks again by itself. */
export const waitingPage = (): Html =>
  page({
    title: 'Opportunities are being worked out',
    section: 'opportunities',
    body: html`<h1 class="nhsuk-heading-l">Opportunities are being worked out</h1>
      <p>
        Every admission, appointment and attendance of this build is looked at once. It takes a
        minute or so in a large county, and then these pages are quick. This page looks again every
        few seconds;
        <a class="nhsuk-link" href="/opportunities">look again now</a>.
      </p>`,
  })
