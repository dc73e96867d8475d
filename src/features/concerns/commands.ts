import { readFileSync } from 'node:fs'
import { accept, refuse } from '../../core/refusal.ts'
import type { Command } from '../context.ts'
import { readMail } from './by-mail/read-mail.ts'
import { receiveMail, type Received } from './by-mail/receive.ts'
import { readConcernRule } from './rule.ts'

const saidOf = ({ became, id }: Received): string =>
  ({
    raised: `Raised as number ${id}; its writer hears by mail.`,
    reopened: `Number ${id} is opened again.`,
    added: `Added to number ${id}.`,
    'known already': `This mail is number ${id} already; nothing was changed.`,
  })[became]

const concernCommand: Command = {
  name: 'concern',
  usage: 'FILE.eml',
  summary: 'take in a mail as an idea or concern, or as an answer to one',
  positionals: ['FILE.eml'],
  options: {},
  async run({ positionals }, context) {
    const [file = ''] = positionals
    let bytes: Buffer
    try {
      bytes = readFileSync(file)
    } catch {
      return refuse(
        'file-missing',
        `The file ${file} cannot be read.`,
        'Check its name and that it may be read.',
        file,
      )
    }
    const mail = await readMail(bytes)
    if (!mail.ok) return mail
    const rule = readConcernRule(context.home)
    const received = await receiveMail(await context.ledger(), mail.value, rule, context.asAt())
    if (!received.ok) return received
    return accept({ done: true, text: saidOf(received.value), data: received.value })
  },
}

/** What the command line does with ideas and concerns. */
export const commands: readonly Command[] = [concernCommand]
