import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { readCsaf } from '../../../src/formats/csaf.ts'
import { orThrow } from '../../../src/kernel/result.ts'
import { cisaAdvisory } from '../../support/real-input.ts'
import type { Office } from '../workbench/office.ts'

/** A supplier at the portal, in a browser that runs no script. */
export interface Stranger {
  readonly page: Page
  readonly context: BrowserContext
  /** The title of the report, from the real advisory. */
  readonly title: string
  readonly cve: string
  readonly reference: string
  readonly link: string
}

/** Step 3: reads the policy, sends the real advisory, and has a reference and a secret link. */
export const reportsByPortal = async ({ browser, server }: Office): Promise<Stranger> => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const advisory = await cisaAdvisory('icsa-21-357-01.json')
  const summary = orThrow(readCsaf(advisory.json))
  const [flaw] = summary.vulnerabilities
  const cve = flaw?.cve ?? ''

  await page.goto('/security')
  await page.getByText('What we promise').waitFor()
  await page.getByRole('link', { name: 'Report a vulnerability' }).first().click()
  await page
    .getByLabel('What did you find?')
    .fill(
      `${summary.title}: your gateway uses our module, and ${cve} is in it. Advisory attached.\n\n${flaw?.notes?.map(({ text }) => text).join('\n') ?? ''}`,
    )
  await page.getByLabel('Product', { exact: true }).fill('Careline Gateway')
  await page
    .getByLabel('How do you come to know it?')
    .selectOption('I supply a part of the product')
  await page.getByLabel('Title').fill(summary.title)
  await page.getByLabel('Name', { exact: true }).fill('Supplier PSIRT')
  await page.getByLabel('E-mail').fill('psirt@supplier.example')
  await page.locator('input[type=file]').setInputFiles({
    name: advisory.name,
    mimeType: 'application/json',
    buffer: Buffer.from(advisory.text),
  })
  await page.getByRole('button', { name: 'Send the report' }).click()

  const reference = await page.locator('#reference').innerText()
  expect(reference).toMatch(/^RPT-\d{4}-0001$/)
  const link = await page.locator('#secret-link').innerText()
  await page.getByRole('link', { name: link }).click()
  const standing = await page.locator('#standing').innerText()
  expect(standing).not.toBe('')
  await page.getByText(advisory.name).waitFor()
  return { page, context, title: summary.title, cve, reference, link }
}
