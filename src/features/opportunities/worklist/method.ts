import { html, type Html } from '../../../ui/html.ts'
import type { Worklist } from '../view.ts'
import { benchmarkWords } from '../words.ts'

/** The rule that prescribing keeps, in words. */
export const prescribingRule =
  'By the rule of OpenPrescribing, which is worked out for each level by itself: a practice is held against the tenth of the group’s practices that spend least, or against a whole switch; a locality counts as one organisation among the localities; the group adds the savings of those of its practices that have one. So the levels do not add up to each other, and part of each saving is chance.'

/** How the figures of a worklist are worked out. */
export const method = (worklist: Worklist): Html =>
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
        <strong>Worth of prescribing</strong> is what a year’s prescriptions would have cost less.
        ${prescribingRule} Prescriptions may stand under a measure and under a price, so they are
        not added up and are not in the totals above.
      </li>
      <li>
        <strong>In scope</strong> is everything of the kind. <strong>Realistic</strong> is the part
        of it that a national panel thought could go by 2039/40, as far as an even pace brings it in
        the years chosen.
      </li>
      <li>
        <strong>Low-hanging fruit</strong> can show within the year, practices have much say in it,
        at least one practice lies above beyond chance (of a price: pays more), it is worth £5,000
        or more, and at most a third of the practices make half of it.
      </li>
      <li>Fewer than 10 expected are shown and never judged.</li>
    </ul>
  </section>`
