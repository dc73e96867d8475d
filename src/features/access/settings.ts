/** How people may sign in to this group, and under which address its pages are served. */
export type AccessSettings = {
  /** The group's own address, as https://steward.example.org; null on this machine only. */
  url: string | null
  /** Whether cookies are sent over https alone. */
  secure: boolean
  /** Whether the sample world is what is loaded. */
  isSample(): boolean
  /** The OpenID Connect provider whose accounts may sign in, where there is one. */
  outside: OutsideProvider | null
}

/** A provider of OpenID Connect and how Steward is known to it. */
export type OutsideProvider = {
  /** What the button calls it, as "NHS Care Identity". */
  name: string
  issuer: string
  client: string
  secret: string
}
