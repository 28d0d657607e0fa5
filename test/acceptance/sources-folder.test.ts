import { mkdir, mkdtemp, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aProduct } from '../support/work/product.ts'
import { type Library, openLibrary } from '../support/work/with-sources.ts'

onDatabases('a folder as a source of the library', (openDatabase) => {
  let folder: string
  let outside: string
  let library: Library
  const put = async (path: string, text: string) => {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const statements = async (id: string) =>
    (await library.writer.get(`/api/documents/${id}/statements`)).body.items.map(
      ({ text }: { text: string }) => text,
    )

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'manuals-'))
    outside = await mkdtemp(join(tmpdir(), 'outside-'))
    await put('careline/guide_v2.1.md', '# Guide\n\nOpen port 80 on the firewall.\n')
    await put(
      'careline/de/anleitung.md',
      '---\nversion: 7\n---\n\n# Anleitung\n\nTrocken lagern.\n',
    )
    await put('drafts/idea.md', 'Not yet.')
    await put('notes.xyz', 'no document')
    library = await openLibrary(
      [
        {
          kind: 'folder',
          name: 'manuals',
          path: folder,
          everyMinutes: 20,
          rules: [
            { files: 'drafts/**', leaveOut: true },
            { files: 'careline/**', products: ['Careline Gateway'], owner: 'Technical writing' },
            { files: '**/de/**', documentKind: 'ifu' },
          ],
        },
      ],
      await openDatabase(),
    )
  })
  afterAll(async () => {
    await library?.close()
    await rm(folder, { recursive: true, force: true })
    await rm(outside, { recursive: true, force: true })
  })

  test('waits for a product that the rules name and nobody registered, and says so', async () => {
    expect(await library.source('manuals')).toMatchObject({
      status: 'partly',
      place: folder,
      lastSync: {
        granted: { scopes: ['read files'] },
        counts: { new: 0, unread: 2, leftOut: 2 },
      },
    })
    const waiting = await library.files('manuals', 'unread')
    expect(waiting.map(({ reason }) => reason)[0]).toContain('"Careline Gateway"')
    const product = await aProduct(library.engineer)
    const { status, lastSync } = await library.sync('manuals')
    expect([status, lastSync.counts.new]).toEqual(['in-step', 2])
    const guide = await library.document('guide v2.1')
    expect(guide).toMatchObject({
      products: [product.id],
      owner: 'Technical writing',
      language: 'en',
      status: 'read',
      revisions: [{ version: '2.1', kept: false }],
      origin: { path: 'careline/guide_v2.1.md', there: true, problem: '' },
    })
    expect(await statements(guide.id)).toContain('Open port 80 on the firewall.')
  })

  test('takes kind, language and version from rules, path and front matter', async () => {
    expect(await library.document('anleitung')).toMatchObject({
      documentKind: 'ifu',
      language: 'de',
      revisions: [{ version: '7' }],
    })
    expect(await library.documents()).toEqual(['anleitung', 'guide v2.1'])
  })

  test('does not read again what has not changed, and keeps no original that nobody asked for', async () => {
    const { revisions, id } = await library.document('guide v2.1')
    const [{ file }] = revisions
    expect((await library.writer.get(`/api/files/${file.hash}`)).status).toBe(404)
    const path = join(folder, 'careline/guide_v2.1.md')
    const at = new Date(Date.now() - 60_000)
    await utimes(path, at, at)
    await library.sync('manuals')
    // Other bytes of the same length under the same time: who read them would notice.
    await writeFile(path, '# Guide\n\nOpen port 81 on the firewall.\n')
    await utimes(path, at, at)
    const { lastSync } = await library.sync('manuals')
    expect(lastSync.counts).toMatchObject({ unchanged: 2, changed: 0, new: 0 })
    const now = await library.document('guide v2.1')
    expect(now.revisions).toEqual(revisions)
    // What lies there is not what we know, and is not handed out as if it were.
    const original = await library.writer.get(`/api/documents/${id}/original`)
    expect([original.status, original.body.code]).toEqual([422, 'original/not-kept'])
    await put('careline/guide_v2.1.md', '# Guide\n\nOpen port 80 on the firewall.\n')
    expect((await library.writer.get(`/api/documents/${id}/original`)).body).toContain('port 80')
  })

  test('takes a changed file as a revision with a version of its own, and one that returns as the old one', async () => {
    await put('careline/guide_v2.1.md', '# Guide\n\nOpen port 8443 on the firewall.\n')
    expect((await library.sync('manuals')).lastSync.counts).toMatchObject({ changed: 1 })
    const changed = await library.document('guide v2.1')
    expect(changed.revisions.map(({ version }: { version: string }) => version)).toEqual([
      '2.1',
      '2.1 (2)',
    ])
    await put('careline/guide_v2.1.md', '# Guide\n\nOpen port 80 on the firewall.\n')
    await library.sync('manuals')
    const back = await library.document('guide v2.1')
    expect(back.revisions.map(({ version }: { version: string }) => version)).toEqual([
      '2.1 (2)',
      '2.1',
    ])
    expect(back.status).toBe('read')
  })

  test('knows a renamed file as the same document', async () => {
    const { id } = await library.document('guide v2.1')
    await rename(join(folder, 'careline/guide_v2.1.md'), join(folder, 'careline/manual.md'))
    expect((await library.sync('manuals')).lastSync.counts).toMatchObject({
      moved: 1,
      new: 0,
      gone: 0,
    })
    expect(await library.document('guide v2.1')).toMatchObject({
      id,
      origin: { path: 'careline/manual.md', there: true },
    })
  })

  test('says what is gone, deletes nothing, and says when it is back', async () => {
    const text = '# Anleitung\n\nTrocken lagern.\n'
    await rm(join(folder, 'careline/de/anleitung.md'))
    expect((await library.sync('manuals')).lastSync.counts).toMatchObject({ gone: 1 })
    const gone = await library.document('anleitung')
    expect(gone.origin).toMatchObject({
      there: false,
      problem: 'careline/de/anleitung.md is not in the source any more.',
    })
    expect(await statements(gone.id)).toContain('Trocken lagern.')
    await put('careline/de/anleitung.md', `---\nversion: 7\n---\n\n${text}`)
    expect((await library.sync('manuals')).lastSync.counts).toMatchObject({ returned: 1, new: 0 })
    expect((await library.document('anleitung')).origin).toMatchObject({ there: true, problem: '' })
  })

  test('leaves out links and what is too large, tells so, and does all others', async () => {
    await writeFile(join(outside, 'secret.md'), 'The key under the mat.')
    await symlink(join(outside, 'secret.md'), join(folder, 'link.md'))
    await symlink(outside, join(folder, 'elsewhere'))
    await writeFile(join(folder, 'huge.pdf'), '')
    await truncate(join(folder, 'huge.pdf'), 2 * 1024 ** 3)
    await put('policy.txt', 'Lock the cabinet.')
    expect((await library.sync('manuals')).lastSync.counts).toMatchObject({ new: 1, unread: 1 })
    expect(await library.files('manuals', 'unread')).toMatchObject([
      { path: 'huge.pdf', reason: expect.stringContaining('larger than') },
    ])
    expect(await library.files('manuals', 'left-out')).toMatchObject([
      { path: 'elsewhere', reason: 'a symbolic link: not followed' },
      { path: 'link.md', reason: 'a symbolic link: not followed' },
    ])
    expect((await library.source('manuals')).status).toBe('partly')
    await rm(join(folder, 'huge.pdf'))
    expect((await library.sync('manuals')).status).toBe('in-step')
  })

  test('takes a source without any file for one that is not there, unless told otherwise', async () => {
    await rename(folder, `${folder}-away`)
    expect(await library.sync('manuals')).toMatchObject({
      status: 'failing',
      failing: { reason: expect.stringContaining('is not there'), next: expect.any(String) },
    })
    await mkdir(folder)
    expect(await library.sync('manuals')).toMatchObject({
      status: 'failing',
      failing: { reason: expect.stringContaining('holds no document') },
    })
    expect((await library.document('policy')).origin.there).toBe(true)
    const { lastSync } = await library.sync('manuals', { emptied: true })
    expect(lastSync.counts.gone).toBe(3)
    await rm(folder, { recursive: true })
    await rename(`${folder}-away`, folder)
    expect(await library.sync('manuals')).toMatchObject({
      status: 'in-step',
      failing: null,
      lastSync: { counts: { returned: 3, new: 0 } },
    })
  })

  test('looks by itself when its interval is over', async () => {
    await put('late.txt', 'Written later.')
    await library.maker.settle()
    expect(await library.documents()).not.toContain('late')
    library.maker.time.now += 21 * 60_000
    await library.maker.settle()
    expect(await library.documents()).toContain('late')
  })

  test('says of a document that a rule leaves out now that it is still there', async () => {
    const rules = [{ files: 'policy.txt', leaveOut: true }]
    await library.settings([{ kind: 'folder', name: 'manuals', path: folder, rules }])
    await library.sync('manuals')
    expect((await library.document('policy')).origin).toMatchObject({
      there: false,
      problem: 'policy.txt is in the source, and sources.yaml leaves it out now.',
    })
  })

  test('shows its files by pages, whatever their names hold', async () => {
    for (const name of ['a\nb.txt', '"quoted".txt', "it's.txt", 'ünï.txt', 'left out: x.txt'])
      await put(name, name)
    await library.sync('manuals')
    const [{ id }] = (await library.writer.get('/api/sources')).body.items
    const seen: string[] = []
    for (let after = ''; ; ) {
      const query = new URLSearchParams({ standing: 'there', limit: '2', after })
      const { body } = await library.writer.get(`/api/sources/${id}/files?${query}`)
      seen.push(...body.items.map(({ path }: { path: string }) => path))
      if (body.next === null) break
      after = body.next
    }
    expect(seen).toEqual([...new Set(seen)])
    for (const name of ['a\nb.txt', '"quoted".txt', 'ünï.txt', 'left out: x.txt'])
      expect(seen).toContain(name)
  })

  test('keeps originals where the settings say so, and disconnects what they have no longer', async () => {
    await library.settings([{ kind: 'folder', name: 'manuals', path: folder, keepOriginals: true }])
    await put('kept.txt', 'Kept here.')
    await library.sync('manuals')
    const { revisions } = await library.document('kept')
    expect(revisions).toMatchObject([{ kept: true }])
    expect((await library.writer.get(`/api/files/${revisions[0].file.hash}`)).body).toBe(
      'Kept here.',
    )
    await library.settings([])
    expect((await library.source('manuals')).status).toBe('disconnected')
    expect(await library.documents()).toContain('kept')
  })
})
