import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Library, openLibrary } from '../support/work/with-sources.ts'

const run = promisify(execFile)
const files = 50_000
const megabyte = 1_048_576
let folder: string
let library: Library

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'many-'))
  const first = join(folder, 'part-0')
  await mkdir(first)
  for (let at = 0; at < files / 100; at++) await writeFile(join(first, `${at}.md`), '')
  for (let part = 1; part < 100; part++)
    await run('cp', ['-r', first, join(folder, `part-${part}`)])
  await writeFile(join(folder, 'guide.md'), 'Open port 80.')
  library = await openLibrary([
    {
      kind: 'folder',
      name: 'many',
      path: folder,
      rules: [{ files: 'part-*/*', leaveOut: true }],
    },
  ])
}, 240_000)
afterAll(async () => {
  await library?.close()
  await rm(folder, { recursive: true, force: true })
}, 120_000)

test('a folder of 50,000 files is listed whole, and memory stays bounded', async () => {
  const before = process.memoryUsage().rss
  const { lastSync } = await library.sync('many')
  expect(lastSync.counts).toMatchObject({ unchanged: 1, leftOut: files, unread: 0 })
  expect((process.memoryUsage().rss - before) / megabyte).toBeLessThan(300)
  expect(await library.documents()).toEqual(['guide'])
}, 120_000)
