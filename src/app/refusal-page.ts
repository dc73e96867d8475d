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

/** The page that says what was refused and what to do about it. */
export const refusalPage = (status: number, { code, message, remedy }: Refusal): Html => {
  const heading =
    code === 'not-found' ? 'Page not found' : (headings[status] ?? 'This cannot be shown')
  return page({
    title: heading,
    body: html`<h1 class="nhsuk-heading-l">${heading}</h1>
      <p>${message}</p>
      <p>${remedy}</p>
      <p>
        <a class="nhsuk-link" href="${status === 401 ? '/sign-in' : '/'}"
          >${status === 401 ? 'Go to the page to sign in' : 'Go to the overview'}</a
        >
      </p>`,
  })
}
