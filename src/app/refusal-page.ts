import type { Refusal } from '../core/refusal.ts'
import { html, type Html } from '../ui/html.ts'
import { page } from '../ui/layout.ts'

const headings: Readonly<Record<number, string>> = {
  401: 'Sign in first',
  403: 'You may not see or do this',
  404: 'There is nothing to show',
  429: 'Too many tries',
  421: 'Wrong address',
  500: 'Something went wrong',
  503: 'Steward is busy',
  507: 'The disk is full',
}

type Next = { heading: string; href: string; text: string }

const overview = { href: '/', text: 'Go to the overview' }

/** Refusals with a heading of their own, and where to go on from them. */
const ofCode: Readonly<Record<string, Next>> = {
  'not-found': { heading: 'Page not found', ...overview },
  'no-budget': { heading: 'No budget is in force', href: '/budgets', text: 'Go to budgets' },
}

const nextOf = (status: number, code: string): Next => {
  const signIn = { href: '/sign-in', text: 'Go to the page to sign in' }
  const heading = headings[status] ?? 'This cannot be shown'
  return ofCode[code] ?? { heading, ...(status === 401 ? signIn : overview) }
}

/** The page that says what was refused and what to do about it. */
export const refusalPage = (status: number, { code, message, remedy }: Refusal): Html => {
  const { heading, href, text } = nextOf(status, code)
  return page({
    title: heading,
    body: html`<h1 class="nhsuk-heading-l">${heading}</h1>
      <p>${message}</p>
      <p>${remedy}</p>
      <p>
        <a class="nhsuk-link" href="${href}">${text}</a>
      </p>`,
  })
}
