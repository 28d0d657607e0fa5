import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Colleague } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { sendsForm } from '../support/work/report.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './workbench/visitor.ts'

// The parts of a report that keep files and persons: all of it by keyboard alone.
describeWith('chromium', 'Held files and persons', () => {
  let desk: Desk
  let paula: Colleague
  let visitor: Visitor
  let reference = ''
  let caseReference = ''

  const visits = (options?: VisitorOptions): Promise<Visitor> =>
    openVisitor(desk.browser, desk.maker.url, { ...options, cookie: paula.cookie })

  beforeAll(async () => {
    desk = await openDesk()
    const { maker, triager } = desk
    paula = await maker.colleague('paula', ['privacy'])
    const told = {
      title: 'Pump shows names in its trace',
      description: 'I am Rita Roe. The trace of the pump has the names of our patients in it.',
      reporterName: 'Rita Roe',
      reporterEmail: 'rita@clinic.example',
    }
    ;({ reference } = await sendsForm(maker, told, [
      { name: 'ward-seven-trace.txt', text: 'patient: Jane Doe\n' },
      { name: 'screen.txt', text: 'a screen\n' },
    ]))
    const { id } = (await triager.get(`/api/reports/${reference}`)).body
    const opened = { title: 'Trace holds names', summary: 'As Roe told us.', report: id }
    caseReference = (await triager.does('/api/cases/open', opened)).humanId
    await maker.settle()
    visitor = await visits()
  }, 60_000)
  afterAll(() => desk?.close())

  /** Goes on by the Tab key until this is in focus, as somebody without a mouse does. */
  const tabsTo = async (page: Page, name: string | RegExp): Promise<void> => {
    for (let steps = 0; steps < 200; steps++) {
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      if ((await focused.count()) === 0) continue
      const said = await focused.evaluate(
        (one) =>
          one.getAttribute('aria-label') ??
          (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement
            ? (one.labels?.[0]?.innerText ?? '')
            : (one.textContent ?? '')),
      )
      if (typeof name === 'string' ? said.trim() === name : name.test(said)) return
    }
    throw new Error(`The Tab key leads to no ${name}.`)
  }
  const presses = async (page: Page, name: string | RegExp): Promise<void> => {
    await tabsTo(page, name)
    await page.keyboard.press('Enter')
  }
  const signs = async (page: Page): Promise<void> => {
    await presses(page, 'Go on to sign')
    const { password, code } = paula.signature()
    await tabsTo(page, /^Your password/)
    await page.keyboard.type(password)
    const field = page.getByRole('dialog').getByRole('textbox', { name: 'Code' })
    if ((await field.count()) > 0) {
      await tabsTo(page, /^Code/)
      await page.keyboard.type(code)
    }
    await presses(page, 'Sign')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  /** As the eye, a screen reader and a telephone have it. */
  const isFine = async (path: string, sees: string): Promise<void> => {
    for (const [scheme, width] of [
      ['light', 1_280],
      ['dark', 360],
    ] as const) {
      const other = await visits({ scheme, width })
      await other.open(path)
      await other.page.getByText(sees).first().waitFor()
      const reach = other.page.getByRole('button', { name: 'See what erasing reaches' })
      if ((await reach.count()) > 0) {
        await reach.click()
        await other.page.getByText('Erased at once').waitFor()
      }
      expect([scheme, width, await other.findings()]).toEqual([scheme, width, []])
      const wide = await other.page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(width)
      expect(other.complaints()).toEqual([])
      await other.close()
    }
  }

  test('a held file says what it is, and is opened on purpose before it can be had', async () => {
    const { page } = visitor
    await isFine(`/reports/${reference}`, 'Nobody has opened it.')
    await visitor.open(`/reports/${reference}`)
    const found = page.getByRole('region', { name: 'What they found', exact: true })
    const trace = found.getByRole('link', { name: 'ward-seven-trace.txt' })
    expect(await trace.count()).toBe(0)
    await presses(page, 'Open on purpose: ward-seven-trace.txt')
    await presses(page, 'Open a file on purpose')
    await trace.waitFor()
    const download = page.waitForEvent('download')
    await presses(page, 'ward-seven-trace.txt')
    expect((await download).suggestedFilename()).toBe('ward-seven-trace.txt')
    await found.getByText('Opened by Paula Example.').waitFor()
  }, 120_000)

  test('a file with data of patients gives way to a redacted copy, signed', async () => {
    const { page } = visitor
    await visitor.open(`/reports/${reference}`)
    await presses(page, 'Replace by a redacted copy: ward-seven-trace.txt')
    const choosing = page.waitForEvent('filechooser')
    await presses(page, /Choose/)
    const copy = { name: 'redacted.txt', mimeType: 'text/plain', buffer: Buffer.from('patient: -') }
    await (await choosing).setFiles(copy)
    await page.getByRole('dialog').getByText('redacted.txt').waitFor()
    await tabsTo(page, /^Reason/)
    await page.keyboard.type('It names patients.')
    await signs(page)
    await page.getByText('replaced by').waitFor()
    await page.getByRole('link', { name: 'the redacted copy' }).waitFor()
    await isFine(`/reports/${reference}`, 'It names patients.')
  }, 120_000)

  test('who wants to be erased is, and what is left to look at is said before and after', async () => {
    const { page } = visitor
    await visitor.open(`/reports/${reference}`)
    await presses(page, 'See what erasing reaches')
    const asked = page.getByRole('region', { name: 'If the person asks', exact: true })
    await asked.getByRole('link', { name: caseReference }).waitFor()
    await asked
      .getByText('a case of their report, it has a name or address of theirs in it')
      .waitFor()
    await presses(page, 'Erase this person')
    await tabsTo(page, /^Reason/)
    await page.keyboard.type('Asked for it by letter.')
    await signs(page)
    await asked.getByText('This person was erased.').waitFor({ timeout: 20_000 })
    expect(await page.getByText('Rita').count()).toBe(0)
    // Neither the file nor the copy that was made of it.
    expect(await page.getByRole('link', { name: 'the redacted copy' }).count()).toBe(0)
    await isFine(`/reports/${reference}`, 'This person was erased.')
    await presses(page, /^ERA-\d{4}-\d{4}/)
    const left = page.getByRole('region', { name: 'Left to people', exact: true })
    await left.getByRole('link', { name: caseReference }).waitFor()
    await isFine(new URL(page.url()).pathname.replace('/workbench', ''), 'The person is erased.')
    await presses(page, caseReference)
    await page.getByText('Its reporter was erased.').waitFor()
    await isFine(`/cases/${caseReference}`, 'Its reporter was erased.')
  }, 120_000)

  test('privacy finds its way to the erasures, and to nothing it may not do', async () => {
    await visitor.open('/')
    const { page } = visitor
    await page.getByRole('heading', { level: 1, name: 'Erasures' }).waitFor()
    await isFine('/erasures', 'Erasure of a person')
    await visitor.open(`/reports/${reference}`)
    for (const name of ['Acknowledge', 'Open a case', 'Close the report'])
      expect(await page.getByRole('button', { name }).count()).toBe(0)
  }, 120_000)
})
