import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
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

/** Of one reading process: its heap, and with what may stand beside it. */
const heap = 256
const bound = heap + 256
const extractor = createDocumentReader({ workers: 1, memoryMegabytes: heap, milliseconds: 30_000 })
afterAll(() => extractor.close())
const read = (bytes: Uint8Array, name: string): Promise<ExtractedDocument> =>
  extractor.extract({ bytes, name })
const texts = ({ passages }: ExtractedDocument): readonly string[] =>
  passages.map(({ text }) => text)

/** The most that a reading process of ours held at a time while `work` ran, in megabytes. */
const mostHeld = async (work: () => Promise<unknown>): Promise<number> => {
  let most = 0
  let over = false
  const watch = async (): Promise<void> => {
    while (!over) {
      for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
        const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
        if (!status.includes(`\nPPid:\t${process.pid}\n`)) continue
        const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
        if (!command.includes('extract/worker')) continue
        most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024)
      }
      await new Promise((wait) => setTimeout(wait, 20))
    }
  }
  const watching = watch()
  await work()
  over = true
  await watching
  return most
}

/** Deflated twice: some kilobytes that unfold to all of these megabytes. */
const bomb = (megabytes: number): string =>
  deflateSync(deflateSync(Buffer.alloc(megabytes * 1_048_576, 0x20))).toString('latin1')
const twice = '/Filter [/FlateDecode /FlateDecode]'

describe('a PDF that is a trap', () => {
  it('keeps within the memory it is given, and the next file is read', async () => {
    const content = bomb(600)
    const [catalog = '', pages = '', leaf = '', , font = ''] = page(sentence)
    const trap = pdf([catalog, pages, leaf, stream(content, twice), font])
    expect(trap.length).toBeLessThan(100_000)
    let answer: ExtractedDocument | undefined
    const held = await mostHeld(async () => {
      answer = await read(trap, 'trap.pdf')
    })
    console.log(
      `a stream of 600 MB: ${answer?.outcome}, ${answer?.reason}; ${held.toFixed(0)} of ${bound} MB held`,
    )
    expect(answer?.outcome).not.toBe('read')
    expect(answer?.reason).toMatch(/memory|longer than 30000|damaged|no text/)
    // It is looked at every 50 ms: what a process takes within that may be on top.
    expect(held).toBeLessThan(bound + 256)
    expect(texts(await read(pdf(page(sentence)), 'next.pdf'))).toEqual([
      'Open port 8080 in the firewall.',
    ])
  }, 90_000)

  it.each([
    [
      'pages in a circle',
      (objects: readonly string[]) =>
        objects.map((one) => one.replace('/Kids [3 0 R]', '/Kids [2 0 R 3 0 R]')),
    ],
    [
      'a million pages that are not there',
      (objects: readonly string[]) =>
        objects.map((one) => one.replace('/Count 1', '/Count 1000000')),
    ],
    [
      'a page of a thousand kilometres',
      (objects: readonly string[]) =>
        objects.map((one) => one.replace('595 842', '3000000000 3000000000')),
    ],
    [
      'arrays nested 100,000 deep',
      (objects: readonly string[]) => [...objects, `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ],
    [
      'a form that paints itself',
      (objects: readonly string[]) => [
        ...objects.map((one) =>
          one
            .replace('/Font <<', '/XObject << /X 6 0 R >> /Font <<')
            .replace(sentence, `${sentence} /X Do`),
        ),
        stream(
          '/X Do /X Do',
          '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>',
        ),
      ],
    ],
    [
      'a function that counts for ever',
      (objects: readonly string[]) => [
        ...objects,
        stream('{ 0 1 1000000000 { pop } for }', '/FunctionType 4 /Domain [0 1] /Range [0 1]'),
      ],
    ],
  ])(
    'is answered within its bounds: %s',
    async (_, change) => {
      const started = performance.now()
      const answer = await read(pdf(change(page(sentence))), 'trap.pdf')
      expect(performance.now() - started).toBeLessThan(35_000)
      expect(['read', 'partly-read', 'could-not-read']).toContain(answer.outcome)
      if (answer.outcome !== 'read') expect(answer.reason).not.toBe('')
    },
    60_000,
  )

  it('runs no JavaScript, and says that there is some', async () => {
    const objects = page(sentence).map((one) =>
      one.replace('/Type /Catalog', '/Type /Catalog /OpenAction 6 0 R'),
    )
    const answer = await read(
      pdf([...objects, '<< /S /JavaScript /JS (app.launchURL\\("http://127.0.0.1:9/"\\)) >>']),
      'script.pdf',
    )
    expect(texts(answer)).toEqual(['Open port 8080 in the firewall.'])
    expect(answer.notes).toEqual(['it holds JavaScript, which was not run'])
  })

  it('does not unpack a picture to tell that it is there', async () => {
    const huge = stream(
      bomb(100),
      `/Type /XObject /Subtype /Image /Width 10240 /Height 10240 /BitsPerComponent 8 /ColorSpace /DeviceGray ${twice}`,
    )
    const trap = pdf(
      page(
        `q 500 0 0 700 40 40 cm /P Do Q ${sentence}`,
        [huge],
        '/Font << /F1 5 0 R >> /XObject << /P 6 0 R >>',
      ),
    )
    const answer = await read(trap, 'picture.pdf')
    expect(answer).toMatchObject({ outcome: 'read', drawings: [{ page: 1 }] })
  }, 60_000)
})

describe('an Office file that is a trap', () => {
  const laughs = `<!DOCTYPE d [<!ENTITY l0 "ha">${Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')}]>`

  it.each(['docx', 'xlsx', 'pptx', 'odt'])('unfolds no entities: %s', async (kind) => {
    const part = `<?xml version="1.0"?>${laughs}<d>&l9;</d>`
    const parts: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>> = {
      docx: { 'word/document.xml': bytesOf(part) },
      xlsx: { 'xl/workbook.xml': bytesOf(part) },
      pptx: { 'ppt/presentation.xml': bytesOf(part) },
      odt: { mimetype: bytesOf('x'), 'content.xml': bytesOf(part) },
    }
    const answer = await read(await zipOf(parts[kind] ?? {}), `trap.${kind}`)
    expect(answer).toMatchObject({
      outcome: 'could-not-read',
      reason: expect.stringContaining('document type'),
    })
  })

  it('is refused before it is unpacked when it would be too much', async () => {
    const rows = bytesOf(`<worksheet>${' '.repeat(200_000_000)}</worksheet>`)
    const trap = await zipOf({
      'xl/workbook.xml': bytesOf('<workbook/>'),
      'xl/worksheets/sheet1.xml': rows,
    })
    expect(trap.length).toBeLessThan(1_000_000)
    expect(await read(trap, 'bomb.xlsx')).toMatchObject({
      outcome: 'could-not-read',
      reason: expect.stringContaining('unpack'),
    })
  }, 60_000)

  it('is answered when it is mutated anywhere', async () => {
    const sources = [
      [pdf(page(sentence)), 'a.pdf'],
      [await docx(paragraph('Open port 8080.')), 'a.docx'],
      [bytesOf('<html><body><table><tr><td>Port</td></tr></table></body></html>'), 'a.html'],
      [bytesOf('Title\n=====\n\n.. note:: Open port 8080.\n\n== ==\na  b\n== ==\n'), 'a.rst'],
    ] as const
    // The same mutations in every run: bytes of a hash say where, and what stands there then.
    for (const [bytes, name] of sources)
      for (let round = 0; round < 40; round++) {
        const dice = createHash('sha256').update(`${name} ${round}`).digest()
        const changed = bytes.slice(
          0,
          round % 5 === 0 ? (bytes.length * (round + 1)) / 41 : undefined,
        )
        for (let at = 0; at < 8; at++)
          changed[dice.readUInt16BE(at * 2) % changed.length] = dice[at + 16] ?? 0
        const answer = await read(changed, name)
        expect(['read', 'partly-read', 'could-not-read'], `${name} ${round}`).toContain(
          answer.outcome,
        )
        if (answer.outcome !== 'read') expect(answer.reason, `${name} ${round}`).toBeTruthy()
      }
  }, 120_000)
})
