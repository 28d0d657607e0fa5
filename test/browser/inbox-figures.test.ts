import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { dayFromNow } from './chain/cast.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const looks = [
  { scheme: 'light', width: 1_280 },
  { scheme: 'dark', width: 360 },
] as const

describeWith('chromium', 'Figures and silence', () => {
  let desk: Desk
  let tom: Visitor

  beforeAll(async () => {
    desk = await openDesk()
    tom = await desk.visit()
  })

  afterAll(() => desk?.close())

  /** Throws where a screen is not as WCAG 2.2 AA asks, or wider than the window. */
  const isFit = async (path: string) => {
    for (const look of looks) {
      const visitor = await desk.visit(look)
      await visitor.open(path)
      for (const part of await visitor.page.locator('summary').all()) await part.click()
      expect({ look, findings: await visitor.findings() }).toEqual({ look, findings: [] })
      const overflow = await visitor.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect({ look, overflow }).toEqual({ look, overflow: 0 })
      expect(visitor.complaints()).toEqual([])
      await visitor.close()
    }
  }

  test('without a report there is no median, no share and no bar', async () => {
    const { page } = tom
    await tom.open('/reports')
    await page.getByRole('link', { name: 'Reports in figures', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Reports in figures' }).waitFor()
    await page.getByText('Nobody was answered in this time', { exact: false }).waitFor()
    await page.getByText('so there is no share to tell.', { exact: false }).waitFor()
    expect(await page.getByRole('img', { name: /weeks/ }).count()).toBe(0)
    await isFit('/reports/figures')
    await page.getByRole('link', { name: 'sources and silence', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Sources and silence' }).waitFor()
    await page.getByText('No active product yet.', { exact: false }).waitFor()
  })

  test('reports are told by week and source, with the figures as a table', async () => {
    const { page } = tom
    const told = { product: 'Careline Gateway' }
    await desk.receives({ ...told, title: 'Any command', channel: 'complaint', source: 'd' })
    await desk.receives({ ...told, title: 'Telnet', source: 'd' })
    await desk.receives({ title: 'Scan', source: 'a' })
    const [scan] = (await desk.triager.get('/api/reports')).body.items
    await desk.triager.does(`/api/reports/${scan.id}/acknowledge`, {
      message: 'We have it.',
      nextDate: dayFromNow(3),
    })
    await tom.open('/reports/figures?weeks=13')
    const users = page.getByRole('img', { name: /^Product users: 2 in 13 weeks, at most 2/ })
    await users.waitFor()
    await page.getByRole('img', { name: 'Audit event logs: no report in 13 weeks.' }).waitFor()
    await page.getByText('Table of figures', { exact: true }).click()
    const table = page.getByRole('table', { name: 'Reports by week and source' })
    expect(await table.getByRole('row').count()).toBe(14)
    expect(await table.getByRole('row').last().getByRole('cell').allInnerTexts()).toEqual(
      expect.arrayContaining(['3', '1', '2']),
    )
    const answered = page.getByRole('table', { name: 'First answers by month' })
    expect(await answered.getByRole('row').last().innerText()).toContain('under 1 h')
    await page.getByText('50 %', { exact: true }).waitFor()
    await page.getByText('2 reports of this time are not answered yet', { exact: false }).waitFor()
    await isFit('/reports/figures')
  })

  test('a silent cell says so in words, and one that was heard leads to its reports', async () => {
    const { page } = tom
    await desk.triager.does('/api/products/register', {
      name: 'Careline Gateway',
      maker: 'Example Medical',
    })
    await tom.open('/reports/sources')
    const line = page.getByRole('row', { name: /^Careline Gateway/ })
    const silent = line.getByText('Silent: no report yet', { exact: true })
    expect(await silent.count()).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Test all channels now', exact: true }).click()
    await line
      .getByText(/^Tested/)
      .first()
      .waitFor()
    await isFit('/reports/sources')
    await line.getByRole('link', { name: /^2 reports from Product users/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
    await expect
      .poll(() => page.locator('[data-line]').allInnerTexts())
      .toEqual(['Telnet', 'Any command'])
  })
})
