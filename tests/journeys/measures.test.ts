import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeFindings, launch, layoutFindings, openPage, screens } from './browser.ts'
import { makeSmallHome, temporaryFolder } from './homes.ts'
import { runSteward, startServer, type Serving } from './serving.ts'

/** What is wrong with a page on a wide screen and on a phone. */
const isSound = async (page: Page): Promise<void> => {
  for (const size of [screens.phone, screens.wide]) {
    await page.setViewportSize(size)
    assert.deepEqual(await layoutFindings(page), [], page.url())
  }
  assert.deepEqual(await axeFindings(page), [], page.url())
}

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await Promise.all([page.waitForLoadState(), page.getByRole('button', { name }).first().click()])
}

describe('from the month’s mail to a reply', () => {
  let folder: { path: string; remove: () => void }
  let home: string
  let server: Serving
  let browser: Browser
  let page: Page

  before(async () => {
    folder = temporaryFolder()
    home =
      process.env['STEWARD_JOURNEY_HOME'] ??
      // Limits begin anew only where three months lie on both sides.
      (await makeSmallHome(folder.path, ['201812', '201901', '201902']))
    server = await startServer(home)
    browser = await launch()
    page = (await openPage(browser, `${server.url}/become`, 'wide')).page
  })
  after(async () => {
    await browser.close()
    await server.stop()
    folder.remove()
  })

  test('the month’s word is written once to whoever leads a practice', async () => {
    const sent = await runSteward(home, ['alerts', '--site', server.url, '--json'])
    assert.equal(sent.code, 0, sent.err)
    assert.match(sent.out, /"mailed":\s*[1-9]/)
  })

  test('a practice lead opens the mail, then the measure, and sees how few make half of the gap', async () => {
    await press(page, /Dr Ivy Bramblewick/)
    await page.goto(`${server.url}/mail`)
    await page
      .getByRole('link', { name: /measure|nothing has changed/i })
      .first()
      .click()
    await page.waitForLoadState()
    const text = await page.locator('main').innerText()
    assert.match(text, /practices make half of the group’s/)
    const link = /http:\/\/localhost:\d+\/variation\/measures\/pregabalin-75-brand\S*/.exec(
      text,
    )?.[0]
    assert.ok(link, text)
    await page.goto(link)
    await isSound(page)
    const says = await page.locator('.steward-says').first().innerText()
    assert.match(
      says,
      /\d+ of \d+ practices make half of the £[\d,]+ that changing all of it would save/,
    )
    await page.getByRole('table', { name: 'Who makes half of it' }).waitFor()
  })

  test('the reply stands beside the figure, and a word too few is asked for again', async () => {
    await page.getByLabel('We are changing it').check()
    await page.getByLabel('In your words').fill('Soon.')
    await press(page, 'Send the reply')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isSound(page)
    assert.equal(await page.getByLabel('In your words').inputValue(), 'Soon.')
    await page
      .getByLabel('In your words')
      .fill('The default of our system was the brand. It is the generic since this week.')
    await press(page, 'Send the reply')
    await page.getByText('The default of our system was the brand.').waitFor()
    await isSound(page)
  })

  test('the other pages of variation are sound: list, profile, topics, alerts, sets', async () => {
    for (const path of [
      '/variation',
      '/topics',
      '/topics/respiratory',
      '/variation/measures/copd-prevalence',
      '/registers/COPD/2019-20/group:CW',
      '/variation/alerts',
      '/variation/sets',
      '/variation/own',
    ]) {
      const response = await page.goto(`${server.url}${path}`)
      assert.equal(response?.status(), 200, path)
      await isSound(page)
    }
  })

  test('an analyst writes a measure and sees the practices’ figures at once', async () => {
    await page.goto(`${server.url}/become`)
    await press(page, /Olive Turnstile/)
    await page.goto(`${server.url}/variation/own`)
    await page.getByLabel('Title').fill('Folic acid items')
    await page.getByLabel('In a few words', { exact: true }).fill('Folic acid items')
    await page.getByLabel('BNF codes', { exact: true }).fill('0901020G0')
    await page.getByLabel('neither').check()
    await page.getByLabel('Why it matters').fill('To see what no difference looks like.')
    await press(page, 'Show the figures')
    await page.getByRole('heading', { name: 'The figures' }).waitFor()
    await isSound(page)
  })

  test('the analyst begins the limits of a line anew, says why, and withdraws it', async () => {
    const reason = 'The template asks for the course length since then.'
    await page.goto(`${server.url}/variation/measures/trimethoprim`)
    await page.getByText('Begin the limits anew from a month').click()
    await page.getByLabel('From', { exact: true }).selectOption('2019-02')
    await page.getByLabel('Why', { exact: true }).first().fill('New.')
    await press(page, 'Begin anew')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isSound(page)
    await page.getByLabel('Why', { exact: true }).first().fill(reason)
    await press(page, 'Begin anew')
    const standing = page.locator('#rebases')
    await standing.getByText(reason).waitFor()
    assert.match(await page.locator('main').innerText(), /Limits begin anew in February 2019/)
    await isSound(page)
    await page.getByText('Withdraw a beginning').click()
    await standing.getByLabel('Why', { exact: true }).last().fill('It was March, not February.')
    await press(page, 'Withdraw it')
    await standing.waitFor()
    assert.equal(await standing.getByText(reason).count(), 0)
  })
})
