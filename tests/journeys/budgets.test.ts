import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeFindings, launch, layoutFindings, openPage } from './browser.ts'
import { hold } from './holding.ts'
import { filesOfMonths, makeSmallHome, temporaryFolder } from './homes.ts'
import { runSteward, startServer, type Serving } from './serving.ts'

const isSound = async (page: Page): Promise<void> => {
  assert.deepEqual(await axeFindings(page), [])
  assert.deepEqual(await layoutFindings(page), [])
}

/** What a page is on paper: no navigation, no form, its tables there, and on how many sides of A4. */
const onPaper = async (page: Page): Promise<{ sides: number; stray: number; tables: number }> => {
  await page.emulateMedia({ media: 'print' })
  const seen = async (selector: string): Promise<number> =>
    page.locator(selector).filter({ visible: true }).count()
  const stray = await seen('nav, .nhsuk-header, main form, main button, .nhsuk-skip-link')
  const tables = await seen('main table')
  await page.emulateMedia({ media: null })
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  return { sides: pdf.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0, stray, tables }
}

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  const button = page.getByRole('button', { name }).first()
  await Promise.all([page.waitForEvent('load'), button.click()])
}

const follow = async (page: Page, name: string | RegExp): Promise<void> => {
  const link = page.getByRole('link', { name }).first()
  await Promise.all([page.waitForEvent('load'), link.click()])
}

describe('a budget is proposed, answered, approved and read', () => {
  let folder: { path: string; remove: () => void }
  let home: string
  let server: Serving
  let browser: Browser
  let page: Page
  let version = ''

  const be = async (name: string): Promise<void> => {
    await page.goto(`${server.url}/become`)
    await press(page, name)
  }

  before(async () => {
    folder = temporaryFolder()
    home = process.env['STEWARD_JOURNEY_HOME'] ?? (await makeSmallHome(folder.path))
    server = await startServer(home)
    browser = await launch()
    page = (await openPage(browser, `${server.url}/become`, 'wide')).page
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  test('the management team works a year out, sees every practice’s change, and proposes it', async () => {
    await be('Olive Turnstile')
    await page.goto(`${server.url}/budgets`)
    await isSound(page)
    await follow(page, 'Set the budgets of 2019/20')
    await isSound(page)
    await page.getByText('Assumed:').first().waitFor()
    await page.getByLabel(/Start again: every line/).fill('10')
    await press(page, 'Start again')
    await page.getByLabel('Warn at a loss of more than').fill('0.5')
    await press(page, 'Work it out')
    await page.getByRole('heading', { name: 'What it would do' }).waitFor()
    await press(page, 'Save as a proposal')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isSound(page)
    await page.getByLabel('What is this version called?').fill('Budgets with fairer shares')
    await page
      .getByLabel('What should practices know about it?')
      .fill('A step towards fair shares, with nursing at home as it is.')
    await press(page, 'Save as a proposal')
    version = new URL(page.url()).pathname
    assert.match(version, /^\/budgets\/versions\/\d+$/)
    await isSound(page)
  })

  test('two practices object, each with its reason', async () => {
    for (const name of ['Dr Ivy Bramblewick', 'Nettle Butterworth']) {
      await be(name)
      await page.goto(`${server.url}${version}`)
      await page.getByLabel('It objects').check()
      await press(page, 'Send the reply')
      await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
      await isSound(page)
      await page.getByLabel('Why?').fill('A new estate opened here and its people are not counted.')
      await press(page, 'Send the reply')
    }
    await page.getByText('2 object').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Record the approval' }).count(), 0)
  })

  test('the board decides with one member conflicted out, and the decision puts the version in force', async () => {
    await be('Olive Turnstile')
    await page.goto(`${server.url}/meetings`)
    await follow(page, 'Board, 20 April 2020')
    const meeting = page.url()
    await hold(page)
    await page.goto(`${meeting}/items/new`)
    await page.getByLabel('Title', { exact: true }).fill('Budgets with fairer shares')
    await page.getByLabel('For decision').check()
    await page
      .getByLabel('Summary')
      .fill('Approve the budgets of 2019/20; nursing at home stays with its trust.')
    await page.getByLabel('Which providers or practices is it about?').fill('WXH')
    await press(page, 'Save')
    if (page.url().endsWith('/items/new')) assert.fail(await page.locator('main').innerText())
    await page.goto(`${server.url}/meetings`)
    await follow(page, 'Board, 20 April 2020')
    await follow(page, 'Budgets with fairer shares')
    const reasons = page.getByLabel('Reason, for')
    assert.equal(await reasons.count(), 1)
    await page.locator('input[type=radio][name^="handling-"]').last().check()
    await reasons.first().fill('Sits on the trust’s advisory group')
    await press(page, 'Save the chair’s decisions')
    await page.getByLabel('Agreed by everyone who may decide').check()
    await page.getByLabel('What does it bind?').fill('The budgets of 2019/20, version 2')
    await page
      .getByLabel('Reason, as the public will read it')
      .fill('Shares move a step towards need')
    await press(page, 'Record the decision')
    await follow(page, 'The decision and its reason')
    const decision = /\/decisions\/(\d+)/.exec(page.url())?.[1] ?? ''
    await page.getByText('Who stood aside for an interest').waitFor()
    await page.goto(`${server.url}${version}`)
    const number = page.getByLabel('Number of the decision that approves it')
    assert.equal(await number.inputValue(), decision)
    await number.fill('1')
    await page.getByLabel('What was decided, and why?').fill('Approved, one member aside.')
    await press(page, 'Record the approval')
    await page.getByText('Decision 1 was made on').first().waitFor()
    await isSound(page)
    await number.fill(decision)
    await page.getByLabel('In force from which month?').fill('2019-05')
    await page.getByLabel('What was decided, and why?').fill('Approved, one member aside.')
    await press(page, 'Record the approval')
    await page.getByText(`approved, in force from May 2019 (decision ${decision})`).waitFor()
    await isSound(page)
  })

  test('the management team enters an approved scheme, and the forecast has it as a step of its own', async () => {
    await page.goto(`${server.url}/groups/CW/forecast`)
    await isSound(page)
    await follow(page, 'Known changes of the group')
    await isSound(page)
    await page.getByLabel('Approved scheme').check()
    await page.getByLabel('What is it called?').fill('Nurses for heart failure')
    await page.getByLabel('From which month?').fill('2019-06')
    await page.getByLabel('By how many per cent?').fill('-3')
    await page.getByLabel('Why, and how sure is it?').fill('A pilot saved about as much.')
    await press(page, 'Enter it')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isSound(page)
    const which = page.getByLabel('Which decision does it rest on?')
    await which.selectOption(await which.locator('option').nth(1).getAttribute('value'))
    await press(page, 'Enter it')
    await page.getByText('3% less for every practice, from June 2019 on').waitFor()
    await isSound(page)
    await page.goto(`${server.url}/groups/CW/forecast`)
    await page.getByText('Known changes, in the forecast already').waitFor()
    await isSound(page)
  })

  test('the month closes, and a practice reads its statement and the rows behind its overspend', async () => {
    await server.stop()
    const may = filesOfMonths(home, ['201905'])
    const loaded = await runSteward(home, ['load', ...may])
    assert.ok(loaded.code === 0 || /unchanged|already/i.test(loaded.out + loaded.err), loaded.err)
    assert.equal((await runSteward(home, ['close'])).code, 0)
    server = await startServer(home)
    await be('Dr Ivy Bramblewick')
    await page.goto(`${server.url}${version}`)
    const practice = /[A-Z]\d{5}/.exec(
      (await page.locator('main a[href*="/practices/"]').first().getAttribute('href')) ?? '',
    )?.[0]
    await page.goto(`${server.url}/practices/${practice}?month=2019-05`)
    await page.getByRole('link', { name: 'Budgets with fairer shares, version 2' }).waitFor()
    await page
      .getByText(/(over|under) budget since April 2019/)
      .first()
      .waitFor()
    await isSound(page)
    await page.locator('#budget-lines a').first().click()
    await page
      .getByRole('heading', { name: 'How the budget came about' })
      .or(page.getByText('How the budget came about'))
      .first()
      .waitFor()
    await isSound(page)
    await page.locator('main table a[href^="/explain/"]').first().click()
    await page.waitForLoadState()
    assert.match(page.url(), /\/explain\/(activity|contract|prescribing)-cost\//)
    await page.goto(`${server.url}/practices/${practice}/pack?month=2019-05`)
    await isSound(page)
    const pack = await onPaper(page)
    assert.ok(pack.sides === 1 || pack.sides === 2, `${pack.sides} sides`)
    assert.deepEqual({ ...pack, sides: 0 }, { sides: 0, stray: 0, tables: 1 })
    await page.goto(`${server.url}/position?month=2019-05`)
    await isSound(page)
    const paper = await onPaper(page)
    assert.ok(paper.sides >= 1 && paper.sides <= 2, `${paper.sides} sides`)
    assert.deepEqual({ ...paper, sides: 0 }, { sides: 0, stray: 0, tables: 2 })
    await page.goto(`${server.url}/savings?month=2019-05`)
    await isSound(page)
    await page.goto(`${server.url}/risk`)
    await isSound(page)
  })
})
