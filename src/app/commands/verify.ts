import { accept, refuse } from '../../core/refusal.ts'
import type { Command } from '../../features/context.ts'
import { verify, type Check, type Verified } from '../../warehouse/verify.ts'
import { checkAudit, notedEntry } from './audit-check.ts'

const longest = 40

const listed = (title: string, checks: readonly Check[]): string[] =>
  checks.length === 0
    ? []
    : [
        `\n${title}`,
        ...checks.slice(0, longest).map(({ what, detail }) => `  ${what}: ${detail}`),
        ...(checks.length > longest ? [`  and ${checks.length - longest} more`] : []),
      ]

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
  usage: '[--entry NUMBER:HASH]',
  summary: 'work every total out again by another path, and check the chain of the audit',
  positionals: [],
  options: {
    entry: {
      type: 'string',
      help: 'an entry of the audit that an earlier verify or backup named, as NUMBER:HASH',
    },
  },
  run: async ({ options: { entry } }, context) => {
    const noted = typeof entry === 'string' ? notedEntry(entry) : null
    if (entry !== undefined && !noted)
      return refuse(
        'audit-entry',
        'An entry of the audit is its number, a colon and 64 hexadecimal digits.',
        'Copy what an earlier steward verify or steward backup said.',
        'entry',
      )
    const verified = await verify(context.home, {
      memory: context.memory,
      onProgress: context.progress,
    })
    const { audit, text } = await checkAudit(context.home, await context.ledger(), noted)
    return accept({
      done: verified.differ === 0 && audit.broken === null,
      text: `${summary(verified)}\n${text}`,
      data: { ...verified, audit },
    })
  },
}
