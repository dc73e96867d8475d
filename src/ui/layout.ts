import { formatDate } from '../core/month.ts'
import { iconPath, markPath, stylesPath } from './assets.ts'
import { html, raw, type Content, type Html } from './html.ts'
import { breadcrumb, footer, header, skipLink, tag } from './nhsuk.ts'

/** The build that a page was made from, as far as the page says it. */
export type PageBuild = { id: string; asAt: string }

export type Section =
  | 'overview'
  | 'practices'
  | 'budgets'
  | 'variation'
  | 'opportunities'
  | 'meetings'
  | 'concerns'
  | 'members'
  | 'status'

export type PageOptions = {
  /** For the browser's tab and the screen reader; the body holds the page's own heading. */
  title: string
  /** The build of the figures shown, null while there is none; left out by pages without figures. */
  build?: PageBuild | null
  section?: Section
  breadcrumbs?: readonly { text: string; href: string }[]
  /** What the figures on this page lack, one sentence each. */
  notices?: readonly Content[]
  /** Other forms of the same page, for the foot: JSON, CSV. */
  alternatives?: readonly { text: string; href: string }[]
  /** Addresses of our own script files, for the few pages that need one. */
  scripts?: readonly string[]
  body: Content
}

/** Where the three sections of the navigation begin. */
export const sections: Readonly<Record<Section, { text: string; href: string }>> = {
  overview: { text: 'Overview', href: '/' },
  practices: { text: 'Practices', href: '/practices' },
  budgets: { text: 'Budgets', href: '/budgets' },
  variation: { text: 'Variation', href: '/variation' },
  opportunities: { text: 'Opportunities', href: '/opportunities' },
  meetings: { text: 'Meetings', href: '/meetings' },
  concerns: { text: 'Concerns', href: '/concerns' },
  members: { text: 'Members', href: '/members' },
  status: { text: 'Data status', href: '/status' },
}

const order: readonly Section[] = [
  'overview',
  'practices',
  'budgets',
  'variation',
  'opportunities',
  'meetings',
  'concerns',
  'members',
  'status',
]

/** Where the shell puts who is looking (`viewerBar`): pages are made without knowing it. */
export const viewerMark = '<!--viewer-->'

/** Who is looking, in words, with what they can do about it, and what is new; on every page, below the navigation. */
export const viewerBar = (label: string, says: Content, news: readonly Content[] = []): Html =>
  html`<aside class="steward-phase nhsuk-width-container" aria-label="Who is looking">
    <p>${tag({ text: label, classes: 'steward-phase__tag' })} ${says}</p>
    ${news.map((each) => html`<p class="steward-news">${each}</p>`)}
  </aside>`

const top = new Map<Section | undefined, Html>()

/** The parts above the content, which depend on the section alone and so are made once. */
const topOf = (section: Section | undefined): Html => {
  const known = top.get(section)
  if (known) return known
  const made = html`${skipLink({})}${header({
    logo: { src: markPath, alt: '', href: '/', ariaLabel: 'Steward, overview' },
    service: { text: 'Steward', href: '/' },
    navigation: {
      items: order.map((key) => ({ ...sections[key], active: key === section })),
    },
  })}
  ${raw(viewerMark)}`
  top.set(section, made)
  return made
}

let foot: Html | null = null

const footOf = (): Html =>
  (foot ??= footer({
    meta: {
      items: order.map((key) => sections[key]),
      visuallyHiddenText: 'Sections',
    },
    copyright: {
      text: 'Steward is open-source software for groups of GP practices. It shows no patient’s name.',
    },
  }))

/** What is missing, in a section of its own that other parts of the page can point to (#missing). */
export const noticeArea = (notices: readonly Content[]): Html =>
  notices.length === 0
    ? html``
    : html`<section class="steward-missing" id="missing" aria-labelledby="missing-heading">
        <h2 class="nhsuk-heading-s" id="missing-heading">What is missing or estimated</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          ${notices.map((notice) => html`<li>${notice}</li>`)}
        </ul>
      </section>`

const buildMark = (id: string): Html => html`<code class="steward-build__id">${id}</code>`

/** Whether a whole page's figures are of this build. */
export const isOfBuild = (text: string, id: string): boolean =>
  text.includes(buildMark(id).toString())

const buildLine = (
  build: PageOptions['build'],
  alternatives: PageOptions['alternatives'],
): Html => {
  const links = (alternatives ?? []).map(
    ({ text, href }, i) =>
      html`<span class="steward-screen"
        >${(i > 0 || build !== undefined) && ' · '}<a class="nhsuk-link" href="${href}"
          >${text}</a
        ></span
      >`,
  )
  if (build === undefined && links.length === 0) return html``
  const words = build
    ? html`As at ${formatDate(build.asAt)} · build ${buildMark(build.id)}`
    : build === null && html`No figures have been built yet`
  return html`<p class="steward-build">${words}${links}</p>`
}

/** A page that comes back with something to put right says so before anything else is read out. */
const titleOf = (title: string, body: Html): string => {
  const named = title === 'Steward' ? title : `${title} – Steward`
  return body.toString().includes('class="nhsuk-error-summary"') ? `Error: ${named}` : named
}

/** A whole page: the NHS layout around the body, readable without script, on a phone and on paper. */
export const page = (options: PageOptions): Html => {
  const {
    title,
    build,
    section,
    breadcrumbs = [],
    notices = [],
    alternatives,
    scripts = [],
    body,
  } = options
  return html`${raw('<!DOCTYPE html>')}
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>${titleOf(title, html`${body}`)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#005eb8" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="${iconPath}" type="image/svg+xml" />
        <link rel="stylesheet" href="${stylesPath}" />
        ${scripts.map((src) => html`<script defer src="${src}"></script>`)}
      </head>
      <body>
        ${topOf(section)}
        <div class="nhsuk-width-container">
          ${breadcrumbs.length > 0 && breadcrumb({ items: breadcrumbs, classes: 'steward-breadcrumb' })}
          <main class="nhsuk-main-wrapper steward-main" id="maincontent">
            ${body} ${noticeArea(notices)} ${buildLine(build, alternatives)}
          </main>
        </div>
        ${footOf()}
      </body>
    </html>`
}
