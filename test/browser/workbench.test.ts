import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServerProcess } from '../faults/server-process.ts'
import { launchBrowser } from '../support/chromium.ts'
import { describeWith } from '../support/needs.ts'
import { openVisitor, password, type Visitor } from './workbench/visitor.ts'

const navigation = [
  'Inbox',
  'Cases',
  'Open-issue reviews',
  'Document library',
  'Looks after a fix',
  'Documentation defects',
  'Releases',
  'Updates',
  'Advisories',
  'Distribution records',
  'Products',
  'Third-party patches',
  'Proactive activities',
  'Clauses',
  'Ledger',
  'Deliveries',
  'People',
]

const sbom = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  components: [
    { name: 'openssl', version: '3.0.2', purl: 'pkg:generic/openssl@3.0.2' },
    { name: 'zlib', version: '1.2.11' },
  ],
})

describeWith('chromium', 'The workbench', () => {
  let folder: string
  let server: ServerProcess
  let browser: Browser
  let ada: Visitor
  let emre: Visitor
  let pia: Visitor

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workbench-'))
    server = await startServerProcess({ folder })
    browser = await launchBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  describe('people', () => {
    test('lets the first administrator in by the printed link', async () => {
      const link = /\/workbench\/welcome\/[\w-]+/.exec(server.said())?.[0]
      ada = await openVisitor(browser, server.url)
      await ada.arrive(link ?? '', { name: 'Ada Lindqvist', login: 'ada' })
      expect(await ada.page.getByRole('heading', { level: 1 }).innerText()).toBe('Inbox')
      expect(ada.complaints()).toEqual([])
    })

    test('invites colleagues through a form and hands them a link', async () => {
      for (const [name, login, roles] of [
        ['Emre Kaya', 'emre', ['Engineer', 'Triager']],
        ['Pia Novak', 'pia', ['Approver', 'Engineer']],
      ] as const) {
        await ada.open('/people')
        await ada.page.getByRole('button', { name: 'Invite a person' }).click()
        const form = ada.page.getByRole('dialog')
        await form.getByRole('textbox', { name: 'Name', exact: false }).first().fill(name)
        await form.getByRole('textbox', { name: 'Sign-in name' }).fill(login)
        for (const role of roles) await form.getByRole('checkbox', { name: role }).check()
        await form.getByRole('button', { name: 'Invite a person' }).click()
        await ada.page.getByRole('button', { name: 'Make the link' }).click()
        const link = await ada.page.getByText('/workbench/welcome/').innerText()
        const colleague = await openVisitor(browser, server.url)
        await colleague.arrive(new URL(link).pathname, {})
        if (login === 'emre') emre = colleague
        else pia = colleague
      }
      expect(await emre.page.getByRole('button', { name: 'Emre Kaya' }).isVisible()).toBe(true)
    })

    test('signs out, and in again to the page that was asked for', async () => {
      await emre.page.getByRole('button', { name: 'Emre Kaya' }).click()
      await emre.page.getByRole('menuitem', { name: 'Sign out' }).click()
      await emre.page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await emre.page.goto(`${server.url}/workbench/ledger`)
      await emre.fill({ 'Sign-in name': 'emre', Code: await emre.code() })
      await emre.page.locator('input[name=password]').fill('not the password')
      await emre.page.getByRole('button', { name: 'Sign in' }).click()
      await emre.page.getByRole('alert').waitFor()
      expect(await emre.findings()).toEqual([])
      await emre.fill({ Code: await emre.code() })
      await emre.page.locator('input[name=password]').fill(password)
      await emre.page.getByRole('button', { name: 'Sign in' }).click()
      await emre.page.getByRole('heading', { name: 'Ledger', level: 1 }).waitFor()
    }, 90_000)

    test('offers only what the roles allow', async () => {
      await emre.open('/people')
      expect(await emre.page.getByRole('button', { name: 'Invite a person' }).count()).toBe(0)
      await emre.open('/reports')
      expect(await emre.page.getByRole('button', { name: 'Record a report' }).count()).toBe(1)
    })
  })

  describe('a report', () => {
    test('is refused at the field that is missing, and nothing typed is lost', async () => {
      await emre.open('/reports')
      await emre.page.getByRole('button', { name: 'Record a report' }).click()
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
      await emre.page.getByRole('button', { name: 'Record a report' }).click()
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
      await emre.page.getByRole('button', { name: 'Record a report' }).click()
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

  /** Opens a command's form: from its own button, or from the menu of the others. */
  const press = async ({ page }: Visitor, title: string) => {
    const actions = page.locator('.page-actions')
    const direct = actions.getByRole('button', { name: title, exact: true })
    const more = actions.getByRole('button', { name: /^(More|Actions)$/ })
    await direct.or(more).first().waitFor()
    if ((await direct.count()) > 0) return direct.click()
    await more.click()
    await page.getByRole('menuitem', { name: title, exact: true }).click()
  }

  describe('a case', () => {
    test('is opened from a report with what the report says', async () => {
      await emre.open('/reports/RPT-2026-0001'.replace('2026', String(new Date().getUTCFullYear())))
      await emre.page.getByRole('button', { name: 'Open a case' }).click()
      const form = emre.page.getByRole('dialog')
      expect(await form.getByRole('textbox', { name: 'Title' }).inputValue()).toBe(
        'Gateway takes commands from anybody',
      )
      await form.getByRole('button', { name: 'Open a case' }).click()
      await emre.page.getByRole('region', { name: 'Path to closure' }).waitFor()
      expect(await emre.page.getByText('Nothing is proposed').isVisible()).toBe(true)
    })

    test('says calmly why a score is refused, and keeps it for correction', async () => {
      await press(emre, 'Score')
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
      await press(emre, 'Add a note')
      const form = emre.page.getByRole('dialog')
      await form.getByRole('textbox', { name: 'Note' }).fill('Reproduced in the laboratory.')
      await press(pia, 'Add a note')
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
      await press(emre, 'Decide the disclosure')
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
      await emre.page.getByText('waits for the approval of somebody else').waitFor()
    }, 120_000)

    test('lists what is missing when it is closed too early', async () => {
      await press(emre, 'Close the case')
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
      await press(emre, 'Add a note')
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
    const submit = async (visitor: Visitor, title: string) => {
      const form = visitor.page.getByRole('dialog')
      await form.getByRole('button', { name: title, exact: true }).click()
      await form.waitFor({ state: 'detached' })
    }

    test('reads the software items of an SBOM before they are recorded', async () => {
      const form = emre.page.getByRole('dialog')
      await emre.open('/products')
      await press(emre, 'Register a product')
      await form.getByRole('textbox', { name: 'Name' }).fill('Serafin infusion pump')
      await form.getByRole('textbox', { name: 'Maker' }).fill('Example Medical')
      await submit(emre, 'Register a product')
      await emre.page.getByRole('heading', { name: 'Serafin infusion pump' }).waitFor()
      await press(emre, 'Add a revision')
      await form.getByRole('textbox', { name: 'Revision' }).fill('2.4.0')
      await submit(emre, 'Add a revision')
      await press(emre, 'Record an SBOM')
      await form.getByRole('combobox', { name: 'Revision' }).click()
      await emre.page.getByRole('option', { name: '2.4.0' }).click()
      await form.locator('input[type=file]').setInputFiles({
        name: 'pump.cdx.json',
        mimeType: 'application/json',
        buffer: Buffer.from(sbom),
      })
      await form.getByText('2 software items read, CycloneDX 1.5.').waitFor()
      expect(await emre.findings()).toEqual([])
      await submit(emre, 'Record an SBOM')
      await emre.page.getByText('2 software items', { exact: true }).waitFor()
    })

    test('shows what could be read of an uploaded document', async () => {
      const form = emre.page.getByRole('dialog')
      await emre.open('/documents')
      await press(emre, 'Add a document')
      await form.getByRole('textbox', { name: 'Title' }).fill('Installation guide')
      await form.getByLabel('Kind of document').selectOption({ label: 'Installation guide' })
      await form.getByRole('combobox', { name: 'Products' }).fill('Serafin')
      await emre.page.getByRole('option', { name: /Serafin infusion pump/ }).click()
      await submit(emre, 'Add a document')
      await press(emre, 'Add a revision')
      await form.getByRole('textbox', { name: 'Version of the document' }).fill('1.0')
      await form.locator('input[type=file]').setInputFiles({
        name: 'installation.md',
        mimeType: 'text/markdown',
        buffer: Buffer.from('# Installation\n\nOpen port 8080 in the firewall.\n'),
      })
      await form.getByText('installation.md').waitFor()
      await submit(emre, 'Add a revision')
      await emre.page.getByText('Read: 2 statements').waitFor()
      await emre.page.getByText('Open port 8080 in the firewall.').waitFor()
      expect(await emre.findings()).toEqual([])
    })

    test('names product revisions from the list of them', async () => {
      const form = emre.page.getByRole('dialog')
      await emre.open(`/cases/CASE-${new Date().getUTCFullYear()}-0001`)
      await press(emre, 'Set the impact')
      await form.getByRole('combobox', { name: 'Product' }).fill('Serafin')
      await emre.page.getByRole('option', { name: /Serafin infusion pump/ }).click()
      await form.getByRole('combobox', { name: 'Revision' }).click()
      await emre.page.getByRole('option', { name: '2.4.0' }).click()
      await form.getByLabel('VEX status').selectOption({ label: 'Affected' })
      await submit(emre, 'Set the impact')
      await emre.page.getByRole('cell', { name: 'Affected', exact: true }).waitFor()
      expect(emre.complaints()).toEqual([])
    })
  })

  describe('every screen', () => {
    test('is reached from the navigation', async () => {
      await ada.open('/')
      for (const title of navigation) {
        await ada.page
          .getByRole('navigation', { name: 'Main' })
          .getByRole('link', { name: new RegExp(`^${title}`) })
          .click()
        await ada.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
      }
      expect(ada.complaints()).toEqual([])
    })

    for (const [scheme, width] of [
      ['light', 1_440],
      ['dark', 360],
    ] as const)
      test(`meets WCAG 2.2 AA and fits, ${scheme}, ${width} pixels wide`, async () => {
        const visitor = await openVisitor(browser, server.url, { scheme, width })
        await visitor.context.addCookies(await ada.context.cookies())
        const year = new Date().getUTCFullYear()
        const paths = [
          ...['reports', 'cases', 'documents', 'releases', 'people', 'distributions'],
          ...['clauses', 'ledger', 'deliveries', 'account', 'search?q=gateway'],
          `reports/RPT-${year}-0001`,
          `cases/CASE-${year}-0001`,
          `people/PER-${year}-0001`,
          `cases/CASE-${year}-9999`,
        ]
        for (const path of paths) {
          await visitor.open(`/${path}`)
          expect({ path, findings: await visitor.findings() }).toEqual({ path, findings: [] })
          const overflow = await visitor.page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          expect({ path, overflow }).toEqual({ path, overflow: 0 })
        }
        expect(visitor.complaints()).toEqual([])
        await visitor.close()
      }, 120_000)

    test('proves a fact of a timeline, and checks the whole ledger', async () => {
      await ada.open(`/cases/CASE-${new Date().getUTCFullYear()}-0001`)
      await ada.page
        .getByRole('link', { name: /^Proof/ })
        .last()
        .click()
      await ada.page.getByText('In the ledger').waitFor()
      await ada.page.getByRole('button', { name: 'Check the ledger' }).click()
      await ada.page.getByText('The ledger holds').waitFor()
    })

    test('loads less than 250 kB of compressed script at first', async () => {
      const visitor = await openVisitor(browser, server.url)
      await visitor.context.addCookies(await ada.context.cookies())
      const sizes: Promise<number>[] = []
      visitor.page.on('response', (response) => {
        if (response.request().resourceType() === 'script')
          sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
      })
      await visitor.open('/cases')
      const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
      process.stdout.write(`workbench first load: ${(total / 1_000).toFixed(1)} kB of script\n`)
      expect(total).toBeLessThan(250_000)
      await visitor.close()
    })
  })
})
