import { monthOf, parseMonth } from '../../core/month.ts'
import { accept, refuse, type Result } from '../../core/refusal.ts'
import type { Command, Context, Outcome } from '../context.ts'
import { membershipFromDirectory } from './files/from-directory.ts'
import { importFromLake } from './files/settle.ts'

type Options = Readonly<Record<string, string | boolean>>

const textIn = (options: Options, name: string): string | null => {
  const value = options[name]
  return typeof value === 'string' ? value : null
}

const draft = async (
  commissioner: string,
  options: Options,
  context: Context,
): Promise<Result<Outcome>> => {
  const from = parseMonth(textIn(options, 'from') ?? monthOf(context.asAt()))
  if (from === null)
    return refuse('month-form', 'This is not a month.', 'Write it like 2020-04.', 'from')
  const group = textIn(options, 'group')
  if (group === null)
    return refuse(
      'group-missing',
      'A membership file names its group.',
      'Choose a short code for the group, as in --group CW.',
      'group',
    )
  const groupName = textIn(options, 'group-name') ?? group
  const made = await membershipFromDirectory(context.home, { commissioner, group, groupName, from })
  return made.ok ? accept({ done: true, text: made.value.text.trimEnd(), data: made.value }) : made
}

const membershipCommand: Command = {
  name: 'membership',
  usage: '[--commissioner CODE --group CODE [--group-name NAME] [--from MONTH]]',
  summary:
    'take the newest membership file that was loaded over into the ledger, or draft one from the practice directory',
  positionals: [],
  options: {
    commissioner: {
      type: 'string',
      help: 'print a membership file of this commissioner’s open practices, to be checked and loaded',
    },
    group: { type: 'string', help: 'the code that the group is to have in it' },
    'group-name': { type: 'string', help: 'the name of the group; its code when not given' },
    from: { type: 'string', help: 'the first month of the memberships; this month when not given' },
  },
  async run({ options }, context) {
    const commissioner = textIn(options, 'commissioner')
    if (commissioner !== null) return draft(commissioner, options, context)
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
