import { html, type Html } from '../ui/html.ts'
import { page } from '../ui/layout.ts'

const firstFiles: readonly { what: string; file: string; gives: string }[] = [
  {
    what: 'Membership',
    file: 'your own, with the columns practice_code, group_code, group_name, locality_code, locality_name, from_date, to_date',
    gives: 'which practices are in the group, and when',
  },
  {
    what: 'Practices',
    file: 'epraccur from the Organisation Data Service',
    gives: 'the names of the practices',
  },
  {
    what: 'List sizes',
    file: 'gp-reg-pat-prac-all or gp-reg-pat-prac-quin-age from NHS England',
    gives: 'patients, and with them every rate per 1,000',
  },
  {
    what: 'Prescribing',
    file: 'EPD or PDPI from the NHS Business Services Authority',
    gives: 'what was prescribed, and its cost',
  },
  {
    what: 'Activity and prices',
    file: 'SUS+ extracts, contract monitoring, and the price books of their years',
    gives: 'hospital and community care, priced line by line',
  },
]

/** What a group that has loaded nothing yet sees: what to load first, and how. */
export const firstPage = (loads: number): Html =>
  page({
    title: 'Begin',
    section: 'overview',
    build: null,
    body: html`<h1 class="nhsuk-heading-xl">No figures yet</h1>
      <p class="nhsuk-body-l">
        ${
          loads === 0
            ? 'Nothing has been loaded. Any of these files is enough to begin; each page says what is missing.'
            : `${loads} files have been loaded, and no month has been closed since. Run: npm run steward -- close`
        }
      </p>
      <ol class="nhsuk-list nhsuk-list--number">
        ${firstFiles.map(
          ({ what, file, gives }) =>
            html`<li><strong>${what}</strong>: ${gives}. <br />File: ${file}.</li>`,
        )}
      </ol>
      <h2 class="nhsuk-heading-m">How to load and close</h2>
      <pre class="steward-commands"><code>npm run steward -- load FILE…
npm run steward -- close</code></pre>
      <p>Then load this page again.</p>`,
  })
