import { afterAll, describe, expect, it } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import type { ExtractedDocument } from '../../src/kernel/passage.ts'
import { createDocumentReader } from '../../src/server/processes/document-reader.ts'
import {
  bytesOf,
  docx,
  page,
  paragraph,
  pdf,
  sentence,
  stream,
  zipOf,
} from '../support/made-documents.ts'

const extractor = createDocumentReader({ workers: 1 })
afterAll(() => extractor.close())

const read = (bytes: Uint8Array, name: string): Promise<ExtractedDocument> =>
  extractor.extract({ bytes, name })
const texts = (document: ExtractedDocument): readonly string[] =>
  document.passages.map(({ text }) => text)

describe('a Word file that is a trap', () => {
  it('is refused when it would unpack to hundreds of times its size', async () => {
    const bomb = await docx(paragraph('a'.repeat(30_000_000)))
    expect(bomb.length).toBeLessThan(100_000)
    expect(await read(bomb, 'guide.docx')).toMatchObject({
      outcome: 'could-not-read',
      format: 'docx',
      reason: expect.stringContaining('unpack'),
      passages: [],
    })
  })

  it('is refused when an entry unpacks to more than its directory says', async () => {
    const lying = await docx(paragraph('a'.repeat(3_000_000)))
    const view = Buffer.from(lying.buffer, lying.byteOffset, lying.byteLength)
    // The last central header is document.xml's: 24 bytes in stands its unpacked size.
    const header = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    view.writeUInt32LE(1_000, header + 24)
    const answer = await read(lying, 'guide.docx')
    expect(answer).toMatchObject({ outcome: 'could-not-read', passages: [] })
    expect(answer.reason).toMatch(/too many bytes/)
  })

  it('is refused when it is cut short', async () => {
    const whole = await docx(paragraph('Open port 8080 in the firewall.'))
    expect(texts(await read(whole, 'guide.docx'))).toEqual(['Open port 8080 in the firewall.'])
    expect(await read(whole.slice(0, whole.length - 60), 'guide.docx')).toMatchObject({
      outcome: 'could-not-read',
      format: 'docx',
      reason: expect.stringContaining('cut short'),
    })
  })

  it('does not expand entities or read what they name', async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
    )
    const types = `<!DOCTYPE d [<!ENTITY l0 "ha"><!ENTITY file SYSTEM "file:///etc/passwd">${laughs.join('')}]>`
    const answer = await read(await docx(paragraph('&l9;&file;'), types), 'guide.docx')
    expect(texts(answer).join('')).not.toMatch(/haha|root:/)
  })

  it('is answered when its elements are nested past all sense', async () => {
    const deep = await docx(
      `${'<w:sdt><w:sdtContent>'.repeat(20_000)}${paragraph('x')}${'</w:sdtContent></w:sdt>'.repeat(20_000)}`,
    )
    expect(['read', 'could-not-read']).toContain((await read(deep, 'guide.docx')).outcome)
  })
})

describe('a PDF that cannot be read', () => {
  it('is read when whole', async () => {
    const answer = await read(pdf(page(sentence)), 'guide.pdf')
    expect(answer).toMatchObject({ outcome: 'read', format: 'pdf' })
    expect(answer.passages[0]).toMatchObject({
      text: 'Open port 8080 in the firewall.',
      location: { page: 1 },
    })
  })

  it('says that it is cut short', async () => {
    const whole = pdf(page(sentence))
    const most = await read(whole.slice(0, whole.length - 120), 'guide.pdf')
    expect(most.outcome).not.toBe('read')
    expect(most.reason).toMatch(/cut short/)
    expect(await read(whole.slice(0, 40), 'guide.pdf')).toMatchObject({
      outcome: 'could-not-read',
      reason: expect.stringMatching(/cut short/),
    })
  })

  it('says that it is encrypted', async () => {
    const key = '41'.repeat(32)
    const bytes = pdf(
      [...page(sentence), `<< /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`],
      '/Encrypt 6 0 R /ID [<00> <00>]',
    )
    expect(await read(bytes, 'guide.pdf')).toMatchObject({
      outcome: 'could-not-read',
      reason: 'encrypted: needs a password',
    })
  })

  it('says that a scan needs OCR, and never that there is nothing', async () => {
    const picture = stream(
      '\x00',
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
    )
    const scan = pdf(page('q 500 0 0 700 40 40 cm /P Do Q', [picture], '/XObject << /P 6 0 R >>'))
    expect(await read(scan, 'scan.pdf')).toMatchObject({
      outcome: 'could-not-read',
      reason: 'no text: needs OCR',
    })
  })
})

describe('a text that is a trap', () => {
  it('is read to a bound when HTML is nested 100,000 deep', async () => {
    const html = `<html><body><p>Change the default password.</p>${'<div>'.repeat(100_000)}secret`
    const answer = await read(bytesOf(html), 'guide.html')
    expect(answer.outcome).toBe('partly-read')
    expect(answer.reason).toMatch(/nested/)
    expect(texts(answer)).toContain('Change the default password.')
  })

  it.each(['line.txt', 'line.md', 'line.rst', 'line.html'])(
    'is read to a bound: 50 MB in one line, %s',
    async (name) => {
      const bytes = bytesOf('password '.repeat(5_600_000))
      const answer = await read(bytes, name)
      expect(answer.outcome).toBe('partly-read')
      expect(answer.reason).toMatch(/20000000/)
      const characters = answer.passages.reduce((sum, { text }) => sum + text.length, 0)
      expect(characters).toBeGreaterThan(19_000_000)
      expect(Math.max(...answer.passages.map(({ text }) => text.length))).toBeLessThanOrEqual(
        limits.text.paragraph,
      )
    },
  )

  it.each([
    ['unclosed.md', '['.repeat(50_000)],
    ['quotes.md', '> '.repeat(20_000)],
    ['lists.md', '- '.repeat(20_000)],
    ['emphasis.md', '*a_ '.repeat(50_000)],
    [
      'cells.md',
      `${'|a'.repeat(5_000)}|\n${'|-'.repeat(5_000)}|\n${`${'|b'.repeat(100)}|\n`.repeat(2_000)}`,
    ],
    ['comments.html', '<!-- '.repeat(50_000)],
    ['format.html', '<b><i><a href=x>'.repeat(20_000)],
    ['attributes.html', `<p ${'a=b '.repeat(100_000)}>x`],
    ['edges.rst', '== '.repeat(20_000)],
    ['grid.rst', `+${'-'.repeat(5_000)}`.repeat(100)],
  ])('is answered within ten seconds: %s', async (name, text) => {
    const started = performance.now()
    await read(bytesOf(text), name)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('a name that says something else than the content', () => {
  it('does not mislead the reader', async () => {
    const word = await docx(paragraph('Word inside'))
    const answers = await Promise.all([
      read(pdf(page(sentence)), 'guide.docx'),
      read(word, 'guide.md'),
      read(bytesOf('<!DOCTYPE html><html><body><p>Page inside</p></body></html>'), 'guide.txt'),
      read(bytesOf('Only text'), 'guide.pdf'),
      read(
        new Uint8Array(Array.from({ length: 4_096 }, (_, index) => (index * 31) % 256)),
        'guide.md',
      ),
      read(new Uint8Array(), 'guide.md'),
      read(await zipOf({ 'a.txt': bytesOf('a') }), 'guide.docx'),
    ])
    expect(answers.map(({ format, outcome }) => [format, outcome])).toEqual([
      ['pdf', 'read'],
      ['docx', 'read'],
      ['html', 'read'],
      ['plain-text', 'read'],
      ['binary', 'could-not-read'],
      ['empty', 'could-not-read'],
      ['zip', 'could-not-read'],
    ])
  })

  it('reads UTF-16 and windows-1252', async () => {
    const utf16 = new Uint8Array(Buffer.from('\ufeffGeräte-Kennwort', 'utf16le'))
    const western = new Uint8Array(Buffer.from('Ger\xe4te-Kennwort', 'latin1'))
    expect(texts(await read(utf16, 'a.txt'))).toEqual(['Geräte-Kennwort'])
    expect(texts(await read(western, 'a.txt'))).toEqual(['Geräte-Kennwort'])
  })
})
