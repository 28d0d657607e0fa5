import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { createExtractor, readFolder } from '../../src/documents/extract/index.ts'
import { limits } from '../../src/kernel/limits.ts'
import type { ExtractedDocument } from '../../src/kernel/passage.ts'
import { isRefusal } from '../../src/kernel/result.ts'

const extractor = createExtractor({ workers: 1 })
afterAll(() => extractor.close())

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (bytes: Uint8Array, name: string): Promise<ExtractedDocument> =>
  extractor.extract({ bytes, name })
const texts = (document: ExtractedDocument): readonly string[] =>
  document.passages.map(({ text }) => text)

const zipOf = async (entries: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> => {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(Buffer.from(bytes), name)
  zip.end()
  const parts: Buffer[] = []
  for await (const part of zip.outputStream) parts.push(Buffer.from(part))
  return new Uint8Array(Buffer.concat(parts))
}

const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const relations =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

const docx = (body: string, before = ''): Promise<Uint8Array> =>
  zipOf({
    '[Content_Types].xml': bytesOf(types),
    '_rels/.rels': bytesOf(relations),
    'word/document.xml': bytesOf(
      `${before}<w:document xmlns:w="${wordNamespace}"><w:body>${body}</w:body></w:document>`,
    ),
  })
const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

/** A PDF of the given objects (numbered from 1, the first the catalogue), with its table. */
const pdf = (objects: readonly string[], trailer = ''): Uint8Array => {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  for (const offset of offsets) text += `${String(offset).padStart(10, '0')} 00000 n \n`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${table}\n%%EOF\n`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
const stream = (content: string, dictionary = ''): string =>
  `<< /Length ${content.length} ${dictionary} >>\nstream\n${content}\nendstream`
const page = (
  content: string,
  extra: readonly string[] = [],
  resources = '/Font << /F1 5 0 R >>',
): readonly string[] => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << ${resources} >> >>`,
  stream(content),
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ...extra,
]
const sentence = 'BT /F1 12 Tf 72 700 Td (Open port 8080 in the firewall.) Tj ET'

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

describe('a reader at its bounds', () => {
  const large = bytesOf(`<html><body>${'<p>Change the default password.</p>'.repeat(1_000_000)}`)

  it('ends a file that takes too long, and goes on with the next', async () => {
    const hurried = createExtractor({ workers: 1, timeoutMilliseconds: 1_500 })
    try {
      const [first, second] = await Promise.all([
        hurried.extract({ bytes: large, name: 'a.html' }),
        hurried.extract({ bytes: bytesOf('# Ports'), name: 'b.md' }),
      ])
      expect(first).toMatchObject({
        outcome: 'could-not-read',
        reason: 'it took longer than 1500 ms to read',
      })
      expect(texts(second)).toEqual(['Ports'])
    } finally {
      await hurried.close()
    }
  })

  it('ends a file that takes too much memory, and goes on with the next', async () => {
    const small = createExtractor({ workers: 1, memoryMegabytes: 64 })
    try {
      const [first, second] = await Promise.all([
        small.extract({ bytes: large, name: 'a.html' }),
        small.extract({ bytes: bytesOf('# Ports\n\nOpen port 8080.'), name: 'b.md' }),
      ])
      expect(first).toMatchObject({
        outcome: 'could-not-read',
        reason: 'it needs more than 64 megabytes of memory to read',
      })
      expect(texts(second)).toEqual(['Ports', 'Open port 8080.'])
    } finally {
      await small.close()
    }
  })

  it('answers what waits when it is closed', async () => {
    const closing = createExtractor({ workers: 1 })
    const waiting = [1, 2, 3].map(() => closing.extract({ bytes: large, name: 'a.html' }))
    await closing.close()
    for (const answer of await Promise.all(waiting))
      expect(answer.reason).toBe('the reader was closed')
    expect((await closing.extract({ bytes: large, name: 'a.html' })).reason).toBe(
      'the reader was closed',
    )
  })
})

describe('a folder with links out of it', () => {
  let outer = ''
  beforeAll(async () => {
    outer = await mkdtemp(join(tmpdir(), 'folder-'))
    await mkdir(join(outer, 'inside', 'b'), { recursive: true })
    await mkdir(join(outer, 'inside', '.git'))
    await writeFile(join(outer, 'secret.txt'), 'secret')
    await writeFile(join(outer, 'inside', '.git', 'config'), 'x')
    await writeFile(join(outer, 'inside', 'z.txt'), 'z')
    await writeFile(join(outer, 'inside', 'b', 'a.txt'), 'a')
    await symlink(join(outer, 'secret.txt'), join(outer, 'inside', 'link.txt'))
    await symlink(outer, join(outer, 'inside', 'c'))
  })
  afterAll(() => rm(outer, { recursive: true, force: true }))

  it('gives its own files in order and says what it left out', async () => {
    const problems: string[] = []
    const paths: string[] = []
    for await (const file of readFolder(join(outer, 'inside'), ({ path }) => problems.push(path)))
      paths.push(file.path)
    expect(paths).toEqual(['z.txt', 'b/a.txt'])
    expect(problems).toEqual(['c', 'link.txt'])
  })

  it('does not read a file whose folder became a link after it was listed', async () => {
    for await (const file of readFolder(join(outer, 'inside'))) {
      if (file.path !== 'b/a.txt') continue
      await rm(join(outer, 'inside', 'b'), { recursive: true })
      await writeFile(join(outer, 'a.txt'), 'secret')
      await symlink(outer, join(outer, 'inside', 'b'))
      const bytes = await file.read()
      expect(isRefusal(bytes) && bytes.code).toBe('folder/outside')
    }
  })
})
