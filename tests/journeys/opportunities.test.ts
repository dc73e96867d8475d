import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
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

const truths = z.object({
  prescribingSwitch: z.object({
    months: z.array(z.string()),
    practices: z.array(z.string()),
    netIngredientCostPounds: z.number(),
    shareOfThose: z.number(),
  }),
})
const answer = z.object({ prescribing: z.array(z.object({ kind: z.string(), id: z.string() })) })
const switched = z.object({
  from: z.string(),
  to: z.string(),
  line: z.object({ worthPounds: z.number() }),
  practices: z.array(z.object({ practice: z.string(), worthPounds: z.number() })),
  products: z.array(z.object({ quantity: z.number(), listCostPounds: z.number() })),
})

describe('from an opportunity to an idea', () => {
  let folder: { path: string; remove: () => void }
  let home: string
  let server: Serving
  let browser: Browser
  let page: Page
  let opportunity = ''

  before(async () => {
    folder = temporaryFolder()
    home = process.env['STEWARD_JOURNEY_HOME'] ?? (await makeSmallHome(folder.path))
    server = await startServer(home)
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
    await page
      .getByLabel('Compared with', { exact: true })
      .selectOption('the better half of the other practices')
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

  test('the planted switch is in the worklist: what it is worth, and the few practices who make most of it', async () => {
    const truth = truths.parse(JSON.parse(readFileSync(`${home}-world/truths.json`, 'utf8')))
    const { months, practices, netIngredientCostPounds, shareOfThose } = truth.prescribingSwitch
    const id = 'pregabalin-75-brand'
    const listed = answer.parse(
      await (await page.request.get(`${server.url}/opportunities?format=json`)).json(),
    )
    assert.ok(listed.prescribing.some((line) => line.kind === 'measure' && line.id === id))
    const found = switched.parse(
      await (
        await page.request.get(`${server.url}/opportunities/measures/${id}?format=json`)
      ).json(),
    )
    const first = found.practices.slice(0, practices.length)
    assert.deepEqual(new Set(first.map(({ practice }) => practice)), new Set(practices))
    const whole = found.from <= (months[0] ?? '') && found.to >= (months.at(-1) ?? '')
    if (whole) {
      const [brand, generic] = found.products
      assert.ok(brand && generic)
      const dearer =
        brand.listCostPounds - (brand.quantity * generic.listCostPounds) / generic.quantity
      assert.ok(Math.abs(dearer / netIngredientCostPounds - 1) < 0.005, `£${dearer}`)
      const theirs = first.reduce((sum, { worthPounds }) => sum + worthPounds, 0)
      assert.ok(Math.abs(theirs / found.line.worthPounds - shareOfThose) < 0.01)
    }
    await page.goto(`${server.url}/opportunities/measures/${id}`)
    await page.getByText(/From Tarnex Cap 75mg .* to Pregabalin Cap 75mg/).waitFor()
    await isSound(page)
  })

  test('the same pages fit a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of [
      '/opportunities',
      '/opportunities/acsc-chronic',
      '/opportunities/measures/pregabalin-75-brand',
      '/opportunities?low=1',
    ]) {
      await page.goto(`${server.url}${path}`)
      await isSound(page)
    }
  })
})
