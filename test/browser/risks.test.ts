import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { riskOf } from '../support/work/risk.ts'
import { csvOf } from '../support/work/table.ts'
import { listOf, stateOf } from '../support/work/team.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const overflow = ({ page }: Visitor) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

// Issue 4, items 4 and 13: levels are chosen from the matrix, the register goes out and comes in.
describeWith('chromium', 'The risk register', () => {
  let desk: Desk
  let tom: Visitor
  let gateway: AProduct
  beforeAll(async () => {
    desk = await openDesk()
    gateway = await aProduct(desk.triager)
    tom = await desk.visit()
    tom.context.setDefaultTimeout(30_000)
  }, 120_000)
  afterAll(() => desk?.close())

  test('enters a risk by levels of the matrix, and says what follows from them', async () => {
    const { page } = tom
    await tom.open('/risks')
    await tom.press('Enter a risk')
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Risk', exact: true }).fill('Orders in clear')
    await form.getByRole('textbox', { name: 'Hazard' }).fill('Orders are changed.')
    await form.getByRole('textbox', { name: 'Category' }).fill('Network')
    await form.getByLabel('Severity before controls').selectOption('serious')
    await form.getByLabel('Probability before controls').selectOption('frequent')
    await form.getByText('By the matrix:').getByText('Not acceptable').waitFor()
    await form.getByLabel('Severity that remains').selectOption('serious')
    await form.getByLabel('Probability that remains').selectOption('frequent')
    await form.getByRole('textbox', { name: 'What remains, in words' }).fill('All of it.')
    expect(await tom.findings()).toEqual([])
    await form.getByRole('button', { name: 'Enter a risk' }).click()
    await page.getByText('may remain only by a signature').waitFor()
    await page.getByRole('button', { name: 'Propose to accept the risk' }).waitFor()
    expect(await tom.findings()).toEqual([])
  }, 120_000)

  test('assesses the safety with P1 × P2 and FDA’s word in sight', async () => {
    const { page } = tom
    const { id } = await desk.triager.does('/api/cases/open', { title: 'Plain HTTP' })
    const rows = [{ product: gateway.id, revision: '2.4.0', status: 'affected' }]
    await desk.triager.does(`/api/cases/${id}/set-impact`, { rows })
    await tom.open(`/cases/${id}`)
    await tom.press('Assess the safety')
    const form = page.getByRole('dialog')
    await form.getByLabel('Severity of harm').selectOption('serious')
    await form.locator('input').and(form.getByLabel(/^P2/)).fill('0.00005')
    await form.getByText('P1 × P2 = 0.00005, occasional:').waitFor()
    await form.getByLabel(/^Exploitability/).selectOption('high')
    await form.getByText('Uncontrolled').waitFor()
    expect(await tom.findings()).toEqual([])
  }, 120_000)

  test('shows what a file would do, imports it, and narrows the list', async () => {
    const { page } = tom
    const header = [
      ...['Number', 'Risk', 'Hazard', 'Category', 'Severity before controls'],
      ...['Probability before controls', 'Severity that remains', 'Probability that remains'],
      'What remains',
    ]
    const row = (number: string, severity: string) => [
      ...[number, `Risk ${number}`, 'Hazard', 'Media', severity, 'frequent'],
      ...[severity, 'frequent', 'It is as it was.'],
    ]
    const choose = (rows: readonly (readonly string[])[]) =>
      page.locator('input[type=file]').setInputFiles({
        name: 'register.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(csvOf([header, ...rows])),
      })
    await tom.open('/risks')
    await page.getByRole('link', { name: 'Import' }).click()
    await choose([row('SR-1', 'awful')])
    await page.getByRole('button', { name: 'See what would happen' }).click()
    await page.getByText('Nothing is imported: 2 problems.').waitFor()
    await page.getByRole('cell', { name: 'Severity before controls' }).first().waitFor()
    expect(await tom.findings()).toEqual([])
    await choose([row('SR-1', 'Minor'), row('SR-2', 'Negligible')])
    await page.getByRole('button', { name: 'See what would happen' }).click()
    await page.getByText('It would be: 2 new').waitFor()
    expect(await listOf(desk.triager, '/api/risks?facet=imported:yes')).toEqual([])
    await page.getByRole('button', { name: 'Import these 2 rows' }).click()
    await page.getByText('Imported.', { exact: true }).waitFor()
    expect((await listOf(desk.triager, '/api/risks?facet=imported:yes')).length).toBe(2)
    await page
      .getByRole('row', { name: /Risk SR-1/ })
      .getByRole('link')
      .click()
    await page.getByText('The row as it was: row 2 of register.csv').click()
    expect(await tom.findings()).toEqual([])
    await tom.open('/risks?facet=level:not-acceptable')
    await page.getByRole('link', { name: 'Orders in clear' }).waitFor()
    const exported = page.getByRole('link', { name: 'Export CSV' })
    expect(await exported.getAttribute('href')).toContain('level%3Anot-acceptable')
    const arrived = page.waitForEvent('download')
    await exported.click()
    expect((await arrived).suggestedFilename()).toMatch(/^risks-.*\.csv$/)
  }, 120_000)

  test('holds on a narrow screen, the import too', async () => {
    const { id } = await desk.triager.does('/api/risks/enter', {
      ...riskOf({ register: 'SR-9', residual: 'not-acceptable' }),
      title: 'A risk whose name goes on for longer than any screen of a telephone is wide',
    })
    expect((await stateOf(desk.triager, `/api/risks/${id}`)).status).toBe('open')
    await tom.page.setViewportSize({ width: 360, height: 780 })
    for (const path of ['/risks', `/risks/${id}`, '/risks/import', '/cases/import']) {
      await tom.open(path)
      await tom.page.getByRole('heading', { level: 1 }).waitFor()
      expect([path, await overflow(tom)]).toEqual([path, 0])
      expect([path, await tom.findings()]).toEqual([path, []])
    }
  }, 120_000)
})
