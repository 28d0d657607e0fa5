import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { stateOf } from '../support/work/team.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const revisions = Array.from({ length: 40 }, (_, number) => `1.${number}`)

// Issue 4, item 5: many revisions are decided once, and what is stale cannot be missed.
describeWith('chromium', 'The impact of many revisions', () => {
  let desk: Desk
  let tom: Visitor
  let station: AProduct
  let path: string
  beforeAll(async () => {
    desk = await openDesk()
    station = await aProduct(desk.triager, { name: 'Station', revisions })
    const { id } = await desk.triager.does('/api/cases/open', { title: 'Plain HTTP' })
    path = `/api/cases/${id}`
    await desk.triager.does(`${path}/score`, {
      vector: 'CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
    })
    await desk.triager.does(`${path}/set-impact`, {
      rows: [{ product: station.id, revision: '1.0', status: 'under-investigation' }],
    })
    tom = await desk.visit()
    tom.context.setDefaultTimeout(30_000)
  }, 120_000)
  afterAll(() => desk?.close())

  const impact = ({ page }: Visitor = tom) => page.getByRole('region', { name: 'Who is affected' })
  const overflow = ({ page }: Visitor) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

  test('are decided for a range that shows what lies in it', async () => {
    await tom.open(path.replace('/api', ''))
    await impact().getByRole('button', { name: 'Decide for a range' }).click()
    const form = tom.page.getByRole('dialog')
    const range = form.getByRole('textbox', { name: 'Range of revisions' })
    await range.fill('soon')
    await form.getByRole('status').getByText('is no range of versions').waitFor()
    await range.fill('<1.20')
    await form.getByRole('status').getByText('20 of 40 revisions lie in it').waitFor()
    await form.getByRole('combobox', { name: 'Status' }).selectOption('Affected')
    await form.getByRole('textbox', { name: 'Statement' }).fill('Close port 80.')
    expect(await tom.findings()).toEqual([])
    await form.getByRole('button', { name: 'Decide for a range' }).click()
    await form.waitFor({ state: 'detached' })
    await impact().getByText('20 revisions from 1.0 to 1.19').waitFor()
    const { impact: rows } = await stateOf(desk.triager, path)
    expect(rows).toHaveLength(20)
    expect(rows[7]).toMatchObject({ status: 'affected', statement: 'Close port 80.' })
  }, 120_000)

  test('are not decided otherwise by a second range: the refusal stands in the form', async () => {
    await impact().getByRole('button', { name: 'Decide for a range' }).click()
    const form = tom.page.getByRole('dialog')
    const product = form.getByRole('combobox', { name: 'Product' })
    await product.fill('Station')
    await tom.page.getByRole('option', { name: /Station/ }).click()
    await form.getByRole('textbox', { name: 'Range of revisions' }).fill('>=1.10')
    await form.getByRole('combobox', { name: 'Status' }).selectOption('Fixed')
    await form.getByRole('button', { name: 'Decide for a range' }).click()
    await form.getByRole('alert').getByText('lies in the range "<1.20" too').waitFor()
    expect(await tom.findings()).toEqual([])
    await form.getByRole('button', { name: 'Cancel' }).click()
    await form.waitFor({ state: 'detached' })
  }, 120_000)

  test('are stale in sight everywhere after another score, and decided anew at once', async () => {
    await desk.triager.does(`${path}/score`, {
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    })
    for (const list of ['/cases', '/cases/board']) {
      await tom.open(list)
      await tom.page.getByRole('main').getByText('Stale', { exact: true }).nth(1).waitFor()
    }
    await tom.open(path.replace('/api', ''))
    const { page } = tom
    await page.getByText('Stale: decide anew what was decided on something else.').waitFor()
    await page.getByText('20 revisions from 1.0 to 1.19: The score changed since.').waitFor()
    expect(await tom.findings()).toEqual([])
    const phone = await desk.visit({ width: 360, scheme: 'dark' })
    phone.context.setDefaultTimeout(30_000)
    await phone.open(path.replace('/api', ''))
    await impact(phone).getByText('Stale: decide it anew').waitFor()
    expect(await overflow(phone)).toBe(0)
    expect(await phone.findings()).toEqual([])
    await phone.close()

    await impact()
      .getByRole('button', { name: /^Decide anew/ })
      .focus()
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog')
    const range = form.getByRole('textbox', { name: 'Range of revisions' })
    await range.waitFor()
    expect(await range.inputValue()).toBe('<1.20')
    await form.getByRole('button', { name: 'Decide for a range' }).click()
    await form.waitFor({ state: 'detached' })
    await expect.poll(() => impact().getByText('Stale').count(), { timeout: 20_000 }).toBe(0)
    expect((await stateOf(desk.triager, path)).stale).toEqual([])
  }, 180_000)
})
