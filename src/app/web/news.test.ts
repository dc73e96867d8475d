import assert from 'node:assert/strict'
import cookie from '@fastify/cookie'
import Fastify from 'fastify'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openHome } from '../../stores/home.ts'
import { publicViewer, type Viewer } from '../../stores/scope.ts'
import { page } from '../../ui/layout.ts'
import { whileClosing } from '../../warehouse/closing.ts'
import { databaseOf, serveBuild, writeManifest } from '../../warehouse/manifest.ts'
import { newsOf } from './news.ts'

const gp: Viewer = {
  ...publicViewer('::1'),
  person: 7,
  appointments: [{ role: 'gp', practice: 'A81001', locality: null, topic: null }],
}
const pageOf = (id: string): string =>
  page({ title: 'Figures', build: { id, asAt: '2020-04-20' }, body: '' }).toString()
const [first, second] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'] as const

test('whoever looks again after a close is told that figures changed, once, and while one goes on that the old stay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-news-'))
  const home = openHome(folder)
  const app = Fastify()
  try {
    await app.register(cookie)
    app.get<{ Params: { build: string } }>('/:build', (request, reply) => {
      const { build } = request.params
      const viewer = request.headers['x-who'] === 'nobody' ? publicViewer('::1') : gp
      return reply.send(newsOf(home, viewer, pageOf(build), request, reply, false).map(String))
    })
    const serve = (id: string): void => {
      writeManifest(home, {
        id,
        madeAt: '2020-04-20T06:00:00Z',
        asAt: '2020-04-20',
        code: 'c',
        loads: [],
        rules: [],
        priced: [],
        months: null,
        groups: [],
        missing: [],
        audit: null,
        bytes: 0,
        controls: { checked: 0, differ: 0 },
      })
      writeFileSync(databaseOf(home, id), '')
      serveBuild(home, id)
    }
    let jar: Record<string, string> = {}
    const look = async (build: string, who = 'gp'): Promise<string> => {
      const answer = await app.inject({
        url: `/${build}`,
        cookies: jar,
        headers: { 'x-who': who },
      })
      jar = {
        ...jar,
        ...Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value])),
      }
      return answer.body
    }
    assert.equal(await look(first), '[]')
    serve(first)
    assert.equal(await look(first, 'nobody'), '[]')
    assert.deepEqual(jar, {})
    assert.equal(await look(first), '[]')
    serve(second)
    assert.equal(await look('none'), '[]', 'a page without figures says nothing')
    assert.match(
      await look(second),
      /changed since you last looked[\s\S]*practices\/A81001\/changes/,
    )
    assert.equal(await look(second), '[]')
    const during = await whileClosing(home, () => look(second))
    assert.match(during, /New figures are being made[\s\S]*build bbbbbbbbbbbb/)
    assert.equal(await look(second), '[]')
    writeFileSync(join(home.tmp, 'closing'), '999999999')
    assert.equal(await look(second), '[]', 'a close that was killed is not going on')
  } finally {
    await app.close()
    rmSync(folder, { recursive: true })
  }
})
