import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeFindings, launch, layoutFindings, openPage } from './browser.ts'
import { hold } from './holding.ts'
import { makeSmallHome, temporaryFolder } from './homes.ts'
import { startServer, type Serving } from './serving.ts'

const isSound = async (page: Page): Promise<void> => {
  assert.deepEqual(await axeFindings(page), [])
  assert.deepEqual(await layoutFindings(page), [])
}

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  const button = page.getByRole('button', { name }).first()
  await Promise.all([page.waitForEvent('load'), button.click()])
}

const follow = async (page: Page, name: string | RegExp): Promise<void> => {
  const link = page.getByRole('link', { name }).first()
  await Promise.all([page.waitForEvent('load'), link.click()])
}

/** Notes the chair's decision as it is proposed, for everybody with an interest in the item. */
const ruleAsProposed = async (page: Page, reason: string): Promise<number> => {
  const reasons = page.getByLabel('Reason, for')
  const count = await reasons.count()
  for (let i = 0; i < count; i += 1) await reasons.nth(i).fill(reason)
  await press(page, 'Save the chair’s decisions')
  return count
}

describe('a board meets', () => {
  let folder: { path: string; remove: () => void }
  let server: Serving
  let browser: Browser
  let page: Page

  before(async () => {
    folder = temporaryFolder()
    server = await startServer(await makeSmallHome(folder.path))
    browser = await launch()
    const seen = await openPage(browser, `${server.url}/become`, 'wide')
    page = seen.page
    await press(page, 'Olive Turnstile')
  })
  after(async () => {
    await browser.close()
    await server.stop()
    folder.remove()
  })

  test('a decision on a contract loses two members to interests and stays quorate', async () => {
    await page.goto(`${server.url}/meetings`)
    await follow(page, 'Board, 20 April 2020')
    await isSound(page)
    await follow(page, /Extend the contract for hips and cataracts/)
    await page.getByText('Nobody is noted as present.').waitFor()
    await page.goBack()
    await hold(page)
    await isSound(page)
    await follow(page, /Extend the contract for hips and cataracts/)
    await press(page, 'Save the chair’s decisions')
    assert.equal(await page.getByRole('heading', { name: 'There is a problem' }).count(), 1)
    await isSound(page)
    assert.equal(await ruleAsProposed(page, 'Their household gains from this contract'), 2)
    await page.getByText('Quorate: 11 of those there may decide, 2 stand aside.').waitFor()
    await page.getByLabel('Agreed by everyone who may decide').check()
    await page.getByLabel('What does it bind?').fill('The contract, to 31 March 2021')
    await press(page, 'Record the decision')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    assert.equal(
      await page.getByLabel('What does it bind?').inputValue(),
      'The contract, to 31 March 2021',
    )
    await isSound(page)
    await page.getByLabel('Reason, as the public will read it').fill('Waits are short there')
    await press(page, 'Record the decision')
    await follow(page, 'The decision and its reason')
    await page.getByText('Agreed').first().waitFor()
    await page.getByText('Who stood aside for an interest').waitFor()
    await isSound(page)
  })

  test('a decision on a contract loses two members to interests, and the panel may decide', async () => {
    await page.goto(`${server.url}/meetings`)
    await follow(page, 'Board, 5 May 2020')
    const meeting = page.url()
    await follow(page, /More cataract operations/)
    await page.getByText('The meeting is on 5 May 2020.').waitFor()
    await isSound(page)
    await page.goto(meeting)
    await hold(page)
    await follow(page, /More cataract operations/)
    assert.equal(await ruleAsProposed(page, 'Their household gains from this contract'), 2)
    await page.getByText('The body that may decide is: Conflicts of interest panel.').waitFor()
    await isSound(page)
    await page.getByLabel('Reason, as the public will read it').fill('Too few may decide')
    await press(page, 'Record that it goes there')
    await page.getByText('Not decided here: referred to Conflicts of interest panel').waitFor()
    await isSound(page)
    await page.goto(meeting)
    await follow(page, 'Minutes')
    await page
      .getByText(/Interests leave too few/)
      .first()
      .waitFor()
    await isSound(page)
  })

  test('papers that would help a bidder do not reach the member with the interest', async () => {
    await page.goto(`${server.url}/meetings`)
    await follow(page, 'Board, 20 April 2020')
    await follow(page, 'Add an item')
    await page.getByLabel('Title').fill('Bids for eye care')
    await page.getByLabel('For decision').check()
    await page.getByLabel('Which providers or practices is it about?').fill('WXN')
    await page.getByLabel('Its papers would help somebody with an interest').check()
    await press(page, 'Save')
    const item = page.url()
    const paper = { name: 'bids.pdf', mimeType: 'text/html', buffer: Buffer.from('<script>') }
    await page.getByLabel('Add a paper').setInputFiles(paper)
    await press(page, 'Add the paper')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isSound(page)
    await page
      .getByLabel('Add a paper')
      .setInputFiles({ ...paper, buffer: Buffer.from('%PDF-1.7\n%%EOF') })
    await press(page, 'Add the paper')
    const address = await page.getByRole('link', { name: 'bids.pdf' }).getAttribute('href')
    await page.goto(`${server.url}/become`)
    await press(page, 'Dr Fern Quickthorn')
    await page.goto(item)
    await page.getByText(/not given to you, because you have an interest/).waitFor()
    assert.equal(await page.getByRole('link', { name: 'bids.pdf' }).count(), 0)
    await isSound(page)
    const refused = await page.goto(`${server.url}${address}`)
    assert.equal(refused?.status(), 404)
    await isSound(page)
  })

  test('the register of interests and the log of decisions are sound on a phone', async () => {
    for (const path of ['/interests', '/decisions']) {
      const { page: phone, complaints } = await openPage(browser, `${server.url}${path}`, 'phone')
      await isSound(phone)
      assert.deepEqual(complaints, [])
      await phone.context().close()
    }
  })

  test('a locality’s agenda is drafted from the figures, and fits a phone', async () => {
    const { page: phone } = await openPage(browser, `${server.url}/become`, 'phone')
    await press(phone, 'Olive Turnstile')
    await phone.goto(`${server.url}/meetings`)
    await follow(phone, /Quillbrook locality, 2\d April 2020/)
    await isSound(phone)
    if ((await phone.getByText('Drafted for this agenda').count()) > 0) {
      await press(phone, 'Add to the agenda')
      assert.ok((await phone.getByRole('link', { name: /^1\. / }).count()) > 0)
    }
    await isSound(phone)
    await phone.goto(`${server.url}/interests/declare`)
    await press(phone, 'Declare')
    await phone.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isSound(phone)
  })
})
