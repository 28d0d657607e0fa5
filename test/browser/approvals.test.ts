import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { bytesOf } from '../support/made-documents.ts'
import { describeWith } from '../support/needs.ts'
import { aTeam } from '../support/work/team.ts'
import { isAccepted, openVisitor, type Visitor, type VisitorOptions } from './workbench/visitor.ts'

describeWith('chromium', 'Approvals to confirm', () => {
  const team = aTeam(['writer', 'auditor'])
  let browser: Browser
  let wanda: Visitor

  const visit = (cookie: string, options?: VisitorOptions): Promise<Visitor> =>
    openVisitor(browser, team.maker.url, { ...options, cookie })
  beforeAll(async () => {
    browser = await launchBrowser()
    wanda = await visit(team.writer.cookie)
  }, 120_000)
  afterAll(() => browser?.close())

  const register = async (title: string, day: number) => {
    const { id } = await team.writer.does('/api/documents/register', {
      title,
      documentKind: 'policy',
    })
    const on = `2025-03-${String(day).padStart(2, '0')}`
    await team.writer.does(`/api/documents/${id}/add-revision`, {
      version: '1',
      file: await team.writer.upload(
        `${title}.md`,
        bytesOf(`# ${title}\n\nApproved by Ruth Keller on ${on}.\n\nSupport screens complaints.\n`),
      ),
    })
    return id
  }
  const lines = ({ page }: Visitor) => page.locator('.approval')

  test('says that none waits', async () => {
    await wanda.open('/library/approvals')
    await wanda.page.getByText('No approval waits.').waitFor()
    expect(await wanda.findings()).toEqual([])
  })

  test('are confirmed together, and dismissed one by one, by keyboard too', async () => {
    const { page } = wanda
    for (const [at, title] of ['Access', 'Backups', 'Complaints', 'Disposal'].entries())
      await register(title, at + 1)
    await team.maker.settle()
    await wanda.open('/documents')
    await page.getByRole('link', { name: '4 approvals to confirm' }).click()
    await page.getByRole('heading', { level: 1, name: 'Approvals to confirm' }).waitFor()
    expect(await lines(wanda).count()).toBe(4)
    await lines(wanda).first().getByText('Approved by Ruth Keller on 2025-03-01.').waitFor()
    expect(await wanda.findings()).toEqual([])
    await page.getByRole('checkbox', { name: 'Select Access' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('checkbox', { name: 'Select Backups' }).check()
    await page.getByRole('button', { name: 'Confirm 2 selected' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('2 confirmed.').waitFor()
    await expect.poll(() => lines(wanda).count()).toBe(2)
    await page.getByRole('button', { name: 'It was not approved so: Complaints' }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Why not' }).fill('Copied from the draft.')
    await form.getByRole('button', { name: 'It was not approved so' }).click()
    await isAccepted(form)
    await expect.poll(() => lines(wanda).count()).toBe(1)
    // The last one on the page of its document.
    await lines(wanda).getByRole('link', { name: 'Disposal' }).first().click()
    await page.getByText('The document says that version 1 was approved by').waitFor()
    expect(await wanda.findings()).toEqual([])
    await page.getByRole('button', { name: 'Confirm it' }).click()
    await form.getByRole('button', { name: 'Confirm its approval' }).click()
    await isAccepted(form)
    await page
      .getByText(/approved by Ruth Keller on/)
      .first()
      .waitFor()
    expect(await page.getByText('The document says that version 1').count()).toBe(0)
    expect(wanda.complaints()).toEqual([])
  }, 90_000)

  test('are shown to an auditor, who confirms none', async () => {
    const id = await register('Erasure', 9)
    await team.maker.settle()
    const olga = await visit(team.auditor.cookie)
    await olga.open('/library/approvals')
    await olga.page.getByText('Writers, engineers and approvers confirm them.').waitFor()
    expect(await olga.page.getByRole('checkbox').count()).toBe(0)
    await olga.page.getByRole('link', { name: 'Erasure', exact: true }).first().click()
    await olga.page.getByRole('heading', { level: 1, name: 'Erasure' }).waitFor()
    await olga.page.getByText('The document says that version 1').waitFor()
    expect(await olga.page.getByRole('button', { name: 'Confirm it' }).count()).toBe(0)
    expect(id).not.toBe('')
    await olga.close()
    // Whoever confirms the last one still sees that it was done.
    await wanda.open('/library/approvals')
    await wanda.page.getByRole('checkbox', { name: 'Select Erasure' }).check()
    await wanda.page.getByRole('button', { name: 'Confirm 1 selected' }).click()
    await wanda.page.getByText('1 confirmed. No approval waits.').waitFor()
  }, 60_000)

  test.each(['light', 'dark'] as const)(
    'fit a telephone, %s, a hundred and more of them',
    async (scheme) => {
      if (scheme === 'light') {
        for (let number = 0; number < 105; number++)
          await register(`Procedure number ${number}, with a long name`, (number % 28) + 1)
        await team.maker.settle()
      }
      const visitor = await visit(team.writer.cookie, { width: 360, scheme })
      await visitor.open('/library/approvals')
      expect(await lines(visitor).count()).toBe(100)
      await visitor.page.getByText('the first 100, by title').waitFor()
      expect(
        await visitor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBe(0)
      expect(await visitor.findings()).toEqual([])
      expect(visitor.complaints()).toEqual([])
      await visitor.close()
    },
    120_000,
  )
})
