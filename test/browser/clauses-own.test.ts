import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { describeWith } from '../support/needs.ts'
import { aTeam } from '../support/work/team.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './workbench/visitor.ts'

describeWith('chromium', 'Clauses that are not covered', () => {
  const team = aTeam(['engineer', 'auditor'])
  let browser: Browser
  let erika: Visitor

  const visit = (cookie: string, options?: VisitorOptions): Promise<Visitor> =>
    openVisitor(browser, team.maker.url, { ...options, cookie })
  const part = ({ page }: Visitor) =>
    page.getByRole('region', { name: 'Clauses that are not covered', exact: true })
  const write = (text: string) =>
    writeFile(join(team.maker.folder, 'catalogue', 'duties.yaml'), text)
  beforeAll(async () => {
    browser = await launchBrowser()
    erika = await visit(team.engineer.cookie)
  }, 120_000)
  afterAll(() => browser?.close())

  test('stand folded, by number and title, and say what can be done', async () => {
    await erika.open('/clauses')
    await part(erika).getByText('No duty is asserted for these clauses').waitFor()
    await part(erika).getByText('catalogue/duties.yaml').waitFor()
    const list = part(erika).getByRole('list', { name: 'Clauses that are not covered' })
    expect(await list.isVisible()).toBe(false)
    await part(erika)
      .getByText(/^Show all \d+$/)
      .click()
    await list.getByText('Security expertise').waitFor()
    expect(await part(erika).getByRole('img').count()).toBe(0)
    expect(await erika.findings()).toEqual([])
    expect(erika.complaints()).toEqual([])
  }, 60_000)

  test('take in duties of the maker’s own, which a person judges', async () => {
    await write(
      'duties:\n  - clause: 4.1.4\n    id: 4.1.4/training\n    title: Training\n    duty: Everybody is trained once a year.\n',
    )
    await erika.open('/clauses?product=all')
    const own = part(erika).getByRole('list', { name: 'Duties of your own' })
    await own.getByText('A person must judge it').waitFor()
    await own.getByRole('button', { name: 'Judge it' }).click()
    const form = erika.page.getByRole('dialog')
    await form.getByLabel(/^Verdict/).selectOption('partial')
    await form.getByRole('textbox', { name: /^What shows it/ }).fill('Two were on leave.')
    await erika.submit('Judge a duty of your own')
    await own.getByText(/Two were on leave\./).waitFor()
    await own.getByText('Partial').waitFor()
    expect(await erika.findings()).toEqual([])
    await own.getByRole('link', { name: /^FND-/ }).click()
    await erika.page.getByRole('heading', { name: 'A duty of your own, judged' }).waitFor()
    expect(await erika.findings()).toEqual([])
    expect(erika.complaints()).toEqual([])

    const olga = await visit(team.auditor.cookie)
    await olga.open('/clauses')
    await part(olga).getByText('Two were on leave.').waitFor()
    await part(olga)
      .getByText(/^Such steps are for /)
      .waitFor()
    await olga.close()
  }, 60_000)

  test.each(['light', 'dark'] as const)(
    'fit a telephone, %s',
    async (scheme) => {
      const visitor = await visit(team.engineer.cookie, { width: 360, scheme })
      await visitor.open('/clauses')
      await part(visitor).locator('summary').click()
      await part(visitor).getByText('Security requirements').waitFor()
      expect(
        await visitor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBe(0)
      expect(await visitor.findings()).toEqual([])
      await visitor.close()
    },
    60_000,
  )

  test('say file and key where the maker’s own file is wrong', async () => {
    await write('duties:\n  - clause: 99\n')
    await erika.open('/clauses')
    await erika.page
      .getByText(/duties\.yaml/)
      .first()
      .waitFor()
    // What the review answers does not depend on it.
    await erika.page
      .getByRole('link', { name: /clause 9\.2/ })
      .first()
      .waitFor()
  }, 60_000)
})
