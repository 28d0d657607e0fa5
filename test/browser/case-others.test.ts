import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { aProduct } from '../support/work/product.ts'
import { type Desk, openDesk } from './inbox/desk.ts'

/** A folder for pictures, for whoever wants to look at the screens. */
const shots = process.env['SCREENSHOTS']

describeWith('chromium', 'Other products and third parties on the page of a case', () => {
  let desk: Desk

  beforeAll(async () => {
    desk = await openDesk()
  })
  afterAll(() => desk?.close())

  test('say who was asked and told, for whom the case waits, and take the answer', async () => {
    const { triager } = desk
    const viewer = await aProduct(triager, { name: 'Imaging Viewer' })
    await triager.does(`/api/products/${viewer.id}/name-owners`, {
      owners: [`person:${triager.person}`],
    })
    const { humanId } = await triager.does('/api/cases/open', { title: 'Weak TLS' })
    const path = `/api/cases/${humanId}`
    await triager.does(`${path}/ask-owners`, { products: [viewer.id] })
    await triager.does(`${path}/name-third-party`, {
      owner: 'Example TLS Project',
      component: 'libexampletls',
      contact: 'security@tls.example',
    })
    for (const scheme of ['light', 'dark'] as const) {
      const visitor = await desk.visit({ width: scheme === 'light' ? 1280 : 360, scheme })
      const { page } = visitor
      await visitor.open(`/cases/${humanId}`)
      await page.getByRole('button', { name: 'Answer for Imaging Viewer' }).waitFor()
      await page.getByRole('button', { name: 'Send the notice' }).waitFor()
      expect(await visitor.findings()).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      if (shots !== undefined)
        await page.screenshot({ path: `${shots}/others-${scheme}.png`, fullPage: true })
    }
    const visitor = await desk.visit()
    const { page } = visitor
    await visitor.open(`/cases/${humanId}`)
    await page.getByRole('button', { name: 'Send the notice' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Notice').waitFor()
    expect(await form.getByLabel('Notice').inputValue()).toContain('Weak TLS')
    if (shots !== undefined) await page.screenshot({ path: `${shots}/others-form.png` })
    await form.getByRole('button', { name: 'Send a notice' }).click()
    await page.getByText('Not answered', { exact: true }).nth(1).waitFor()
  })
})
