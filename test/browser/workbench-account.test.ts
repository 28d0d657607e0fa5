import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { idOf, type Office, openOffice } from './workbench/office.ts'
import { openVisitor, password, type Visitor } from './workbench/visitor.ts'

describeWith('chromium', 'The own account in the workbench', () => {
  let office: Office
  let ada: Visitor
  let emre: Visitor

  beforeAll(async () => {
    office = await openOffice()
    ada = office.ada
    emre = await office.colleague('Emre Kaya', 'emre', ['Engineer'])
  })
  afterAll(() => office?.close())

  test('changes the password, and says so', async () => {
    await emre.open('/account')
    const form = emre.page.locator('form').filter({ hasText: 'Password of now' })
    const passwords = form.locator('input[type=password]')
    await passwords.nth(0).fill(password)
    await passwords.nth(1).fill('short')
    await form.getByRole('textbox', { name: 'Code' }).fill(await emre.code())
    await form.getByRole('button', { name: 'Change the password' }).click()
    await form.getByText('at least 12 characters').first().waitFor()
    await passwords.nth(1).fill(`${password} again`)
    await form.getByRole('textbox', { name: 'Code' }).fill(await emre.code())
    await form.getByRole('button', { name: 'Change the password' }).click()
    await emre.page.getByText('Your password is changed').waitFor()
  }, 90_000)

  test('offers another authenticator by its secret', async () => {
    await emre.page.getByRole('button', { name: 'Use another authenticator' }).click()
    await emre.page.getByText('Scan this with an authenticator app').waitFor()
    expect(await emre.findings()).toEqual([])
    await emre.page.getByRole('button', { name: 'Keep the old one' }).click()
    expect(emre.complaints()).toEqual([])
  })

  test('lets a colleague in anew who lost their phone, by a signed command and a link', async () => {
    await ada.open(`/people/${idOf('PER', 2)}`)
    await ada.press('Let the person in anew')
    const form = ada.page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Reason' }).fill('The phone lies in a lake.')
    await form.getByRole('button', { name: 'Go on to sign' }).click()
    await form.locator('input[type=password]').fill(password)
    await form.getByRole('textbox', { name: 'Code' }).fill(await ada.code())
    await form.getByRole('button', { name: 'Sign', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    await ada.page.getByText('Waits for a new credential').first().waitFor()
    await ada.page.getByRole('button', { name: 'Make the link' }).click()
    const printed = await ada.page.getByText('/workbench/welcome#').innerText()
    // The session of before is over.
    await emre.page.goto(`${office.server.url}/workbench/cases`)
    await emre.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const { pathname, hash } = new URL(printed)
    const again = await openVisitor(office.browser, office.server.url, {
      time: office.server.time,
    })
    const asked: string[] = []
    again.page.on('request', (request) => asked.push(request.url()))
    await again.arrive(pathname + hash, {})
    // The secret of the link reaches no log and no proxy.
    expect(asked.filter((url) => url.includes(hash.slice(1)))).toEqual([])
    expect(asked.length).toBeGreaterThan(3)
    await again.page.getByRole('button', { name: 'Emre Kaya' }).waitFor()
    await again.close()
  }, 90_000)
})
