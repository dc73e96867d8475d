import type { Month } from '../core/month.ts'
import type { Duck } from '../stores/duck.ts'
import type { BuildManifest, Kind } from './manifest.ts'

/**
 * The build that pages are read from: its manifest, a read-only database with the tables of schema.sql,
 * and the Parquet files behind it for single lines. The database reaches no file outside them.
 */
export type Served = {
  manifest: BuildManifest
  duck: Duck
  /** Absolute paths of the priced lines of a kind (for read_parquet), all months when none are named; may be empty. */
  pricedFiles(kind: Kind, months?: readonly Month[]): string[]
  /** Absolute paths of the accepted rows of a feed in this build, all periods when none are named; may be empty. */
  lakeFiles(feed: string, periods?: readonly string[]): string[]
  /** Gives the build back; it is closed once a newer one is served and the last reader has given it back. */
  close(): void
}
