import type { Page } from 'playwright-core'

const press = async (page: Page, name: string): Promise<void> => {
  const button = page.getByRole('button', { name }).first()
  await Promise.all([page.waitForEvent('load'), button.click()])
}

/** Holds the meeting whose page is open: on the sample world’s today, with everybody there who sent no apologies. */
export const hold = async (page: Page): Promise<void> => {
  const meeting = page.url()
  await page.goto(`${meeting}/plan`)
  await page.getByLabel('Day').fill('20')
  await page.getByLabel('Month').fill('4')
  await press(page, 'Save')
  await page.goto(`${meeting}/attendance`)
  const present = page.locator('input[type=radio][value=present]')
  for (let i = 0; i < (await present.count()); i += 1) {
    const name = await present.nth(i).getAttribute('name')
    const chosen = page.locator(`input[type=radio][name="${name}"]:checked`)
    if ((await chosen.count()) === 0) await present.nth(i).check()
  }
  await press(page, 'Save')
}
