import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { operator, publicViewer, type Viewer } from '../scope.ts'
import { checkChain } from './audit/chain.ts'
import { behind } from './test-behind.ts'
import { openTestLedger, testEngines, type TestLedger } from './test-ledger.ts'

const gp: Viewer = {
  person: 7,
  name: 'Dr Ada Moss',
  appointments: [{ role: 'gp', practice: 'P81001', locality: 'LN', topic: null }],
  via: 'web',
  from: '127.0.0.1',
}

const enter = (ledger: TestLedger, viewer: Viewer, subject: string): Promise<void> =>
  ledger.write(viewer, (_, audit) =>
    audit({ action: 'note.made', subject, after: { b: 2n, a: 1 } }),
  )

for (const engine of testEngines()) {
  describe(`the ledger on PostgreSQL ${engine.major} of the ${engine.source}`, () => {
    let ledger: TestLedger
    before(async () => {
      ledger = await openTestLedger(engine)
      await behind(
        ledger,
        `create table note (id bigint generated always as identity primary key, practice text not null, on_day date,
           at timestamptz not null default '2020-04-20 10:00:00.5+01', pence bigint)`,
        'alter table note enable row level security',
        'alter table note force row level security',
        `create policy own on note using (practice = any (viewer_practices()) or viewer_has('chair'))`,
        `insert into note (practice, on_day, pence) values ('P81001', '2020-04-20', 12), ('P81002', null, 9007199254740993)`,
      )
    })
    after(() => ledger.remove())

    const seen = async (viewer: Viewer): Promise<string[]> => {
      const { rows } = await ledger.read(viewer, (db) =>
        sql<{ practice: string }>`select practice from note order by practice`.execute(db),
      )
      return rows.map(({ practice }) => practice)
    }

    test('every table has row-level security that holds for its owner too', async () => {
      const open = await behind(
        ledger,
        `select relname from pg_class where relnamespace = 'steward'::regnamespace and relkind in ('r', 'p')
           and not (relrowsecurity and relforcerowsecurity)`,
      )
      assert.deepEqual(open, [])
    })

    test('every rule of who sees a row asks who the viewer is or follows one that does, but for what is public', async () => {
      const rules = await behind(
        ledger,
        `select tablename as table_name, coalesce(qual, '') as asks from pg_policies
         where schemaname = 'steward' and cmd in ('SELECT', 'ALL') and roles <> array[current_user]`,
      )
      const open = rules
        .filter(({ asks }) => !/viewer_|exists|select/i.test(String(asks)))
        .map(({ table_name: name }) => String(name))
      assert.deepEqual(open.sort(), [
        'constitution',
        'constitution_signature',
        'membership_change',
        'membership_group',
        'membership_locality',
        'membership_succession',
      ])
      const ruled = new Set(rules.map(({ table_name: name }) => name))
      const tables = await behind(
        ledger,
        `select relname as name from pg_class where relnamespace = 'steward'::regnamespace and relkind in ('r', 'p')`,
      )
      assert.deepEqual(
        tables.map(({ name }) => String(name)).filter((name) => !ruled.has(name)),
        // A table without any rule shows nothing to the program: only its owner applies migrations.
        ['migration'],
      )
    })

    test('no right is given to delete rows of any table', async () => {
      const rights = await behind(
        ledger,
        `select table_name, privilege_type from information_schema.role_table_grants
         where grantee = 'steward_app' and privilege_type in ('DELETE', 'TRUNCATE')`,
      )
      assert.deepEqual(rights, [])
    })

    test('a question without a where shows the viewer’s own rows and no others', async () => {
      assert.deepEqual(await seen(gp), ['P81001'])
      assert.deepEqual(await seen(publicViewer('127.0.0.1')), [])
      assert.deepEqual(await seen(operator), ['P81001', 'P81002'])
      const chair = { role: 'chair', practice: null, locality: null, topic: null } as const
      assert.deepEqual(await seen({ ...gp, appointments: [chair] }), ['P81001', 'P81002'])
    })

    test('what one viewer was does not stay with the connection', async () => {
      for (let i = 0; i < 12; i++) {
        await seen(operator)
        assert.deepEqual(await seen(publicViewer('127.0.0.1')), [])
      }
    })

    test('a read cannot write', async () => {
      await assert.rejects(
        ledger.read(operator, (db) => sql`insert into note (practice) values ('X')`.execute(db)),
        /read-only/,
      )
    })

    test('a write that enters nothing into the audit is undone', async () => {
      await assert.rejects(
        ledger.write(operator, (db) => sql`insert into note (practice) values ('X')`.execute(db)),
        /audit/,
      )
      assert.deepEqual(await seen(operator), ['P81001', 'P81002'])
    })

    test('a write that fails leaves neither its rows nor its audit', async () => {
      const revision = await ledger.revision()
      await assert.rejects(
        ledger.write(operator, async (db, audit) => {
          await sql`insert into note (practice) values ('X')`.execute(db)
          await audit({ action: 'note.made', subject: 'note:x' })
          throw new Error('half way')
        }),
        /half way/,
      )
      assert.deepEqual(await seen(operator), ['P81001', 'P81002'])
      assert.equal(await ledger.revision(), revision)
    })

    test('an entry says who, when, from where, what before and after, and why', async () => {
      await ledger.write(gp, (_, audit) =>
        audit({
          action: 'note.changed',
          subject: 'note:1',
          before: { x: 1 },
          after: { y: [2n, null] },
          why: 'asked',
        }),
      )
      const [entry] = await ledger.read(gp, (db) =>
        db.selectFrom('audit').selectAll().where('subject', '=', 'note:1').execute(),
      )
      assert.ok(entry)
      assert.deepEqual(
        [entry.person, entry.name, entry.roles, entry.via, entry.came_from, entry.action],
        [7, 'Dr Ada Moss', ['gp'], 'web', '127.0.0.1', 'note.changed'],
      )
      assert.deepEqual(
        [entry.before, entry.after, entry.why],
        [{ x: 1 }, { y: ['2', null] }, 'asked'],
      )
      assert.match(entry.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      assert.equal(entry.number, await ledger.revision())
    })

    test('whoever did not do a change does not see its entry, but the operator does', async () => {
      await enter(ledger, operator, 'note:hidden')
      const count = (viewer: Viewer): Promise<number> =>
        ledger.read(viewer, async (db) => {
          const rows = await db
            .selectFrom('audit')
            .select('number')
            .where('subject', '=', 'note:hidden')
            .execute()
          return rows.length
        })
      assert.deepEqual([await count(gp), await count(operator)], [0, 1])
    })

    test('the program can neither change an entry, nor take one away, nor forge one', async () => {
      for (const statement of [
        sql`update audit set content = '{}'`,
        sql`delete from audit`,
        sql`truncate audit`,
        sql`insert into audit (number, previous, hash, content) values (99, '', 'x', '{}')`,
      ])
        await assert.rejects(
          ledger.write(operator, async (db, audit) => {
            await audit({ action: 'x.y', subject: 'x:1' })
            await statement.execute(db)
          }),
          /permission denied/,
        )
    })

    test('not even the owner changes or empties the audit by a plain statement', async () => {
      for (const statement of [
        'update audit set content = content',
        'delete from audit',
        'truncate audit',
      ])
        await assert.rejects(behind(ledger, statement), /only ever added to/)
    })

    test('values are read as dates, instants in UTC, and whole numbers that are exact or refused', async () => {
      const { rows } = await ledger.read(gp, (db) => sql`select * from note`.execute(db))
      assert.deepEqual(rows, [
        {
          id: 1,
          practice: 'P81001',
          on_day: '2020-04-20',
          at: '2020-04-20T09:00:00.500Z',
          pence: 12,
        },
      ])
      await assert.rejects(
        ledger.read(operator, (db) => sql`select pence from note`.execute(db)),
        /beyond the exact whole numbers/,
      )
      const arrays = await ledger.read(operator, (db) =>
        sql`select array[1, 2]::bigint[] as numbers, array['2020-01-01']::date[] as days`.execute(
          db,
        ),
      )
      assert.deepEqual(arrays.rows, [{ numbers: [1, 2], days: ['2020-01-01'] }])
    })

    test('many writers at once leave one unbroken chain without gaps', async () => {
      const earlier = await ledger.revision()
      await Promise.all(Array.from({ length: 40 }, (_, i) => enter(ledger, gp, `note:${i}`)))
      const chain = await checkChain(ledger)
      assert.equal(chain.broken, null)
      assert.equal(chain.entries, earlier + 40)
    })

    test('a chain that was tampered with behind the program’s back is found, and where', async () => {
      const tampered = await openTestLedger(engine)
      for (let i = 0; i < 6; i++) await enter(tampered, gp, `note:${i}`)
      const off = 'alter table audit disable trigger all'
      await behind(
        tampered,
        off,
        `update audit set content = replace(content, 'note:2', 'note:9') where number = 3`,
      )
      assert.equal((await checkChain(tampered)).broken, 'entry 3 was changed')
      await behind(tampered, 'delete from audit where number = 3')
      assert.equal((await checkChain(tampered)).broken, 'entry 3 is not there')
      await behind(tampered, 'update audit set number = number - 1 where number > 3')
      assert.equal(
        (await checkChain(tampered)).broken,
        'entry 3 does not follow from the one before',
      )
      await tampered.remove()
    })

    test('entries cut off the end are named, and what is entered afterwards does not hide them', async () => {
      const cut = await openTestLedger(engine)
      for (let i = 0; i < 6; i++) await enter(cut, gp, `note:${i}`)
      assert.equal((await checkChain(cut)).broken, null)
      await behind(
        cut,
        'alter table audit disable trigger all',
        'delete from audit where number > 4',
        'alter table audit enable trigger all',
      )
      const gone = 'entries 5 to 6 are not there, though the ledger’s own record names entry 6'
      assert.equal((await checkChain(cut)).broken, gone)
      await enter(cut, gp, 'note:7')
      assert.equal((await checkChain(cut)).broken, 'entry 5 is not there')
      await cut.remove()
    })

    test('the record of the newest entry only ever moves to the entry that follows', async () => {
      for (const statement of [
        'update audit_newest set number = number - 1',
        'delete from audit_newest',
        'truncate audit_newest',
      ])
        await assert.rejects(behind(ledger, statement), /only moves on/, statement)
      await assert.rejects(
        ledger.write(operator, (db) =>
          sql`update audit_newest set number = number + 1`.execute(db),
        ),
        /permission denied/,
      )
    })
  })
}
