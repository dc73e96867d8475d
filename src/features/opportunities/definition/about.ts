import { html, type Content, type Html } from '../../../ui/html.ts'
import { details } from '../../../ui/nhsuk.ts'
import type { Definition } from '../../../warehouse/opportunities/definition.ts'
import { evidenceOf, type Money } from '../rules.ts'
import {
  actorWords,
  evidenceWords,
  horizonWords,
  influenceWords,
  kindWords,
  moneyWords,
} from '../words.ts'
import { ruleWords } from './rule-words.ts'

/** What a definition is: who can act, how soon, its rule test by test, its sources. */
export const aboutDefinition = (definition: Definition, money: Money): Html => {
  const facts: [string, Content][] = [
    ['What would change', kindWords[definition.kind]],
    ['Who can act', definition.who.map((actor) => actorWords[actor]).join(', ')],
    ['How soon', horizonWords[definition.horizon]],
    ['Practices have', influenceWords[definition.influence]],
    ['Money', moneyWords[money]],
    ['Evidence', evidenceWords[evidenceOf(definition)]],
    ...(definition.code === null ? [] : [['National code', definition.code] as [string, string]]),
    ...(definition.within === null
      ? []
      : [['Not in totals', definition.within] as [string, string]]),
  ]
  return html`<section class="steward-section" id="definition">
    <h2 class="nhsuk-heading-m">The definition</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${facts.map(([name, value]) => html`<li><strong>${name}:</strong> ${value}</li>`)}
    </ul>
    ${definition.notes.map((note) => html`<p>${note}</p>`)}
    ${details({
      summaryText: 'The rule, test by test',
      html: html`<p>Base: ${definition.base.replaceAll('-', ' ')}. All of these must hold:</p>
        ${ruleWords(definition.where)}`,
    })}
    ${details({
      summaryText: 'Sources',
      html: html`<ul class="nhsuk-list nhsuk-list--bullet">
        ${definition.sources.map((source) => html`<li>${source}</li>`)}
      </ul>`,
    })}
  </section>`
}
