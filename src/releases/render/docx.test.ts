import mammoth from 'mammoth'
import { describe, expect, test } from 'vitest'
import { fromBuffer } from 'yauzl'
import { gatewayRecords } from '../../../test/support/gateway-records.ts'
import { letters } from '../../../test/support/rendered-text.ts'
import { composeReleaseDocumentation } from '../document/compose.ts'
import { renderDocx } from './docx.ts'

const [guide, notes] = composeReleaseDocumentation(gatewayRecords)

describe('the Word form', () => {
  test('opens with every heading as a heading and every table cell', async () => {
    const file = await renderDocx(guide)
    const { value: html } = await mammoth.convertToHtml({ buffer: Buffer.from(file) })
    const headings = [...html.matchAll(/<h([12])>(.*?)<\/h\1>/g)].map((found) =>
      letters((found[2] ?? '').replaceAll(/<[^>]*>/g, '').replaceAll('&amp;', '&')),
    )
    const titles = guide.sections.flatMap((section, index) => [
      `${index + 1}${section.title}`,
      ...section.sections.map((one, place) => `${index + 1}.${place + 1}${one.title}`),
    ])
    expect(headings).toEqual(titles.map(letters))

    const text = letters((await mammoth.extractRawText({ buffer: Buffer.from(file) })).value)
    const cells = guide.sections
      .flatMap((section) => [section, ...section.sections])
      .flatMap((section) => section.blocks)
      .flatMap((block) => (block.kind === 'table' ? block.rows.flat() : []))
      .map((cell) => letters(cell.map((inline) => inline.text).join('')))
    expect(cells.length).toBeGreaterThan(50)
    expect(cells.filter((cell) => !text.includes(cell))).toEqual([])
  })

  test('repeats table headers, has properties and a contents list with pages', async () => {
    const parts = await partsOf(await renderDocx(guide))
    const body = parts.get('word/document.xml') ?? ''
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(body.match(/"Caption"/g)?.length ?? 0)
    expect(body).toMatch(/PAGEREF _Toc\d+ \\h<\/w:instrText>.{0,200}?<w:t[^>]*>\d+<\/w:t>/)
    const properties = parts.get('docProps/core.xml') ?? ''
    expect(properties).toContain('<dc:creator>Halden Medical GmbH</dc:creator>')
    expect(properties).toContain('2026-11-21T00:00:00Z')
    expect(properties.match(/\d{4}-\d\d-\d\dT/g)).toEqual(['2026-11-21T', '2026-11-21T'])
  })

  test('is the same for the same document, also after others', async () => {
    const first = await renderDocx(notes)
    await renderDocx(guide)
    expect(await renderDocx(notes)).toEqual(first)
  })

  test('keeps a link of a document the same', async () => {
    const link = { kind: 'link', text: 'advisories', href: 'https://a.example/x?y=1&z=2' } as const
    const linked = {
      ...notes,
      sections: [
        {
          id: 'a',
          title: 'A',
          constraints: [],
          sections: [],
          blocks: [{ kind: 'paragraph', content: [link] } as const],
        },
      ],
    }
    const file = await renderDocx(linked)
    expect(await renderDocx(linked)).toEqual(file)
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(file) })
    expect(value).toContain('<a href="https://a.example/x?y=1&amp;z=2">advisories</a>')
  })
})

const partsOf = (file: Uint8Array): Promise<ReadonlyMap<string, string>> =>
  new Promise((resolve, reject) => {
    const parts = new Map<string, string>()
    fromBuffer(Buffer.from(file), { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error)
      zip.on('end', () => resolve(parts))
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, (failure, stream) => {
          if (failure !== null) return reject(failure)
          const chunks: Buffer[] = []
          stream.on('data', (chunk) => chunks.push(chunk))
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'))
            zip.readEntry()
          })
        }),
      )
      zip.readEntry()
    })
  })
