import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { idOf, type Office, openOffice } from './workbench/office.ts'
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
  'Kept clause reviews',
  'Ledger',
  'Deliveries',
  'People',
  'Sign-ins',
]

describeWith('chromium', 'The workbench', () => {
  let office: Office
  let ada: Visitor
  let emre: Visitor

  beforeAll(async () => {
    office = await openOffice()
    ada = office.ada
  })

  afterAll(() => office?.close())

  describe('people', () => {
    test('lets the first administrator in by the printed link', async () => {
      expect(await ada.page.getByRole('heading', { level: 1 }).innerText()).toBe('Inbox')
      expect(ada.complaints()).toEqual([])
    })

    test('invites a colleague through a form and hands over a link', async () => {
      emre = await office.colleague('Emre Kaya', 'emre', ['Engineer', 'Triager'])
      expect(await emre.page.getByRole('button', { name: 'Emre Kaya' }).isVisible()).toBe(true)
    })

    test('signs out, and in again to the page that was asked for', async () => {
      await emre.page.getByRole('button', { name: 'Emre Kaya' }).click()
      await emre.page.getByRole('menuitem', { name: 'Sign out' }).click()
      await emre.page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await emre.page.goto(`${office.server.url}/workbench/ledger`)
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
    test('becomes a case', async () => {
      await emre.open('/reports')
      await emre.press('Record a report')
      const form = emre.page.getByRole('dialog')
      await form.getByLabel('Source').selectOption({ label: 'Product users' })
      await form.getByRole('textbox', { name: 'Title' }).fill('Gateway takes any command')
      await form.getByRole('textbox', { name: 'Description' }).fill('Port 8080 asks nobody.')
      await emre.submit('Record a report')
      await emre.page.getByRole('button', { name: 'Open a case' }).click()
      await emre.submit('Open a case')
      await emre.page.getByRole('region', { name: 'Path to closure' }).waitFor()
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
        const visitor = await openVisitor(office.browser, office.server.url, { scheme, width })
        await visitor.context.addCookies(await ada.context.cookies())
        const paths = [
          ...['reports', 'cases', 'documents', 'releases', 'people', 'distributions'],
          ...['clauses', 'ledger', 'deliveries', 'account', 'sign-ins', 'search?q=gateway'],
          `reports/${idOf('RPT', 1)}`,
          `cases/${idOf('CASE', 1)}`,
          `people/${idOf('PER', 1)}`,
          `cases/${idOf('CASE', 9_999)}`,
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
      await ada.open(`/cases/${idOf('CASE', 1)}`)
      await ada.page
        .getByRole('link', { name: /^Proof/ })
        .last()
        .click()
      await ada.page.getByText('In the ledger').waitFor()
      await ada.page.getByRole('button', { name: 'Check the ledger' }).click()
      await ada.page.getByText('The ledger holds').waitFor()
    })

    test('loads less than 250 kB of compressed script at first', async () => {
      const visitor = await openVisitor(office.browser, office.server.url)
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
