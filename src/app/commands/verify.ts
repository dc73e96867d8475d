import { accept } from '../../core/refusal.ts'
import type { Command } from '../../features/context.ts'
import { checkChain, type Chain } from '../../stores/ledger/chain.ts'
import { verify, type Check, type Verified } from '../../warehouse/verify.ts'

const longest = 40

const listed = (title: string, checks: readonly Check[]): string[] =>
  checks.length === 0
    ? []
    : [
        `\n${title}`,
        ...checks.slice(0, longest).map(({ what, detail }) => `  ${what}: ${detail}`),
        ...(checks.length > longest ? [`  and ${checks.length - longest} more`] : []),
      ]

const chainText = ({ entries, newest, broken }: Chain): string => {
  if (broken !== null) return `The audit is broken: ${broken}.`
  const count = entries.toLocaleString('en-GB')
  return `The audit's ${count} entries follow from each other${entries === 0 ? '' : `; the newest has the hash ${newest}`}.`
}

const summary = ({ build, checks, agree, differ, notPossible }: Verified): string => {
  const of = (outcome: Check['outcome']): Check[] =>
    checks.filter((check) => check.outcome === outcome)
  return [
    `Build ${build}: ${agree.toLocaleString('en-GB')} totals agree when worked out by another path, ${differ} differ, ${notPossible} cannot be worked out again.`,
    ...listed('Differ:', of('differs')),
    ...listed('Cannot be worked out again:', of('not possible')),
  ].join('\n')
}

export const verifyCommand: Command = {
  name: 'verify',
  usage: '',
  summary: 'work every total out again by another path, and check the chain of the audit',
  positionals: [],
  options: {},
  run: async (_, context) => {
    const verified = await verify(context.home, {
      memory: context.memory,
      onProgress: context.progress,
    })
    const audit = await checkChain(await context.ledger())
    return accept({
      done: verified.differ === 0 && audit.broken === null,
      text: `${summary(verified)}\n${chainText(audit)}`,
      data: { ...verified, audit },
    })
  },
}
