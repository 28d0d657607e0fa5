import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import type { JudgedFile } from '../folder-review.ts'
import { couldNotRun, forAll } from '../judge/judge.ts'
import { keepReviews } from './keep-reviews.ts'

const path = 'policies/SECURITY.md'
const hash = 'a'.repeat(64)
const absent = { verdict: 'absent', confidence: 0.9, evidence: [] } as const
const judged: JudgedFile = {
  outcome: 'read',
  constraints: {
    ...forAll(() => absent),
    '9.2/channel': {
      verdict: 'met',
      confidence: 0.87,
      evidence: [
        {
          quote: 'Write to psirt@cedar.example.',
          location: { line: 3, headings: ['Reporting'] },
          passage: 2,
          pattern: 'channel',
        },
      ],
    },
  },
}

let base: string
let folder: string
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'review-cache-'))
  folder = join(base, 'cache')
})
afterEach(() => rm(base, { recursive: true, force: true }))

const opened = async (judgedBy = 'judge 1') => orThrow(await keepReviews(folder, judgedBy))
const kept = async (judgedBy = 'judge 1') => (await opened(judgedBy)).slot(path, hash).read()
const keep = async () => {
  const cache = await opened()
  await cache.slot(path, hash).write(judged)
  expect(await cache.close()).toBeUndefined()
}
const files = async (): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
const onlyFile = async (): Promise<string> => {
  const [file, ...others] = await files()
  expect(others).toEqual([])
  return file ?? ''
}

describe('verdicts kept between runs', () => {
  it('come back as they were, in files that only their owner can read', async () => {
    await keep()
    expect(JSON.stringify(await kept())).toBe(JSON.stringify(judged))
    expect((await stat(await onlyFile())).mode & 0o077).toBe(0)
    expect((await stat(folder)).mode & 0o077).toBe(0)
  })

  it('are for the same content, path and judge only', async () => {
    await keep()
    const cache = await opened()
    expect(await cache.slot(path, 'b'.repeat(64)).read()).toBeUndefined()
    expect(await cache.slot('templates/SECURITY.md', hash).read()).toBeUndefined()
    expect(await kept('judge 2')).toBeUndefined()
  })

  it('are nothing once a bit of them was changed, and are written again', async () => {
    await keep()
    const file = await onlyFile()
    const text = await readFile(file, 'utf8')
    for (let at = 0; at < text.length; at += 97) {
      const other = text[at] === 'x' ? 'y' : 'x'
      await writeFile(file, text.slice(0, at) + other + text.slice(at + 1))
      expect(await kept()).toBeUndefined()
    }
    await truncate(file, 40)
    expect(await kept()).toBeUndefined()
    await keep()
    expect(await kept()).toEqual(judged)
  })

  it('are taken from no file that says what the judge could not have said', async () => {
    await keep()
    const file = await onlyFile()
    const [, body = ''] = (await readFile(file, 'utf8')).split('\n')
    const entry = JSON.parse(body)
    const hostile: readonly unknown[] = [
      { ...entry, outcome: 'could-not-read' },
      { ...entry, outcome: 'partly-read' },
      { ...entry, path: 'other.md' },
      { ...entry, more: 1 },
      { ...entry, constraints: {} },
      { ...entry, constraints: { ...entry.constraints, 'x/y': absent } },
      withChannel(entry, { verdict: 'met', confidence: 0.9, evidence: [] }),
      withChannel(entry, { verdict: 'met', confidence: 7, evidence: judgedEvidence(1) }),
      withChannel(entry, { verdict: 'met', confidence: 0.9, evidence: judgedEvidence(1_000) }),
      withChannel(entry, { verdict: 'green', confidence: 0.9, evidence: judgedEvidence(1) }),
      [],
      null,
    ]
    for (const one of hostile) {
      const text = JSON.stringify(one)
      await writeFile(file, `${await sum(text)}\n${text}\n`)
      expect(await kept(), text.slice(0, 80)).toBeUndefined()
    }
    const twice = body.replace('{', '{"outcome":"read",')
    await writeFile(file, `${await sum(twice)}\n${twice}\n`)
    expect(await kept()).toBeUndefined()
  })

  it('are read from no link, folder or endless file', async () => {
    await keep()
    const file = await onlyFile()
    const elsewhere = join(base, 'planted.json')
    await writeFile(elsewhere, await readFile(file))
    await rm(file)
    await symlink(elsewhere, file)
    expect(await kept()).toBeUndefined()
    await rm(file)
    await mkdir(file)
    expect(await kept()).toBeUndefined()
    await rm(file, { recursive: true })
    await writeFile(file, '')
    await truncate(file, limits.review.cache.entryBytes * 4)
    expect(await kept()).toBeUndefined()
  })

  it('are refused a folder that others can write to', async () => {
    await mkdir(folder)
    await chmod(folder, 0o777)
    expect(await keepReviews(folder, 'judge 1')).toMatchObject({
      refused: true,
      code: 'review/cache-not-private',
    })
  })

  it('stay within their bounds: what was used longest ago goes first', async () => {
    const { entries } = limits.review.cache
    const shelf = join(folder, '00')
    await mkdir(shelf, { recursive: true })
    for (let at = 0; at < entries + 30; at++)
      await writeFile(join(shelf, `${String(at).padStart(4, '0')}.json`), '')
    // One more is written onto that shelf: its keys begin with 00.
    const cache = await opened()
    for (let at = 0; ; at++) {
      await cache.slot(`${at}.md`, hash).write(judged)
      if ((await readdir(shelf)).length > entries + 30) break
    }
    await cache.close()
    expect((await readdir(shelf)).length).toBe(entries)
  })

  it('say why they cannot be written, and go on', async () => {
    const cache = await opened()
    await rm(folder, { recursive: true })
    await writeFile(folder, 'a file in the way')
    await cache.slot(path, hash).write(judged)
    await cache.slot(path, hash).write(judged)
    expect(await cache.slot(path, hash).read()).toBeUndefined()
    expect(await cache.close()).toMatch(/ENOTDIR|EEXIST/)
  })

  it('hold what could not be read as that', async () => {
    const unread = {
      outcome: 'could-not-read',
      reason: 'damaged',
      constraints: forAll(() => couldNotRun),
    } as const
    const cache = await opened()
    await cache.slot(path, hash).write(unread)
    expect(await cache.slot(path, hash).read()).toEqual(unread)
  })
})

const judgedEvidence = (count: number) =>
  Array.from({ length: count }, () => judged.constraints['9.2/channel'].evidence[0])

const withChannel = (entry: { readonly constraints: object }, channel: unknown): unknown => ({
  ...entry,
  constraints: { ...entry.constraints, '9.2/channel': channel },
})

const sum = async (text: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex')
