import { describe, expect, it } from 'vitest'
import { readPdf } from './pdf.ts'
import { blocksOf, styleOf } from './pdf-blocks.ts'
import { headingLevels } from './pdf-headings.ts'
import { linesOf, type PdfItem } from './pdf-lines.ts'
import { withoutRunningLines } from './pdf-margins.ts'

/** A run of `str` at (x, y); each letter is half a size wide. */
const run = (str: string, x: number, y: number, size = 10, fontName = 'text'): PdfItem => ({
  str,
  width: (str.length * size) / 2,
  fontName,
  transform: [size, 0, 0, size, x, y],
})

const body = (y: number): readonly PdfItem[] => [
  run('A paragraph that fills its line from the left to the right edge', 50, y),
  run('and goes on in the next line until it ends.', 50, y - 12),
]

describe('the text of a PDF', () => {
  it('joins runs to lines, lines to paragraphs, and tells headings by size and font', () => {
    const lines = linesOf(
      [
        run('2 Network', 50, 700, 16),
        ...body(670),
        run('Ports', 50, 640, 10, 'bold'),
        run('Open', 50, 620),
        run('port', 74, 620),
        run('8080 for the in-', 98, 620),
        run('stallation.', 50, 608),
        run('• one item', 50, 590),
        run('• another', 50, 578),
      ],
      1,
    )
    const style = styleOf(lines)
    const blocks = blocksOf(lines, style)
    expect(blocks.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'text: 2 Network',
      'text: A paragraph that fills its line from the left to the right edge and goes on in the next line until it ends.',
      'text: Ports',
      'text: Open port 8080 for the installation.',
      'list-item: • one item',
      'list-item: • another',
    ])
    expect([...headingLevels(blocks, style, new Map([['Ports', 3]]))]).toEqual([
      [0, 1],
      [2, 3],
    ])
  })

  it('joins the cells of a row, on one line or set one after another', () => {
    const lines = linesOf(
      [
        run('Port', 50, 700),
        run('Protocol', 200, 700),
        run('8080', 50, 670),
        run('TCP, for the', 200, 670),
        run('gateway', 200, 658),
        run('Legacy', 300, 670),
      ],
      1,
    )
    expect(blocksOf(lines, styleOf(lines)).map(({ text }) => text)).toEqual([
      'Port\tProtocol',
      '8080\tTCP, for the gateway\tLegacy',
    ])
  })

  it('keeps a running head once, and drops page numbers', () => {
    const pages = [1, 2, 3, 4].map((page) => ({
      height: 800,
      lines: linesOf([run('Pump guide 2.3', 50, 780), ...body(600), run(`${page}`, 300, 20)], page),
    }))
    const texts = withoutRunningLines(pages).map(({ text }) => text)
    expect(texts.filter((text) => text === 'Pump guide 2.3')).toHaveLength(1)
    expect(texts.filter((text) => /^\d$/.test(text))).toEqual([])
    expect(texts).toHaveLength(9)
  })

  it('is read from bytes of any kind, those of files too', async () => {
    const bytes = Buffer.from(pdfSaying('Port 8080 is open.'), 'latin1')
    for (const given of [bytes, new Uint8Array(bytes)])
      expect(await readPdf(given)).toMatchObject({
        outcome: 'read',
        passages: [{ text: 'Port 8080 is open.' }],
      })
  })
})

const pdfSaying = (text: string): string => {
  const page = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  // Without a table of places: every reader rebuilds it.
  return `%PDF-1.4\n${objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')}trailer\n<< /Root 1 0 R >>\n%%EOF\n`
}
