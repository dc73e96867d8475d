import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { html } from '../../../ui/html.ts'
import { saidHtml, saidText } from '../../../ui/said.ts'
import type { Compared, Comparison } from './comparison.ts'
import { budgetSays, chanceSays } from './words.ts'

const line: Compared = {
  line: 'general-and-acute',
  name: 'General and acute',
  scope: 'in scope',
  monthBudget: 0n,
  monthActual: 0n,
  yearBudget: 10_000_000n,
  yearActual: 9_600_000n,
  unbilled: 0n,
  variance: -400_000n,
  annualBudget: 0n,
  band: { level: 0.95, lowPence: -900_000n, highPence: 1_100_000n },
  verdict: 'within what chance alone does',
}
const community: Compared = {
  ...line,
  line: 'community',
  name: 'Community',
  band: null,
  verdict: null,
}

test('every amount of the words about a budget leads to the lines that make it', () => {
  const comparison: Comparison = {
    from: '2019-04',
    month: '2019-10',
    rows: [line, community],
    total: {
      ...line,
      yearBudget: 20_000_000n,
      variance: -800_000n,
      bandVariance: -400_000n,
      bandLines: ['general-and-acute'],
    },
  }
  const says = [...budgetSays(comparison, '/p#budget'), ...chanceSays(comparison, '/p#budget')]
  assert.deepEqual(says.map(saidText), [
    'For all care with a budget that is £8k (4.0%) under budget since April 2019.',
    'For a list of your size chance alone moves general and acute care by up to £11k either way (19 years in 20), so being £4k under is within what chance alone does.',
  ])
  const { document } = parseHTML(html`<p>${says.map(saidHtml)}</p>`.toString())
  const links = [...document.querySelectorAll('a[href="/p#budget"]')].map((a) => a.textContent)
  assert.deepEqual(links, ['£8k (4.0%) under budget', '£11k', '£4k under'])
})
