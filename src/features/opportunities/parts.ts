import { formatMonth } from '../../core/month.ts'
import { html, type Content, type Html } from '../../ui/html.ts'
import { button, select } from '../../ui/nhsuk.ts'
import { benchmarks } from '../../engines/opportunities/benchmark.ts'
import { queryOf, yearChoices, type Asked } from './asked.ts'
import type { Opened } from './open.ts'
import type { PrescribingLine } from './prescribing/lines.ts'
import { sorts } from './rules.ts'
import type { Line, Place } from './view.ts'
import { benchmarkWords, sortWords } from './words.ts'

/** "practice:P81001": a place in an address. */
export const placeKey = ({ kind, code }: Pick<Place, 'kind' | 'code'>): string => `${kind}:${code}`

/** The address of a place's worklist. */
export const worklistPath = (place: Place, asked: Partial<Asked> = {}): string =>
  `/opportunities${queryOf({ ...asked, place: placeKey(place) })}`

/** The address of one definition, for a place. */
export const definitionPath = (
  line: Pick<Line, 'definition'>,
  place: Place,
  asked: Partial<Asked> = {},
): string => `/opportunities/${line.definition.id}${queryOf({ ...asked, place: placeKey(place) })}`

/** The address of a change of prescribing, for a place. */
export const prescribingPath = (
  { kind, id }: Pick<PrescribingLine, 'kind' | 'id'>,
  place: Place,
  asked: Partial<Asked> = {},
): string =>
  `/opportunities/${kind === 'measure' ? 'measures' : 'prices'}/${encodeURIComponent(id)}${queryOf({ ...asked, place: placeKey(place) })}`

/** Where the page stands: group, locality, and how to choose what is compared. */
export const choices = (opened: Opened, asked: Asked, action: string): Html => {
  const { worklist } = opened
  const pick = (
    name: string,
    label: string,
    value: string,
    items: { value: string; text: string }[],
  ): Content => select({ id: name, name, label: { text: label }, value, items })
  return html`<div class="steward-choices">
    <form method="get" action="${action}">
      <input type="hidden" name="place" value="${placeKey(worklist.place)}" />
      ${pick(
        'benchmark',
        'Compared with',
        asked.benchmark,
        benchmarks.map((kind) => ({ value: kind, text: benchmarkWords[kind] })),
      )}
      ${pick('deprivation', 'Allowing for', asked.deprivation ? '1' : '', [
        { value: '', text: 'age and sex' },
        { value: '1', text: 'age, sex and deprivation' },
      ])}
      ${pick(
        'years',
        'Realistic within',
        String(asked.years),
        yearChoices.map((years) => ({
          value: String(years),
          text: years === 1 ? 'a year' : `${years} years`,
        })),
      )}
      ${
        action === '/opportunities' &&
        html`${pick(
          'sort',
          'Sorted by',
          asked.sort,
          sorts.map((sort) => ({ value: sort, text: sortWords[sort] })),
        )}
        ${pick('can', 'Who can act', asked.can ?? '', [
          { value: '', text: 'anyone' },
          { value: 'practice', text: 'the practice' },
          { value: 'community', text: 'community and public health' },
          { value: 'hospital', text: 'the hospital' },
        ])}
        ${pick('low', 'Show', asked.lowHanging ? '1' : '', [
          { value: '', text: 'everything' },
          { value: '1', text: 'low-hanging fruit' },
        ])}`
      }
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary nhsuk-button--small' })}
    </form>
  </div>`
}

/** "April 2019 to March 2020". */
export const periodWords = ({ judgement }: Opened): string => {
  const { from, to } = judgement.counted.period
  return from === to ? formatMonth(from) : `${formatMonth(from)} to ${formatMonth(to)}`
}

/** The trail of a place: its group, and the list of the place itself. */
export const trail = (
  { worklist, judgement }: Opened,
  asked: Asked,
): { text: string; href: string }[] => {
  const { place } = worklist
  const { place: _, ...rest } = asked
  const group: Place = {
    kind: 'group',
    code: place.group,
    name: place.groupName,
    group: place.group,
    groupName: place.groupName,
    members: judgement.members.map((__, i) => i),
  }
  return [{ text: `Opportunities of ${group.name}`, href: worklistPath(group, rest) }]
}
