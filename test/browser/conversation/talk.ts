import type { Locator, Page } from 'playwright-core'

/** Who talks, and what happens out of their sight. */
export interface Talk {
  /** The reporter, in a browser that runs no script; its addresses begin at the server. */
  readonly reporter: Page
  /** Somebody who answers reports, signed in at the workbench. */
  readonly maker: Page
  /** The address of the workbench. */
  readonly workbench: string
  /** Engineers find, mend and verify: until then the case is not fixed. */
  readonly mends: (caseReference: string) => Promise<void>
  /** Called where a picture tells more than words. */
  readonly shot?: (page: Page, name: string) => Promise<void>
}

/** What came of it. */
export interface Told {
  readonly reference: string
  readonly link: string
  /** What stands on the reporter's page in the end. */
  readonly standing: string
}

const title = 'Pump restarts on a long patient name'
const question = 'Which revision is it, and how long must the name be?'
const answer = 'Revision 2.4.0. From 64 characters on.'

/** A whole conversation: report, acknowledge, question, answer, case, fixed. */
export const converse = async (talk: Talk): Promise<Told> => {
  const { reporter, maker, workbench, mends, shot = async () => undefined } = talk
  const { reference, link } = await reports(reporter, shot)

  await maker.goto(`${workbench}/reports`)
  const line = maker.getByRole('row').filter({ hasText: reference })
  await line.waitFor()
  await shot(maker, 'conversation-2-inbox')
  await line.getByRole('link', { name: title, exact: true }).click()
  await acknowledges(maker)
  await shot(maker, 'conversation-3-acknowledged')
  await asks(maker)

  await reporter.goto(link)
  await reporter.getByText(question, { exact: true }).waitFor()
  await reporter.locator('#message').fill(answer)
  await shot(reporter, 'conversation-4-answer')
  await reporter.getByRole('button', { name: 'Send', exact: true }).click()
  await reporter.getByText(answer, { exact: true }).waitFor()

  await maker.goto(`${workbench}/reports`)
  await line.getByText('New message', { exact: true }).waitFor()
  await shot(maker, 'conversation-5-new-message')
  await line.getByRole('link', { name: title, exact: true }).click()
  await mends(await opensCase(maker))

  await reporter.goto(link)
  const standing = await reporter.locator('#standing').innerText()
  await shot(reporter, 'conversation-6-fixed')
  return { reference, link, standing }
}

const reports = async (
  page: Page,
  shot: NonNullable<Talk['shot']>,
): Promise<{ readonly reference: string; readonly link: string }> => {
  await page.goto('/report')
  await page
    .getByLabel('What did you find?')
    .fill('Entering a patient name of 64 characters restarts the pump while it delivers.')
  await page.getByLabel('Product', { exact: true }).fill('Careline Gateway')
  await page.getByLabel('Title').fill(title)
  await shot(page, 'conversation-1-report')
  await page.getByRole('button', { name: 'Send the report', exact: true }).click()
  const reference = await page.locator('#reference').innerText()
  const link = await page.locator('#secret-link').innerText()
  return { reference, link: new URL(link).pathname }
}

const formOf = (page: Page): Locator => page.getByRole('dialog')

const acknowledges = async (page: Page): Promise<void> => {
  const actions = page.locator('.page-actions')
  await actions.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  const form = formOf(page)
  await form
    .getByRole('textbox', { name: 'Message to the reporter' })
    .fill('Thank you. We try it on the bench this week.')
  await form.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  const thread = page.getByRole('region', { name: 'Thread with the reporter', exact: true })
  await thread.getByText('We try it on the bench', { exact: false }).waitFor()
}

const asks = async (page: Page): Promise<void> => {
  const name = 'Write to the reporter'
  const actions = page.locator('.page-actions')
  const direct = actions.getByRole('button', { name, exact: true })
  const more = actions.getByRole('button', { name: 'More', exact: true })
  await direct.or(more).first().waitFor()
  if ((await direct.count()) > 0) await direct.click()
  else {
    await more.click()
    await page.getByRole('menuitem', { name, exact: true }).click()
  }
  const form = formOf(page)
  await form.getByRole('textbox', { name: 'Message to the reporter' }).fill(question)
  await form.getByRole('checkbox', { name: 'This asks them something', exact: true }).check()
  await form.getByRole('button', { name, exact: true }).click()
  await form.waitFor({ state: 'detached' })
}

/** From the report; answers the case's reference. */
const opensCase = async (page: Page): Promise<string> => {
  const cases = page.getByRole('region', { name: 'Cases', exact: true })
  await cases.getByRole('button', { name: 'Open a case', exact: true }).click()
  const form = formOf(page)
  // In the engineer's own words: nothing of a stranger's is copied into a case.
  await form.getByRole('textbox', { name: 'Title' }).fill(title)
  await form.getByRole('button', { name: 'Open a case', exact: true }).click()
  await page.getByRole('region', { name: 'Path to closure', exact: true }).waitFor()
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')
}
