import { accept, refuse } from '../../core/refusal.ts'
import type { Command } from '../context.ts'
import { importFromLake } from './files/settle.ts'

const membershipCommand: Command = {
  name: 'membership',
  usage: '',
  summary: 'take the newest membership file that was loaded over into the ledger',
  positionals: [],
  options: {},
  async run(_, context) {
    const done = await importFromLake(await context.ledger(), context.home, context.asAt())
    if (done === null) {
      return refuse(
        'membership-missing',
        'No membership file has been loaded.',
        'Load one first: steward load FILE.',
      )
    }
    const { practices, entered, takenBack, notInFile } = done
    const rest =
      notInFile.length === 0
        ? ''
        : ` ${notInFile.length} practices of the ledger are not in the file and stay as they are: ${notInFile.slice(0, 5).join(', ')}.`
    return accept({
      done: true,
      text:
        practices === 0
          ? `The ledger says the same already.${rest}`
          : `${practices} practices: ${entered} entries made, ${takenBack} taken back.${rest}`,
      data: done,
    })
  },
}

/** What the command line does with membership. */
export const commands: readonly Command[] = [membershipCommand]
