import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Colleague } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const lines = (page: Page) => page.locator('[data-line]')
const line = (page: Page, title: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) })
const looks = [
  { scheme: 'light', width: 1_280 },
  { scheme: 'dark', width: 360 },
] as const

describeWith('chromium', 'The people of the inbox', () => {
  let desk: Desk
  let erika: Colleague
  let tom: Visitor

  beforeAll(async () => {
    desk = await openDesk()
    erika = await desk.maker.colleague('erika', ['engineer'])
    tom = await desk.visit()
    await desk.receives({ title: 'Gateway takes any command' })
    await desk.receives({ title: 'Pump answers on Telnet', source: 'd' })
    await desk.receives({ title: 'Viewer shows images', source: 'd', product: 'Lucent View' })
  })
  afterAll(() => desk?.close())

  /** As WCAG 2.2 AA asks, and no wider than the window, in both looks. */
  const isFit = async (path: string, who: Colleague = desk.triager) => {
    for (const look of looks) {
      const visitor = await desk.visit(look, who)
      await visitor.open(path)
      expect({ look, findings: await visitor.findings() }).toEqual({ look, findings: [] })
      const overflow = await visitor.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect({ look, overflow }).toEqual({ look, overflow: 0 })
      expect(visitor.complaints()).toEqual([])
      const folder = process.env['SCREENSHOTS']
      if (folder !== undefined)
        await visitor.page.screenshot({
          path: `${folder}/${path.replaceAll(/\W+/g, '-')}-${look.width}.png`,
          fullPage: look.width < 1_000,
        })
      await visitor.close()
    }
  }

  test('several reports are assigned by keyboard alone, and told apart by who looks after them', async () => {
    const { page } = tom
    const { keyboard } = page
    await tom.open('/reports?sort=opened&order=asc')
    await keyboard.press('j')
    await keyboard.press('x')
    await keyboard.press('j')
    await keyboard.press('x')
    await page.getByText('2 selected', { exact: true }).waitFor()
    await keyboard.press('a')
    const form = page.getByRole('dialog')
    const who = form.getByRole('combobox', { name: 'Who looks after it' })
    // Oneself first: mostly somebody takes reports for themselves.
    expect(await who.locator('option:checked').innerText()).toBe('Tom Example')
    await form.getByRole('button', { name: 'Assign: 2 reports', exact: true }).focus()
    await keyboard.press('Enter')
    await form.getByText('2 of 2 done', { exact: true }).waitFor()
    await keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    await line(page, 'Pump answers on Telnet').getByText('Tom Example', { exact: true }).waitFor()
    await line(page, 'Viewer shows images').getByText('Nobody yet', { exact: true }).waitFor()

    await keyboard.press('m')
    await line(page, 'Viewer shows images').waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('assigned')).toBe('me')
    expect(await lines(page).allInnerTexts()).toEqual([
      'Gateway takes any command',
      'Pump answers on Telnet',
    ])
    await keyboard.press('m')
    await line(page, 'Viewer shows images').waitFor()
    await page.getByRole('button', { name: 'Nobody’s', exact: true }).click()
    await line(page, 'Pump answers on Telnet').waitFor({ state: 'detached' })
    expect(await lines(page).allInnerTexts()).toEqual(['Viewer shows images'])
    await isFit('/reports')
  })

  test('a report says who looks after it, and history who gave it to whom', async () => {
    const { page } = tom
    await tom.open('/reports?sort=opened&order=asc')
    await page.keyboard.press('j')
    await page.keyboard.press('o')
    await page.getByRole('heading', { level: 1, name: 'Gateway takes any command' }).waitFor()
    await page.getByRole('heading', { name: 'Looked after by', exact: true }).waitFor()
    await page.keyboard.press('a')
    const form = page.getByRole('dialog')
    await form
      .getByRole('combobox', { name: 'Who looks after it' })
      .selectOption({ label: 'Erika Example' })
    await form.getByRole('button', { name: 'Assign', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    await page.getByText('assigned the report to Erika Example', { exact: false }).waitFor()
    await isFit(new URL(page.url()).pathname.replace('/workbench', ''))
  })

  test('what reminders cannot reach stands before the inbox, until an account has an address', async () => {
    const { administrator } = desk.maker
    const ada = await desk.visit({}, administrator)
    const { page } = ada
    await ada.open('/reports')
    await page.getByText('Reminders would reach nobody', { exact: true }).waitFor()
    await page
      .getByText('Give an account of role Triager or Administrator a mail address.', {
        exact: false,
      })
      .waitFor()
    await isFit('/reports', administrator)
    await ada.open('/account')
    await page.getByRole('textbox', { name: 'Mail address' }).fill('ada at maker')
    await page.getByRole('button', { name: 'Set the mail address' }).click()
    await page.getByText('Write a mail address like', { exact: false }).waitFor()
    await page.getByRole('textbox', { name: 'Mail address' }).fill('ada@maker.example')
    await page.getByRole('button', { name: 'Set the mail address' }).click()
    await page
      .getByRole('button', { name: 'Set the mail address', disabled: true })
      .waitFor({ state: 'visible' })
    await isFit('/account', administrator)
    await ada.open('/people')
    await line(page, 'Ada Administrator').getByText('ada@maker.example', { exact: true }).waitFor()
    await line(page, 'Erika Example').getByText('No mail address', { exact: true }).waitFor()
    await isFit('/people', administrator)
    await ada.open('/reports')
    await page
      .getByText('Give an account of role Triager a mail address.', { exact: false })
      .waitFor()
    expect(ada.complaints()).toEqual([])
    await ada.close()
  })

  test('a report that nobody sees is named to somebody by an administrator who cannot read it', async () => {
    const { administrator } = desk.maker
    const lena = await desk.maker.colleague('lena', ['triager'])
    const { id, humanId } = await lena.does('/api/reports/receive', {
      ...{ source: 'f', title: 'Quixotic hole', description: 'Told by a test.' },
    })
    await lena.does(`/api/reports/${id}/set-embargo`, {
      ...{ named: [`person:${lena.person}`], reason: 'Agreed with the finder.' },
    })
    await administrator.does(`/api/people/${lena.person}/disable`, { reason: 'Left.' })
    await tom.open('/reports')
    await tom.page.getByText('A restricted report is seen by nobody', { exact: true }).waitFor()
    expect(await tom.page.getByText(humanId).count()).toBe(0)
    const ada = await desk.visit({}, administrator)
    const { page } = ada
    await ada.open('/reports')
    await page.getByText('A restricted report is seen by nobody', { exact: true }).waitFor()
    await isFit('/reports', administrator)
    await page.getByRole('button', { name: `Name a colleague on ${humanId}`, exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('combobox', { name: 'Colleague' }).selectOption({ label: 'Erika Example' })
    await form.getByRole('textbox', { name: 'Why' }).fill('Lena left us.')
    await form.getByRole('button', { name: 'Name a colleague on it', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    await page.getByText('is seen by nobody', { exact: false }).waitFor({ state: 'detached' })
    expect(await page.getByText('Quixotic').count()).toBe(0)
    expect((await erika.get(`/api/reports/${id}`)).body.state.title).toBe('Quixotic hole')
    expect(ada.complaints()).toEqual([])
    await ada.close()
  })

  test('a cell of the sources leads to exactly the reports that it counts', async () => {
    const { page } = tom
    await desk.triager.does('/api/products/register', {
      ...{ name: 'Lucent View', maker: 'Example Medical' },
    })
    await desk.receives({ title: 'Not the product: Lucent View', source: 'd' })
    await desk.receives({ title: 'Old viewer', source: 'd', product: 'lucent  view' })
    await tom.open('/reports/sources')
    await page
      .getByRole('link', { name: '2 reports from Product users, Lucent View', exact: true })
      .click()
    await page.getByText('Only those about Lucent View', { exact: false }).waitFor()
    await line(page, 'Old viewer').waitFor()
    expect((await lines(page).allInnerTexts()).sort()).toEqual([
      'Old viewer',
      'Viewer shows images',
    ])
    await isFit(`/reports${new URL(page.url()).search}`)
    await page.getByRole('button', { name: 'Show all', exact: true }).click()
    await line(page, 'Pump answers on Telnet').waitFor()
    await isFit('/reports/sources')
  })
})
