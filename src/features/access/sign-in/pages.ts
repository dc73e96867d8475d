import type { Refusal } from '../../../core/refusal.ts'
import { button, errorAt, errorSummary, form, textInput } from '../../../ui/form.ts'
import { html, type Html } from '../../../ui/html.ts'
import { page } from '../../../ui/layout.ts'
import { details, insetText } from '../../../ui/nhsuk.ts'
import type { AccessSettings } from '../settings.ts'

type Asked = { csrf: string; refusals?: readonly Refusal[] }

/** What its script brings to light where the browser knows passkeys. */
export const passkeyButton = (does: 'sign-in' | 'add'): Html =>
  html`<p id="passkey" data-does="${does}" hidden>
    <button class="nhsuk-button nhsuk-button--secondary" type="button">
      ${does === 'add' ? 'Add a passkey' : 'Sign in with a passkey'}
    </button>
    <span id="passkey-says" role="status"></span>
  </p>`

/** The first page of signing in; the button for a passkey comes with its script. */
export const signInPage = ({
  csrf,
  email,
  to,
  settings,
  scripts,
  isFirst = false,
  refusals = [],
}: Asked & {
  email: string
  to: string
  settings: AccessSettings
  /** Whether nobody can sign in yet. */
  isFirst?: boolean
  scripts: readonly string[]
}): Html =>
  page({
    title: 'Sign in',
    scripts,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Sign in</h1>
      ${
        isFirst &&
        insetText({
          text: 'Nobody can sign in yet. Open the link that Steward printed when it was started: it makes the first administrator.',
        })
      }
      ${
        settings.outside &&
        html`<p>
            <a class="nhsuk-button nhsuk-button--secondary" href="/sign-in/outside"
              >Sign in with ${settings.outside.name}</a
            >
          </p>
          <h2 class="nhsuk-heading-m">Or with your own password</h2>`
      }
      ${form({
        action: '/sign-in',
        csrf,
        id: 'sign-in',
        body: html`<input type="hidden" name="to" value="${to}" /> ${textInput({
            name: 'email',
            label: 'Mail address',
            value: email,
            type: 'email',
            autocomplete: 'username webauthn',
            spellcheck: false,
            error: errorAt(refusals, 'email'),
          })}
          ${textInput({
            name: 'password',
            label: 'Password',
            type: 'password',
            autocomplete: 'current-password',
            error: errorAt(refusals, 'password'),
          })}
          ${button({ text: 'Continue' })}`,
      })}
      ${passkeyButton('sign-in')}
      ${details({
        summaryText: 'I cannot sign in',
        html: html`<p>
            Lost the phone with your codes? Use one of your ten recovery codes in place of a code.
          </p>
          <p>
            Lost more than that? Ask an administrator of your group. They make a link by which you
            choose a new password; nobody can read your old one.
          </p>`,
      })}`,
  })

/** The second step. */
export const codePage = ({
  csrf,
  to,
  code = '',
  refusals = [],
}: Asked & { to: string; code?: string }): Html =>
  page({
    title: 'Type your code',
    body: html`${errorSummary(refusals)}
    ${form({
      action: '/sign-in/code',
      csrf,
      body: html`<input type="hidden" name="to" value="${to}" /> ${textInput({
          name: 'code',
          value: code,
          label: 'What is the code in your app?',
          labelSize: 'l',
          heading: true,
          hint: 'Six digits, new every 30 seconds. A recovery code, like ab3de-fgh4j, is good as well.',
          autocomplete: 'one-time-code',
          width: 20,
          spellcheck: false,
          error: errorAt(refusals, 'code'),
        })}
        ${button({ text: 'Sign in' })}`,
    })}`,
  })

/** Setting up the app that gives the codes. */
export const setUpPage = ({
  csrf,
  picture,
  secret,
  scripts,
  code = '',
  refusals = [],
}: Asked & {
  picture: string
  secret: string
  scripts: readonly string[]
  code?: string
}): Html =>
  page({
    title: 'Set up your second step',
    scripts,
    body: html`${errorSummary(refusals)}
      <h1 class="nhsuk-heading-l">Set up your second step</h1>
      <p class="nhsuk-body-l">
        A password can be guessed or seen. With a code from your phone as well, that is not enough.
      </p>
      <ol class="nhsuk-list nhsuk-list--number">
        <li>
          Open an authenticator app, such as the one of Microsoft, Google or Apple, on your phone.
        </li>
        <li>
          Scan this picture with it.<br />
          <img src="${picture}" width="220" height="220" alt="Picture for your authenticator app" />
          ${details({
            summaryText: 'I cannot scan a picture',
            html: html`<p>
              Choose “type a key” in the app, and type:
              <code class="steward-key">${(secret.match(/.{1,4}/g) ?? []).join(' ')}</code>
            </p>`,
          })}
        </li>
        <li>The app now shows six digits. Type them here.</li>
      </ol>
      ${form({
        action: '/sign-in/set-up',
        csrf,
        body: [
          textInput({
            name: 'code',
            value: code,
            label: 'Code from your app',
            inputmode: 'numeric',
            autocomplete: 'one-time-code',
            width: 10,
            error: errorAt(refusals, 'code'),
          }),
          button({ text: 'Continue' }),
        ],
      })}
      ${passkeyButton('add')}`,
  })

/** The recovery codes, shown this once. */
export const recoveryPage = (codes: readonly string[]): Html =>
  page({
    title: 'Keep your recovery codes',
    body: html`<h1 class="nhsuk-heading-l">Keep your recovery codes</h1>
      <p class="nhsuk-body-l">
        Each of these is good once in place of a code, for the day on which your phone is lost.
        Print this page or write them down; they are not shown again.
      </p>
      ${insetText({
        html: html`<ul class="nhsuk-list steward-codes">
          ${codes.map((code) => html`<li><code>${code}</code></li>`)}
        </ul>`,
      })}
      <p><a class="nhsuk-button" href="/">I have kept them: continue</a></p>`,
  })
