import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const words =
  'The gateway on port 8080 takes the dose command without any password from the ward network.'

describeWith('chromium', 'Two reports side by side', () => {
  let desk: Desk
  let tom: Visitor
  let first = ''
  let second = ''

  beforeAll(async () => {
    desk = await openDesk()
    tom = await desk.visit()
    first = await desk.receives({
      title: 'Gateway takes any command',
      description: words,
      product: 'Careline Gateway',
      identifiers: ['CVE-2026-99107'],
    })
    second = await desk.receives({
      title: 'No password on port 8080',
      description: `We saw this: ${words} Please fix.`,
      product: 'careline gateway',
      source: 'd',
      identifiers: ['CVE-2026-99107'],
    })
    await desk.receives({ title: 'Viewer shows a stranger’s images', description: 'Elsewhere.' })
  })

  afterAll(() => desk?.close())

  test('are found, with why, from the report itself', async () => {
    const { page } = tom
    await tom.open(`/reports/${second}`)
    const alike = page.getByRole('region', { name: 'May be about the same flaw', exact: true })
    await alike.getByText('both name CVE-2026-99107', { exact: false }).waitFor()
    expect(await alike.getByRole('listitem').count()).toBe(1)
    await alike
      .getByRole('link', { name: `Compare with ${first} Gateway takes any command`, exact: true })
      .click()
    await page.getByRole('heading', { level: 1, name: `Compare ${second}`, exact: true }).waitFor()
  })

  test('say in words what is the same, and mark the words that both use', async () => {
    const { page } = tom
    const table = page.getByRole('table', { name: `${second} and ${first} side by side` })
    const product = table.getByRole('row', { name: /^Product/ })
    await product.getByText('The same', { exact: true }).waitFor()
    const described = table.getByRole('row', { name: /^Description/ })
    expect(await described.locator('mark').allInnerTexts()).toContain('dose')
    expect(await described.getByText('The same', { exact: true }).count()).toBe(0)
  })

  for (const [scheme, width] of [
    ['light', 1_280],
    ['dark', 360],
  ] as const)
    test(`meet WCAG 2.2 AA and fit, ${scheme}, ${width} pixels wide`, async () => {
      const visitor = await desk.visit({ scheme, width })
      await visitor.open(`/reports/${second}/compare?with=${first}`)
      await visitor.page.getByRole('table').waitFor()
      expect(await visitor.findings()).toEqual([])
      const overflow = await visitor.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      expect(visitor.complaints()).toEqual([])
      await visitor.close()
    })

  test('are merged in one step, the later one into the earlier', async () => {
    const { page } = tom
    await page.getByRole('button', { name: `Merge ${second} into ${first}`, exact: true }).click()
    const form = page.getByRole('dialog')
    const reason = form.getByRole('textbox', { name: 'Reason' })
    expect(await reason.inputValue()).toContain('Both name CVE-2026-99107')
    await form.getByRole('button', { name: 'Merge with its original', exact: true }).click()
    await page.getByText('Closed: Known already', { exact: true }).waitFor()
    const state = (await desk.triager.get(`/api/reports/${second}`)).body.state
    const original = (await desk.triager.get(`/api/reports/${first}`)).body.id
    expect(state).toMatchObject({ status: 'closed', of: original })
    expect(tom.complaints()).toEqual([])
  })

  test('without a candidate it says what that means', async () => {
    const { page } = tom
    const items = (await desk.triager.get('/api/reports?search=Viewer')).body.items
    await tom.open(`/reports/${items[0].humanId}/compare`)
    await page.getByText('No other report shares', { exact: false }).waitFor()
    expect(await tom.findings()).toEqual([])
  })
})
