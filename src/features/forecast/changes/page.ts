import { formatDate } from '../../../core/month.ts'
import type { Refusal } from '../../../core/refusal.ts'
import {
  button,
  errorAt,
  errorSummary,
  form,
  radios,
  select,
  textArea,
  textInput,
} from '../../../ui/form.ts'
import { html, type Content, type Html } from '../../../ui/html.ts'
import { page, type PageBuild } from '../../../ui/layout.ts'
import { dataTable } from '../../../ui/table.ts'
import { tableLinks } from '../../table-files.ts'
import { changesPath, forecastPath } from '../paths.ts'
import { changeWords, effectWords, type NamedAdjustment } from '../rules/known-change.ts'
import type { TypedChange } from './entry.ts'
import type { KeptChange } from './ledger.ts'

export type ChangesView = {
  build: PageBuild
  group: { code: string; name: string }
  counting: readonly NamedAdjustment[]
  ended: readonly KeptChange[]
  /** Forecast lines and service lines by their key. */
  lines: ReadonlyMap<string, string>
  /** Decisions that a change may rest on, newest first. */
  decisions: readonly { id: number; title: string }[]
  mayEnter: boolean
  typed: TypedChange
  refusals: readonly Refusal[]
  csrf: string
}

const kindWords = { scheme: 'Approved scheme', price: 'Known price change' } as const

/** What a change rests on, linked where it is a decision. */
export const restsOn = ({ entered }: NamedAdjustment): Content => {
  if (entered === null) return 'The rule file'
  const who = `${formatDate(entered.on)}, ${entered.by}`
  return entered.decision === null
    ? who
    : html`<a class="nhsuk-link" href="/decisions/${entered.decision}"
          >Decision ${entered.decision}</a
        >; ${who}`
}

const takeBack = (view: ChangesView, { entered }: NamedAdjustment): Content => {
  if (entered === null) return 'Change the file'
  const name = `end-${entered.id}`
  return form({
    action: `${changesPath(view.group.code)}/${entered.id}/end`,
    csrf: view.csrf,
    body: html`${textInput({
      name,
      label: 'Why take it back?',
      value: view.typed[name],
      error: errorAt(view.refusals, name),
    })}
    ${button({ text: 'Take it back', small: true, kind: 'secondary' })}`,
  })
}

const field = (view: ChangesView, name: string, label: string, hint?: string) => ({
  name,
  label,
  hint,
  value: view.typed[name],
  error: errorAt(view.refusals, name),
})

const entryForm = (view: ChangesView): Html =>
  form({
    action: changesPath(view.group.code),
    csrf: view.csrf,
    id: 'enter',
    body: html`${radios({
      ...field(view, 'kind', 'What is it?'),
      items: [
        { value: 'scheme', text: kindWords.scheme, hint: 'It rests on a decision that carried.' },
        {
          value: 'price',
          text: kindWords.price,
          hint: 'A tariff or a contract that is to move; say its source under Why.',
        },
      ],
    })}
    ${textInput(field(view, 'name', 'What is it called?', 'For example Heart failure nurses'))}
    ${select({
      ...field(view, 'line', 'Which line does it change?'),
      items: [...view.lines].map(([value, text]) => ({ value, text })),
    })}
    ${textArea({
      ...field(view, 'practices', 'For which practices?', 'One code on each line. Empty: all.'),
      rows: 2,
    })}
    ${textInput({ ...field(view, 'from', 'From which month?', 'For example 2019-11'), width: 10 })}
    ${textInput({ ...field(view, 'to', 'To which month?', 'Empty: while it lasts.'), width: 10 })}
    ${textInput({
      ...field(view, 'percent', 'By how many per cent?', 'Less than nought takes off, such as -3.'),
      width: 10,
      suffix: '%',
    })}
    ${textInput({
      ...field(view, 'pounds', 'Or by how many pounds a month, all together?'),
      hint: 'Less than nought takes off. It is shared among practices by their size.',
      width: 10,
      prefix: '£',
    })}
    ${select({
      ...field(view, 'decision', 'Which decision does it rest on?'),
      items: [
        { value: '', text: 'None: a known price change' },
        ...view.decisions.map(({ id, title }) => ({ value: String(id), text: `${id}: ${title}` })),
      ],
    })}
    ${textArea({ ...field(view, 'why', 'Why, and how sure is it?'), rows: 2 })}
    ${button({ text: 'Enter it' })}`,
  })

/** Known changes of a group: those that count, those taken back, and for management a form for another. */
export const changesPage = (view: ChangesView): Html => {
  const { group, counting, ended, mayEnter, lines, refusals } = view
  const title = `Known changes of ${group.name}`
  return page({
    title: title,
    build: view.build,
    section: 'overview',
    breadcrumbs: [
      { text: group.name, href: `/groups/${encodeURIComponent(group.code)}` },
      { text: 'Forecast', href: forecastPath({ kind: 'group', code: group.code }, group.code) },
    ],
    alternatives: tableLinks(changesPath(group.code), 'changes', ['Changes']),
    body: html`${errorSummary(refusals)}
      <div class="steward-lead">
        <h1 class="nhsuk-heading-l">Known changes</h1>
        <p class="steward-says">
          A forecast says what the past says. What it cannot know, an approved scheme or a price
          that is to move, is entered here. Each is a step of its own in the forecast of every
          practice that it is for, from its first month on.
        </p>
      </div>
      ${dataTable({
        caption: 'Changes that count',
        captionSize: 'm',
        columns: [
          {
            heading: 'Change',
            cell: (one: NamedAdjustment) =>
              html`<strong>${one.name}</strong><br />${kindWords[one.kind]}`,
          },
          {
            heading: 'What it does',
            cell: (one) => html`${lines.get(one.line) ?? one.line}: ${changeWords(one)}`,
          },
          { heading: 'Why', cell: ({ why }) => why },
          { heading: 'Rests on', cell: restsOn },
          ...(mayEnter
            ? [{ heading: 'Undo', cell: (one: NamedAdjustment) => takeBack(view, one) }]
            : []),
        ],
        rows: counting,
        empty: 'Nothing is known to change.',
      })}
      ${
        ended.length > 0 &&
        dataTable({
          caption: 'Taken back',
          captionSize: 'm',
          columns: [
            { heading: 'Change', cell: ({ name }: KeptChange) => name },
            { heading: 'What it did', cell: effectWords },
            { heading: 'Rested on', cell: restsOn },
            {
              heading: 'Taken back',
              cell: ({ ended: end }) =>
                end === null ? '' : `${formatDate(end.on)}, ${end.by}: ${end.why}`,
            },
          ],
          rows: ended,
        })
      }
      ${
        mayEnter &&
        html`<h2 class="nhsuk-heading-m">Enter a known change</h2>
          ${entryForm(view)}`
      }`,
  })
}
