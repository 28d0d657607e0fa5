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

  test('ask for what the choice needs, and offer what is next', async () => {
    const { triager } = desk
    const pump = await aProduct(triager, { name: 'Pump', revisions: ['1.0', '1.1'] })
    await triager.does(`/api/products/${pump.id}/name-owners`, {
      owners: [`person:${triager.person}`],
    })
    const { humanId } = await triager.does('/api/cases/open', { title: 'Weak key' })
    const path = `/api/cases/${humanId}`
    await triager.does(`${path}/ask-owners`, { products: [pump.id] })
    const visitor = await desk.visit({ width: 360 })
    const { page } = visitor
    await visitor.open(`/cases/${humanId}`)
    const form = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Answer for Pump' }).click()
    await form.getByLabel('What you found').waitFor()
    for (const hidden of ['Affected revisions', 'Why it is not affected', 'Answer follows by'])
      expect(await form.getByLabel(hidden).count()).toBe(0)
    await form.getByRole('combobox', { name: 'Answer' }).selectOption({ label: 'It is affected' })
    await form.getByRole('combobox', { name: 'Affected revisions' }).click()
    await page.getByRole('option', { name: '1.1' }).click()
    await form.getByLabel('What you found').fill('It has the same key.')
    expect(await visitor.findings()).toEqual([])
    await visitor.submit('Answer for a product')
    await page.getByText('It is affected: 1.1').waitFor()
    const parties = page.getByRole('region', { name: 'Third parties' })
    await parties.getByRole('button', { name: 'None is involved' }).click()
    await form.getByRole('textbox', { name: 'Reason' }).fill('The key is our own.')
    await visitor.submit('No third party is involved')
    await parties.getByText('The key is our own.').waitFor()
    // A coordinator is reached by a page: the form says that it was told there.
    await triager.does(`${path}/name-third-party`, {
      owner: 'CERT/CC',
      partyKind: 'coordinator',
      contact: 'https://kb.cert.org/vince/',
    })
    await visitor.open(`/cases/${humanId}`)
    await parties.getByRole('button', { name: /^Send the notice/ }).click()
    expect(await form.getByLabel('Notice').inputValue()).toContain('coordinating the disclosure')
    expect(await form.getByLabel('Sent elsewhere already').isChecked()).toBe(true)
    await visitor.submit('Send a notice')
    await parties.getByText(': Their form').waitFor()
    expect(visitor.complaints()).toEqual([])
  })
})
