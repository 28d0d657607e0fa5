import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type Office, openOffice } from './workbench/office.ts'
import type { Visitor } from './workbench/visitor.ts'

describeWith('chromium', 'Audit events in the workbench', () => {
  let office: Office
  let olga: Visitor
  const now = () => office.server.time?.now() ?? Date.now()
  const send = async (lines: readonly object[]) => {
    const { url, authorization } = office.server
    const answer = await fetch(new URL('/api/audit-events', url), {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ from: 'test', lines: lines.map((one) => JSON.stringify(one)) }),
    })
    expect(answer.status).toBe(201)
  }
  const event = (type: string, source: string, more: object = {}) => ({
    at: new Date(now()).toISOString(),
    type,
    actor: 'jdoe',
    source,
    ...more,
  })
  const looks = async ({ page }: Visitor) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(wide).toBe(false)
  }

  beforeAll(async () => {
    office = await openOffice()
    olga = await office.colleague('Olga Weber', 'olga', ['Auditor'])
  }, 120_000)
  afterAll(() => office?.close())

  test('say so where none has come in yet, and how long they stay', async () => {
    const { ada } = office
    await ada.open('/indicators/events')
    await ada.page.getByText('No audit event yet').waitFor()
    await ada.page.getByText('deleted after 90 days').waitFor()
    expect(await ada.findings()).toEqual([])
    await ada.open('/devices')
    await ada.page.getByText('No device yet').waitFor()
  })

  test('are found by device, kind and time, and lead to and from an indicator', async () => {
    const { ada } = office
    await send([
      event('audit-stopped', 'ct-3', { outcome: 'success', detail: 'Stopped for an upgrade.' }),
      event('sign-in', 'ct-3', { outcome: 'failure', detail: 'Wrong password.' }),
      event('data-access', 'mri-1', { outcome: 'success' }),
    ])
    const { page } = ada
    await ada.open('/indicators/events')
    const list = page.getByRole('list', { name: 'Audit events' })
    await expect.poll(() => list.getByRole('checkbox').count()).toBe(3)
    expect(await ada.findings()).toEqual([])
    // The last that came is the first, also of one moment; one place of the navigation is here.
    const first = list.getByRole('listitem').first()
    expect(await first.getByText('mri-1', { exact: false }).count()).toBeGreaterThan(0)
    expect(await page.locator('.side-link-here').allInnerTexts()).toEqual(['Audit events'])
    await page.getByRole('searchbox', { name: 'Device' }).fill('CT-3')
    await expect.poll(() => list.getByRole('checkbox').count()).toBe(2)
    expect(page.url()).toContain('source=CT-3')
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('audit-stopped')
    await expect.poll(() => list.getByRole('checkbox').count()).toBe(1)
    // The address alone leads to the same.
    await page.reload()
    await list.getByText('Stopped for an upgrade.', { exact: true }).waitFor()
    expect(await page.getByRole('searchbox', { name: 'Device' }).inputValue()).toBe('CT-3')
    await list.getByRole('link', { name: /^IND-/ }).click()
    await page.getByRole('link', { name: 'What else came in around it' }).click()
    await list.getByText('Wrong password.', { exact: true }).waitFor()
    expect(await page.getByLabel('Came in from').inputValue()).toMatch(/^20\d\d-/)
    await page.getByLabel('Came in until').fill('2001-01-01T00:00')
    await page.getByText('No event is like this').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => list.getByRole('checkbox').count()).toBe(3)
    expect(ada.complaints()).toEqual([])
  })

  test('become an indicator by hand, by keyboard alone', async () => {
    const { ada } = office
    const { page } = ada
    await ada.open('/indicators/events?kind=sign-in')
    const box = page.getByRole('checkbox', { name: 'Select Sign in on ct-3' })
    await box.focus()
    await page.keyboard.press('Space')
    await page.getByText('1 selected').waitFor()
    const raise = page.getByRole('button', { name: 'Raise an indicator' })
    await raise.focus()
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'What the events show' }).fill('Somebody tries doors')
    expect(await ada.findings()).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Somebody tries doors' }).waitFor()
    await page.getByText('Raised by hand').waitFor()
    const evidence = page.getByRole('region', { name: 'Evidence' })
    await evidence.getByText('Wrong password.').first().waitFor()
    expect(await ada.findings()).toEqual([])
    expect(ada.complaints()).toEqual([])
  })

  test('a device gets its token on its page', async () => {
    const { ada } = office
    const { page } = ada
    await ada.open('/devices')
    await ada.press('Register a device')
    await ada.fill({ 'Name in its events': 'ct-3' })
    await ada.submit('Register a device')
    await page.getByRole('button', { name: 'Make the token' }).click()
    await page.getByText(/^vud_/).waitFor()
    expect(await ada.findings()).toEqual([])
    await page.getByRole('link', { name: 'Its audit events' }).click()
    await page.getByText('Wrong password.', { exact: true }).waitFor()
    const shot = process.env['SCREENSHOTS']
    if (shot !== undefined) await page.screenshot({ path: `${shot}/audit-events-device.png` })
  })

  test('more than ten thousand are read on in steps, on a telephone too', async () => {
    const { ada } = office
    const { page } = ada
    for (let sent = 0; sent < 10_100; sent += 505)
      await send(
        Array.from({ length: 505 }, (_, index) =>
          event('data-access', `pump-${(sent + index) % 7}`, { detail: `Study ${sent + index}` }),
        ),
      )
    await page.setViewportSize({ width: 360, height: 780 })
    await ada.open('/indicators/events')
    // Those out of sight are not drawn, and by their role not found.
    const boxes = page.locator('.events input[type=checkbox]')
    await expect.poll(() => boxes.count()).toBeGreaterThanOrEqual(100)
    await looks(ada)
    expect(await ada.findings()).toEqual([])
    for (let step = 2; step <= 4; step++) {
      await page.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded()
      await expect.poll(() => boxes.count()).toBeGreaterThanOrEqual(step * 100)
    }
    const shot = process.env['SCREENSHOTS']
    if (shot !== undefined) {
      await page.evaluate(() => window.scrollTo(0, 0))
      await page.screenshot({ path: `${shot}/audit-events-360.png` })
      await page.setViewportSize({ width: 1_280, height: 900 })
      await page.screenshot({ path: `${shot}/audit-events-1280.png` })
    }
    await page.setViewportSize({ width: 1_280, height: 900 })
    expect(ada.complaints()).toEqual([])
  }, 120_000)

  test('are shown to nobody but who handles indicators', async () => {
    await olga.open('/indicators/events')
    await olga.page.getByText('Your roles do not include this').waitFor()
    expect(await olga.page.getByText('jdoe').count()).toBe(0)
    expect(await olga.page.getByRole('link', { name: 'Audit events' }).count()).toBe(0)
    await olga.open('/indicators')
    expect(await olga.findings()).toEqual([])
  })
})
