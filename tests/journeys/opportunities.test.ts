import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeFindings, launch, layoutFindings, openPage } from './browser.ts'
import { makeSmallHome, temporaryFolder } from './homes.ts'
import { startServer, type Serving } from './serving.ts'

const isSound = async (page: Page): Promise<void> => {
  assert.deepEqual(await axeFindings(page), [])
  assert.deepEqual(await layoutFindings(page), [])
}

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  const button = page.getByRole('button', { name, exact: true }).first()
  await Promise.all([page.waitForEvent('load'), button.click()])
}

describe('from an opportunity to an idea', () => {
  let folder: { path: string; remove: () => void }
  let server: Serving
  let browser: Browser
  let page: Page
  let opportunity = ''

  before(async () => {
    folder = temporaryFolder()
    server = await startServer(
      process.env['STEWARD_JOURNEY_HOME'] ?? (await makeSmallHome(folder.path)),
    )
    browser = await launch()
    page = (await openPage(browser, `${server.url}/become`, 'wide')).page
    const be = page.getByRole('button', { name: /Dr Bryony Foxhollow/ }).first()
    await Promise.all([page.waitForEvent('load'), be.click()])
  })
  after(async () => {
    await browser.close()
    await server.stop()
    folder.remove()
  })

  test('a locality’s lead sees what could be done first, and what it is worth', async () => {
    await page.goto(`${server.url}/opportunities`, { timeout: 120_000 })
    await page.getByRole('heading', { name: /^Opportunities: / }).waitFor({ timeout: 240_000 })
    await isSound(page)
    await page.getByLabel('Compared with').selectOption('the better half of the other practices')
    await page.getByLabel('Who can act').selectOption('the practice')
    await press(page, 'Show')
    await isSound(page)
    const first = page.locator('#worklist table a').first()
    opportunity = await first.innerText()
    await Promise.all([page.waitForEvent('load'), first.click()])
    await page.getByRole('heading', { level: 1, name: opportunity }).waitFor()
    await page.getByText('Three figures, never one').waitFor()
    await isSound(page)
  })

  test('one click makes it an idea with its figures, for the next meeting of the locality', async () => {
    await press(page, 'Raise as an idea')
    await page
      .getByRole('heading', { level: 1, name: new RegExp(opportunity.slice(0, 30)) })
      .waitFor()
    assert.match(new URL(page.url()).pathname, /^\/concerns\/\d+$/)
    const text = await page.locator('main').innerText()
    for (const words of ['observed', 'In scope', 'A next step', 'build'])
      assert.ok(text.includes(words), words)
    await isSound(page)
  })

  test('the same pages fit a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of ['/opportunities', '/opportunities/acsc-chronic', '/opportunities?low=1']) {
      await page.goto(`${server.url}${path}`)
      await isSound(page)
    }
  })
})
