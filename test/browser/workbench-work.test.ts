import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { idOf, type Office, openOffice } from './workbench/office.ts'
import { password, type Visitor } from './workbench/visitor.ts'

const sbom = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  components: [
    { name: 'openssl', version: '3.0.2', purl: 'pkg:generic/openssl@3.0.2' },
    { name: 'zlib', version: '1.2.11' },
  ],
})

describeWith('chromium', 'Work in the workbench', () => {
  let office: Office
  let ada: Visitor
  let emre: Visitor
  let pia: Visitor

  beforeAll(async () => {
    office = await openOffice()
    ada = office.ada
    emre = await office.colleague('Emre Kaya', 'emre', ['Engineer', 'Triager'])
    pia = await office.colleague('Pia Novak', 'pia', ['Approver', 'Engineer'])
  }, 120_000)

  afterAll(() => office?.close())

  describe('a report', () => {
    test('is refused at the field that is missing, and nothing typed is lost', async () => {
      await emre.open('/reports')
      await emre.press('Record a report')
      const form = emre.page.getByRole('dialog')
      await form.getByRole('textbox', { name: 'Title' }).fill('Gateway takes commands from anybody')
      await form.getByLabel('Source').selectOption({ label: 'Security researchers' })
      await form.getByRole('button', { name: 'Record a report' }).click()
      const description = form.getByRole('textbox', { name: 'Description' })
      await form.getByText('This is needed.').waitFor()
      expect(await description.evaluate((field) => field === document.activeElement)).toBe(true)
      expect(await form.getByRole('textbox', { name: 'Title' }).inputValue()).toBe(
        'Gateway takes commands from anybody',
      )
      expect(await emre.findings()).toEqual([])
      // Closed by mistake: what was typed is still there when the form is opened again.
      await emre.page.keyboard.press('Escape')
      await form.waitFor({ state: 'detached' })
      await emre.press('Record a report')
      expect(await form.getByRole('textbox', { name: 'Title' }).inputValue()).not.toBe('')
      await description.fill('TCP port 8080 takes the dose command without any sign-in.')
      await form.getByRole('button', { name: 'Record a report' }).click()
      await emre.page
        .getByRole('heading', { name: 'Gateway takes commands from anybody' })
        .waitFor()
    })

    test('is seen in the inbox of others without loading it again', async () => {
      await ada.open('/reports')
      await emre.open('/reports')
      await emre.press('Record a report')
      const form = emre.page.getByRole('dialog')
      await form.getByLabel('Source').selectOption({ label: 'Audit event logs' })
      await form.getByRole('textbox', { name: 'Title' }).fill('Four thousand failed sign-ins')
      await form.getByRole('textbox', { name: 'Description' }).fill('All within one hour.')
      await form.getByRole('button', { name: 'Record a report' }).click()
      await ada.page.getByRole('link', { name: 'Four thousand failed sign-ins' }).waitFor()
      await ada.page.getByRole('cell', { name: 'Audit event logs' }).waitFor()
    })

    test('is opened and walked through by keyboard alone', async () => {
      await emre.open('/reports')
      const { keyboard } = emre.page
      await keyboard.press('Tab')
      expect(await emre.page.evaluate(() => document.activeElement?.textContent)).toBe(
        'Skip to the content',
      )
      await keyboard.press('j')
      await keyboard.press('j')
      await keyboard.press('Enter')
      await emre.page
        .getByRole('heading', { name: 'Gateway takes commands from anybody' })
        .waitFor()
      await keyboard.press('/')
      await keyboard.type('thousand')
      await keyboard.press('Enter')
      await emre.page.getByRole('heading', { name: 'Search: thousand' }).waitFor()
      await emre.page.getByRole('link', { name: 'Four thousand failed sign-ins' }).waitFor()
    })
  })

  describe('a case', () => {
    test('is opened from a report with what the report says', async () => {
      await emre.open(`/reports/${idOf('RPT', 1)}`)
      await emre.page.getByRole('button', { name: 'Open a case' }).click()
      const form = emre.page.getByRole('dialog')
      expect(await form.getByRole('textbox', { name: 'Title' }).inputValue()).toBe(
        'Gateway takes commands from anybody',
      )
      await form.getByRole('button', { name: 'Open a case' }).click()
      await emre.page.getByRole('region', { name: 'Path to closure' }).waitFor()
      await emre.page.getByText('Propose a disposition and have it approved.').first().waitFor()
    })

    test('says calmly why a score is refused, and keeps it for correction', async () => {
      await emre.press('Score')
      const form = emre.page.getByRole('dialog')
      await form.getByRole('textbox', { name: 'CVSS vector' }).fill('CVSS:3.1/AV:X')
      await form.getByRole('button', { name: 'Score', exact: true }).click()
      await form.getByRole('alert').waitFor()
      expect(await emre.findings()).toEqual([])
      const vector = form.getByRole('textbox', { name: 'CVSS vector' })
      expect(await vector.inputValue()).toBe('CVSS:3.1/AV:X')
      await vector.fill('CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:L/I:H/A:H')
      await form.getByRole('button', { name: 'Score', exact: true }).click()
      await form.waitFor({ state: 'detached' })
      await emre.page.getByText('High 8.3').first().waitFor()
    })

    test('shows what a colleague recorded meanwhile, and lets its author decide again', async () => {
      const address = new URL(emre.page.url()).pathname.replace('/workbench', '')
      await pia.open(address)
      await emre.press('Add a note')
      const form = emre.page.getByRole('dialog')
      await form.getByRole('textbox', { name: 'Note' }).fill('Reproduced in the laboratory.')
      await pia.press('Add a note')
      const other = pia.page.getByRole('dialog')
      await other.getByRole('textbox', { name: 'Note' }).fill('The reporter called again.')
      await other.getByRole('button', { name: 'Add a note' }).click()
      await other.waitFor({ state: 'detached' })
      await form.getByRole('button', { name: 'Add a note' }).click()
      await form.getByText('The record changed while you were writing.').waitFor()
      await form.getByText('The reporter called again.').waitFor()
      expect(await form.getByRole('textbox', { name: 'Note' }).inputValue()).toBe(
        'Reproduced in the laboratory.',
      )
      await form.getByRole('button', { name: 'Add a note all the same' }).click()
      await form.waitFor({ state: 'detached' })
      await emre.page.getByText('Reproduced in the laboratory.').waitFor()
    })

    test('asks a signer again who they are, and names the meaning', async () => {
      await emre.press('Decide the disclosure')
      const form = emre.page.getByRole('dialog')
      await form.getByRole('radio', { name: 'No' }).check()
      await form.getByRole('textbox', { name: 'Reason' }).fill('Nobody outside is affected.')
      await form.getByRole('button', { name: 'Go on to sign' }).click()
      await form.getByText('Disclosure decision', { exact: true }).waitFor()
      await form.getByText('Emre Kaya').waitFor()
      expect(await emre.findings()).toEqual([])
      const secret = form.locator('input[type=password]')
      await secret.fill('not the password')
      await form.getByRole('textbox', { name: 'Code' }).fill(await emre.code())
      await form.getByRole('button', { name: 'Sign', exact: true }).click()
      await form.getByRole('alert').waitFor()
      await form.getByRole('button', { name: 'Back to the form' }).click()
      expect(await form.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe(
        'Nobody outside is affected.',
      )
      await form.getByRole('button', { name: 'Go on to sign' }).click()
      await secret.fill(password)
      await form.getByRole('textbox', { name: 'Code' }).fill(await emre.code())
      await form.getByRole('button', { name: 'Sign', exact: true }).click()
      await form.waitFor({ state: 'detached' })
      await emre.page.getByText('Signed by Emre Kaya: disclosure decision').waitFor()
      await emre.page
        .getByText('Have the disclosure decision approved by somebody else.')
        .first()
        .waitFor()
    }, 120_000)

    test('lists what is missing when it is closed too early', async () => {
      await emre.press('Close the case')
      const form = emre.page.getByRole('dialog')
      await form.getByRole('textbox', { name: 'Conclusion' }).fill('Done.')
      await form.getByRole('button', { name: 'Close the case' }).click()
      const alert = form.getByRole('alert')
      await alert.waitFor()
      expect(await alert.getByRole('listitem').count()).toBeGreaterThan(3)
      await emre.page.keyboard.press('Escape')
      await form.waitFor({ state: 'detached' })
    })

    test('keeps what is typed when the session ends meanwhile', async () => {
      await emre.press('Add a note')
      const note = emre.page.getByRole('textbox', { name: 'Note' })
      await note.fill('Written before the session ended.')
      await emre.context.clearCookies()
      const form = emre.page.getByRole('dialog', { name: /Add a note/ })
      // The page may have found out by itself already, and asks over the form.
      await form.getByRole('button', { name: 'Add a note' }).dispatchEvent('click')
      const again = emre.page.getByRole('dialog', { name: 'Your session has ended' })
      await again.waitFor()
      await again.getByRole('textbox', { name: 'Sign-in name' }).fill('emre')
      await again.locator('input[name=password]').fill(password)
      await again.getByRole('textbox', { name: 'Code' }).fill(await emre.code())
      await again.getByRole('button', { name: 'Sign in' }).click()
      await again.waitFor({ state: 'detached' })
      expect(await note.inputValue()).toBe('Written before the session ended.')
      await form.getByRole('button', { name: 'Add a note' }).click()
      await form.waitFor({ state: 'detached' })
      await emre.page.getByText('Written before the session ended.').waitFor()
    }, 120_000)
  })

  describe('products and documents', () => {
    test('reads the software items of an SBOM before they are recorded', async () => {
      const form = emre.page.getByRole('dialog')
      await emre.open('/products')
      await emre.press('Register a product')
      await form.getByRole('textbox', { name: 'Name' }).fill('Serafin infusion pump')
      await form.getByRole('textbox', { name: 'Maker' }).fill('Example Medical')
      await emre.submit('Register a product')
      await emre.page.getByRole('heading', { name: 'Serafin infusion pump' }).waitFor()
      await emre.press('Add a revision')
      await form.getByRole('textbox', { name: 'Revision' }).fill('2.4.0')
      await emre.submit('Add a revision')
      await emre.press('Record an SBOM')
      await form.getByRole('combobox', { name: 'Revision' }).click()
      await emre.page.getByRole('option', { name: '2.4.0' }).click()
      await form.locator('input[type=file]').setInputFiles({
        name: 'pump.cdx.json',
        mimeType: 'application/json',
        buffer: Buffer.from(sbom),
      })
      await form.getByText('2 software items read, CycloneDX 1.5.').waitFor()
      expect(await emre.findings()).toEqual([])
      await emre.submit('Record an SBOM')
      await emre.page.getByText('2 software items', { exact: true }).waitFor()
    })

    test('shows what could be read of an uploaded document', async () => {
      const form = emre.page.getByRole('dialog')
      await emre.open('/documents')
      await emre.press('Add a document')
      await form.getByRole('textbox', { name: 'Title' }).fill('Installation guide')
      await form.getByLabel('Kind of document').selectOption({ label: 'Installation guide' })
      await form.getByRole('combobox', { name: 'Products' }).fill('Serafin')
      await emre.page.getByRole('option', { name: /Serafin infusion pump/ }).click()
      await emre.submit('Add a document')
      await emre.press('Add a revision')
      await form.getByRole('textbox', { name: 'Version of the document' }).fill('1.0')
      await form.locator('input[type=file]').setInputFiles({
        name: 'installation.md',
        mimeType: 'text/markdown',
        buffer: Buffer.from('# Installation\n\nOpen port 8080 in the firewall.\n'),
      })
      await form.getByRole('button', { name: 'Remove installation.md' }).waitFor()
      await emre.submit('Add a revision')
      await emre.page.getByText('Read: 2 statements').waitFor()
      await emre.page.getByText('Open port 8080 in the firewall.').waitFor()
      expect(await emre.findings()).toEqual([])
    })

    test('names product revisions from the list of them', async () => {
      const form = emre.page.getByRole('dialog')
      await emre.open(`/cases/${idOf('CASE', 1)}`)
      await emre.press('Set the impact')
      await form.getByRole('combobox', { name: 'Product' }).fill('Serafin')
      await emre.page.getByRole('option', { name: /Serafin infusion pump/ }).click()
      await form.getByRole('combobox', { name: 'Revision' }).click()
      await emre.page.getByRole('option', { name: '2.4.0' }).click()
      await form.getByLabel('VEX status').selectOption({ label: 'Affected' })
      await emre.submit('Set the impact')
      await emre.page.getByRole('cell', { name: 'Affected', exact: true }).waitFor()
      expect(emre.complaints()).toEqual([])
    })
  })
})
