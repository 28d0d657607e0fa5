import { createHash } from 'node:crypto'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { documentKinds } from '../../documents/contract.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import type { DocumentReader, ListFolder } from '../folder-ports.ts'
import { readCatalogue } from '../read-catalogue.ts'
import { reportOf } from '../report/model.ts'
import { reviewText } from '../report/text.ts'
import { reviewFolder } from '../review-folder.ts'
import { declaredFolder } from './apply.ts'
import { declaredKinds, parseDeclared } from './parse.ts'
import { readDeclared } from './read.ts'

const catalogue = orThrow(readCatalogue())
const today = '2026-06-01'
const id = '9.2/channel'
const says = 'To report a security vulnerability, please e-mail psirt@cedar.example.'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Each line of a file is a passage. */
const reader: DocumentReader = {
  atOnce: 2,
  extract: async ({ bytes }): Promise<ExtractedDocument> => ({
    outcome: 'read',
    format: 'markdown',
    passages: new TextDecoder()
      .decode(bytes)
      .split('\n')
      .map((text, index) => ({
        ...{ index, text, kind: 'paragraph' as const },
        location: { line: index + 1, headings: ['Reporting a vulnerability'] },
      })),
  }),
}

const folderOf = (files: Readonly<Record<string, string>>): ListFolder =>
  async function* () {
    for (const [path, text] of Object.entries(files))
      yield { path, read: async () => new TextEncoder().encode(text) }
  }

const parse = (content: unknown) =>
  parseDeclared(
    'vulnerary-review.yaml',
    typeof content === 'string' ? content : JSON.stringify(content),
    today,
  )

const review = (
  files: Readonly<Record<string, string>>,
  content: unknown,
  product?: string,
  on = today,
) =>
  reviewFolder('/folder', {
    catalogue,
    extractor: reader,
    readFolder: folderOf(files),
    clause: '9.2',
    declared: declaredFolder(orThrow(parse(content)), on, product),
  })

const revision = (text: string, more: object = {}) => ({
  version: '2.1',
  sha256: sha256(text),
  inForceFrom: '2026-01-15',
  approved: { by: 'Ada Approver', on: '2026-01-10' },
  ...more,
})
const declares = (given: object, words: readonly object[] = []) => ({
  documents: [{ path: 'SECURITY.md', kind: 'policy', revision: given }],
  words,
})
const word = (more: object = {}) => ({
  document: 'SECURITY.md',
  constraint: id,
  verdict: 'met',
  reason: 'Support reads this mailbox.',
  by: 'Ada Approver',
  on: '2026-05-01',
  ...more,
})

describe('what is in force in a folder', () => {
  test.each([
    ['approved, and its day has come', revision(says), 'met', 'approved by Ada Approver'],
    ['not approved', revision(says, { approved: undefined }), 'partial', 'no approval of version'],
    ['to come', revision(says, { inForceFrom: '2026-07-01' }), 'partial', 'only from 2026-07-01'],
    ['approved with other bytes', revision('before'), 'partial', '(changed after 2.1)'],
    ['nowhere declared', undefined, 'partial', 'SECURITY.md: no approval of it'],
  ])('a document that says it and is %s', async (_how, given, verdict, detail) => {
    const content = given === undefined ? {} : declares(given)
    const { constraints, declaredIn } = await review({ 'SECURITY.md': says }, content)
    expect(constraints[id]).toMatchObject({
      verdict,
      says: 'met',
      inForce: { detail: expect.stringContaining(detail) },
    })
    expect(declaredIn).toBe('vulnerary-review.yaml')
  })

  it('is asked of the best, and one of them is enough, however many are not approved', async () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`a${at}.md`, says]))
    const { constraints } = await review(
      { ...files, 'SECURITY.md': says },
      declares(revision(says)),
    )
    expect(constraints[id]).toMatchObject({ verdict: 'met', inForce: { verdict: 'met' }, said: 41 })
  })

  it('is absent where nothing says it, as before', async () => {
    const { constraints } = await review({ 'SECURITY.md': 'Blue.' }, declares(revision('Blue.')))
    expect(constraints[id]).toMatchObject({ verdict: 'absent', says: 'absent' })
  })

  it('leaves out what belongs to other products, and records', async () => {
    const content = {
      documents: [
        { path: 'SECURITY.md', products: ['PRD-2026-0002'] },
        { path: 'minutes.md', kind: 'record' },
      ],
    }
    const files = { 'SECURITY.md': says, 'minutes.md': says, 'a.md': 'Blue.' }
    const ours = await review(files, content, 'PRD-2026-0001')
    expect(ours.documents.map(({ path }) => path)).toEqual(['a.md'])
    expect(ours.leftOut).toMatchObject([
      { path: 'SECURITY.md', reason: expect.stringContaining('PRD-2026-0002') },
      { path: 'minutes.md', reason: expect.stringContaining('record') },
    ])
    expect((await review(files, content)).documents.map(({ path }) => path)).toEqual([
      'SECURITY.md',
      'a.md',
    ])
  })
})

describe('a person’s word in a folder', () => {
  const text = `Write to us.\n${says}`
  const about = (words: readonly object[], now = text) =>
    review({ 'SECURITY.md': now }, declares(revision(now), words))

  it('holds instead of the judge’s, with the passage, while the passage stands', async () => {
    const content = [word({ quote: 'Write   to\n us.', constraint: '9.2/internal' })]
    const { documents, constraints } = await about(content)
    expect(documents[0]?.constraints['9.2/internal']).toMatchObject({
      verdict: 'met',
      evidence: [{ quote: 'Write to us.', pattern: 'person' }],
      word: { by: 'Ada Approver', on: '2026-05-01', found: 'absent' },
    })
    expect(constraints['9.2/internal']).toMatchObject({ verdict: 'met', said: 1 })
  })

  it('lapses when the passage changes, and asks again', async () => {
    const content = [word({ quote: 'Write to us.', constraint: '9.2/internal' })]
    const changed = await about(content, `Write to us by hand.\n${says}`)
    expect(changed.constraints['9.2/internal']).toMatchObject({ verdict: 'absent' })
    expect(changed.asksAgain).toMatchObject([
      { path: 'SECURITY.md', humanId: 'words[0]', because: expect.stringContaining('no more') },
    ])
    const report = reviewText(reportOf(catalogue, changed), { width: 200 })
    expect(report).toContain('Look again (vulnerary-review.yaml)\n  words[0]:')
  })

  it('tells the whole passage where only a part of it is quoted', async () => {
    const { asksAgain } = await about([word({ quote: 'To report a security vulnerability' })])
    expect(asksAgain?.[0]?.because).toContain(`quote all of it: "${says}"`)
  })

  it('without a quote holds until the bytes are others', async () => {
    const content = [word({ verdict: 'absent', reason: 'The mailbox is closed.' })]
    expect((await about(content)).constraints[id]).toMatchObject({ verdict: 'absent' })
    const given = declares(revision('before'), content)
    const changed = await review({ 'SECURITY.md': text }, given)
    expect(changed.constraints[id]).toMatchObject({ verdict: 'partial', says: 'met' })
    expect(changed.asksAgain).toMatchObject([{ because: expect.stringContaining('new revision') }])
  })

  it('that it is about something else takes the document out of the question', async () => {
    const content = [word({ verdict: 'not-applicable', quote: says })]
    const { constraints, documents } = await about(content)
    expect(documents[0]?.constraints[id]).toMatchObject({ verdict: 'not-applicable' })
    expect(constraints[id]).toMatchObject({ verdict: 'absent', said: 0 })
  })

  it('is the last one that holds', async () => {
    const content = [
      word({ verdict: 'partial', on: '2026-05-03', quote: says }),
      word({ verdict: 'absent', on: '2026-05-02', quote: says }),
    ]
    expect((await about(content)).constraints[id]).toMatchObject({ says: 'partial' })
  })

  it('is never taken for a document, and neither is its file', async () => {
    const { documents } = await review({ 'vulnerary-review.yaml': says, 'a.md': 'Blue.' }, {})
    expect(documents.map(({ path }) => path)).toEqual(['a.md'])
  })
})

describe('a file of declarations', () => {
  const many = (count: number) => Array.from({ length: count }, () => word({ quote: 'x' }))
  test.each([
    ['a: [', 'not YAML'],
    ['documents: &x []\nwords: *x', 'lias'],
    ['documents: []\ndocuments: []', 'twice'],
    [{ papers: [] }, 'papers'],
    [{ documents: [{ path: 'a.md', kind: 'novel' }] }, 'documents[0].kind'],
    [{ documents: [{ path: '../a.md' }] }, 'documents[0].path'],
    [{ documents: [{ path: '/etc/passwd' }] }, 'documents[0].path'],
    [{ documents: [{ path: 'a.md' }, { path: 'a.md' }] }, 'documents[1].path'],
    [declares(revision('x', { sha256: 'ABC' })), 'documents[0].revision.sha256'],
    [declares(revision('x', { inForceFrom: '2026-02-30' })), 'documents[0].revision.inForceFrom'],
    [declares(revision('x', { approved: { by: 'A', on: '2027-01-01' } })), 'is to come'],
    [{ words: [word({ constraint: '9.2/chanel', quote: 'x' })] }, 'no constraint "9.2/chanel"'],
    [{ words: [word({ verdict: 'green', quote: 'x' })] }, 'words[0].verdict'],
    [{ words: [word({ on: '2027-01-01', quote: 'x' })] }, 'is to come'],
    [{ words: [word()] }, 'nothing would make it lapse'],
    [{ words: [word({ quote: 'x', reason: '  ' })] }, 'words[0].reason'],
    [{ words: many(201) }, 'words[200]'],
    [{ words: many(5_001) }, 'words'],
    [' '.repeat(1_048_577), 'more than'],
  ])('%j is refused with its key', (content, reason) => {
    const refused = parse(content)
    expect(refused).toMatchObject({ code: 'review/declared' })
    expect(isRefusal(refused) && refused.message).toMatch(/^vulnerary-review\.yaml: /)
    expect(isRefusal(refused) && refused.message).toContain(reason)
  })

  it('has the kinds of the library', () => {
    expect(declaredKinds).toEqual(Object.keys(documentKinds))
  })

  describe('on the disk', () => {
    let root: string
    const file = () => join(root, 'vulnerary-review.yaml')
    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'declared-'))
      await writeFile(join(root, 'a.md'), 'Blue.')
      await symlink('a.md', join(root, 'link.md'))
    })
    afterAll(() => rm(root, { recursive: true, force: true }))

    it('need not be there', async () => {
      expect(await readDeclared(root, today)).toBeUndefined()
    })

    test.each(['b.md', 'link.md', 'a.md/b.md', `${'x'.repeat(300)}.md`])(
      'names files of the folder, and not %s',
      async (path) => {
        await writeFile(file(), `documents:\n  - path: ${path}\n`)
        const refused = await readDeclared(root, today)
        expect(refused).toMatchObject({ code: 'review/declared' })
        expect(isRefusal(refused) && refused.message).toContain('documents[0].path')
      },
    )

    it('is one file, in UTF-8, of a bounded size', async () => {
      await writeFile(file(), 'documents:\n  - path: a.md\n')
      expect(await readDeclared(root, today)).toMatchObject({ documents: [{ path: 'a.md' }] })
      await writeFile(join(root, 'vulnerary-review.json'), '{}')
      expect(await readDeclared(root, today)).toMatchObject({ code: 'review/declared' })
      await rm(join(root, 'vulnerary-review.json'))
      await writeFile(file(), Buffer.from([0xff, 0xfe]))
      expect(await readDeclared(root, today)).toMatchObject({
        message: expect.stringContaining('UTF-8'),
      })
      await writeFile(file(), Buffer.alloc(4_194_305, 32))
      expect(await readDeclared(root, today)).toMatchObject({
        message: expect.stringContaining('bytes'),
      })
    })
  })
})
