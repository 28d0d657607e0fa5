import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { aProduct } from '../support/work/product.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
/** A folder for pictures, for whoever wants to look at the screens. */
const shots = process.env['SCREENSHOTS']

describeWith('chromium', 'The board of cases', () => {
  let desk: Desk
  let tom: Visitor
  let reference = ''
  const titles = ['Any password opens the service port', 'Plain HTTP', 'A long name stops the pump']

  beforeAll(async () => {
    desk = await openDesk()
    tom = await desk.visit()
  })

  afterAll(() => desk?.close())

  const isFit = async (visitor: Visitor, name: string) => {
    expect(await visitor.findings()).toEqual([])
    const overflow = await visitor.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    if (shots !== undefined)
      await visitor.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
  }

  test('says so where there is no case', async () => {
    await tom.open('/cases/board')
    expect(await tom.page.getByText('No case here.').count()).toBe(5)
    await isFit(tom, 'board-empty')
  })

  test('shows each case in the column of where it stands, with how bad and what is due', async () => {
    const { triager } = desk
    const product = await aProduct(triager)
    for (const [index, title] of titles.entries()) {
      const { humanId } = await triager.does('/api/cases/open', { title })
      if (index > 0) continue
      reference = humanId
      const rows = [{ product: product.id, revision: '2.4.0', status: 'affected' }]
      await triager.does(`/api/cases/${humanId}/set-impact`, { rows })
      await triager.does(`/api/cases/${humanId}/score`, { vector })
    }
    await tom.open('/cases/board')
    const column = (name: string) => tom.page.getByRole('region', { name, exact: true })
    await column('Analysed')
      .getByRole('link', { name: titles[0] ?? '' })
      .waitFor()
    await column('Analysed').getByText('Critical').waitFor()
    expect(await column('Open').getByRole('listitem').count()).toBe(2)
    await isFit(tom, 'board')
  })

  test('goes between cards and columns by keys, and acts on a card', async () => {
    const { keyboard } = tom.page
    const focused = () => tom.page.evaluate(() => document.activeElement?.textContent ?? '')
    await tom.open('/cases/board')
    await keyboard.press('j')
    expect(titles.slice(1)).toContain(await focused())
    await keyboard.press('l')
    expect(await focused()).toBe(titles[0])
    await keyboard.press('h')
    expect(titles.slice(1)).toContain(await focused())
    await keyboard.press('l')
    await keyboard.press('n')
    const form = tom.page.getByRole('dialog')
    await form.getByRole('heading', { name: 'Propose a disposition' }).or(form).first().waitFor()
    await keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    await tom.page.getByRole('link', { name: titles[0] ?? '' }).focus()
    await keyboard.press('o')
    await tom.page.getByRole('region', { name: 'Path to closure' }).waitFor()
    await isFit(tom, 'case')
  })

  test('keeps what narrows it down in its address', async () => {
    await tom.open('/cases/board')
    await tom.page.getByLabel('Severity').selectOption('critical,high')
    await tom.page.getByText('No case here.').nth(3).waitFor()
    const address = tom.page.url()
    expect(address).toContain('severity=critical')
    await tom.page.goto(address)
    await tom.page.getByRole('link', { name: titles[0] ?? '' }).waitFor()
    expect(await tom.page.getByRole('link', { name: 'Plain HTTP' }).count()).toBe(0)
    await tom.page.getByRole('link', { name: 'As a list' }).click()
    await tom.page.getByRole('row', { name: titles[0] ?? '' }).waitFor()
    expect(await tom.page.getByRole('row', { name: 'Plain HTTP' }).count()).toBe(0)
  })

  test('says loudly what is stale', async () => {
    const path = `/api/cases/${reference}`
    await desk.triager.does(`${path}/describe`, {
      facts: { components: [{ name: 'libservice', affected: '<2' }] },
    })
    await tom.open('/cases/board?facet=stale:yes')
    await tom.page.getByRole('link', { name: titles[0] ?? '' }).waitFor()
    await tom.page.getByRole('listitem').getByText('Stale', { exact: true }).waitFor()
    await tom.open(`/cases/${reference}`)
    await tom.page.getByText('Stale: decide anew what was decided on something else.').waitFor()
    await isFit(tom, 'case-stale')
  })

  for (const look of [
    { scheme: 'dark', width: 1_280 },
    { scheme: 'light', width: 360 },
  ] as const)
    test(`fits ${look.width} pixels, ${look.scheme}`, async () => {
      const visitor = await desk.visit(look)
      await visitor.open('/cases/board')
      await isFit(visitor, `board-${look.scheme}-${look.width}`)
      await visitor.open(`/cases/${reference}`)
      await isFit(visitor, `case-${look.scheme}-${look.width}`)
      expect(visitor.complaints()).toEqual([])
      await visitor.close()
    })
})
