import { describe, expect, it } from 'vitest'
import { bytesOf, zipOf } from '../../../test/support/made-documents.ts'
import { extractDocument } from './extract-document.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (...all: readonly (readonly [id: string, type: string, target: string])[]) =>
  bytesOf(
    `<Relationships>${all
      .map(
        ([id, type, target]) =>
          `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`,
      )
      .join('')}</Relationships>`,
  )
const read = async (name: string, parts: Readonly<Record<string, Uint8Array>>) =>
  extractDocument({ name, bytes: await zipOf(parts) })
const rows = ({ passages }: Awaited<ReturnType<typeof read>>): readonly string[] =>
  passages.map(({ kind, text, location }) =>
    [location.page ?? location.line ?? '-', kind, text].join(' '),
  )

const sheetNamespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const workbook = (sheet: string, more: Readonly<Record<string, Uint8Array>> = {}) => ({
  '_rels/.rels': relations(['r1', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': bytesOf(
    `<workbook ${sheetNamespace} xmlns:r="${office}"><sheets><sheet name="Ports" r:id="r1"/><sheet name="Old" state="hidden" r:id="r2"/></sheets></workbook>`,
  ),
  'xl/_rels/workbook.xml.rels': relations(
    ['r1', 'worksheet', 'worksheets/sheet1.xml'],
    ['r2', 'worksheet', 'worksheets/sheet2.xml'],
    ['r3', 'sharedStrings', 'sharedStrings.xml'],
    ['r4', 'styles', 'styles.xml'],
  ),
  'xl/sharedStrings.xml': bytesOf(
    `<sst ${sheetNamespace}><si><t>Port</t></si><si><r><t>Ser</t></r><r><t>vice</t></r><rPh><t>unsaid</t></rPh></si></sst>`,
  ),
  'xl/styles.xml': bytesOf(
    `<styleSheet ${sheetNamespace}><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
  ),
  'xl/worksheets/sheet1.xml': bytesOf(
    `<worksheet ${sheetNamespace}><sheetData>${sheet}</sheetData></worksheet>`,
  ),
  'xl/worksheets/sheet2.xml': bytesOf(`<worksheet ${sheetNamespace}><sheetData/></worksheet>`),
  ...more,
})

describe('a workbook', () => {
  it('gives sheets, and rows below the head of their table, with days as days', async () => {
    const answer = await read(
      'ports.xlsx',
      workbook(
        `<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>
         <row r="3"><c><v>8080</v></c><c t="inlineStr"><is><t>web</t></is></c><c s="1"><v>46053</v></c><c t="b"><v>1</v></c><c><v>0.30000000000000004</v></c></row>`,
      ),
    )
    expect(rows(answer)).toEqual([
      '- heading Ports',
      '1 table-row Port\tService',
      '3 table-row 8080\tweb\t2026-01-31\tTRUE\t0.3',
      '- heading Old',
    ])
    expect(answer.passages[2]?.location.headings).toEqual(['Ports', 'Port | Service'])
    expect(answer.notes).toEqual(['it holds hidden sheets, read as well'])
  })

  it('of 100,000 rows is read, and one with too many is read to a bound that is named', async () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, at) => `<row><c><v>${at}</v></c></row>`).join('')
    const answer = await read('a.xlsx', workbook(many(100_000)))
    expect([answer.outcome, answer.passages.length]).toEqual(['read', 100_002])
    const over = await read('a.xlsx', workbook(many(200_500)))
    expect(over.outcome).toBe('partly-read')
    expect(over.reason).toMatch(/longer than .* 200000 passages/)
  }, 60_000)
})

describe('a presentation', () => {
  it('gives slides as pages, titles as headings, rows and pictures', async () => {
    const slide = `<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
      <p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><a:p><a:r><a:t>Network</a:t></a:r></a:p></p:sp>
      <p:sp><a:p><a:r><a:t>Open </a:t></a:r><a:r><a:t>port 8080.</a:t></a:r></a:p></p:sp>
      <p:graphicFrame><a:tbl><a:tr><a:tc><a:p><a:t>22</a:t></a:p></a:tc><a:tc><a:p><a:t>ssh</a:t></a:p></a:tc></a:tr></a:tbl></p:graphicFrame>
      <p:pic><p:nvPicPr><p:cNvPr descr="The plan"/></p:nvPicPr></p:pic></p:sld>`
    const answer = await read('a.pptx', {
      'ppt/presentation.xml': bytesOf(
        `<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${office}"><p:sldIdLst><p:sldId r:id="r2"/></p:sldIdLst></p:presentation>`,
      ),
      'ppt/_rels/presentation.xml.rels': relations(['r2', 'slide', 'slides/slide1.xml']),
      'ppt/slides/slide1.xml': bytesOf(slide),
    })
    expect(rows(answer)).toEqual([
      '1 heading Network',
      '1 paragraph Open port 8080.',
      '1 table-row 22\tssh',
    ])
    expect(answer.drawings).toEqual([
      { page: 1, headings: ['Network'], reason: 'a picture', caption: 'The plan' },
    ])
  })
})

describe('an OpenDocument file', () => {
  const namespaces = ['office', 'text', 'table', 'drawing']
    .map(
      (name) =>
        `xmlns:${name === 'drawing' ? 'draw' : name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
    )
    .join(' ')
  const content = (body: string) => ({
    mimetype: bytesOf('application/vnd.oasis.opendocument'),
    'content.xml': bytesOf(
      `<office:document-content ${namespaces}><office:body>${body}</office:body></office:document-content>`,
    ),
  })

  it('gives a text in its order, without what is deleted and what is commented', async () => {
    const answer = await read(
      'a.odt',
      content(`<office:text>
        <text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
        <text:h text:outline-level="1">Network</text:h>
        <text:p>Open<text:s/>port 8080.<office:annotation><text:p>why?</text:p></office:annotation></text:p>
        <text:list><text:list-item><text:p>First</text:p></text:list-item></text:list>
        <table:table table:name="T"><table:table-row><table:table-cell><text:p>22</text:p></table:table-cell><table:table-cell><text:p>ssh</text:p></table:table-cell></table:table-row></table:table>
      </office:text>`),
    )
    expect(rows(answer)).toEqual([
      '- heading Network',
      '- paragraph Open port 8080.',
      '- list-item First',
      '- table-row 22\tssh',
    ])
    expect(answer.notes).toHaveLength(2)
  })

  it('gives sheets by name, rows with their number, and says that it is encrypted', async () => {
    const row = (words: string, repeated = ''): string =>
      `<table:table-row ${repeated}><table:table-cell><text:p>${words}</text:p></table:table-cell></table:table-row>`
    const answer = await read(
      'a.ods',
      content(
        `<office:spreadsheet><table:table table:name="Ports">${row('22')}${row('', 'table:number-rows-repeated="4"')}${row('80')}</table:table></office:spreadsheet>`,
      ),
    )
    expect(rows(answer)).toEqual(['- heading Ports', '1 table-row 22', '6 table-row 80'])
    const locked = await read('a.odt', {
      ...content('<office:text/>'),
      'META-INF/manifest.xml': bytesOf('<manifest><encryption-data/></manifest>'),
    })
    expect(locked).toMatchObject({
      outcome: 'could-not-read',
      reason: 'encrypted: needs a password',
    })
  })
})
