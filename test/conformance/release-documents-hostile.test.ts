import { readFileSync } from 'node:fs'
import { getDocumentProxy } from 'unpdf'
import { afterAll, describe, expect, test } from 'vitest'
import {
  code,
  list,
  paragraph,
  section,
  strong,
  table,
  text,
} from '../../src/releases/document/blocks.ts'
import { composeReleaseDocumentation } from '../../src/releases/document/compose.ts'
import type { PrintableDocument } from '../../src/releases/document/model.ts'
import { visibleText } from '../../src/releases/document/visible-text.ts'
import { drawableText, plainText } from '../../src/releases/render/glyphs.ts'
import { createRenderer, renderFormats } from '../../src/releases/render/render.ts'
import { gatewayRecords } from '../support/gateway-records.ts'
import { elementText, htmlElements, letters, renderedText } from '../support/rendered-text.ts'
import { needsShared, sharedPath } from '../support/shared.ts'

const renderer = createRenderer()
afterAll(() => renderer.close())

const [, notes] = composeReleaseDocumentation(gatewayRecords)

/** Every text in every place where a text can stand. */
const everywhere = (texts: readonly string[]): PrintableDocument => ({
  ...notes,
  title: texts[0]?.slice(0, 300) ?? 'T',
  publisher: texts[0]?.slice(0, 300) ?? 'T',
  sections: [
    section('first', 'BEGIN', [], [paragraph('BEGIN')]),
    ...texts.map((said, index) =>
      section(
        `text-${index}`,
        said.slice(0, 300),
        [],
        [
          paragraph([text(said), strong(said), code(said)]),
          ...list(false, [said]),
          ...list(true, [said]),
          ...table(
            said.slice(0, 300),
            [
              [said.slice(0, 300), 1],
              ['b', 3],
            ],
            [[said, [code(said)]]],
          ),
          {
            kind: 'definitions',
            entries: [{ term: said.slice(0, 300), definition: [text(said)] }],
          },
          {
            kind: 'note',
            tone: 'warning',
            content: [{ kind: 'link', text: said, href: 'https://a.example' }],
          },
          { kind: 'missing', what: said.slice(0, 4_000), suppliedBy: said.slice(0, 300) },
          {
            kind: 'signature',
            name: said.slice(0, 300),
            meaning: said.slice(0, 300),
            time: '2026-11-20T14:05:00Z',
          },
        ],
      ),
    ),
    section('last', 'END', [], [paragraph('END')]),
  ],
})

// What only orders or joins letters is not read back the same by every reader.
const comparable = (said: string): string =>
  letters(said.normalize('NFKD')).replaceAll(/[\p{M}\p{Cf}\p{Z}]/gu, '')

// pdf.js reads neither glyphs that stand for several characters nor reordered lines as written:
// of these texts the PDF is checked for what stands before and after.
const readBackOtherwise = /[\p{M}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u

const hostile: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>"\'><b>&amp;&lt;]]></style><!--',
  '#eval("panic()") #import "/etc/passwd" $x^2$ *bold* _it_ `raw` <label> @ref // no /* no */ \\u{41} ~ -- ---',
  '#read("/etc/passwd")#sys.inputs',
  '= Heading\n\n- item\n+ item\n/ term: x',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of somebody else's language
  '{{constructor.constructor("alert(1)")()}} ${7*7} <%= 7*7 %> %n%s',
  '\u0000\u0001\u0008\u001b[31mred\u007f\u0085\ufffe\uffff',
  '\ud800 half \udfff',
  'abc\u202ecod.exe\u202c \u2066x\u2069',
  'שלום עולם 123 abc',
  'مرحبا بالعالم',
  '漢字かな交じり文 한국어 ไทย',
  '😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301\u0302\u0303 Z̷̢a̴̧l̶g̵o̸',
  Array.from({ length: 125 }, (_, index) => String.fromCodePoint(0x69a + index)).join(' '),
  'rIdabcdefghijklmnopqrstu _Toc1 PAGEREF _Toc1 w:anchor="_Toc1"',
]

const check = async (texts: readonly string[]): Promise<void> => {
  const document = everywhere(texts)
  const begin = letters('BEGIN')
  for (const format of renderFormats) {
    const read = comparable(await renderedText(format, await renderer.render(document, format)))
    expect(read).toContain(begin)
    expect(read).toContain('END')
    for (const said of texts) {
      const visible = visibleText(said)
      if (format !== 'pdf') expect(read, format).toContain(comparable(visible))
      else if (!readBackOtherwise.test(visible))
        expect(
          [drawableText, plainText].some((drawn) => read.includes(comparable(drawn(visible)))),
          visible,
        ).toBe(true)
    }
  }
}

describe('hostile text', () => {
  test.each(hostile.map((said) => [said]))('shows as text in every format: %j', (said) =>
    check([said]),
  )

  test('shows as text in every format together', () => check(hostile))

  test('makes no element, attribute or policy of its own', async () => {
    const elements = htmlElements(await renderer.render(everywhere(hostile), 'html'))
    const names = new Set(elements.map((one) => one.tagName))
    expect(
      [...names].filter((name) => /^(script|img|iframe|svg|form|input|b)$/.test(name)),
    ).toEqual([])
    expect(elements.flatMap((one) => one.attrs).filter((one) => one.name.startsWith('on'))).toEqual(
      [],
    )
    expect(elements.filter((one) => one.tagName === 'style')).toHaveLength(1)
    const items = elements.filter(
      (one) => one.tagName === 'li' && one.attrs.some((a) => a.name === 'dir'),
    )
    expect(items.map(elementText)).toEqual(
      hostile.flatMap((said) => [visibleText(said), visibleText(said)]),
    )
  })

  test.runIf(needsShared('suites', 'naughty-strings'))(
    'of others shows as text in every format',
    async () => {
      const path = sharedPath('suites', 'naughty-strings', 'blns.json') ?? ''
      const strings: unknown = JSON.parse(readFileSync(path, 'utf8'))
      const texts = (Array.isArray(strings) ? strings : []).filter(
        (one): one is string => typeof one === 'string' && one.trim() !== '',
      )
      expect(texts.length).toBeGreaterThan(400)
      for (let start = 0; start < texts.length; start += 90)
        await check(texts.slice(start, start + 90))
    },
    120_000,
  )

  test('of 64,000 characters without a space stays on the page', async () => {
    const word = 'Ab1'.repeat(21_333)
    const document: PrintableDocument = {
      ...notes,
      sections: [
        section(
          'a',
          'A',
          [],
          [
            paragraph(word),
            ...table(
              'T',
              [
                ['a', 1],
                ['b', 7],
              ],
              [[word.slice(0, 6_000), [code(word)]]],
            ),
          ],
        ),
      ],
    }
    for (const format of renderFormats) {
      const file = await renderer.render(document, format)
      const read = letters(await renderedText(format, file))
      expect(read.split('Ab1').length - 1, format).toBeGreaterThanOrEqual(2 * 21_333)
      if (format === 'pdf') expect(await widest(file)).toBeLessThan(595 - 24)
    }
  }, 60_000)
})

/** The rightmost end of any text, in points. */
const widest = async (file: Uint8Array): Promise<number> => {
  const pdf = await getDocumentProxy(file.slice())
  let right = 0
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    for (const item of items)
      if ('str' in item) right = Math.max(right, (item.transform[4] ?? 0) + item.width)
  }
  return right
}
