import type { FastifyRequest } from 'fastify'
import type { Members } from '../core/figure.ts'
import type { Progress } from '../core/progress.ts'
import type { Result } from '../core/refusal.ts'
import type { Home } from '../stores/home.ts'
import type { Ledger } from '../stores/ledger/ledger.ts'
import type { Role, Scope, Viewer } from '../stores/scope.ts'
import type { Served } from '../warehouse/served.ts'

/** What the shell hands to every feature. */
export type Context = {
  home: Home
  /**
   * The build that is served now, cut to the scope of whoever is being answered (`scope`); null before the
   * first close. Whoever takes it gives it back by close().
   */
  served(members?: Members): Promise<Served | null>
  /** The same for single lines, whose files a cut build has not: whoever reads them asks `mayReadLines`. */
  servedLines(members?: Members): Promise<Served | null>
  /** The whole build, for what is put through the disclosure rule before anybody sees it (`withReleasable`). */
  servedToRelease(members?: Members): Promise<Served | null>
  /** The build as it may leave the group, whoever asks: for what is written down where others read it. */
  servedReleased(): Promise<Served | null>
  /** An older build, for those who see every practice by name; AppError no-build where it is not kept. */
  servedBefore(id: string): Promise<Served>
  /** What whoever is being answered may read: everything in commands and the program's own work. */
  scope(): Scope
  /** What people decide; opened at its first use and closed by the shell at the end. */
  ledger(): Promise<Ledger>
  /** Whether there is a ledger already, so that who only asks need not make one. */
  hasLedger(): boolean
  /** The date that stands for today: the sample world's own until real data are loaded. */
  asAt(): string
  /** DuckDB's memory limit, for example "1GB". */
  memory: string
  progress: Progress
  /** Who sent a request, with the appointments of today. */
  viewer(request: FastifyRequest): Viewer
  /** The token for the forms of the page that answers a request: `form({ csrf: context.csrf(request) })`. */
  csrf(request: FastifyRequest): string
}

/** Who may ask an address: whoever holds one of the roles, everyone who is signed in, or anyone. */
export type Right = Role | 'signed in' | 'anyone'

/** The rights of a feature's addresses by method and pattern: { 'GET /concerns': ['signed in'] }. */
export type RouteRights = Readonly<Record<string, readonly Right[]>>

/** A file that came with a form, whole. */
export type Upload = { filename: string; type: string; bytes: Buffer }

/** What a command says: text for a person, data for --json; false when it falls short (exit code 1). */
export type Outcome = { done: boolean; text: string; data: unknown }

/** A command of the command line; the shell parses its arguments, prints its outcome and sets the exit code. */
export type Command = {
  name: string
  /** Arguments after the name, as in "PRACTICE [--month MONTH]". */
  usage: string
  summary: string
  /** Names of arguments by position; the last may end in "…" for one or more. */
  positionals: readonly string[]
  options: Readonly<
    Record<string, { type: 'string' | 'boolean'; help: string; oneOf?: readonly string[] }>
  >
  /** More that "steward help COMMAND" says, below the options. */
  more?: string
  run(
    input: { positionals: readonly string[]; options: Readonly<Record<string, string | boolean>> },
    context: Context,
  ): Promise<Result<Outcome>>
}
