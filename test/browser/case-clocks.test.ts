import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { aProduct } from '../support/work/product.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

// 9.5 and 4.1.7: what is due by which rule, and the flow of cases, as people meet them.
describeWith('chromium', 'Clocks, what is due and the flow', () => {
  let desk: Desk
  let tom: Visitor
  let reference = ''

  beforeAll(async () => {
    desk = await openDesk()
    tom = await desk.visit()
    const { triager, maker } = desk
    const product = await aProduct(triager)
    const rows = [{ product: product.id, revision: '2.4.0', status: 'affected' }]
    for (const title of ['Any password opens the service port', 'Plain HTTP', 'A long name']) {
      const { humanId } = await triager.does('/api/cases/open', { title })
      if (title === 'A long name') continue
      await triager.does(`/api/cases/${humanId}/set-impact`, { rows })
      await triager.does(`/api/cases/${humanId}/score`, { vector })
      if (title === 'Plain HTTP') continue
      reference = humanId
      await triager.does(`/api/cases/${humanId}/record-incident`, {
        kind: 'public-health-threat',
        aware: { at: new Date(maker.time.now - 60_000).toISOString().slice(0, 16), zone: 'UTC' },
        description: 'Pumps of a ward stopped.',
      })
    }
  })
  afterAll(() => desk?.close())

  const isFit = async (visitor: Visitor) => {
    expect(await visitor.findings()).toEqual([])
    const overflow = await visitor.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
  }

  test('what is due is opened by keys, the earliest first', async () => {
    await tom.open('/due')
    const first = tom.page.getByRole('main').getByRole('listitem').first()
    await first.getByText('Report a serious public health threat').waitFor()
    await first.getByText('Article 87 (4)').waitFor()
    await isFit(tom)
    await tom.page.keyboard.press('j')
    await tom.page.keyboard.press('o')
    await tom.page.getByRole('region', { name: 'Clocks' }).waitFor()
    expect(tom.page.url()).toContain(reference)
  })

  test('each number of the flow opens exactly what it counts', async () => {
    await tom.open('/flow')
    await isFit(tom)
    const links = await tom.page
      .getByRole('main')
      .locator('table a')
      .evaluateAll((all) =>
        all.map((one) => ({
          words: one.textContent ?? '',
          href: one.getAttribute('href')?.replace('/workbench', '') ?? '',
        })),
      )
    const counts = links.filter(({ href }) => href.startsWith('/cases'))
    const times = links.filter(({ href }) => href.startsWith('/flow'))
    // Two states, what they wait for, one step, and the clocks of each rule.
    expect(counts.length).toBeGreaterThan(6)
    expect(times).toHaveLength(2)
    for (const { words, href } of counts) {
      await tom.open(href)
      const lines = tom.page.getByRole('main').locator('[data-line]')
      await lines.first().waitFor()
      expect([href, await lines.count()]).toEqual([href, Number(words)])
    }
    for (const { href } of times) {
      await tom.open(href)
      await tom.page.getByRole('heading', { name: /^Analysed: each case/ }).waitFor()
      expect(await tom.page.locator('#each tbody tr').count()).toBe(2)
    }
    await isFit(tom)
  })

  test('a time that the clock leaves out or shows twice is asked about while it is chosen', async () => {
    await tom.open(`/cases/${reference}`)
    await tom.page.getByRole('button', { name: 'Record the moment' }).click()
    const form = tom.page.getByRole('dialog')
    await form.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Berlin')
    await form.getByLabel('Day and time').fill('2026-03-29T02:30')
    await form.getByText('leaves this time out').waitFor()
    await form.getByLabel('Day and time').fill('2025-10-26T02:30')
    await form.getByLabel('Which do you mean?').selectOption('second')
    await tom.fill({ 'Who became aware': 'The night shift', How: 'A call' })
    await tom.submit('Record the awareness')
    const clocks = tom.page.getByRole('region', { name: 'Clocks' })
    await clocks.getByText('The night shift. A call').waitFor()
    const { state } = (await desk.triager.get(`/api/cases/${reference}`)).body
    expect(state.awareness).toMatchObject({
      moment: '2025-10-26T01:30:00.000Z',
      timeZone: 'Europe/Berlin',
    })
  })

  test('a clock is paused with a reason only, and says it', async () => {
    const { humanId } = await desk.triager.does('/api/cases/open', { title: 'A slow supplier' })
    await tom.open(`/cases/${humanId}`)
    const clocks = tom.page.getByRole('region', { name: 'Clocks' })
    await clocks.getByRole('button', { name: 'Pause: First assessment' }).click()
    const form = tom.page.getByRole('dialog')
    await form.getByRole('button', { name: 'Pause a clock' }).click()
    await form.locator('[aria-invalid="true"]').waitFor()
    await tom.fill({ Reason: 'We wait for the supplier.' })
    await tom.submit('Pause a clock')
    await clocks.getByText('We wait for the supplier.').waitFor()
    await clocks.getByRole('button', { name: 'Resume: First assessment' }).waitFor()
    await isFit(tom)
  })

  test('an authority is chosen by its name, and a leak says what must happen now', async () => {
    await tom.open(`/cases/${reference}`)
    const authorities = tom.page.getByRole('region', { name: 'Authorities' })
    await authorities.getByRole('button', { name: 'Decide: Competent authority' }).click()
    const form = tom.page.getByRole('dialog')
    await form.getByLabel('Authority').waitFor()
    expect(await form.getByLabel('Authority').inputValue()).toBe('mdr-87')
    await tom.page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    await tom.page.getByRole('button', { name: 'It leaked' }).first().click()
    const seen = new Date(desk.maker.time.now - 3_600_000).toISOString().slice(0, 16)
    await form.getByRole('combobox', { name: 'Time zone' }).fill('UTC')
    await form.getByLabel('Day and time').fill(seen)
    await tom.fill({ 'Where it was seen': 'A talk', 'What is known there': 'The open port.' })
    await tom.submit('Report a leak')
    await tom.page.getByText('Leaked: the flaw is known outside').waitFor()
    await tom.page
      .getByRole('button', { name: /^Answer: / })
      .first()
      .waitFor()
    await isFit(tom)
    expect(tom.complaints()).toEqual([])
  })

  for (const look of [
    { scheme: 'dark', width: 1_280 },
    { scheme: 'light', width: 360 },
  ] as const)
    test(`fits ${look.width} pixels, ${look.scheme}`, async () => {
      const visitor = await desk.visit(look)
      for (const path of ['/due', '/flow?step=analysed', `/cases/${reference}`]) {
        await visitor.open(path)
        await isFit(visitor)
      }
      expect(visitor.complaints()).toEqual([])
      await visitor.close()
    })
})
