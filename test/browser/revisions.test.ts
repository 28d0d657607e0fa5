import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

const rows = Array.from({ length: 20_000 }, (_, place) => `- Parameter ${place} is set to on.`)

const first = `# Careline Gateway: security guide

## Network

Keep the gateway in a locked cabinet near the ward.

The gateway listens on port 80 for the pumps.

## Accounts

Change the password of the service account at installation.

## Repair

Send the gateway in for repair without its disk.
`

const second = `# Careline Gateway: security guide

## Accounts

Change the password of the service account at installation.

Give each technician an account of their own.

## Network

Keep the gateway in a locked cabinet close to the ward.

The gateway listens on port 8443 for the pumps.
`

describeWith('chromium', 'What changed between two revisions', () => {
  let desk: Desk
  let tom: Visitor
  let small = ''
  let large = ''

  const aDocument = async (title: string, versions: readonly string[]): Promise<string> => {
    const { maker, triager } = desk
    const registered = { title, documentKind: 'security-guide', products: [] }
    const { id, humanId } = await triager.does('/api/documents/register', registered)
    for (const [place, text] of versions.entries()) {
      const file = await triager.upload('guide.md', Buffer.from(text))
      const version = String(place + 1)
      await triager.does(`/api/documents/${id}/add-revision`, { version, file })
      await maker.settle()
    }
    return humanId
  }

  beforeAll(async () => {
    desk = await openDesk()
    small = await aDocument('Security guide', [first, second])
    large = await aDocument('List of parameters', [
      rows.join('\n'),
      rows.map((row) => row.replace('on.', 'off.')).join('\n'),
    ])
    tom = await desk.visit()
  })

  afterAll(() => desk?.close())

  test('is led to from the page of the document', async () => {
    const { page } = tom
    await tom.open(`/documents/${small}`)
    await page.getByRole('link', { name: 'What changed', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'What changed in Security guide' }).waitFor()
    await page.getByText('The gateway listens on port').waitFor()
  })

  test('shows words that went and words that came, and leads to where they stand', async () => {
    const { page } = tom
    const changed = page.getByRole('listitem').filter({ hasText: 'listens on port' })
    expect(await changed.locator('del').textContent()).toBe('was: 80')
    expect(await changed.locator('ins').textContent()).toBe('now: 8443')
    expect(await changed.getByText('Changed', { exact: true }).count()).toBe(1)
    const address = await changed.getByRole('link', { name: /^now/ }).getAttribute('href')
    expect(address).toMatch(/\/read\?revision=[0-9a-f]{64}&at=/)
  })

  test('is narrowed by what became of a statement', async () => {
    const { page } = tom
    const filter = page.getByRole('group', { name: 'What is shown' })
    await filter.getByRole('button', { name: /^Removed/ }).click()
    await page.getByText('Send the gateway in for repair').waitFor()
    expect(page.url()).toContain('only=removed')
    expect(await page.getByText('Give each technician').count()).toBe(0)
    await filter.getByRole('button', { name: 'All', exact: true }).click()
    await page.getByText('Give each technician').waitFor()
  })

  test('is gone through by keys', async () => {
    const { page } = tom
    await page.keyboard.press(']')
    await page.keyboard.press(']')
    const focused = page.locator('[data-difference]:focus')
    expect(await focused.getAttribute('data-difference')).toBe('1')
    await page.keyboard.press('[')
    expect(await focused.getAttribute('data-difference')).toBe('0')
  })

  test('stays quick with twenty thousand statements', async () => {
    const { page } = tom
    await tom.open(`/documents/${large}/compare`)
    await page.getByText('Parameter 0 is set to').waitFor()
    await page.getByRole('button', { name: 'Changed 20000', exact: true }).waitFor()
    for (let press = 0; press < 150; press++) await page.keyboard.press(']')
    await page.getByText('Parameter 149 is set to').waitFor()
    expect(tom.complaints()).toEqual([])
  })

  for (const [scheme, width] of [
    ['light', 1_280],
    ['dark', 360],
  ] as const)
    test(`meets WCAG 2.2 AA and fits, ${scheme}, ${width} pixels wide`, async () => {
      const visitor = await desk.visit({ scheme, width })
      await visitor.open(`/documents/${small}/compare`)
      await visitor.page.getByText('Give each technician').waitFor()
      expect(await visitor.findings()).toEqual([])
      const overflow = await visitor.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      expect(visitor.complaints()).toEqual([])
      await visitor.close()
    })
})
