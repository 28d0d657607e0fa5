import { appendFile, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFolder } from '../../src/documents/extract/index.ts'
import type { ExtractedDocument } from '../../src/kernel/passage.ts'
import { isRefusal } from '../../src/kernel/result.ts'
import { createDocumentReader } from '../../src/server/processes/document-reader.ts'
import { bytesOf } from '../support/made-documents.ts'

const texts = (document: ExtractedDocument): readonly string[] =>
  document.passages.map(({ text }) => text)

describe('a reader at its bounds', () => {
  const large = bytesOf(`<html><body>${'<p>Change the default password.</p>'.repeat(1_000_000)}`)

  it('ends a file that takes too long, and goes on with the next', async () => {
    const hurried = createDocumentReader({ workers: 1, milliseconds: 1_500 })
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
    const small = createDocumentReader({ workers: 1, memoryMegabytes: 64 })
    try {
      const [first, second] = await Promise.all([
        small.extract({ bytes: large, name: 'a.html' }),
        small.extract({ bytes: bytesOf('# Ports\n\nOpen port 8080.'), name: 'b.md' }),
      ])
      expect(first).toMatchObject({
        outcome: 'could-not-read',
        // Its heap, and what may stand beside it.
        reason: 'it needs more than 320 megabytes of memory to read',
      })
      expect(texts(second)).toEqual(['Ports', 'Open port 8080.'])
    } finally {
      await small.close()
    }
  })

  it('answers what waits when it is closed', async () => {
    const closing = createDocumentReader({ workers: 1 })
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

describe('files that are no documents to read', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const only = async (name: string) => {
    for await (const file of readFolder(folder)) if (file.path === name) return file
    throw new Error(`${name} is not listed.`)
  }

  it('are refused by their size, unread: 2 GB', async () => {
    await writeFile(join(folder, 'disk.pdf'), '')
    await truncate(join(folder, 'disk.pdf'), 2_147_483_648)
    const file = await only('disk.pdf')
    const started = performance.now()
    const bytes = await file.read()
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(bytes).toMatchObject({ code: 'folder/too-large' })
  })

  it('say that they changed while they were read', async () => {
    const path = join(folder, 'growing.txt')
    await writeFile(path, Buffer.alloc(60_000_000, 'a'))
    const file = await only('growing.txt')
    let over = false
    const growing = (async () => {
      while (!over) await appendFile(path, 'more')
    })()
    const bytes = await file.read()
    over = true
    await growing
    expect(bytes).toMatchObject({ code: 'folder/changed' })
  })
})
