import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Home } from '../../stores/home.ts'
import { practicesOf, type Viewer } from '../../stores/scope.ts'
import { html, type Html } from '../../ui/html.ts'
import { isOfBuild } from '../../ui/layout.ts'
import { currentBuild } from '../../warehouse/manifest.ts'
import { isClosing } from '../../warehouse/closing.ts'

/** Keeps in the browser which build its last page of figures was made from, and nothing else. */
export const seenCookie = 'steward-seen'

const year = 365 * 24 * 60 * 60

/**
 * What a page of figures says above them where they are not those that this browser saw last, or where new ones are being made
 * and the old build serves on. The page is remembered as seen.
 */
export const newsOf = (
  home: Home,
  viewer: Viewer,
  page: string,
  request: FastifyRequest,
  reply: FastifyReply,
  secure: boolean,
): Html[] => {
  const build = currentBuild(home)?.id ?? null
  if (viewer.person === null || build === null || !isOfBuild(page, build)) return []
  const seen = request.cookies[seenCookie]
  if (seen !== build)
    // The plugin of cookies has written its own header by the time a page is ready.
    void reply.header(
      'set-cookie',
      request.server.serializeCookie(seenCookie, build, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        maxAge: year,
      }),
    )
  const [practice] = practicesOf(viewer)
  const changes =
    practice === undefined ? '/status' : `/practices/${encodeURIComponent(practice)}/changes`
  return [
    ...(seen === undefined || seen === build
      ? []
      : [
          html`The figures have changed since you last looked.
            <a class="nhsuk-link" href="${changes}">What changed</a>`,
        ]),
    ...(isClosing(home)
      ? [
          html`New figures are being made. Until they are ready, those of build ${build} are shown,
          and they stay whole.`,
        ]
      : []),
  ]
}
