import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { evaluateQuorum } from '../../engines/quorum/evaluate.ts'
import type { Member } from '../../engines/quorum/rule.ts'
import { readConstitution } from './constitution.ts'

const brought = { definitions: '/nowhere' }
const own = (name: string, change: (text: string) => string): { definitions: string } => {
  const definitions = mkdtempSync(join(tmpdir(), 'rules-'))
  mkdirSync(join(definitions, 'rules'))
  const source = new URL(`../../../definitions/rules/${name}.yaml`, import.meta.url)
  const text = readFileSync(source, 'utf8')
  assert.notEqual(change(text), text)
  writeFileSync(join(definitions, 'rules', `${name}.yaml`), change(text))
  return { definitions }
}
const refused = (name: string, change: (text: string) => string, says: RegExp): void => {
  const home = own(name, change)
  assert.throws(() => readConstitution(home), says)
  rmSync(home.definitions, { recursive: true })
}

const crew = (...roles: string[]): Member[] =>
  roles.map((all, person) => ({ person, roles: all.split(' '), voting: true }))

test('the constitution that Steward brings has five bodies, each with a quorum and a ballot', () => {
  const { bodies, ballots, edition } = readConstitution(brought)
  assert.deepEqual(
    [...bodies.keys()],
    ['board', 'conflicts-panel', 'committee', 'locality', 'practice'],
  )
  assert.equal(ballots.size, 4)
  assert.equal(bodies.get('board')?.lostToInterests, 'Conflicts of interest panel')
  assert.match(edition, /^constitution 1 \([0-9a-f]{8}\), quorum 1 \([0-9a-f]{8}\)$/)
})

test('a board of thirteen is quorate by half of it, with every kind of member it names', () => {
  const board = readConstitution(brought).bodies.get('board')
  assert.ok(board)
  const members = crew(
    'elected-gp chair',
    ...Array.from({ length: 7 }, () => 'elected-gp'),
    'lay-member deputy',
    'lay-member',
    'nurse-member',
    'specialist-member',
    'accountable-officer',
  )
  const met = (...there: number[]): boolean =>
    evaluateQuorum(
      board.quorum,
      members,
      members.filter(({ person }) => there.includes(person)),
    ).met
  assert.ok(met(0, 1, 2, 8, 9, 10, 12))
  assert.ok(!met(0, 1, 8, 9, 10, 11, 12), 'two elected GPs are too few')
  assert.ok(!met(1, 2, 3, 4, 9, 10, 12), 'neither chair nor deputy')
  assert.ok(!met(0, 1, 2, 8, 10, 12), 'six of thirteen')
})

test('a sentence, a share, a name of a rule that cannot be read is refused by file and words', () => {
  refused(
    'quorum',
    (text) => text.replace('at least 1 executive', 'enough executives'),
    /enough executives/,
  )
  refused('quorum', (text) => text.replace('lay-member]', 'Lay Member]'), /quorum\.yaml/)
  refused('constitution', (text) => text.replace('quorum: board', 'quorum: bored'), /bored/)
  refused('constitution', (text) => text.replace('turnout: half', 'turnout: some'), /a third/)
  refused('constitution', (text) => text.replace('more than half of', 'most of'), /more than half/)
})

test('the constitution says which bodies decide what other pages rest on, and names none that is not there', () => {
  const { matters, bodies } = readConstitution(brought)
  assert.deepEqual(matters.get('budgets'), ['board', 'conflicts-panel'])
  for (const keys of matters.values()) for (const key of keys) assert.ok(bodies.has(key))
  refused(
    'constitution',
    (text) => text.replace('budgets: [board,', 'budgets: [cabinet,'),
    /budgets names a body “cabinet” that is not there/,
  )
})
