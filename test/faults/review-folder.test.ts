import { closeSync, linkSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { extractDocument, readFolder } from '../../src/documents/extract/index.ts'
import { limits } from '../../src/kernel/limits.ts'
import { orThrow } from '../../src/kernel/result.ts'
import type { DocumentReader, ListFolder } from '../../src/review/folder-ports.ts'
import { forAll } from '../../src/review/judge/judge.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
import { reportOf } from '../../src/review/report/model.ts'
import { reviewText } from '../../src/review/report/text.ts'
import { reviewFolder, walkFolder } from '../../src/review/review-folder.ts'
import { renderReview, reportFormats } from '../../src/server/index/folder-report.ts'

const catalogue = orThrow(readCatalogue())
const reader: DocumentReader = { atOnce: 4, extract: extractDocument }
const channel = 'To report a security vulnerability, please e-mail psirt@cedar.example.\n'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'review-folder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const review = (listing: ListFolder = readFolder) =>
  reviewFolder(folder, { catalogue, extractor: reader, readFolder: listing })

describe('a folder that changes under its review', () => {
  it('leaves open what stands in a file that somebody goes on writing', async () => {
    await writeFile(join(folder, 'guide.md'), 'The pump is blue.')
    const busy = join(folder, 'busy.md')
    // Large enough that reading it takes a while.
    await writeFile(busy, Buffer.alloc(48 * 1_048_576, 'a'))
    const whileWritten: ListFolder = async function* (root, onProblem) {
      for await (const file of readFolder(root, onProblem))
        yield {
          path: file.path,
          read: async () => {
            let reading = true
            const written = openSync(busy, 'a')
            const write = (): void => {
              if (reading) {
                writeSync(written, 'a')
                setImmediate(write)
              } else closeSync(written)
            }
            write()
            return await file.read().finally(() => {
              reading = false
            })
          },
        }
    }
    const { documents, constraints } = await review(whileWritten)
    const one = documents.find(({ path }) => path === 'busy.md')
    expect(one).toMatchObject({
      outcome: 'could-not-read',
      reason: expect.stringContaining('changed while it was read'),
    })
    for (const { verdict } of Object.values(one?.constraints ?? {}))
      expect(verdict).toBe('could-not-run')
    expect(constraints['6.3/integrity']?.verdict).toBe('could-not-run')
  })

  it('leaves open what stood in files and folders that went away', async () => {
    await writeFile(join(folder, 'a.md'), 'The pump is blue.')
    await mkdir(join(folder, 'policies'))
    await writeFile(join(folder, 'policies', 'SECURITY.md'), channel)
    const whileTaken: ListFolder = async function* (root, onProblem) {
      for await (const file of readFolder(root, onProblem)) {
        await rm(join(folder, 'policies'), { recursive: true, force: true })
        yield file
      }
    }
    const { constraints, leftOut } = await review(whileTaken)
    expect(leftOut).toMatchObject([{ path: 'policies', hides: true }])
    expect(constraints['9.2/channel']?.verdict).toBe('could-not-run')
  })

  it('leaves open what stands in a file whose name cannot be told', async () => {
    await writeFile(join(folder, 'a.md'), 'The pump is blue.')
    const name = Buffer.concat([
      Buffer.from(`${folder}/`),
      Buffer.from([0x62, 0xff, 0x2e, 0x6d, 0x64]),
    ])
    await writeFile(name, channel)
    const { constraints, leftOut } = await review()
    expect(leftOut).toHaveLength(1)
    expect(constraints['9.2/channel']?.verdict).toBe('could-not-run')
  })
})

const absent = { verdict: 'absent', confidence: 0.9, evidence: [] } as const

describe('a folder of more files than are read', () => {
  it('is read to the limit, says so, and calls nothing absent', { timeout: 180_000 }, async () => {
    const { files } = limits.folder
    const first = join(folder, 'a.md')
    writeFileSync(first, 'The pump is blue.')
    for (let shelf = 0; shelf * 500 < files; shelf++) {
      mkdirSync(join(folder, `shelf-${shelf}`))
      // The same file under many names: a disk takes links faster than files.
      for (let at = 0; at < 500; at++) linkSync(first, join(folder, `shelf-${shelf}`, `${at}.md`))
    }
    // The listing and the sums are asked here, not the time of a disk and of the judge.
    const bytes = new Uint8Array()
    const judged = { outcome: 'read', constraints: forAll(() => absent) } as const
    const listed: ListFolder = async function* (root, onProblem) {
      for await (const { path } of readFolder(root, onProblem))
        yield { path, read: async () => bytes }
    }
    let told = 0
    const summary = await walkFolder(folder, {
      catalogue,
      extractor: reader,
      readFolder: listed,
      kept: { slot: () => ({ read: async () => judged, write: async () => {} }) },
      onDocument: () => told++,
    })
    expect([told, summary.counts.read]).toEqual([files, files])
    expect(summary.leftOut).toMatchObject([{ reason: expect.stringContaining('holds more than') }])
    const verdicts = Object.values(summary.constraints).map(({ verdict }) => verdict)
    expect(new Set(verdicts)).toEqual(new Set(['could-not-run']))
    expect(JSON.stringify(summary).length).toBeLessThan(20_000)
  })
})

describe('names and texts of strangers', () => {
  const names = [
    '<img src=x onerror=alert(1)>.md',
    'a\nb\u001b[2J.md',
    '"]]>&amp;.md',
    '\u202egnp.md',
    '=cmd|calc.md',
    `${'long '.repeat(40)}.md`,
  ]
  const texts = [
    channel,
    '<script>alert(1)</script> To report a vulnerability, e-mail psirt@cedar.example. ]]>\n',
    '| To report | a vulnerability | e-mail psirt@cedar.example \u0000 \u202e |\n',
    '#let x = read("/etc/passwd"); To report a vulnerability, e-mail psirt@cedar.example.\n',
  ]

  it('stay text in every report', { timeout: 120_000 }, async () => {
    for (const [index, name] of names.entries())
      await writeFile(
        join(folder, name),
        `# Reporting a vulnerability\n\n${texts[index % texts.length]}`,
      )
    await link(join(folder, names[0] ?? ''), join(folder, 'twin.md'))
    const found = await review()
    expect(found.constraints['9.2/channel']?.said).toBeGreaterThan(2)
    const report = reportOf(catalogue, found)
    const text = reviewText(report)
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    const frame = {
      folder: names[0] ?? '',
      at: '2026-01-02T03:04:05.000Z',
      version: '0.1.0',
      threshold: { severity: 'minor', allow: 0, failUnread: false },
    } as const
    for (const format of reportFormats) {
      const written = Buffer.from(await renderReview(report, format, frame)).toString('utf8')
      if (format === 'html') expect(written).not.toMatch(/<script|<img/i)
      if (format === 'junit') new SaxesParser().write(written).close()
      if (format === 'oscal') expect(() => JSON.parse(written)).not.toThrow()
      if (format === 'pdf') expect(written.slice(0, 5)).toBe('%PDF-')
    }
  })
})
