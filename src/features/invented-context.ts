import { noProgress } from '../core/progress.ts'
import { openHome, type Home } from '../stores/home.ts'
import { everything, operator } from '../stores/scope.ts'
import type { Context } from './context.ts'

const nowhere: Home = {
  root: '/nowhere',
  lake: '/nowhere/lake',
  loads: '/nowhere/loads',
  quarantine: '/nowhere/quarantine',
  priced: '/nowhere/priced',
  builds: '/nowhere/builds',
  tmp: '/nowhere/tmp',
  definitions: '/nowhere/definitions',
  keyFile: '/nowhere/pseudonym.key',
  secretsFile: '/nowhere/secrets.key',
  lockFile: '/nowhere/lock',
}

/**
 * What the shell hands to a feature, for tests: no build, no ledger, the operator asks, the day is that of
 * the sample world; all but what the test gives. `folder` makes a real home there.
 */
export const inventedContext = ({
  folder,
  served = async () => null,
  ...given
}: Partial<Context> & { folder?: string } = {}): Context => ({
  home: folder === undefined ? nowhere : openHome(folder),
  served,
  servedLines: served,
  servedToRelease: served,
  servedReleased: served,
  servedBefore: () => Promise.reject(new Error('this test gave its context no older build')),
  scope: () => everything,
  ledger: () => Promise.reject(new Error('this test gave its context no ledger')),
  hasLedger: () => given.ledger !== undefined,
  asAt: () => '2020-04-20',
  memory: '300MB',
  progress: noProgress,
  viewer: () => operator,
  csrf: () => '',
  ...given,
})
