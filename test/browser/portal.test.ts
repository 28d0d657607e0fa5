import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advisoriesPage, fallback, sayIn, thanksPage, updatesPage } from '../../src/portal/index.ts'
import { launchBrowser } from '../support/chromium.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { sendsForm } from '../support/work/report.ts'

const axe = await readFile(
  import.meta.resolve('axe-core/axe.min.js').slice('file://'.length),
  'utf8',
)

const looks = [
  { colorScheme: 'light', viewport: { width: 1100, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1100, height: 800 } },
  { colorScheme: 'light', viewport: { width: 360, height: 700 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 700 } },
] as const

const long = 'W'.repeat(120)
const published = {
  reference: 'UPD-2026-0001',
  title: `Careline Gateway 2.4.1 ${long}`,
  revision: long,
  publishedAt: '2026-03-02T10:00:00.000Z',
  compatibility: `For hardware B.\n${long}`,
  instructions: `Stop, install, start.\n${long}`,
  kitHref: '/updates/kits/UPD-2026-0001.zip',
  withdrawn: { reason: long, at: '2026-03-05T10:00:00.000Z' },
  files: [{ name: `gateway-${long}.bin`, sha256: 'ab'.repeat(32), href: '/updates/files/x' }],
}
const maker = { name: 'Example Medical', url: 'https://www.example-medical.example' }
const site = { filesMegabytes: 256, maker, say: sayIn({ language: fallback }) }
const publishedPages = {
  '/security/thanks': thanksPage(site, [
    { name: `Rita of ${long}`, link: 'https://lantern.example/', year: '2026' },
    { name: 'Quentin', link: '', year: '2025' },
  ]),
  '/updates/': updatesPage(site, {
    updates: [published, { ...published, reference: 'UPD-2026-0002', withdrawn: null }],
    rootHref: '/updates/files/metadata/1.root.json',
    rootSha256: 'cd'.repeat(32),
  }),
  '/advisories/': advisoriesPage(site, [
    {
      ...published,
      reference: 'ADV-2026-0001',
      summary: long,
      href: '/advisories/files/x.json',
      severity: 'high',
      score: 7.6,
      identifiers: ['CVE-2026-99101'],
      affected: [long],
      fixed: [long],
      remedies: [long],
    },
  ]),
}

describeWith('chromium', 'the portal in a browser', () => {
  let server: Maker
  let triager: Colleague
  let browser: Browser
  beforeAll(async () => {
    server = await openMaker()
    triager = await server.colleague('tom', ['triager'])
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const visiting = async (
    options: BrowserContextOptions,
    visit: (page: Page) => Promise<void>,
  ): Promise<void> => {
    const context = await browser.newContext({ baseURL: server.url, ...options })
    try {
      await visit(await context.newPage())
    } finally {
      await context.close()
    }
  }

  test('a stranger without script reads the policy, reports with a file, and follows it later', async () => {
    let link = ''
    await visiting({ javaScriptEnabled: false }, async (page) => {
      await page.goto('/security')
      await page.getByRole('heading', { name: 'What we promise' }).waitFor()
      await page.getByRole('main').getByRole('link', { name: 'Report a vulnerability' }).click()
      await page.getByLabel('What did you find?').fill('Any password opens the service port.')
      await page.getByLabel('Product', { exact: true }).fill('Careline Gateway')
      await page
        .getByLabel('How do you come to know it?')
        .selectOption({ label: 'I use or look after the product' })
      await page.getByLabel('Files').setInputFiles({
        name: 'capture.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('GET / HTTP/1.1'),
      })
      await page.getByRole('button', { name: 'Send the report' }).click()
      expect(await page.locator('#reference').textContent()).toMatch(/^RPT-\d{4}-\d{4}$/)
      link = (await page.locator('#secret-link').getAttribute('href')) ?? ''
    })
    const [report] = (await triager.get('/api/reports')).body.items
    expect((await triager.get(`/api/reports/${report.id}`)).body.state.source).toBe('d')
    await triager.does(`/api/reports/${report.id}/acknowledge`, {
      message: 'We can see it, too.',
      nextDate: new Date(server.time.now + 9 * 86_400_000).toISOString().slice(0, 10),
    })
    // Days later, another browser, only the link.
    await visiting({ javaScriptEnabled: false }, async (page) => {
      await page.goto(link)
      expect(await page.locator('#standing').textContent()).toContain('A person has read')
      const thread = page.getByRole('listitem')
      await thread.filter({ hasText: 'Files: capture.txt' }).waitFor()
      await thread.filter({ hasText: 'We can see it, too.' }).waitFor()
      await page.getByLabel('Message').fill('It is care4you.')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('status').waitFor()
      await thread.filter({ hasText: 'It is care4you.' }).waitFor()
      await page.reload()
      expect(await thread.filter({ hasText: 'It is care4you.' }).count()).toBe(1)
    })
  })

  test('by keyboard alone a report is written, mended and sent', () =>
    visiting({ javaScriptEnabled: false }, async (page) => {
      await page.goto('/report')
      await page.keyboard.press('Tab')
      expect(await page.locator(':focus').textContent()).toBe('Skip to the content')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      await page.keyboard.type('The service port takes any password.')
      const tabTo = async (id: string) => {
        for (let presses = 0; presses < 40; presses++) {
          await page.keyboard.press('Tab')
          const focused = page.locator(':focus')
          // Whoever goes by keyboard must see where they are.
          expect(
            await focused.evaluate((element) => getComputedStyle(element).outlineStyle),
          ).not.toBe('none')
          if ((await focused.getAttribute('id')) === id) return
        }
        throw new Error(`Tab never comes to ${id}.`)
      }
      await tabTo('reporterEmail')
      await page.keyboard.type('jo@x')
      await page.keyboard.press('Enter')
      // The form was sent by Enter and came back: its problem is announced and leads to the field.
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await page.locator(':focus').getAttribute('role')).toBe('alert')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(page.url()).toContain('#reporterEmail')
      await page.locator('#reporterEmail').focus()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('jo@hospital.example')
      await page.keyboard.press('Enter')
      await page.locator('#secret-link').waitFor()
    }))

  test('a reporter asks to be named and takes the report back, by keyboard and without script', () =>
    visiting({ javaScriptEnabled: false }, async (page) => {
      const { link } = await sendsForm(server, { description: 'Open port 23.' })
      await page.goto(link)
      const opens = async (name: string) => {
        await page.getByText(name, { exact: true }).focus()
        await page.keyboard.press('Enter')
      }
      await opens('Be named')
      await page.getByText('So far you stay unnamed.').waitFor()
      await page.getByLabel('How shall we name you').fill('Jo of Ward 7')
      await page.keyboard.press('Enter')
      await page.getByRole('status').waitFor()
      await opens('Be named')
      await page.getByText('You have told us how you want to be named.').waitFor()
      // The link may have come into other hands: what was wished is not shown.
      expect(await page.content()).not.toContain('Jo of Ward 7')
      await opens('Take the report back')
      await page.getByLabel('Why?').fill('It was the neighbour’s device.')
      await page.getByRole('button', { name: 'Take it back' }).click()
      await page.getByText('You took this report back').waitFor()
      expect(await page.getByText('Take the report back', { exact: true }).count()).toBe(0)
      await page.getByLabel('Message').fill('No, it is yours after all.')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByText('Nobody has answered it yet.').waitFor()
    }))

  test.each(looks)('every page is accessible and fits: $colorScheme, $viewport.width px', (look) =>
    visiting(look, async (page) => {
      const { link } = await sendsForm(server, {
        description: `A long word: ${'x'.repeat(300)}`,
        title: 'y'.repeat(280),
      })
      const pages = [
        '/security',
        '/report',
        link,
        `${link}?added`,
        '/updates/',
        '/advisories/',
        '/report/link',
        '/r/x',
      ]
      for (const path of pages) {
        await page.goto(path)
        // What is folded away must be as good.
        for (const summary of await page.locator('summary').all()) await summary.click()
        await isAccessible(page, path)
      }
      for (const [path, published] of Object.entries(publishedPages)) {
        await page.goto(path)
        await page.setContent(published)
        await isAccessible(page, `${path} with content`)
      }
      await page.goto('/report')
      await page.getByLabel('What did you find?').fill(' ')
      await page.getByRole('button', { name: 'Send the report' }).click()
      await page.getByRole('alert').waitFor()
      await isAccessible(page, 'the form with a problem')
      await page.getByLabel('What did you find?').fill('Plain HTTP.')
      await page.getByRole('button', { name: 'Send the report' }).click()
      await page.locator('#secret-link').waitFor()
      await page.getByText('Proof for later').click()
      await isAccessible(page, 'the receipt')
    }),
  )

  test('a German visitor without script reads, is helped, reports and follows it in German', () =>
    visiting(
      { javaScriptEnabled: false, locale: 'de-DE', viewport: { width: 360, height: 700 } },
      async (page) => {
        await page.goto('/security')
        expect(await page.locator('html').getAttribute('lang')).toBe('de')
        await page.getByRole('heading', { name: 'Was wir zusagen' }).waitFor()
        await page.getByRole('main').getByRole('link', { name: 'Schwachstelle melden' }).click()
        await page.getByLabel('Was haben Sie gefunden?').fill('Der Wartungszugang ist offen.')
        await page.getByLabel('E-Mail').fill('jo@x')
        await page.getByRole('button', { name: 'Meldung absenden' }).click()
        await page
          .getByRole('alert')
          .getByRole('link', { name: /name@example\.org/ })
          .click()
        await page.getByLabel('E-Mail').fill('')
        await page.getByRole('button', { name: 'Meldung absenden' }).click()
        await page.getByText('Bewahren Sie den geheimen Link jetzt auf.').waitFor()
        await page.locator('#secret-link').click()
        await page.getByText('Beantwortet hat sie noch niemand.').waitFor()
        await page.getByLabel('Nachricht').fill('Auch in 2.4.1.')
        await page.getByRole('button', { name: 'Absenden' }).click()
        await page.getByText('Danke. Es ist jetzt bei Ihrer Meldung.').waitFor()
        // Somebody else at this desk reads English: one choice, kept by every link from there on.
        await page.getByRole('link', { name: 'English' }).click()
        await page.getByText('Nobody has answered it yet.').waitFor()
        await page.getByRole('link', { name: 'Disclosure policy' }).click()
        await page.getByRole('heading', { name: 'What we promise' }).waitFor()
      },
    ))

  test.each([looks[1], looks[2]])(
    'every page is accessible and fits in German: $colorScheme, $viewport.width px',
    (look) =>
      visiting({ ...look, locale: 'de-DE' }, async (page) => {
        const { link } = await sendsForm(server, { description: 'Klartext auf Port 80.' })
        for (const path of ['/security', '/report', link, '/report/link', '/r/x']) {
          await page.goto(path)
          expect(await page.locator('html').getAttribute('lang')).toBe('de')
          await isAccessible(page, path)
        }
      }),
  )

  const isAccessible = async (page: Page, what: string): Promise<void> => {
    await page.evaluate(axe)
    const problems = await page.evaluate(async () => {
      const { axe: runner } = globalThis as unknown as {
        axe: {
          run(
            where: Document,
            options: object,
          ): Promise<{
            violations: { id: string; nodes: { target: string[] }[] }[]
          }>
        }
      }
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      const { violations } = await runner.run(document, { runOnly: tags })
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`,
      )
    })
    expect([what, problems]).toEqual([what, []])
    const [wanted, there] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ])
    expect([what, wanted]).toEqual([what, there])
  }

  test('nothing comes from another address, and nothing is kept in the browser', () =>
    visiting({}, async (page) => {
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).origin))
      for (const path of ['/security', '/report', '/updates/', '/advisories/'])
        await page.goto(path)
      expect(new Set(asked)).toEqual(new Set([server.url]))
      expect(await page.context().cookies()).toEqual([])
    }))

  test('with script the browser shows work for the report while somebody types, and keeps to our policy', () =>
    visiting({}, async (page) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      await page.goto('/report')
      const challenged = page.waitForResponse('**/report/challenge')
      await page.getByLabel('What did you find?').pressSequentially('The service port is open.')
      await challenged
      const posted = page.waitForRequest((request) => request.method() === 'POST')
      await page.getByRole('button', { name: 'Send the report' }).click()
      expect(new URL((await posted).url()).searchParams.get('proof')).toMatch(/^[\w+/]{500,}=*$/)
      await page.locator('#secret-link').waitFor()
      expect(complaints).toEqual([])
      // Back to the form and sent anew: a new piece of work, and another report.
      await page.goBack()
      await page.getByLabel('What did you find?').fill('The log shows passwords.')
      await page.getByRole('button', { name: 'Send the report' }).click()
      await page.locator('#secret-link').waitFor()
    }))

  test('where the work cannot be had the report is sent without', () =>
    visiting({}, async (page) => {
      await page.route('**/report/challenge', (route) => route.abort())
      await page.goto('/report')
      await page.getByLabel('What did you find?').fill('Plain HTTP.')
      await page.getByRole('button', { name: 'Send the report' }).click()
      await page.locator('#secret-link').waitFor()
    }))
})
