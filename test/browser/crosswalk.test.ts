import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { describeWith } from '../support/needs.ts'
import { aTeam } from '../support/work/team.ts'
import { openVisitor, type Visitor } from './workbench/visitor.ts'

describeWith('chromium', 'The crosswalk on the page of a clause', () => {
  const team = aTeam(['auditor'])
  let browser: Browser
  let otto: Visitor

  beforeAll(async () => {
    browser = await launchBrowser()
    otto = await openVisitor(browser, team.maker.url, { cookie: team.auditor.cookie })
  }, 120_000)
  afterAll(() => browser?.close())

  test('leads to other standards, and from one of theirs back to ours, by keyboard', async () => {
    await otto.open('/clauses/9.2')
    const part = otto.page.getByRole('region', { name: 'Other standards', exact: true })
    await part.getByText('IEC 62304 9.1 Prepare problem reports').waitFor()
    const field = part.getByRole('textbox', { name: 'Look up' })
    await field.fill('IEC 62304 9.8')
    await field.press('Enter')
    await part.getByText('IEC 62304 9.8 maps to these of ours:').waitFor()
    await part.getByText('9.5 Addressing security-related issues').first().waitFor()
    expect(await otto.findings()).toEqual([])
    await field.fill('')
    await field.press('Enter')
    await part.getByText('9.2 and what it maps to:').waitFor()
    expect(otto.complaints()).toEqual([])
  }, 60_000)

  test('says which names there are where nobody knows the one that was typed', async () => {
    const part = otto.page.getByRole('region', { name: 'Other standards', exact: true })
    const field = part.getByRole('textbox', { name: 'Look up' })
    await field.fill('ISO 9001')
    await field.press('Enter')
    await part.getByText(/is no clause of IEC 81001-5-1.*ISO\/IEC 30111/).waitFor()
    expect(await otto.findings()).toEqual([])
  }, 60_000)
})
