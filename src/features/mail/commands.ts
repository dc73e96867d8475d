import { accept } from '../../core/refusal.ts'
import { operator } from '../../stores/scope.ts'
import type { Command } from '../context.ts'
import { addressOf } from './routes.ts'
import { mailSettings, mostAttempts, sendWaiting, smtpCarrier } from './send.ts'
import { waitingMail } from './store.ts'

const most = 10_000

const mailCommand: Command = {
  name: 'mail',
  usage: '',
  summary: 'send the messages that wait, where a mail server is set; else say how many are kept',
  positionals: [],
  options: {},
  async run(_, context) {
    const ledger = await context.ledger()
    const settings = mailSettings(process.env)
    if (settings === null) {
      const waiting = await ledger.read(operator, (db) => waitingMail(db, mostAttempts, most))
      return accept({
        done: true,
        text: `${waiting.length} messages are kept here and read in Steward. To send them, set STEWARD_SMTP and STEWARD_MAIL_FROM.`,
        data: { waiting: waiting.length, sent: 0, failed: 0 },
      })
    }
    const sent = await sendWaiting(ledger, addressOf, smtpCarrier(settings))
    return accept({
      done: sent.failed === 0,
      text: `${sent.sent} sent, ${sent.failed} not sent.`,
      data: sent,
    })
  },
}

/** What the command line does with messages. */
export const commands: readonly Command[] = [mailCommand]
