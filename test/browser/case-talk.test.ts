import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { renderedText } from '../support/rendered-text.ts'
import { type Office, openOffice } from './workbench/office.ts'
import { password, type Visitor } from './workbench/visitor.ts'

describeWith('chromium', 'Tasks and conversation of a case in the workbench', () => {
  let office: Office
  let pia: Visitor
  beforeAll(async () => {
    office = await openOffice()
    pia = await office.colleague('Pia Novak', 'pia', ['Engineer'])
  }, 120_000)
  afterAll(() => office?.close())

  test('are planned and written there, each message marked for whom it is', async () => {
    const { ada } = office
    const { page } = ada
    await ada.open('/cases')
    await ada.press('Open a case')
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Title' }).fill('Any password opens the port')
    await ada.submit('Open a case')
    await page.getByRole('heading', { name: 'Any password opens the port' }).waitFor()
    const address = new URL(page.url()).pathname.replace('/workbench', '')
    await ada.press('Plan a task')
    await form.getByRole('textbox', { name: 'Title' }).fill('Ask for a password')
    await form.getByRole('textbox', { name: 'What is to be done' }).fill('The port takes none.')
    await ada.submit('Plan a task')
    await page.getByRole('heading', { name: 'Ask for a password' }).waitFor()
    await page.getByRole('button', { name: 'Write to approvers alone' }).click()
    await form.getByRole('textbox', { name: 'Message' }).fill('Only for approvers to know.')
    expect(await ada.findings()).toEqual([])
    await ada.submit('Write a message')
    const talk = page.getByRole('list', { name: 'Messages, the newest first' })
    await talk.getByText('For approvers alone').waitFor()
    await page.getByRole('button', { name: 'Write to the team' }).click()
    await form.getByRole('textbox', { name: 'Message' }).fill('For all of us.')
    await ada.submit('Write a message')
    await talk.getByText('For all of us.').waitFor()
    expect(await ada.findings()).toEqual([])
    await page.setViewportSize({ width: 360, height: 800 })
    // Everything that reaches beyond the right edge, by its words.
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => `${one.tagName}.${one.className}: ${one.textContent?.slice(0, 60)}`),
    )
    expect(wide).toEqual([])
    expect(await ada.findings()).toEqual([])
    await pia.open(address)
    await pia.page.getByText('For all of us.').waitFor()
    expect(await pia.page.getByText('Only for approvers to know.').count()).toBe(0)
    await pia.page.getByRole('button', { name: /^Close it/ }).click()
    const closing = pia.page.getByRole('dialog')
    await closing.getByLabel('Outcome').selectOption({ label: 'Done' })
    await closing.getByRole('textbox', { name: 'Reason' }).fill('Built and tested.')
    await pia.submit('Close a task')
    await pia.page.getByText('Built and tested.').first().waitFor()
    expect(await pia.findings()).toEqual([])
    expect([...ada.complaints(), ...pia.complaints()]).toEqual([])
    const shots = process.env['SCREENSHOTS']
    if (shots !== undefined) {
      await page.screenshot({ path: `${shots}/ada-360.png`, fullPage: true })
      await pia.page.screenshot({ path: `${shots}/pia.png`, fullPage: true })
    }
  })

  test('tell whom they mention, on every screen, until they have seen it', async () => {
    const { ada } = office
    const { page } = ada
    await ada.open('/cases/board')
    await ada.press('Open a case')
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Title' }).fill('Keys in the firmware')
    await ada.submit('Open a case')
    await page.getByRole('button', { name: 'Write to the team' }).click()
    await form.getByRole('textbox', { name: 'Message' }).fill('Please look.')
    // Nobody knows all sign-in names: the form has them.
    await form.getByLabel('Tell a colleague of it').selectOption({ label: 'Pia Novak (@pia)' })
    expect(await form.getByRole('textbox', { name: 'Message' }).inputValue()).toBe(
      'Please look. @pia ',
    )
    // What only a third party needs is not asked for.
    expect(await form.getByLabel('Their mail address').count()).toBe(0)
    await ada.submit('Write a message')
    await page.getByText('Told: Pia Novak (not seen yet)').waitFor()
    await pia.open('/cases')
    const link = pia.page.getByRole('navigation').getByRole('link', { name: /^Asked of you/ })
    await link.getByText('to look at').waitFor({ state: 'attached' })
    expect(await link.innerText()).toContain('1')
    // By keys alone, to the case and to the place in it.
    await link.focus()
    await pia.page.keyboard.press('Enter')
    await pia.page.getByRole('heading', { level: 1, name: 'Asked of you' }).waitFor()
    expect(await pia.findings()).toEqual([])
    const mention = pia.page
      .getByRole('list', { name: 'Mentions, the newest first' })
      .getByRole('link', { name: /^CASE-/ })
    await mention.focus()
    await pia.page.keyboard.press('Enter')
    await pia.page.getByRole('heading', { level: 1, name: 'Keys in the firmware' }).waitFor()
    expect(new URL(pia.page.url()).hash).toBe('#conversation')
    await pia.page.getByText('Told: Pia Novak (seen)').waitFor()
    await pia.page.waitForFunction(
      () => !document.querySelector('nav')?.textContent?.includes('to look at'),
    )
    const told = pia.page.getByRole('region', { name: 'Conversation' })
    const top = await told.evaluate((one) => one.getBoundingClientRect().top)
    expect(top).toBeLessThan(900)
    expect([...ada.complaints(), ...pia.complaints()]).toEqual([])
  })

  test('are noted as seen all at once, for who was away', async () => {
    const { ada } = office
    const form = ada.page.getByRole('dialog')
    for (const words of ['First, @pia.', 'Second, @pia.']) {
      await ada.page.getByRole('button', { name: 'Write to the team' }).click()
      await form.getByRole('textbox', { name: 'Message' }).fill(words)
      await ada.submit('Write a message')
    }
    await pia.page.setViewportSize({ width: 360, height: 800 })
    await pia.open('/for-you')
    // The menu that hides the navigation says it.
    await pia.page.getByRole('button', { name: /^Menu.*2/ }).waitFor()
    await pia.page.getByRole('button', { name: 'Note these 2 as seen' }).click()
    await pia.page
      .getByRole('button', { name: 'Note these 2 as seen' })
      .waitFor({ state: 'detached' })
    await pia.page.getByRole('button', { name: 'Menu', exact: true }).waitFor()
    expect(await pia.findings()).toEqual([])
    await pia.page.setViewportSize({ width: 1_280, height: 900 })
    await pia.open('/cases')
    await pia.page.getByRole('link', { name: 'Keys in the firmware' }).first().click()
    await pia.page.getByRole('heading', { level: 1, name: 'Keys in the firmware' }).waitFor()
  })

  test('leave with the case as a PDF', async () => {
    const { page } = pia
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download as PDF' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^CASE-\d{4}-\d{4}\.pdf$/)
    const bytes = await readFile(await download.path())
    expect(await renderedText('pdf', new Uint8Array(bytes))).toContain('Please look. @pia')
  })

  test('are reached from a mail, by way of the sign-in, at their place in the case', async () => {
    const { page } = pia
    const address = new URL(page.url())
    await page.getByRole('button', { name: 'Pia Novak' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto(`${address.origin}${address.pathname}#conversation`)
    await pia.fill({ 'Sign-in name': 'pia', Code: await pia.code() })
    await page.locator('input[name=password]').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Keys in the firmware' }).waitFor()
    expect(new URL(page.url()).hash).toBe('#conversation')
    expect(pia.complaints()).toEqual([])
  })
})
