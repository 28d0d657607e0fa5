import { describe, expect, it } from 'vitest'
import { page, pdf, stream } from '../../../test/support/made-documents.ts'
import { joinLines, vocabularyOf } from './hyphens.ts'
import { readPdf } from './pdf.ts'
import { inColumns } from './pdf-columns.ts'
import { linesOf, type PdfItem } from './pdf-lines.ts'

const said = (text: string, x: number, y: number): string =>
  `BT /F1 12 Tf ${x} ${y} Td (${text}) Tj ET`
const picture = stream(
  '\x00',
  '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
)
const withPicture = (content: string): Uint8Array =>
  pdf(page(content, [picture], '/XObject << /P 6 0 R >>'))

describe('a passage of a PDF', () => {
  it('says where on its page it stands, from the top left', async () => {
    const { passages } = await readPdf(pdf(page(said('Open port 8080.', 72, 700))))
    const box = passages[0]?.location.box
    expect(box).toMatchObject({ x: 72, height: 13.2 })
    // The page is 842 points high in this test's files: the letters stand on 842 - 700.
    const foot = (box?.y ?? 0) + (box?.height ?? 0)
    expect(foot).toBeCloseTo(842 - 700 + 3, 0)
    expect(box?.width).toBeGreaterThan(70)
  })

  it('is read along the page as it is shown, where the page is turned', async () => {
    const turned = page('BT /F1 12 Tf 0 1 -1 0 200 100 Tm (Open port 8080.) Tj ET').map((object) =>
      object.replace('/Type /Page ', '/Type /Page /Rotate 90 '),
    )
    const { passages } = await readPdf(pdf(turned))
    expect(passages).toMatchObject([{ text: 'Open port 8080.', location: { box: { x: 100 } } }])
  })

  it('is one word again where a line parted it, unless the document writes the hyphen', () => {
    const words = vocabularyOf([{ text: 'A user-defined port and a device' }])
    const cases = [
      [['the instal-', 'lation'], 'the installation'],
      [['a user-', 'defined name'], 'a user-defined name'],
      [['see CVE-', '2024-1'], 'see CVE-2024-1'],
      [['E-Rezept-', 'Fachdienst'], 'E-Rezept-Fachdienst'],
      [['Installations-', 'und Betriebsanleitung'], 'Installations- und Betriebsanleitung'],
      [['soft\u00ad', 'ware'], 'software'],
    ] as const
    for (const [lines, text] of cases) expect(joinLines(lines, words)).toBe(text)
  })

  it('keeps to its column where the file sets lines across two', () => {
    const item = (str: string, x: number, y: number): PdfItem => ({
      str,
      width: str.length * 5,
      fontName: 'text',
      transform: [10, 0, 0, 10, x, y],
    })
    const rows = Array.from({ length: 8 }, (_, row) => [
      item(`left ${row} goes on in the next line and`, 50, 700 - row * 12),
      item(`right ${row} goes on in the next line an`, 300, 700 - row * 12),
    ]).flat()
    const lines = inColumns(linesOf(rows, 1))
    expect(lines.map(({ text }) => text.slice(0, 7).trim())).toEqual([
      ...Array.from({ length: 8 }, (_, row) => `left ${row}`),
      ...Array.from({ length: 8 }, (_, row) => `right ${row}`),
    ])
    const table = Array.from({ length: 8 }, (_, row) => [
      item(`Port ${row}`, 50, 700 - row * 12),
      item('open', 300, 700 - row * 12),
    ]).flat()
    expect(inColumns(linesOf(table, 1)).every(({ cells }) => cells.length === 2)).toBe(true)
  })
})

describe('what a page shows beside its text', () => {
  it('is told where a picture covers much of it', async () => {
    const covered = withPicture(`q 400 0 0 300 100 100 cm /P Do Q ${said('Network plan', 72, 700)}`)
    expect((await readPdf(covered)).drawings).toEqual([
      {
        page: 1,
        headings: [],
        reason: expect.stringMatching(/^a picture over 2\d % of the page$/),
      },
    ])
    const small = withPicture(`q 40 0 0 30 100 100 cm /P Do Q ${said('Network plan', 72, 700)}`)
    expect((await readPdf(small)).drawings).toBeUndefined()
  })

  it('is told where lines and curves are drawn, and not where a table has rules', async () => {
    const slanted = Array.from(
      { length: 10 },
      (_, at) => `${100 + at * 20} 200 m ${300 + at * 10} 500 l S`,
    ).join(' ')
    const drawn = await readPdf(pdf(page(`${slanted} ${said('Network plan', 72, 700)}`)))
    expect(drawn.drawings).toEqual([
      { page: 1, headings: [], reason: 'a drawing of lines and curves' },
    ])
    const rules = Array.from(
      { length: 40 },
      (_, at) => `72 ${100 + at * 12} m 500 ${100 + at * 12} l S`,
    )
    const table = await readPdf(pdf(page(`${rules.join(' ')} ${said('Ports', 72, 700)}`)))
    expect(table.drawings).toBeUndefined()
  })

  it('needs OCR where no text is, and the page is named', async () => {
    expect(await readPdf(withPicture('q 500 0 0 700 40 40 cm /P Do Q'))).toMatchObject({
      outcome: 'could-not-read',
      reason: 'no text: needs OCR',
      pagesWithoutText: [{ page: 1, width: 595, height: 842 }],
      drawings: [{ page: 1 }],
    })
  })
})
