import { execFileSync } from 'node:child_process'
import {
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Drive, DriveError, DriveFileError } from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'
import { openFolder } from './folder.ts'

const linux = process.platform === 'linux'
const secret = 'the key under the mat'

describe('a folder as a source', () => {
  let home: string
  let root: string
  let drive: Drive
  const open = (path: string) =>
    openFolder(
      { kind: 'folder', path },
      {
        name: 'x',
        dataDir: join(home, 'data'),
        clock: Date.now,
        secret: async () => '',
      },
    )
  const bytesOf = async (path: string): Promise<string> => {
    const pieces: Uint8Array[] = []
    for await (const piece of drive.open({ key: path, path, mark: '' })) pieces.push(piece)
    return Buffer.concat(pieces).toString('utf8')
  }
  const listed = async () => {
    const found: string[] = []
    for await (const one of (await drive.look(null)).files)
      found.push('leftOut' in one ? `${one.path}: ${one.leftOut}` : one.path)
    return found.sort()
  }

  beforeEach(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), 'folder-')))
    root = join(home, 'manuals')
    await mkdir(join(home, 'data'))
    await mkdir(join(root, 'a/b'), { recursive: true })
    await mkdir(join(home, 'outside/b'), { recursive: true })
    await writeFile(join(home, 'outside/secret.md'), secret)
    await writeFile(join(home, 'outside/b/guide.md'), secret)
    await writeFile(join(root, 'a/b/guide.md'), 'inside')
    drive = open(root)
  })
  afterEach(() => rm(home, { recursive: true, force: true }))

  it('reads nothing outside, whatever a path looks like', async () => {
    await symlink(join(home, 'outside'), join(root, 'out'))
    await symlink(join(home, 'outside/secret.md'), join(root, 'secret.md'))
    await symlink('..', join(root, 'a/up'))
    const step = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', 'b', 'out', 'up', 'outside', 'secret.md', 'guide.md'),
      fc.constantFrom('\0', '%2e%2e', '..\\', '/', '//', join(home, 'outside'), '/etc/hostname'),
      fc.string({ maxLength: 8 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const path = steps.join('/')
        const read = await bytesOf(path).catch((cause: unknown) => cause)
        if (typeof read === 'string') expect([path, read]).toEqual(['a/b/guide.md', 'inside'])
        else expect(read).toBeInstanceOf(DriveFileError)
      }),
      { numRuns: 500 },
    )
  })

  it.runIf(linux)('reads nothing outside while folders are swapped for links', async () => {
    let stopped = false
    const swap = async () => {
      while (!stopped) {
        await rename(join(root, 'a'), join(root, 'real'))
        await symlink(join(home, 'outside'), join(root, 'a'))
        await unlink(join(root, 'a'))
        await rename(join(root, 'real'), join(root, 'a'))
      }
    }
    const swapping = swap()
    const seen = new Set<string>()
    const paths = new Set<string>()
    for (let round = 0; round < 400; round++) {
      seen.add(
        await bytesOf('a/b/guide.md').catch((cause: unknown) => {
          expect(cause).toBeInstanceOf(DriveFileError)
          return 'refused'
        }),
      )
      if (round % 4 === 0) for (const path of await listed()) paths.add(path)
    }
    stopped = true
    await swapping
    expect(seen).toContain('inside')
    expect(seen).not.toContain(secret)
    // A listing that saw the link said so; none went through it.
    expect([...paths].filter((path) => path.includes('secret'))).toEqual([])
  })

  it.runIf(linux)('reads nothing outside while a file is swapped for a link', async () => {
    let stopped = false
    const swap = async () => {
      while (!stopped) {
        await unlink(join(root, 'a/b/guide.md'))
        await symlink(join(home, 'outside/secret.md'), join(root, 'a/b/guide.md'))
        await unlink(join(root, 'a/b/guide.md'))
        await writeFile(join(root, 'a/b/guide.md'), 'inside')
      }
    }
    const swapping = swap()
    const seen = new Set<string>()
    for (let round = 0; round < 400; round++)
      seen.add(await bytesOf('a/b/guide.md').catch(() => 'refused'))
    stopped = true
    await swapping
    expect(seen).not.toContain(secret)
  })

  it('lists files, and says what it left out', async () => {
    await symlink(join(home, 'outside'), join(root, 'out'))
    if (linux) execFileSync('mkfifo', [join(root, 'pipe')])
    expect(await listed()).toEqual([
      'a/b/guide.md',
      'out: a symbolic link: not followed',
      ...(linux ? ['pipe: not a regular file'] : []),
    ])
  })

  it.runIf(linux)('does not wait for a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')])
    await expect(bytesOf('pipe')).rejects.toThrow('no regular file')
  })

  it('reads no byte of a file that is too large, also where it grew since it was listed', async () => {
    await truncate(join(root, 'a/b/guide.md'), limits.document.bytes + 1)
    await expect(bytesOf('a/b/guide.md')).rejects.toThrow('larger than')
  })

  it('refuses a folder that holds the keys of this server, or lies among them', async () => {
    for (const path of [home, join(home, 'data')])
      await expect(open(path).connect()).rejects.toThrow(DriveError)
    await symlink(join(home, 'data'), join(home, 'innocent'))
    await expect(open(join(home, 'innocent')).connect()).rejects.toThrow('lie in each other')
  })

  it('says when it is gone', async () => {
    await rm(root, { recursive: true })
    await expect(drive.connect()).rejects.toThrow('is not there')
    expect(await readFile(join(home, 'outside/secret.md'), 'utf8')).toBe(secret)
  })
})
