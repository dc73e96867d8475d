import { html, type Html } from '../../../ui/html.ts'
import { button, form, select } from '../../../ui/form.ts'
import type { Definition } from '../../../warehouse/opportunities/definition.ts'
import type { Viewer } from '../../../stores/scope.ts'
import type { Opened } from '../open.ts'
import type { PrescribingLine } from '../prescribing/lines.ts'
import type { ReleasedLine } from '../released/lines.ts'
import { periodWords } from '../parts.ts'
import type { Line } from '../view.ts'
import { benchmarkWords, short, shortRange, signed, signedRange, unitOf } from '../words.ts'

const topics: Readonly<Record<string, string>> = {
  medicines: 'Prescribing',
  lifestyle: 'Prevention',
  'mental-health': 'Mental health',
  'end-of-life': 'Community services',
  'virtual-wards': 'Community services',
}

const topicOf = ({ family, of }: Definition): string =>
  topics[family] ?? (of === 'outpatients' ? 'Outpatient care' : 'Urgent and emergency care')

/** An idea as it is put into the form: title, words, topic. */
export type Idea = { title: string; words: string; topic: string }

/** What an idea says when it is raised from an opportunity: the figures, how sure they are, the next step and where to look. */
export const ideaOf = (opened: Opened, line: Line, address: string): Idea => {
  const { worklist, build } = opened
  const { definition } = line
  const unit = unitOf(definition)
  return {
    title: `${definition.name}: ${worklist.place.name}`.slice(0, 120),
    topic: topicOf(definition),
    words: [
      definition.about,
      `${periodWords(opened)}, ${worklist.place.name}: ${Math.round(line.observed)} ${unit} observed, ${Math.round(line.expected)} expected at ${benchmarkWords[worklist.benchmark]}; difference ${signed(line.difference)} (${signedRange(line.differenceLimits)}, 19 times in 20).`,
      `In scope ${short(line.inScopePence)}. Above the benchmark, with chance taken off: ${short(line.worthPence)} (${shortRange(line.worthLimits)}).${line.realistic ? ` Realistic within ${worklist.years} ${worklist.years === 1 ? 'year' : 'years'}: ${shortRange({ lower: line.realistic.low, upper: line.realistic.high })}.` : ''}`,
      `A next step: ${definition.instead}`,
      `Figures: ${address} (build ${build.id}).`,
    ].join('\n\n'),
  }
}

/** The same from what may leave the group. */
export const ideaOfReleased = (opened: Opened, line: ReleasedLine, address: string): Idea => {
  const { worklist, build } = opened
  const { definition, inScopePence } = line
  return {
    title: `${definition.name}: ${worklist.place.name}`.slice(0, 120),
    topic: topicOf(definition),
    words: [
      definition.about,
      `${periodWords(opened)}, ${worklist.place.name}: ${inScopePence === null ? 'the figures are withheld' : `${short(inScopePence)} in scope`}.`,
      `A next step: ${definition.instead}`,
      `Figures: ${address} (build ${build.id}).`,
    ].join('\n\n'),
  }
}

/** The same from a change of prescribing. */
export const ideaOfPrescribing = (
  opened: Opened,
  line: PrescribingLine,
  step: string,
  address: string,
): Idea => {
  const { worklist, build } = opened
  const { place } = worklist
  const half =
    place.kind === 'practice' || line.forHalf === 0
      ? ''
      : ` Half of it is in ${line.forHalf} of ${place.members.length} practices.`
  return {
    title: `${line.task.name}: ${place.name}`.slice(0, 120),
    topic: 'Prescribing',
    words: [
      line.why,
      `${periodWords(opened)}, ${place.name}: worth ${short(line.worthPence)} a year of ${short(line.spentPence)} spent, by the rule of OpenPrescribing; part of it is chance.${half}`,
      `A next step: ${step}`,
      `Figures: ${address} (build ${build.id}).`,
    ].join('\n\n'),
  }
}

/** The locality whose meeting is the viewer’s own. */
export const ownLocality = ({ appointments }: Viewer): string | null =>
  appointments.find(({ locality }) => locality !== null)?.locality ?? null

/** One click that raises the opportunity as an idea, for the meeting of a locality. */
export const raisingForm = (
  opened: Opened,
  { title, words, topic }: Idea,
  csrf: string,
  own: string | null,
): Html => {
  const { place } = opened.worklist
  const members = place.members.flatMap((p) => opened.judgement.members[p] ?? [])
  const localities = [...new Map(members.map((each) => [each.locality, each.localityName]))]
  const [only] = localities
  const chosen = localities.some(([code]) => code === own) ? own : (only?.[0] ?? '')
  const hidden = (name: string, value: string): Html =>
    html`<input type="hidden" name="${name}" value="${value}" />`
  return html`<section class="steward-section steward-screen" id="raise">
    ${form({
      action: '/concerns',
      csrf,
      body: html`${hidden('kind', 'idea')} ${hidden('title', title)} ${hidden('words', words)}
      ${hidden('topic', topic)}
      ${
        localities.length > 1
          ? select({
              name: 'locality',
              label: 'Whose meeting should take it',
              value: chosen ?? '',
              items: localities.map(([value, text]) => ({ value, text })),
            })
          : hidden('locality', chosen ?? '')
      }
      ${button({ text: 'Raise as an idea' })}`,
    })}
  </section>`
}
