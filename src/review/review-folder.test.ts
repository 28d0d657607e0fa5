import { describe, expect, it, test } from 'vitest'
import { constraintIds } from '../catalogue/constraint-ids.ts'
import type { ExtractedDocument, Passage } from '../kernel/passage.ts'
import { orThrow, refuse } from '../kernel/result.ts'
import type { DocumentReader, FolderFile, KeptReviews, ListFolder } from './folder-ports.ts'
import type { JudgedFile } from './folder-review.ts'
import { readCatalogue } from './read-catalogue.ts'
import { reportOf } from './report/model.ts'
import { reviewText } from './report/text.ts'
import { reviewFolder } from './review-folder.ts'

const catalogue = orThrow(readCatalogue())

/** A folder in memory: text files are one paragraph each; `null` cannot be read. */
const folderOf = (files: Readonly<Record<string, string | null>>): ListFolder =>
  async function* (_root, onProblem) {
    onProblem({ path: 'link', reason: 'a symbolic link: not followed' })
    for (const [path, text] of Object.entries(files)) {
      const file: FolderFile = {
        path,
        read: async () =>
          text === null
            ? refuse('folder/unreadable', `${path} could not be read.`)
            : new TextEncoder().encode(text),
      }
      yield file
    }
  }

const reader: DocumentReader = {
  atOnce: 4,
  extract: async ({ bytes, name }): Promise<ExtractedDocument> => {
    const text = new TextDecoder().decode(bytes)
    if (text === 'locked')
      return { outcome: 'could-not-read', format: 'pdf', reason: 'it is encrypted', passages: [] }
    const passages: Passage[] = [
      {
        index: 0,
        kind: 'paragraph',
        text,
        location: { line: 1, headings: ['Reporting a vulnerability'] },
      },
    ]
    return name.endsWith('.half')
      ? { outcome: 'partly-read', format: 'pdf', reason: 'page 3 is an image', passages }
      : { outcome: 'read', format: 'markdown', passages }
  },
}

const channel = 'To report a security vulnerability, please e-mail psirt@cedar.example.'
const review = (files: Readonly<Record<string, string | null>>, clause?: '9.2') =>
  reviewFolder('/folder', {
    catalogue,
    extractor: reader,
    readFolder: folderOf(files),
    ...(clause === undefined ? {} : { clause }),
  })

describe('the review of a folder', () => {
  it('gives each document each constraint, and the folder the best of them', async () => {
    const result = await review({ 'a.md': 'The pump is blue.', 'SECURITY.md': channel })
    expect(result.documents.map(({ path }) => path)).toEqual(['a.md', 'SECURITY.md'])
    for (const { constraints } of result.documents)
      expect(Object.keys(constraints)).toEqual([...constraintIds])
    expect(result.constraints['9.2/channel']).toMatchObject({
      verdict: 'met',
      documents: [{ path: 'SECURITY.md', verdict: 'met', evidence: [{ quote: channel }] }],
      unread: 0,
    })
    expect(result.constraints['6.3/integrity']).toMatchObject({ verdict: 'absent', documents: [] })
  })

  it('never calls absent what stands in a file that was not read', async () => {
    const result = await review({ 'gone.md': null, 'locked.pdf': 'locked', 'a.md': 'Blue.' })
    expect(result.documents.map(({ outcome }) => outcome)).toEqual([
      'could-not-read',
      'could-not-read',
      'read',
    ])
    for (const document of result.documents.slice(0, 2))
      for (const verdict of Object.values(document.constraints))
        expect(verdict).toEqual({ verdict: 'could-not-run', confidence: 0, evidence: [] })
    expect(result.constraints['6.3/integrity']).toMatchObject({
      verdict: 'could-not-run',
      unread: 2,
    })
  })

  test.each([
    ['characters', [{ text: 'a'.repeat(20_000_001) }]],
    ['passages', Array.from({ length: 2_000_001 }, () => ({ text: '' }))],
  ])('could not run on a file of more %s than are judged, and says why', async (what, given) => {
    const passages = given.map(({ text }, index) => ({
      ...{ index, text, kind: 'paragraph' as const },
      location: { headings: [] },
    }))
    const result = await reviewFolder('/folder', {
      catalogue,
      extractor: {
        atOnce: 1,
        extract: async () => ({ outcome: 'read', format: 'text', passages }),
      },
      readFolder: folderOf({ 'huge.txt': 'huge' }),
    })
    expect(result.unread).toMatchObject([
      { path: 'huge.txt', reason: expect.stringMatching(new RegExp(`${what}.* are judged. Part`)) },
    ])
    expect(result.constraints['9.2/channel']).toMatchObject({ verdict: 'could-not-run', unread: 1 })
  })

  it('takes what a half-read file says, and leaves open what it does not say', async () => {
    const result = await review({ 'SECURITY.half': channel })
    expect(result.constraints['9.2/channel']?.verdict).toBe('met')
    expect(result.constraints['6.3/integrity']?.verdict).toBe('could-not-run')
  })

  it('says could not run for an empty folder', async () => {
    const result = await review({})
    expect(new Set(Object.values(result.constraints).map(({ verdict }) => verdict))).toEqual(
      new Set(['could-not-run']),
    )
  })

  it('reads a file that changed once more, and then leaves it open', async () => {
    const changing = (times: number): ListFolder =>
      async function* () {
        let left = times
        yield {
          path: 'SECURITY.md',
          read: async () =>
            left-- > 0
              ? refuse('folder/changed', 'SECURITY.md changed while it was read. Read it again.')
              : new TextEncoder().encode(channel),
        }
      }
    const over = (times: number) =>
      reviewFolder('/folder', { catalogue, extractor: reader, readFolder: changing(times) })
    expect((await over(1)).constraints['9.2/channel']?.verdict).toBe('met')
    expect(await over(2)).toMatchObject({
      documents: [{ outcome: 'could-not-read', reason: expect.stringContaining('changed') }],
      constraints: { '6.3/integrity': { verdict: 'could-not-run' } },
    })
  })

  it('keeps verdicts for the next time, but none that a busy machine may be to blame for', async () => {
    const store = new Map<string, JudgedFile>()
    const kept: KeptReviews = {
      slot: (path, sha256) => ({
        read: async () => store.get(path + sha256),
        write: async (judged) => void store.set(path + sha256, judged),
      }),
    }
    const format = (name: string): string => (name.startsWith('slow') ? 'unknown' : 'markdown')
    let asked = 0
    const counting: DocumentReader = {
      ...reader,
      recognises: true,
      extract: async (file) => {
        asked++
        const pages = file.name === 'scan.pdf' ? [{ page: 1, width: 1, height: 1 }] : []
        return {
          ...(await reader.extract(file)),
          format: format(file.name),
          pagesWithoutText: pages,
        }
      },
    }
    const files = { 'SECURITY.md': channel, 'slow.pdf': 'locked', 'scan.pdf': 'Blue.' }
    const over = () =>
      reviewFolder('/folder', { catalogue, extractor: counting, readFolder: folderOf(files), kept })
    const first = await over()
    expect([asked, store.size]).toEqual([3, 1])
    expect(JSON.stringify(await over())).toBe(JSON.stringify(first))
    expect(asked).toBe(5)
  })

  it('goes on where the judge falls over a file, and calls nothing in it absent', async () => {
    const passages = new Proxy<Passage[]>([], {
      get: () => {
        throw new RangeError('too deep')
      },
    })
    const broken: DocumentReader = {
      ...reader,
      extract: async (file) =>
        file.name === 'odd.md'
          ? { outcome: 'read', format: 'markdown', passages }
          : reader.extract(file),
    }
    const readFolder = folderOf({ 'odd.md': 'Blue.', 'SECURITY.md': channel })
    const result = await reviewFolder('/folder', { catalogue, extractor: broken, readFolder })
    expect(result.documents[0]).toMatchObject({
      outcome: 'could-not-read',
      reason: expect.stringContaining('it could not be judged: too deep'),
    })
    expect(result.constraints['9.2/channel']?.verdict).toBe('met')
    expect(result.constraints['6.3/integrity']?.verdict).toBe('could-not-run')
  })

  it('keeps to one clause when asked', async () => {
    const result = await review({ 'SECURITY.md': channel }, '9.2')
    for (const id of Object.keys(result.constraints)) expect(id.startsWith('9.2/')).toBe(true)
    expect(Object.keys(result.constraints)).toHaveLength(12)
  })

  it('gives the same bytes for the same folder', async () => {
    const files = { 'SECURITY.md': channel, 'a.md': 'Blue.', 'gone.md': null }
    expect(JSON.stringify(await review(files))).toBe(JSON.stringify(await review(files)))
  })
})

describe('the review as text', () => {
  it('lists gaps first, the severe before the slight, and says what was not read', async () => {
    const text = reviewText(
      reportOf(catalogue, await review({ 'SECURITY.md': channel, 'gone.md': null }, '9.2')),
    )
    const lines = text.split('\n')
    expect(lines[0]).toMatch(/^2 documents, 12 constraints: 1 met, .*could not run$/)
    const rows = lines.filter((line) => line.startsWith('  9.2/'))
    expect(rows[0]).toMatch(/could not run +major/)
    expect(rows.at(-1)).toMatch(/9\.2\/channel +met/)
    expect(text).toContain(`"${channel}"`)
    expect(text).toContain('SECURITY.md, line 1')
    expect(text).toContain('gone.md: not read, gone.md could not be read.')
    expect(text).toContain('link: a symbolic link: not followed')
  })

  it('lets no document rule the terminal', async () => {
    const hostile = `${channel}\u001b[2J\u001b]0;owned\u0007\u202e`
    const report = reportOf(catalogue, await review({ 'SECURITY.md': hostile }))
    const text = reviewText(report, { width: 80 })
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })
})
