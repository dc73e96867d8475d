import type { FastifyReply } from 'fastify'
import { passkeyScriptPaths } from '../../../ui/assets.ts'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join(';')

/** The few pages that run a script: ours alone, from our own address, never from the page itself. */
export const passkeyScripts = {
  paths: passkeyScriptPaths,
  allow: (reply: FastifyReply): FastifyReply => reply.header('content-security-policy', policy),
}
