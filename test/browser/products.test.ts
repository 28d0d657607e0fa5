import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { stateOf } from '../support/work/team.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

// Issue 4, item 1: the tree of a product, filled in from what is known of it.
describeWith('chromium', 'The tree of a product', () => {
  let desk: Desk
  let tom: Visitor
  let gateway: AProduct
  let path: string
  beforeAll(async () => {
    desk = await openDesk()
    gateway = await aProduct(desk.triager, {
      revisions: Array.from({ length: 14 }, (_, number) => `2.${number}`),
    })
    path = `/api/products/${gateway.id}`
    const file = await desk.triager.upload('bom.json', Buffer.from('{}'))
    await desk.triager.does(`${path}/record-sbom`, {
      revision: '2.13',
      file,
      format: 'CycloneDX 1.6',
      components: [{ name: 'OpenSSL', version: '3.0.1', purl: 'pkg:generic/openssl@3.0.1' }],
    })
    tom = await desk.visit()
    tom.context.setDefaultTimeout(30_000)
  }, 120_000)
  afterAll(() => desk?.close())

  test('takes configurations and classes of items from what the product has', async () => {
    const { page } = tom
    await tom.open(path.replace('/api', ''))
    const revisions = page.getByRole('region', { name: 'Revisions' })
    await revisions.getByRole('button', { name: 'Show all 14 revisions' }).click()
    await revisions.getByText('2.0', { exact: true }).waitFor()

    await tom.press('Describe a configuration')
    await tom.fill({ Configuration: 'With remote service', Description: 'The tunnel is open.' })
    await page.getByRole('dialog').getByRole('combobox', { name: 'Revisions' }).click()
    await page.getByRole('option', { name: '2.13' }).click()
    await page.keyboard.press('Escape')
    expect(await tom.findings()).toEqual([])
    await tom.submit('Describe a configuration')

    await tom.press('Classify software items')
    const form = page.getByRole('dialog')
    await form
      .getByRole('combobox', { name: 'Name' })
      .or(form.getByLabel('Name'))
      .first()
      .fill('Open')
    await page.getByRole('option', { name: 'OpenSSL' }).click()
    const purl = form.getByRole('textbox', { name: 'Package URL' })
    expect(await purl.inputValue()).toBe('pkg:generic/openssl')
    await form.getByRole('combobox', { name: /class/i }).selectOption({ index: 3 })
    await tom.fill({
      'Who carries its risk': 'The hospital',
      'How they were told': 'Guide, part 4',
    })
    expect(await tom.findings()).toEqual([])
    await tom.submit('Classify software items')
    await page.getByText('Its risk is carried by The hospital.').waitFor()
    expect(await tom.findings()).toEqual([])
    expect(await stateOf(desk.triager, path)).toMatchObject({
      configurations: [{ configuration: 'With remote service', revisions: ['2.13'] }],
      items: [{ name: 'OpenSSL', purl: 'pkg:generic/openssl', itemClass: 'required' }],
    })
  }, 120_000)

  test('shows who is limited to it, and keeps the limit that is there when it is changed', async () => {
    const second = await aProduct(desk.triager, { name: 'Viewer', revisions: ['7.0'] })
    const admin = await desk.maker.colleague('helena', ['administrator'])
    const people = (await admin.get('/api/people')).body
    const person = (people.items ?? people).find(({ title }: { title: string }) =>
      /tom/i.test(title),
    )
    await admin.does(`/api/people/${person.id}/set-scope`, {
      products: [gateway.id],
      reason: 'His product line.',
    })
    const helena = await desk.visit({}, admin)
    helena.context.setDefaultTimeout(30_000)
    await helena.open('/people')
    await helena.page.getByRole('cell', { name: gateway.name }).waitFor()
    expect(await helena.findings()).toEqual([])
    await helena.open(`/people/${person.id}`)
    await helena.press('Limit to products')
    const form = helena.page.getByRole('dialog')
    await form.getByText(gateway.name).first().waitFor()
    await form.getByRole('combobox', { name: 'Products' }).fill('Viewer')
    await helena.page.getByRole('option', { name: /Viewer/ }).click()
    await helena.page.keyboard.press('Escape')
    await helena.fill({ Reason: 'The viewer, too.' })
    await helena.submit('Limit to products')
    expect((await stateOf(admin, `/api/people/${person.id}`)).products).toEqual([
      gateway.id,
      second.id,
    ])
    await tom.open('/account')
    await tom.page.getByText(`${gateway.name}, Viewer`).waitFor()
  }, 120_000)
})
