import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { cookieAs } from './become.ts'
import { axeFindings, follow, launch, layoutFindings, openPage, screens } from './browser.ts'
import { makeWholeSmallHome } from './homes.ts'
import { startServer, type Serving } from './serving.ts'
import { kindOf, walk, type Walk } from './walk.ts'

const readHtml = async (url: string): Promise<string> => (await fetch(url)).text()

/**
 * What is walked: every kind of page that links lead to from the overview, twice each with differing codes,
 * months or numbers, as whom the sample world takes a visitor for. Each is fetched, opened once in a browser, and
 * measured on a wide screen and on a phone; the first of each kind is examined by axe. As a GP, a patient and the
 * payer each kind is fetched once, for links that lead nowhere.
 */
describe('every kind of page', () => {
  let browser: Browser
  let serving: Serving
  let folder: string
  let walked: Walk

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-pages-'))
    const home =
      process.env['STEWARD_JOURNEY_HOME'] ?? (await makeWholeSmallHome(join(folder, 'home')))
    serving = await startServer(home)
    browser = await launch()
    walked = await walk([`${serving.url}/`])
  })
  after(async () => {
    await browser?.close()
    await serving?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('the overview leads to practices, figures, lines, the data status and every section', () => {
    const kinds = walked.pages.map(({ kind }) => kind)
    for (const path of [
      '/practices/PRACTICE',
      '/practices/PRACTICE/pack',
      '/explain/cost',
      '/lines/cost',
      '/status',
      '/budgets',
      '/variation',
      '/opportunities',
      '/meetings',
      '/concerns',
      '/members',
    ])
      assert.ok(kinds.includes(path), `${path} was not reached; reached:\n${kinds.join('\n')}`)
  })

  test('no link leads nowhere', () => {
    assert.deepEqual(walked.dead, [])
  })

  test('nobody is led to what they may not see: not a GP, nor a patient, nor the payer', async () => {
    for (const who of ['gp', 'patient-group', 'payer-reader']) {
      const { url } = serving
      const { pages, dead } = await walk([`${url}/`, `${url}/start`], await cookieAs(url, who), 1)
      assert.ok(pages.length > 20, `${who} reached ${pages.length} kinds of page`)
      assert.deepEqual(dead, [], who)
    }
  })

  /** Looks at every page, two at a time in one browser, and gathers what is found. */
  const lookAtAll = async (
    look: (page: Page, url: string, isFirst: boolean) => Promise<string[]>,
  ): Promise<string[]> => {
    const findings: string[] = []
    const kinds = new Set<string>()
    const waiting = walked.pages.values()
    const work = async (): Promise<void> => {
      const context = await browser.newContext()
      const page = await context.newPage()
      for (const { url, kind } of waiting) {
        const isFirst = !kinds.has(kind)
        kinds.add(kind)
        findings.push(...(await look(page, url, isFirst)).map((text) => `${url}\n  ${text}`))
      }
      await context.close()
    }
    await Promise.all([work(), work()])
    return findings
  }

  test('axe finds nothing on a wide screen nor on a phone, and nothing is cut off', async () => {
    const findings = await lookAtAll(async (page, url, isFirst) => {
      await page.setViewportSize(screens.wide)
      const found = await follow(page, url)
      found.push(...(await layoutFindings(page)))
      if (isFirst) found.push(...(await axeFindings(page)))
      await page.setViewportSize(screens.phone)
      const onPhone = await layoutFindings(page)
      if (!isFirst) onPhone.push(...(await axeFindings(page)))
      return [...found, ...onPhone.map((text) => `phone: ${text}`)]
    })
    assert.deepEqual(findings, [])
  })

  test('what a statement says of a line is what the page of the line says, to the pound', async () => {
    const statements = walked.pages.filter(({ kind }) => kind === '/practices/PRACTICE')
    const lines = statements.flatMap(({ url, links }) =>
      links
        .filter((link) => kindOf(link) === '/practices/PRACTICE/budget/NAME')
        .map((link) => ({ url, link })),
    )
    assert.ok(lines.length > 0, 'no statement leads to a line of its budget')
    for (const { url, link } of lines) {
      const [statement, page] = await Promise.all([url, link].map(readHtml))
      const [, pounds = '', pence = ''] =
        /this cost\s*<strong>£([\d,]+)\.(\d\d)</.exec(page ?? '') ?? []
      const whole = Math.round(Number(`${pounds.replaceAll(',', '')}.${pence}`))
      const said = `£${whole.toLocaleString('en-GB')}`
      const { pathname } = new URL(link)
      const figures = [
        ...(statement ?? '').matchAll(new RegExp(`${pathname}[^>]*>([^<]+)<`, 'g')),
      ].map(([, text]) => text)
      assert.ok(figures.includes(said), `${link} says ${said}; its statement ${figures.join(', ')}`)
    }
  })

  test('a statement takes two sides of paper', async () => {
    const statements = walked.pages.filter(({ kind }) => kind === '/practices/PRACTICE')
    assert.ok(statements.length > 0)
    for (const { url } of statements) {
      const { page } = await openPage(browser, url, 'wide')
      const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      assert.equal(paper.match(/\/Type\s*\/Page\b/g)?.length, 2, url)
      await page.context().close()
    }
  })

  test('without JavaScript each page says the same', async () => {
    // What loads no script is the same with and without: the policy that comes with it allows none inside.
    const scripted = walked.pages.filter(({ scripts }) => scripts.length > 0)
    assert.ok(scripted.length > 0, 'no page was reached that loads a script')
    for (const { url, scripts } of scripted) {
      for (const src of scripts) assert.match(src, /^\/assets\//, url)
      const texts: string[] = []
      for (const enabled of [true, false]) {
        const { page, complaints } = await openPage(browser, url, 'wide', enabled)
        assert.deepEqual(complaints, [], url)
        texts.push(await page.locator('main').innerText())
        await page.context().close()
      }
      assert.equal(texts[0], texts[1], url)
    }
  })
})
