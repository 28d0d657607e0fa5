import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import {
  mkdtemp,
  open,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileHash, parseFileHash } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import { type FileStore, type FileStoreParts, openFileStore } from './file-store.ts'
import { chunkBytes, headerBytes, sealedChunkBytes } from './sealed-file.ts'

// /dev/full and /proc are Linux's.
const linux = process.platform === 'linux'
const limitBytes = 10 * chunkBytes
const sha256 = (bytes: Uint8Array): FileHash =>
  orThrow(parseFileHash(createHash('sha256').update(bytes).digest('hex')))

describe('the file store', () => {
  let dataDir: string
  let store: FileStore
  const master = createSecretKey(randomBytes(32))
  const opened = (parts: Partial<FileStoreParts> = {}) =>
    openFileStore({ dataDir, master, random: randomBytes, clock: Date.now, ...parts })
  const pathOf = (hash: FileHash) => join(dataDir, 'files', hash.slice(0, 2), hash)
  const drafts = () => readdir(join(dataDir, 'files', 'incoming'))
  const keep = async (bytes: Uint8Array) =>
    orThrow(await store.put(Readable.from([bytes]), { limitBytes })).hash
  const readBack = async (hash: FileHash) => buffer(orThrow(await store.read(hash)).stream)

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'files-'))
    store = await opened()
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  it.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes, 3 * chunkBytes + 17])(
    'gives %i bytes back as they came',
    async (size) => {
      const bytes = randomBytes(size)
      expect(await store.put(Readable.from([bytes]), { limitBytes })).toEqual({
        hash: sha256(bytes),
        size,
      })
      const file = orThrow(await store.read(sha256(bytes)))
      expect(file.size).toBe(size)
      expect(await buffer(file.stream)).toEqual(bytes)
      expect(await store.verify(sha256(bytes))).toBe(true)
      expect(await drafts()).toEqual([])
    },
  )

  it('does not mind how the bytes are cut on their way in', async () => {
    const bytes = randomBytes(3 * chunkBytes)
    const pieces: Uint8Array[] = [new Uint8Array(0)]
    for (let at = 0, step = 1; at < bytes.length; at += step, step = (step * 7) % 99_991)
      pieces.push(bytes.subarray(at, at + step))
    const written = orThrow(await store.put(Readable.from(pieces), { limitBytes }))
    expect(written.hash).toBe(sha256(bytes))
    expect(await readBack(written.hash)).toEqual(bytes)
  })

  it('lets nothing of the content show on the disk', async () => {
    const bytes = Buffer.alloc(chunkBytes, 'patient record ')
    const first = await readFile(pathOf(await keep(bytes)))
    expect(first.includes('patient')).toBe(false)
    expect((await stat(pathOf(sha256(bytes)))).mode & 0o777).toBe(0o600)
    await keep(bytes)
    expect((await readFile(pathOf(sha256(bytes)))).equals(first)).toBe(false)
  })

  it('keeps equal files once, also where they come at the same time', async () => {
    const bytes = randomBytes(1_000)
    await Promise.all([keep(bytes), keep(bytes), keep(bytes)])
    const hashes: string[] = []
    for await (const hash of store.list()) hashes.push(hash)
    expect(hashes).toEqual([sha256(bytes)])
  })

  it('lists what it has, in order, and says what it has not', async () => {
    const expected: string[] = []
    for (let n = 0; n < 20; n++) expected.push(await keep(randomBytes(10)))
    const hashes: string[] = []
    for await (const hash of store.list()) hashes.push(hash)
    expect(hashes).toEqual(expected.sort())
    const other = sha256(Buffer.from('other'))
    expect(await store.has(other)).toBe(false)
    expect(await store.read(other)).toMatchObject({ code: 'file/unknown' })
    expect(await store.verify(other)).toMatchObject({ code: 'file/unknown' })
  })

  it('takes a file of exactly the limit and refuses one byte more', async () => {
    const bytes = randomBytes(100)
    const put = (limit: number) => store.put(Readable.from([bytes]), { limitBytes: limit })
    expect(isRefusal(await put(100))).toBe(false)
    expect(await put(99)).toMatchObject({ code: 'file/too-large', details: { limit: 99 } })
    expect(await drafts()).toEqual([])
  })

  it('stops asking an endless stream at the limit, and keeps nothing of it', async () => {
    let asked = 0
    let ended = false
    const endless = async function* () {
      try {
        for (;;) {
          asked++
          yield new Uint8Array(chunkBytes)
        }
      } finally {
        ended = true
      }
    }
    expect(await store.put(endless(), { limitBytes })).toMatchObject({ code: 'file/too-large' })
    expect([asked, ended]).toEqual([11, true])
    expect(await drafts()).toEqual([])
  })

  it('asks for more only when what came before is written', async () => {
    let written = 0
    let asked = 0
    const slow = await opened({
      openDraft: async (path) => {
        const file = await open(path, 'wx')
        const write = file.writeFile.bind(file)
        file.writeFile = async (data, options) => {
          await new Promise((resolve) => setTimeout(resolve, 5))
          await write(data, options)
          written++
        }
        return file
      },
    })
    const source = async function* () {
      for (; asked < 8; asked++) {
        // The header, and every full chunk but the one that is held back.
        expect(written).toBe(Math.max(asked, 1))
        yield new Uint8Array(chunkBytes)
      }
    }
    expect(isRefusal(await slow.put(source(), { limitBytes }))).toBe(false)
  })

  it.runIf(linux)('says so when the disk is full, and keeps nothing', async () => {
    // The kernel answers every write to this device as a full disk does.
    const full = await opened({ openDraft: () => open('/dev/full', 'w') })
    expect(await full.put(Readable.from([randomBytes(10)]), { limitBytes })).toMatchObject({
      code: 'storage/full',
    })
    expect(await drafts()).toEqual([])
  })

  it('keeps nothing of a stream that breaks off, and passes its error on', async () => {
    const broken = async function* () {
      yield randomBytes(chunkBytes)
      throw new Error('the sender hung up')
    }
    await expect(store.put(broken(), { limitBytes })).rejects.toThrow('hung up')
    expect(await drafts()).toEqual([])
  })

  it('removes drafts that a killed process left long ago, and no young ones', async () => {
    const folder = join(dataDir, 'files', 'incoming')
    const old = new Date(Date.now() - limits.file.abandoned - 1_000)
    await writeFile(join(folder, 'old'), 'x')
    await utimes(join(folder, 'old'), old, old)
    await writeFile(join(folder, 'young'), 'x')
    await opened()
    expect(await drafts()).toEqual(['young'])
  })

  it.runIf(linux)('closes the file when the reader goes away', async () => {
    const hash = await keep(randomBytes(9 * chunkBytes))
    const unread = orThrow(await store.read(hash)).stream
    unread.destroy()
    const { stream } = orThrow(await store.read(hash))
    for await (const chunk of stream) if (chunk.length > 0) break
    expect(stream.destroyed).toBe(true)
    const held = await readdir('/proc/self/fd')
    const paths = await Promise.all(
      held.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => 'closed meanwhile')),
    )
    expect(paths).not.toContain(pathOf(hash))
  })

  describe('finds damage', () => {
    const bytes = randomBytes(3 * chunkBytes + 100)
    const hash = sha256(bytes)
    let sealed: Buffer
    const chunk = (n: number) =>
      sealed.subarray(headerBytes + n * sealedChunkBytes, headerBytes + (n + 1) * sealedChunkBytes)
    const header = () => sealed.subarray(0, headerBytes)
    const expectDamage = async (content: Uint8Array) => {
      await writeFile(pathOf(hash), content)
      expect(await store.verify(hash)).toMatchObject({ code: 'file/damaged' })
      const given: Buffer[] = []
      const { stream } = orThrow(await store.read(hash))
      const reading = async () => {
        for await (const part of stream) given.push(part)
      }
      await expect(reading()).rejects.toMatchObject({ refusal: { code: 'file/damaged' } })
      // What was given before the damage showed is the true beginning, and never all of it.
      const got = Buffer.concat(given)
      expect(got.length).toBeLessThan(bytes.length)
      return got
    }
    beforeEach(async () => {
      await keep(bytes)
      sealed = await readFile(pathOf(hash))
    })

    it('where any byte was changed', async () => {
      for (const at of [0, 9, 45, 47, 70_000, sealed.length - 20, sealed.length - 1]) {
        const changed = Buffer.from(sealed)
        changed[at] = (changed[at] ?? 0) ^ 1
        const got = await expectDamage(changed)
        expect(bytes.subarray(0, got.length).equals(got)).toBe(true)
      }
    })

    it('where the end was cut off, also between two parts', async () => {
      const ends = [0, 1, headerBytes, headerBytes + 16, sealed.length - 1]
      for (const part of [1, 2, 3]) ends.push(headerBytes + part * sealedChunkBytes)
      for (const end of ends) await expectDamage(sealed.subarray(0, end))
    })

    it('where something was put behind', async () => {
      await expectDamage(Buffer.concat([sealed, Buffer.from([0])]))
      await expectDamage(Buffer.concat([sealed, chunk(3)]))
      await expectDamage(Buffer.concat([sealed, new Uint8Array(sealedChunkBytes)]))
    })

    it('where parts were swapped, left out or doubled', async () => {
      await expectDamage(Buffer.concat([header(), chunk(1), chunk(0), chunk(2), chunk(3)]))
      await expectDamage(Buffer.concat([header(), chunk(0), chunk(2), chunk(3)]))
      await expectDamage(
        Buffer.concat([header(), chunk(0), chunk(0), chunk(1), chunk(2), chunk(3)]),
      )
    })

    it('where another file of the store lies under this name', async () => {
      const other = Buffer.from(bytes)
      other[0] = (other[0] ?? 0) ^ 1
      await expectDamage(await readFile(pathOf(await keep(other))))
    })

    it('where a part comes from another file of the store', async () => {
      await keep(randomBytes(3 * chunkBytes + 100))
      const twin = await readFile(pathOf(hash))
      await keep(bytes)
      sealed = await readFile(pathOf(hash))
      const second = twin.subarray(
        headerBytes + sealedChunkBytes,
        headerBytes + 2 * sealedChunkBytes,
      )
      await expectDamage(Buffer.concat([header(), chunk(0), second, chunk(2), chunk(3)]))
    })

    it('where the master key is another one', async () => {
      const foreign = await opened({ master: createSecretKey(randomBytes(32)) })
      expect(await foreign.verify(hash)).toMatchObject({ code: 'file/damaged' })
    })

    it('and mends it when the file is sent again', async () => {
      await expectDamage(sealed.subarray(0, 1_000))
      await keep(bytes)
      expect(await store.verify(hash)).toBe(true)
    })
  })
})
