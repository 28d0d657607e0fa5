import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { dayFromNow } from './chain/cast.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const lines = (page: Page) => page.locator('[data-line]')
const line = (page: Page, title: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) })
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describeWith('chromium', 'The inbox', () => {
  let desk: Desk
  let tom: Visitor

  beforeAll(async () => {
    desk = await openDesk()
    tom = await desk.visit()
  })

  afterAll(() => desk?.close())

  test('without a report says what would fill it', async () => {
    await tom.open('/reports')
    await tom.page.getByText('No report yet.', { exact: false }).waitFor()
    expect(await tom.findings()).toEqual([])
    expect(tom.complaints()).toEqual([])
  })

  describe('with some reports', () => {
    beforeAll(async () => {
      await desk.receives({
        title: 'Gateway takes any command',
        product: 'Careline Gateway, large',
        exploited: 'yes',
      })
      await desk.receives({ title: 'Pump answers on Telnet', source: 'd', channel: 'complaint' })
      await desk.receives({ title: 'Viewer shows a stranger’s images', product: 'Lucent View' })
      await desk.receives({ title: 'Failed sign-ins', source: 'e', channel: 'log' })
    })

    test('says of each in words where it came from, what it is about and what presses', async () => {
      await tom.open('/reports')
      const words = await line(tom.page, 'Gateway takes any command').innerText()
      for (const told of [
        'Security researchers',
        'E-mail',
        'Careline Gateway, large',
        'Being exploited',
        'New',
        'in 5 days',
      ])
        expect(words).toContain(told)
    })

    test('keeps its filters in the address, so that a link shows the same', async () => {
      const { page } = tom
      await page.getByRole('combobox', { name: 'Source' }).selectOption('Product users')
      await line(page, 'Failed sign-ins').waitFor({ state: 'detached' })
      expect(await lines(page).allInnerTexts()).toEqual(['Pump answers on Telnet'])
      await page.getByRole('combobox', { name: 'Source' }).selectOption('Any source')
      await page
        .getByRole('combobox', { name: 'Product' })
        .selectOption('Careline Gateway, large (1)')
      await page.getByRole('button', { name: 'Being exploited', exact: true }).click()
      await page.getByRole('combobox', { name: 'Order' }).selectOption('Oldest first')
      await line(page, 'Pump answers on Telnet').waitFor({ state: 'detached' })
      const other = await desk.visit()
      await other.page.goto(page.url())
      await line(other.page, 'Gateway takes any command').waitFor()
      expect(await lines(other.page).allInnerTexts()).toEqual(['Gateway takes any command'])
      expect(await other.page.getByRole('combobox', { name: 'Order' }).inputValue()).toBe(
        'opened-asc',
      )
      await other.close()
    })

    test('is worked through by keyboard alone, and one refusal hides nothing', async () => {
      const { page } = tom
      const { keyboard } = page
      await tom.open('/reports?sort=opened&order=asc')
      await keyboard.press('j')
      await keyboard.press('x')
      await keyboard.press('ArrowDown')
      await keyboard.press('ArrowDown')
      await keyboard.press('X')
      await page.getByText('3 selected', { exact: true }).waitFor()
      expect(await tom.findings()).toEqual([])
      await keyboard.press('k')
      await keyboard.press('x')
      await page.getByText('2 selected', { exact: true }).waitFor()
      // Meanwhile a colleague is quicker with one of the two.
      const first = (await desk.triager.get('/api/reports?sort=opened&order=asc')).body.items[0]
      await desk.triager.does(`/api/reports/${first.id}/acknowledge`, {
        message: 'We have it.',
        nextDate: dayFromNow(3),
      })
      await keyboard.press('b')
      await keyboard.press('Enter')
      const form = page.getByRole('dialog')
      const message = form.getByRole('textbox', { name: 'Message to the reporter' })
      await message.focus()
      await keyboard.type('Thank you. We look into it.')
      await form.getByRole('button', { name: 'Acknowledge: 2 reports', exact: true }).focus()
      await keyboard.press('Enter')
      await form.getByText('1 of 2 done, 1 refused', { exact: true }).waitFor()
      const outcomes = form.getByRole('region', { name: 'What becomes of each' })
      const told = await outcomes.getByRole('listitem').allInnerTexts()
      expect(told.find((text) => text.includes('Viewer shows'))).toContain('Done')
      expect(told.find((text) => text.includes('Gateway takes'))).toMatch(/Refused .{20,}/)
      expect(await tom.findings()).toEqual([])
      // What was written is still there, and what is left can be tried again.
      expect(await message.inputValue()).toBe('Thank you. We look into it.')
      await form.getByRole('button', { name: 'Try the one left again', exact: true }).waitFor()
      await keyboard.press('Escape')
      await form.waitFor({ state: 'detached' })
      await page.getByText('1 selected', { exact: true }).waitFor()
      const done = line(page, 'Viewer shows a stranger’s images')
      await done.getByText('Acknowledged', { exact: true }).waitFor()
      await keyboard.press('Escape')
      await page.getByText('1 selected', { exact: true }).waitFor({ state: 'detached' })
    })

    test('opens a line by o, goes to the find box by f, and tells its keys by ?', async () => {
      const { page } = tom
      await tom.open('/reports?sort=opened&order=asc')
      await page.keyboard.press('f')
      await page.keyboard.type('Telnet')
      await line(page, 'Failed sign-ins').waitFor({ state: 'detached' })
      await page.getByRole('heading', { level: 1, name: 'Inbox' }).focus()
      await page.keyboard.press('?')
      const help = page.getByRole('dialog', { name: 'Keyboard' })
      await help.getByText('Select the line, where lines', { exact: false }).waitFor()
      await page.keyboard.press('Escape')
      await help.waitFor({ state: 'detached' })
      // The focus goes back once the dialog is gone.
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
      await page.keyboard.press('j')
      await page.keyboard.press('o')
      await page.getByRole('heading', { level: 1, name: 'Pump answers on Telnet' }).waitFor()
    })

    test('closes several by mouse, and they leave what is to be done', async () => {
      const { page } = tom
      await tom.open('/reports?sort=opened&order=asc')
      const reports = await lines(page).count()
      const boxes = page.getByRole('row').getByRole('checkbox')
      await boxes.nth(0).check()
      await boxes.nth(1).click({ modifiers: ['Shift'] })
      await page.getByRole('button', { name: 'Close the report', exact: true }).click()
      const form = page.getByRole('dialog')
      await form
        .getByRole('combobox', { name: 'How it ends' })
        .selectOption({ label: 'Not a vulnerability' })
      await form.getByRole('textbox', { name: 'Reason' }).fill('By design.')
      await form
        .getByRole('textbox', { name: 'Message to the reporter' })
        .fill('It is so by design.')
      await form.getByRole('button', { name: 'Close the report: 2 reports', exact: true }).click()
      await form.getByText('2 of 2 done', { exact: true }).waitFor()
      // The foot's button; the sheet has one of the same name in its head.
      await form.getByRole('button', { name: 'Close', exact: true }).last().click()
      await form.waitFor({ state: 'detached' })
      await expect.poll(() => lines(page).count()).toBe(reports - 2)
    })

    test('shows what is overdue, in words and by a filter', async () => {
      const { page } = tom
      // The clock of the server goes on; the browser's words count from its own.
      await page.clock.install({ time: Date.now() + 8 * 86_400_000 })
      await tom.open('/reports')
      await line(page, 'Failed sign-ins').getByText('(3 days overdue)', { exact: true }).waitFor()
    })

    for (const [scheme, width] of [
      ['light', 1_280],
      ['dark', 360],
    ] as const)
      test(`meets WCAG 2.2 AA and fits, ${scheme}, ${width} pixels wide`, async () => {
        const visitor = await desk.visit({ scheme, width })
        await visitor.open('/reports?status=all')
        await visitor.page.getByRole('row').getByRole('checkbox').first().check()
        await visitor.page.getByText('1 selected', { exact: true }).waitFor()
        expect(await visitor.findings()).toEqual([])
        expect(await overflow(visitor.page)).toBe(0)
        expect(visitor.complaints()).toEqual([])
        await visitor.close()
      })
  })

  test('with ten thousand reports draws only those in sight, and goes on to the end', async () => {
    const actor = { id: 'outsider:test', roles: ['reporter'] as const }
    const { dispatch } = desk.maker.server.parts
    for (let done = 0; done < 10_000; done += 200)
      await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          dispatch({
            kind: 'report',
            command: 'receive',
            input: { source: 'a', description: `Finding ${done + index} of the scanner` },
            actor,
            requestId: 'test',
          }),
        ),
      )
    const visitor = await desk.visit()
    const { page } = visitor
    await visitor.open('/reports?facet=source:a&sort=opened&order=asc')
    for (let step = 0; step < 4; step++) {
      const before = await page.locator('table').getAttribute('aria-rowcount')
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
      await expect
        .poll(() => page.locator('table').getAttribute('aria-rowcount'), { timeout: 30_000 })
        .not.toBe(before)
    }
    const loaded = Number(await page.locator('table').getAttribute('aria-rowcount'))
    expect(loaded).toBeGreaterThan(600)
    expect(await lines(page).count()).toBeLessThan(400)
    // A key goes on from line to line, whether they were drawn or not.
    await page.evaluate(() => window.scrollTo(0, 0))
    await page.locator('tr[aria-rowindex="2"]').waitFor()
    for (let step = 0; step < 120; step++) await page.keyboard.press('j')
    const place = await page.evaluate(() => {
      const row = document.activeElement?.closest('tr')
      return row?.getAttribute('aria-rowindex')
    })
    // The head of the table is the first row.
    expect(place).toBe('121')
    await page.getByRole('checkbox', { name: /^Select all/ }).check()
    await page.getByText('Select 200 or fewer', { exact: false }).waitFor()
    expect(visitor.complaints()).toEqual([])
    await visitor.close()
  }, 180_000)
})
