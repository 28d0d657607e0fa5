import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { bytesOf } from '../support/made-documents.ts'
import { describeWith } from '../support/needs.ts'
import { aTeam, dayAfter } from '../support/work/team.ts'
import { focused } from './demo/screen.ts'
import { isAccepted, openVisitor, type Visitor, type VisitorOptions } from './workbench/visitor.ts'

const policy = `# Complaint handling

## Security in complaints

Customer support screens each complaint for security. A complaint that may be about a vulnerability
is forwarded to the product security team on the same day and recorded as a vulnerability report.
`

describeWith('chromium', 'The clause review', () => {
  const team = aTeam(['engineer', 'approver', 'auditor'])
  let browser: Browser
  let erika: Visitor
  let pump = ''

  const visit = (cookie: string, options?: VisitorOptions): Promise<Visitor> =>
    openVisitor(browser, team.maker.url, { ...options, cookie })
  beforeAll(async () => {
    browser = await launchBrowser()
    erika = await visit(team.engineer.cookie)
  }, 120_000)
  afterAll(() => browser?.close())

  const part = ({ page }: Visitor, name: string) => page.getByRole('region', { name, exact: true })
  const card = ({ page }: Visitor, id: string) => page.locator(`[id="${id}"]`)

  test('answers for the house while no product is there', async () => {
    await erika.open('/clauses')
    await erika.page.getByText('No product is registered').waitFor()
    await erika.page.getByRole('link', { name: /^All products together, clause 9\.2/ }).waitFor()
    expect(await erika.findings()).toEqual([])
    await erika.page.getByRole('link', { name: 'All products together', exact: true }).click()
    await part(erika, 'Gaps, the worst first').getByText('open gaps').waitFor()
    expect(await erika.page.locator('.clause-table tbody tr').count()).toBe(49)
    expect(await erika.findings()).toEqual([])
  }, 60_000)

  test('shows the worst gaps first, and leads from a quote to its passage', async () => {
    const { page } = erika
    for (const name of ['Serafin pump', 'Serafin viewer']) {
      const { id } = await team.engineer.does('/api/products/register', { name, maker: 'Serafin' })
      await team.engineer.does(`/api/products/${id}/add-revision`, { revision: '1.0' })
      if (name === 'Serafin pump') pump = id
    }
    const { id } = await team.engineer.does('/api/documents/register', {
      title: 'Complaint handling',
      documentKind: 'policy',
      products: [pump],
    })
    await team.engineer.does(`/api/documents/${id}/add-revision`, {
      version: '1',
      file: await team.engineer.upload('complaints.md', bytesOf(policy)),
    })
    await team.maker.settle()
    await erika.open('/clauses')
    await part(erika, 'Worst gaps').getByText('open gaps').waitFor()
    const severities = await part(erika, 'Worst gaps').locator('.gap-severity').allInnerTexts()
    expect(severities).toEqual(Array.from({ length: 6 }, () => 'Major'))
    await page.getByRole('link', { name: /^Serafin pump, clause 9\.2 \d+ of 12 met/ }).click()
    await page.getByRole('heading', { level: 1, name: /^9\.2 / }).waitFor()
    // The catalogue beside the evidence; what our sources do not tell is not invented.
    const about = page.getByRole('complementary', { name: 'From the catalogue' })
    for (const title of ['Why', 'Maps to', 'Carries over', 'New', 'Common gaps', 'What changed'])
      await about.getByRole('heading', { name: title, exact: true }).waitFor()
    await about.getByText('Our sources say nothing of it.').first().waitFor()
    const auditor = part(erika, 'What the auditor will ask')
    await auditor.getByText('Nothing yet').waitFor()
    // Of each sentence that cannot be said: which duty keeps it out, by which question, and where.
    const withheld = auditor.getByRole('list', { name: 'What you cannot say yet' })
    const routed = withheld.getByRole('listitem').filter({ hasText: /^Complaint handling/ })
    await routed.getByText(/Is it in force\? /).waitFor()
    await routed.getByRole('link', { name: 'Complaints are routed' }).click()
    await card(erika, '9.2/complaints').locator('.duty-body').waitFor()
    expect(await erika.findings()).toEqual([])
    const complaints = card(erika, '9.2/complaints')
    if ((await complaints.getAttribute('open')) === null)
      await complaints.locator('summary').click()
    const quote = complaints.locator('figure').first()
    await quote.getByText('forwarded to the product security team').waitFor()
    await quote.getByRole('link', { name: /Complaint handling/ }).click()
    await page.locator('.marked-asked').waitFor()
    // By its number and the hash of the file: what was judged is what is shown.
    expect(new URL(page.url()).searchParams.get('at')).toBe('"2"')
    expect(await page.getByText('The passage does not stand in this version').count()).toBe(0)
    expect(erika.complaints()).toEqual([])
  }, 60_000)

  test('makes of a gap a documentation defect, a task, and an accepted exception', async () => {
    const { page } = erika
    await erika.open(`/clauses/9.2?product=${pump}#9.2/complaints`)
    const complaints = card(erika, '9.2/complaints')
    await complaints.getByRole('button', { name: 'Plan a task' }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'What is to be done' }).fill('Train the support desk.')
    await form.getByLabel('Who').selectOption({ index: 1 })
    await form.getByLabel('Until').fill(dayAfter(team.maker, 20))
    await erika.submit('Plan a task')
    await complaints.getByText(/Train the support desk\. \(/).waitFor()
    await complaints.getByRole('button', { name: 'Correct a document' }).click()
    // All is filled in but the place: one step.
    await form.getByRole('textbox', { name: 'Where it is missing' }).fill('Chapter 2')
    await erika.submit('Open a documentation defect')
    await complaints.getByText(/Missing: Complaints are routed \(open\)/).waitFor()
    expect(await erika.findings()).toEqual([])
    await erika.open('/due')
    await page.getByText('Close a gap of the clause review').waitFor()
    await page.getByRole('link', { name: /9\.2\/complaints: Train the support desk/ }).click()
    await page.getByRole('heading', { name: 'Task to close a gap' }).waitFor()
    expect(await erika.findings()).toEqual([])
    await team.engineer.does('/api/findings/plan-task', {
      constraint: '9.5/proactive',
      what: 'Plan the scans.',
      who: `person:${team.engineer.person}`,
      until: dayAfter(team.maker, 30),
    })
    await erika.open('/for-you')
    await part(erika, 'Gaps for you to close')
      .getByRole('link', { name: /9\.5\/proactive: Plan the scans\./ })
      .waitFor()
    expect(await erika.findings()).toEqual([])

    const anna = await visit(team.approver.cookie)
    await anna.open(`/clauses/9.5?product=${pump}#9.5/proactive`)
    const proactive = card(anna, '9.5/proactive')
    await proactive.getByRole('button', { name: 'Accept this gap' }).click()
    const signing = anna.page.getByRole('dialog')
    await signing.getByRole('textbox', { name: 'Reason' }).fill('Planned for May.')
    await signing.getByRole('button', { name: /sign/i }).click()
    const { password, code } = team.approver.signature()
    await signing.locator('input[type=password]').fill(password)
    const codeField = signing.getByRole('textbox', { name: /code/i })
    if ((await codeField.count()) > 0) await codeField.fill(code)
    await signing.getByRole('button', { name: /^Accept a gap|Sign/ }).click()
    await isAccepted(signing)
    await proactive.getByText('This gap is accepted').waitFor()
    await proactive.getByText('gap accepted', { exact: true }).waitFor()
    // Accepted, it is open no more, and stays a gap.
    await anna.open(`/clauses?product=${pump}`)
    await part(anna, 'Gaps, the worst first')
      .getByText(/, 1 accepted/)
      .waitFor()
    expect(anna.complaints()).toEqual([])
    await anna.close()
  }, 90_000)

  test('offers an auditor nothing to change', async () => {
    const olga = await visit(team.auditor.cookie)
    await olga.open(`/clauses/9.2?product=${pump}#9.2/complaints`)
    await card(olga, '9.2/complaints').getByText('Does it say so?').waitFor()
    for (const step of ['Plan a task', 'Correct a document', 'Accept this gap', 'It does not'])
      expect(await olga.page.getByRole('button', { name: step }).count()).toBe(0)
    await card(olga, '9.2/complaints')
      .getByText(/^Such steps are for an engineer, a writer, an approver/)
      .waitFor()
    // What an auditor comes for stands first, and holds the reviews that were kept.
    const proof = olga.page.getByRole('navigation').getByRole('link', { name: 'Clauses' })
    expect((await proof.boundingBox())?.y).toBeLessThan(300)
    await olga.page.getByRole('link', { name: 'Kept clause reviews' }).click()
    await olga.page.getByRole('heading', { level: 1, name: 'Kept clause reviews' }).waitFor()
    await olga.close()
  }, 60_000)

  test('says whose step it is to somebody who may not take it', async () => {
    const ada = await visit(team.maker.administrator.cookie)
    await ada.open(`/clauses/9.2?product=${pump}#9.2/complaints`)
    const complaints = card(ada, '9.2/complaints')
    await complaints.getByText(/^“Accept this gap”: for an approver\.$/).waitFor()
    await complaints
      .getByText(/^“Plan a task”: for an approver, an engineer, a writer or/)
      .waitFor()
    expect(await ada.findings()).toEqual([])
    await complaints
      .getByRole('link', { name: 'Give yourself or a colleague the role' })
      .first()
      .click()
    await ada.page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    expect(ada.complaints()).toEqual([])
    await ada.close()
  }, 60_000)

  test('hands an auditor the pack of a clause, which proves itself', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'packs-'))
    const olga = await visit(team.auditor.cookie)
    const { page } = olga
    await olga.open(`/clauses/9.2?product=${pump}`)
    await page.getByRole('button', { name: 'Audit pack' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 passage of 1 document').waitFor()
    await dialog.getByText(/1\s×\sdocument/).waitFor()
    expect(await olga.findings()).toEqual([])
    // Why there is none is said where it is asked for, and again it is one step.
    await olga.context.setOffline(true)
    await dialog.getByRole('button', { name: 'Make and download' }).click()
    await dialog.getByText('The server cannot be reached').waitFor()
    await olga.context.setOffline(false)
    await dialog.getByRole('radio', { name: 'Included' }).check()
    const coming = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Make and download' }).click()
    const download = await coming
    expect(download.suggestedFilename()).toMatch(/^PRD-\d{4}-0001-9\.2\.audit-pack\.zip$/)
    await dialog.getByText(/^Saved as PRD/).waitFor()
    expect(await olga.findings()).toEqual([])
    const file = join(folder, 'pack.zip')
    await download.saveAs(file)
    const { stdout } = await promisify(execFile)('bin/vulnerary', ['verify', file])
    expect(stdout).toContain('9.2')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect((await focused(page)).words).toBe('Audit pack')
    // A pack that cannot be made says so before it is asked for.
    await olga.open(`/clauses?product=${pump}&revision=9.9`)
    await page.getByRole('button', { name: 'Audit pack' }).click()
    await dialog.getByText('The product has no revision 9.9').waitFor()
    expect(await dialog.getByRole('button', { name: 'Make and download' }).isDisabled()).toBe(true)
    expect(olga.complaints()).toEqual([])
    await olga.close()
    await rm(folder, { recursive: true, force: true })
  }, 90_000)

  test('can be used by keyboard alone', async () => {
    const { page } = erika
    await erika.open('/clauses')
    await page.keyboard.press('j')
    expect(await focused(page)).toMatchObject({ tag: 'A', hidden: false, drawn: true })
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^\d/ }).waitFor()
    // The duty that was chosen is open and has the focus.
    await expect.poll(async () => (await focused(page)).tag).toBe('SUMMARY')
    expect(await focused(page)).toMatchObject({ hidden: false, drawn: true })
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.duty-card[open]').count()).toBe(0)
    await page.keyboard.press('Enter')
    await page.locator('.duty-card[open] .duty-body').waitFor()
    const step = () => page.keyboard.press('Tab').then(() => focused(page))
    for (let tabs = 0; (await step()).words !== 'Plan a task'; tabs++) expect(tabs).toBeLessThan(12)
    const before = await focused(page)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toEqual(before)
    expect(erika.complaints()).toEqual([])
  }, 60_000)

  test.each(['light', 'dark'] as const)(
    'fits a telephone, %s',
    async (scheme) => {
      const visitor = await visit(team.engineer.cookie, { width: 360, scheme })
      for (const path of [
        '/clauses',
        `/clauses?product=${pump}`,
        `/clauses/5.8.2?product=${pump}`,
      ]) {
        await visitor.open(path)
        const over = await visitor.page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        )
        expect([path, over]).toEqual([path, 0])
        expect(await visitor.findings()).toEqual([])
        await visitor.page.getByRole('button', { name: 'Audit pack' }).click()
        await visitor.page.getByText('with all their facts').waitFor()
        expect(await visitor.findings()).toEqual([])
        const dialogOver = await visitor.page
          .getByRole('dialog')
          .evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)
        expect([path, dialogOver]).toEqual([path, 0])
      }
      expect(visitor.complaints()).toEqual([])
      await visitor.close()
    },
    90_000,
  )

  test('shows fifty products, the worst first', async () => {
    for (let number = 3; number <= 50; number++)
      await team.engineer.does('/api/products/register', {
        name: `Product ${number}`,
        maker: 'Serafin',
      })
    const { page } = erika
    const start = performance.now()
    await erika.open('/clauses')
    process.stdout.write(`50 products drawn: ${(performance.now() - start).toFixed(0)} ms\n`)
    await page.getByText('in all 50 products').first().waitFor()
    // All of them together come last.
    expect(await page.locator('.map tbody tr').count()).toBe(51)
    // The pump has shown a part of something: nobody is better off.
    expect(await page.locator('.map tbody tr').nth(49).innerText()).toContain('Serafin pump')
    expect(await erika.findings()).toEqual([])
    await page.setViewportSize({ width: 360, height: 800 })
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0)
    expect(erika.complaints()).toEqual([])
  }, 90_000)
})
