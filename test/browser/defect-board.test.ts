import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Colleague } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { aDefect } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { dayAfter } from '../support/work/team.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

/** A folder for pictures, for whoever wants to look at the screens. */
const shots = process.env['SCREENSHOTS']

describeWith('chromium', 'The board of documentation defects', () => {
  let desk: Desk
  let tom: Visitor
  let writer: Colleague
  let reference = ''
  const titles = ['The guide keeps the password', 'The guide opens port 80', 'No word on backups']

  beforeAll(async () => {
    desk = await openDesk()
    writer = await desk.maker.colleague('wanda', ['writer'])
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
  const column = (name: string) => tom.page.getByRole('region', { name, exact: true })

  test('says so where there is no defect', async () => {
    await tom.open('/defects/board')
    await tom.page.getByText('No defect here.').nth(3).waitFor()
    expect(await tom.page.getByText('No defect here.').count()).toBe(4)
    await isFit(tom, 'defects-empty')
  })

  test('shows each in the column of where it stands, with what somebody must look at first', async () => {
    const { triager: engineer, maker } = desk
    const guide = await aDocument(
      { maker, writer } as Parameters<typeof aDocument>[0],
      await aProduct(engineer),
      'The password is "care".',
    )
    for (const title of titles) {
      const { path, humanId } = await aDefect(engineer, guide, { title })
      if (title !== titles[0]) continue
      reference = humanId
      await engineer.does(`${path}/assign`, { to: 'Wanda', until: dayAfter(maker, 3) })
      await engineer.does(`${path}/assess`, {
        endangers: true,
        reason: 'The pump can be stopped with it.',
        hazardousSituation: 'Therapy stops unnoticed.',
        harm: 'Hypotension.',
        harmSeverity: 'serious',
        p2: 'occasional',
      })
      await engineer.does(`${path}/demand-notice`, { reason: 'Wards use it today.' })
    }
    await tom.open('/defects/board')
    const card = column('Assigned').getByRole('listitem')
    await card.getByRole('link', { name: titles[0] ?? '' }).waitFor()
    for (const mark of ['May harm patients', 'Notice demanded', 'Unscheduled'])
      await card.getByText(mark).waitFor()
    await card.getByRole('link', { name: 'Security guide' }).waitFor()
    expect(await column('Open').getByRole('listitem').count()).toBe(2)
    await isFit(tom, 'defects')
  })

  test('goes between cards and columns by keys, and acts on a card', async () => {
    const { keyboard } = tom.page
    const focused = () => tom.page.evaluate(() => document.activeElement?.textContent ?? '')
    await tom.open('/defects/board')
    await keyboard.press('j')
    expect(titles.slice(1)).toContain(await focused())
    await keyboard.press('n')
    const form = tom.page.getByRole('dialog')
    await form.getByRole('heading', { name: 'Assign' }).waitFor()
    await keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    await tom.open('/defects/board')
    await keyboard.press('j')
    await keyboard.press('l')
    expect(await focused()).toBe(titles[0])
    await keyboard.press('o')
    await tom.page.getByText('Operators wait for a notice').waitFor()
    await tom.page.getByText('May harm patients').first().waitFor()
    await isFit(tom, 'defect')
  })

  test('keeps what narrows it down in its address, and as a list', async () => {
    await tom.open('/defects/board')
    await tom.page.getByRole('button', { name: 'May harm patients' }).click()
    await tom.page.getByText('No defect here.').nth(2).waitFor()
    expect(tom.page.url()).toContain('endangers')
    await tom.page.getByRole('link', { name: 'As a list' }).click()
    await tom.page.getByRole('row', { name: titles[0] ?? '' }).waitFor()
    expect(await tom.page.getByRole('row', { name: titles[1] ?? '' }).count()).toBe(0)
    await tom.page.getByLabel('Kind of defect').selectOption('omission')
    await tom.page.getByRole('row', { name: titles[0] ?? '' }).waitFor({ state: 'detached' })
    await isFit(tom, 'defects-list')
  })

  for (const look of [
    { scheme: 'dark', width: 1_280 },
    { scheme: 'light', width: 360 },
  ] as const)
    test(`fits ${look.width} pixels, ${look.scheme}`, async () => {
      const visitor = await desk.visit(look)
      for (const place of ['board', reference]) {
        await visitor.open(`/defects/${place}`)
        await visitor.page
          .getByText(titles[0] ?? '')
          .first()
          .waitFor()
        await isFit(visitor, `defects-${place}-${look.scheme}-${look.width}`)
      }
      expect(visitor.complaints()).toEqual([])
    })
})
