import axe from 'axe-core'
import fc from 'fast-check'
import type { Browser } from 'playwright-core'
import { getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { code, paragraph, section, strong, text } from '../../src/releases/document/blocks.ts'
import { composeReleaseDocumentation } from '../../src/releases/document/compose.ts'
import { missingSections } from '../../src/releases/document/model.ts'
import { drawablePoints } from '../../src/releases/render/glyphs.ts'
import { pdfInput } from '../../src/releases/render/pdf-input.ts'
import { createPress } from '../../src/releases/render/press.ts'
import { createRenderer, renderFormats } from '../../src/releases/render/render.ts'
import { launchBrowser } from '../support/chromium.ts'
import { gatewayRecords } from '../support/gateway-records.ts'
import { describeWith } from '../support/needs.ts'
import { letters, renderedText } from '../support/rendered-text.ts'

const renderer = createRenderer()
const press = createPress()
afterAll(async () => {
  await renderer.close()
  await press.close()
})

const [guide, notes] = composeReleaseDocumentation(gatewayRecords)

describe('a missing record', () => {
  const {
    release,
    product,
    guidance = {},
    securityProfile = {},
    conformance = {},
    ...lists
  } = gatewayRecords
  const without = (object: object, gone: ReadonlySet<string>, prefix: string): object =>
    Object.fromEntries(Object.entries(object).filter(([name]) => !gone.has(`${prefix}${name}`)))
  const names = [
    ...Object.keys(lists),
    ...Object.keys(guidance).map((name) => `guidance.${name}`),
    ...Object.keys(securityProfile).map((name) => `securityProfile.${name}`),
    ...Object.keys(conformance).map((name) => `conformance.${name}`),
  ]

  const documentsWithout = (gone: ReadonlySet<string>) =>
    composeReleaseDocumentation({
      release,
      product,
      ...without(lists, gone, ''),
      guidance: without(guidance, gone, 'guidance.'),
      securityProfile: without(securityProfile, gone, 'securityProfile.'),
      conformance: without(conformance, gone, 'conformance.'),
    })

  test.each(names)('is a gap: %s', (name) => {
    const gaps = documentsWithout(new Set([name])).flatMap(missingSections)
    expect(gaps.length).toBeGreaterThan(0)
    expect(gaps.length).toBeLessThanOrEqual(3)
  })

  test('yields its marker in every format', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(names, { minLength: 1 }), fc.nat(1), async (gone, which) => {
        const document = documentsWithout(new Set(gone))[which] ?? guide
        const gaps = missingSections(document)
        for (const format of renderFormats) {
          const read = letters(await renderedText(format, await renderer.render(document, format)))
          expect(read.split('MISSING').length - 1, format).toBe(gaps.length)
          for (const gap of gaps)
            expect(read, format).toContain(
              letters(`MISSING ${gap.what}To be supplied by: ${gap.suppliedBy}`),
            )
          expect(read.includes(letters('Draft: not for release')), format).toBe(gaps.length > 0)
        }
      }),
      { numRuns: 6 },
    )
  }, 120_000)
})

describe('the table of glyphs', () => {
  test('names only what the fonts inside the compiler draw', async () => {
    const points = drawablePoints().map((point) => String.fromCodePoint(point))
    const blocks = points.map((one) => paragraph([text(one), strong(one), code(one)]))
    const document = { ...notes, sections: [section('a', 'A', [], blocks)] }
    const file = await press.print({ kind: 'pdf', input: pdfInput(document, (said) => said) })
    expect(points.length).toBeGreaterThan(4_000)
    expect(file.length).toBeGreaterThan(100_000)
  }, 60_000)
})

describe('a document of 200 pages', () => {
  const risks = Array.from({ length: 1_000 }, (_, index) => ({
    id: `RSK-2026-${index}`,
    category: `Category ${index % 7}`,
    description:
      'Who can write into the network segment can read or forge orders to the pumps. '.repeat(5),
    state: 'accepted' as const,
    compensatingControl:
      'Keep gateway and integration engine in one segment, apart from others. '.repeat(5),
  }))
  const [long] = composeReleaseDocumentation({
    ...gatewayRecords,
    residualRisks: { entries: risks },
  })

  test.each(renderFormats)(
    'is rendered as %s',
    async (format) => {
      await renderer.render(notes, format)
      const start = performance.now()
      const file = await renderer.render(long, format)
      const seconds = (performance.now() - start) / 1_000
      const read = await renderedText(format, file)
      expect(read).toContain('RSK-2026-999')
      const pages = format === 'pdf' ? (await getDocumentProxy(file.slice())).numPages : undefined
      process.stdout.write(
        `200 pages as ${format}: ${seconds.toFixed(2)} s, ${Math.round(file.length / 1_024)} KiB${pages === undefined ? '' : `, ${pages} pages`}\n`,
      )
      if (pages !== undefined) expect(pages).toBeGreaterThanOrEqual(200)
      expect(seconds).toBeLessThan(30)
    },
    120_000,
  )
})

describeWith('chromium', 'the HTML form in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  test.each([390, 1_000])('is accessible and fits %i pixels', async (width) => {
    const file = await renderer.render(documentsWithGaps(), 'html')
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    // Not setContent, which would write into a page of another policy.
    await page.route('http://document.invalid/', (route) =>
      route.fulfill({ body: Buffer.from(file), contentType: 'text/html; charset=utf-8' }),
    )
    await page.goto('http://document.invalid/')
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0)
    expect(
      await page.evaluate(
        () => getComputedStyle(document.querySelector('h2') ?? document.body).borderTopWidth,
      ),
    ).toBe('2px')
    expect(complaints).toEqual([])
    const problems = await page.evaluate(`(() => { ${axe.source}; return axe.run() })()`)
    expect(violationsOf(problems)).toEqual([])
    await page.close()
  })
})

const documentsWithGaps = () => {
  const { guidance: _, approvals: __, ...records } = gatewayRecords
  return composeReleaseDocumentation(records)[0]
}

const violationsOf = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'violations' in answer
    ? answer.violations
    : answer
