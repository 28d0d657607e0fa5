import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type Office, openOffice } from './workbench/office.ts'
import { password } from './workbench/visitor.ts'

describeWith('chromium', 'The disclosure policy in the workbench', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice()
  }, 120_000)
  afterAll(() => office?.close())

  const signs = async () => {
    const { page, code } = office.ada
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Go on to sign' }).click()
    await form.locator('input[type=password]').fill(password)
    // Within one sitting the second signature asks for the password alone (21 CFR 11.200).
    const asked = form.getByRole('textbox', { name: 'Code' })
    if ((await asked.count()) > 0) await asked.fill(await code())
    await form.getByRole('button', { name: 'Sign', exact: true }).click()
    await form.waitFor({ state: 'detached' })
  }
  const published = async () => (await fetch(`${office.server.url}/security`)).text()

  test('an administrator finds it, publishes it, and changes what is published', async () => {
    const { ada } = office
    await ada.open('/reports')
    await ada.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Disclosure policy' })
      .click()
    await ada.page.getByText('No policy published yet').waitFor()
    await ada.press('Publish the policy')
    const form = ada.page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Scope' }).fill('All products of the Careline family.')
    await form.getByRole('textbox', { name: 'Telephone' }).fill('+49 30 1234567')
    await form
      .getByLabel('Safe harbour')
      .selectOption({ label: 'Testing that keeps to it is authorised' })
    expect(await ada.findings()).toEqual([])
    await signs()
    await ada.page.getByRole('heading', { name: 'Disclosure policy, version 1' }).waitFor()
    const first = await published()
    for (const said of ['Careline family', '+49 30 1234567', 'with our permission'])
      expect(first).toContain(said)
    await ada.press('Publish a new version')
    // What applies now stands in the form already.
    expect(await form.getByRole('textbox', { name: 'Scope' }).inputValue()).toContain('Careline')
    await form.getByRole('textbox', { name: 'What changed' }).fill('The web shop is out of it.')
    await form
      .getByRole('textbox', { name: 'Scope' })
      .fill('All products of the Careline family. Not: the web shop.')
    await signs()
    await ada.page.getByRole('heading', { name: 'Disclosure policy, version 2' }).waitFor()
    await ada.page.getByRole('link', { name: 'Version 1' }).waitFor()
    expect(await ada.findings()).toEqual([])
    expect(await published()).toContain('The web shop is out of it.')
    expect(ada.complaints()).toEqual([])
  }, 120_000)

  test('the built server hands out the scripts by which the form shows work', async () => {
    const { page } = office.ada
    await page.goto(`${office.server.url}/report`)
    await page.getByLabel('What did you find?').fill('The service port is open.')
    const posted = page.waitForRequest((request) => request.method() === 'POST')
    await page.getByRole('button', { name: 'Send the report' }).click()
    expect(new URL((await posted).url()).searchParams.has('proof')).toBe(true)
    await page.locator('#secret-link').waitFor()
  })
})
