import { z } from 'zod'
import { AppError, type Result } from '../../core/refusal.ts'
import { voteMethods, type BallotRules } from '../../engines/ballots/ballot.ts'
import { parseQuorum, shareOf } from '../../engines/quorum/parse.ts'
import type { Quorum } from '../../engines/quorum/rule.ts'
import type { Home } from '../../stores/home.ts'
import { readRuleFile } from '../rule-file.ts'

const sentence = z.string().min(5)
const quorumFile = z.strictObject({
  id: z.literal('quorum'),
  version: z.int().positive(),
  title: z.string(),
  source: z.string().min(10),
  words: z.record(z.string(), z.array(z.string().regex(/^[a-z-]+$/)).min(1)),
  rules: z.record(
    z.string(),
    z.array(z.union([sentence, z.strictObject({ either: z.array(sentence).min(2) })])).min(1),
  ),
})

const share = z.string().transform((text, context) => {
  const found = shareOf(text)
  if (found) return found
  context.addIssue({ code: 'custom', message: 'write “a third”, “half”, “two thirds” or “60%”' })
  return z.NEVER
})

const majority = z.string().transform((text, context): BallotRules['majority'] => {
  const said = /^(more than|at least) (.+) of (votes cast|everyone entitled)$/.exec(text)
  const found = shareOf(said?.[2] ?? '')
  if (said && found) {
    const of = said[3] === 'votes cast' ? 'votes cast' : 'everyone entitled'
    return { share: found, strictly: said[1] === 'more than', of }
  }
  context.addIssue({
    code: 'custom',
    message: 'write “more than half of votes cast” or “at least two thirds of everyone entitled”',
  })
  return z.NEVER
})

const ballot = z.strictObject({
  title: z.string().min(5),
  method: z.enum(voteMethods),
  turnout: share,
  majority,
  castingVote: z.boolean(),
})

const body = z.strictObject({
  name: z.string().min(3),
  quorum: z.string(),
  ballot: z.string(),
  /** The body that decides when interests leave too few, or who else, in words. */
  lostToInterests: z.string().min(3),
  tooFewThere: z.string().min(3),
})

const constitutionFile = z.strictObject({
  id: z.literal('constitution'),
  version: z.int().positive(),
  title: z.string(),
  source: z.string().min(10),
  bodies: z.record(z.string(), body),
  ballots: z.record(z.string(), ballot),
  matters: z.record(z.string(), z.array(z.string()).min(1)),
})

/** A kind of ballot with its name for people. */
export type NamedBallot = BallotRules & { title: string }

/** A body that decides: its quorum rule, how it votes, and who decides when it cannot. */
export type Body = {
  key: string
  name: string
  quorum: Quorum
  ballot: NamedBallot
  ballotKey: string
  lostToInterests: string
  tooFewThere: string
}

/** How the group decides, from the rule files quorum.yaml and constitution.yaml. */
export type Constitution = {
  bodies: ReadonlyMap<string, Body>
  ballots: ReadonlyMap<string, NamedBallot>
  /** Keys of the bodies that may decide a matter. */
  matters: ReadonlyMap<string, readonly string[]>
  /** Which files, by version and hash, a decision was made under. */
  edition: string
}

const invalid = (file: string, what: string): AppError =>
  new AppError({
    code: 'rule-file-invalid',
    message: `The rule file ${file}.yaml cannot be used: ${what}`,
    remedy: 'Correct it, or remove the file to use the one that Steward brings.',
    where: `${file}.yaml`,
  })

const sound = <T>(file: string, result: Result<T>): T => {
  if (!result.ok) throw invalid(file, result.refusal.message)
  return result.value
}

/**
 * The group's own constitution and quorum rules where it has them, else those that Steward brings.
 *
 * @throws AppError `rule-file-invalid` naming the file, the field or the sentence
 */
export const readConstitution = (home: Pick<Home, 'definitions'>): Constitution => {
  const quorum = readRuleFile(home, 'quorum', quorumFile)
  const constitution = readRuleFile(home, 'constitution', constitutionFile)
  const { words, rules } = quorum.rule
  const parsed = new Map(
    Object.entries(rules).map(([name, text]) => [name, sound('quorum', parseQuorum(text, words))]),
  )
  const ballots = new Map(Object.entries(constitution.rule.ballots))
  const { bodies } = constitution.rule
  const nameOf = (key: string): string => bodies[key]?.name ?? key
  const named = Object.entries(bodies).map(([key, own]): [string, Body] => {
    const rule = parsed.get(own.quorum)
    const votes = ballots.get(own.ballot)
    if (!rule)
      throw invalid('constitution', `${key} has a quorum “${own.quorum}” that is not there.`)
    if (!votes)
      throw invalid('constitution', `${key} has a ballot “${own.ballot}” that is not there.`)
    const lostToInterests = nameOf(own.lostToInterests)
    const { name, ballot: ballotKey, tooFewThere } = own
    return [
      key,
      { key, name, quorum: rule, ballot: votes, ballotKey, lostToInterests, tooFewThere },
    ]
  })
  const matters = new Map(Object.entries(constitution.rule.matters))
  for (const [matter, keys] of matters)
    for (const key of keys)
      if (!(key in bodies))
        throw invalid('constitution', `${matter} names a body “${key}” that is not there.`)
  const edition = [
    `constitution ${constitution.rule.version} (${constitution.sha256.slice(0, 8)})`,
    `quorum ${quorum.rule.version} (${quorum.sha256.slice(0, 8)})`,
  ].join(', ')
  return { bodies: new Map(named), ballots, matters, edition }
}
