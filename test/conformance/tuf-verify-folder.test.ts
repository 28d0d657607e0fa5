import {
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { folderTree } from '../../src/updates/repository/folder-tree.ts'
import { publishUpdate } from '../../src/updates/repository/publish.ts'
import { verifyFile, verifyPath } from '../../src/updates/repository/verify-folder.ts'
import { day, makeWorld, now, pumpUpdate, refusalOf, type TufWorld } from './tuf-support.ts'

let world: TufWorld
let hospital: string
let kit: string
let update: string
const options = () => ({ root: world.rootPath, now })

beforeAll(async () => {
  world = await makeWorld()
  const keys = { ...world.keys, maker: world.maker }
  orThrow(await publishUpdate(world.tree, keys, pumpUpdate(), now))
  orThrow(
    await publishUpdate(
      world.tree,
      keys,
      pumpUpdate({ id: 'UPD-2026-0002', revision: '2.2' }),
      now,
    ),
  )
})
afterAll(() => world.remove())
beforeEach(async () => {
  // What a hospital carries across its air gap: a copy of the public folder.
  hospital = await mkdtemp(join(tmpdir(), 'hospital-'))
  kit = join(hospital, 'kit')
  await cp(world.folder, kit, { recursive: true })
  update = join(kit, 'targets', 'UPD-2026-0001')
})
afterEach(() => rm(hospital, { recursive: true, force: true }))

const alter = async (path: string, at = 3): Promise<void> => {
  const bytes = await readFile(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await unlink(path)
  await writeFile(path, bytes)
}
const verdict = async (path: string) => {
  const answer = orThrow(await verifyPath(path, options()))
  return {
    good: answer.good.map((one) => one.path),
    bad: answer.bad.map((one) => [one.code, one.details?.['file']]),
  }
}

describe('verifying a file', () => {
  it('finds the metadata above it, knowing only the root', async () => {
    expect(await verifyFile(join(update, 'docs/release-notes.txt'), options())).toMatchObject({
      good: true,
      path: 'UPD-2026-0001/docs/release-notes.txt',
    })
  })

  it('knows it by the names of a consistent snapshot, and with the folders left out', async () => {
    const good = orThrow(await verifyFile(join(update, 'pump firmware.bin'), options()))
    expect(
      await verifyFile(join(update, `${good.sha256}.pump firmware.bin`), options()),
    ).toMatchObject({ path: good.path })
    await rename(join(kit, 'targets', 'UPD-2026-0001'), join(kit, 'UPD-2026-0001'))
    expect(
      await verifyFile(join(kit, 'UPD-2026-0001', 'pump firmware.bin'), options()),
    ).toMatchObject({ path: good.path })
    await rename(join(kit, 'UPD-2026-0001', 'pump firmware.bin'), join(kit, 'pump firmware.bin'))
    expect(await verifyFile(join(kit, 'pump firmware.bin'), options())).toMatchObject({
      good: true,
      path: good.path,
    })
  })

  it('takes the repository from elsewhere', async () => {
    const alone = join(hospital, 'pump firmware.bin')
    await cp(join(update, 'pump firmware.bin'), alone)
    expect(refusalOf(await verifyFile(alone, options())).code).toBe('updates/no-metadata')
    for (const repository of [kit, join(kit, 'metadata')])
      expect(await verifyFile(alone, { ...options(), repository })).toMatchObject({ good: true })
    expect(refusalOf(await verifyFile(alone, { ...options(), repository: hospital })).code).toBe(
      'updates/no-metadata',
    )
  })

  it('says which file was changed and how', async () => {
    await alter(join(update, 'pump firmware.bin'))
    const refusal = refusalOf(await verifyFile(join(update, 'pump firmware.bin'), options()))
    expect(refusal).toMatchObject({
      code: 'tuf/hash-mismatch',
      details: { file: 'UPD-2026-0001/pump firmware.bin', algorithm: 'sha256' },
    })
    expect(refusal.details?.['expected']).toMatch(/^[0-9a-f]{64}$/)
    expect(refusal.details?.['actual']).toMatch(/^[0-9a-f]{64}$/)
    await alter(join(kit, 'metadata', 'timestamp.json'), 40)
    expect(
      refusalOf(await verifyFile(join(update, 'SHA256SUMS'), options())).details?.['file'],
    ).toBe('timestamp.json')
  })

  it('refuses an old update under the name of a new one', async () => {
    const [one, two] = [
      join(update, 'COMPATIBILITY.txt'),
      join(kit, 'targets/UPD-2026-0002/COMPATIBILITY.txt'),
    ]
    await unlink(two)
    await cp(one, two)
    expect(refusalOf(await verifyFile(two, options())).code).toBe('tuf/hash-mismatch')
  })

  it('refuses a file, a root or a time that does not fit', async () => {
    expect(refusalOf(await verifyFile(join(update, 'gone.bin'), options())).code).toBe(
      'updates/no-file',
    )
    expect(refusalOf(await verifyFile(update, options())).code).toBe('updates/no-file')
    expect(
      refusalOf(
        await verifyFile(join(update, 'SHA256SUMS'), {
          ...options(),
          root: join(hospital, 'none'),
        }),
      ).code,
    ).toBe('updates/no-root')
    const stranger = await makeWorld()
    expect(
      refusalOf(
        await verifyFile(join(update, 'SHA256SUMS'), { ...options(), root: stranger.rootPath }),
      ),
    ).toMatchObject({ code: 'tuf/signatures', details: { file: 'timestamp.json' } })
    await stranger.remove()
    expect(
      refusalOf(
        await verifyFile(join(update, 'SHA256SUMS'), { ...options(), now: now + 31 * day }),
      ),
    ).toMatchObject({ code: 'tuf/expired', details: { file: 'timestamp.json' } })
  })
})

describe('verifying many files', () => {
  it('finds every file of the repository good', async () => {
    const { good, bad } = await verdict(kit)
    expect(bad).toEqual([])
    expect(good).toHaveLength(2 * 6 * 3)
    expect((await verdict(join(update, 'SHA256SUMS'))).good).toEqual([
      'UPD-2026-0001/SHA256SUMS',
      'UPD-2026-0001/pump firmware.bin',
      'UPD-2026-0001/docs/release-notes.txt',
      'UPD-2026-0001/COMPATIBILITY.txt',
    ])
    expect((await verdict(join(update, 'maker.asc'))).good).toEqual(['UPD-2026-0001/maker.asc'])
  })

  it('names each that is changed, missing or not part of it', async () => {
    await alter(join(update, 'docs/release-notes.txt'))
    await unlink(join(update, 'pump firmware.bin'))
    await writeFile(join(update, 'install-me.exe'), 'evil')
    await symlink(world.rootPath, join(update, 'link'))
    const { good, bad } = await verdict(update)
    expect(good).toContain('UPD-2026-0001/SHA256SUMS')
    expect(bad.map(([code, file]) => `${code} ${basename(String(file))}`).sort()).toEqual([
      'tuf/hash-mismatch release-notes.txt',
      'tuf/unknown-target install-me.exe',
      'tuf/unknown-target link',
      'updates/no-file pump firmware.bin',
    ])
    expect((await verdict(join(update, 'SHA256SUMS'))).bad).toHaveLength(2)
  })

  it('does not believe a list that was changed', async () => {
    const sums = join(update, 'SHA256SUMS')
    const text = `${await readFile(sums, 'utf8')}${'0'.repeat(64)}  ../../../../etc/passwd\n`
    await unlink(sums)
    await writeFile(sums, text)
    const { good, bad } = await verdict(sums)
    expect({ good, codes: bad.map(([code]) => code) }).toEqual({
      good: [],
      codes: ['tuf/length-mismatch'],
    })
  })

  it('refuses a path that is not there, and metadata that is not good', async () => {
    expect(refusalOf(await verifyPath(join(kit, 'none'), options())).code).toBe('updates/no-file')
    await alter(join(kit, 'metadata', '3.targets.json'), 50)
    expect(refusalOf(await verifyPath(kit, options()))).toMatchObject({
      code: 'tuf/hash-mismatch',
      details: { file: '3.targets.json' },
    })
  })
})

describe('the public tree in a folder', () => {
  it('does not write through a link out of it, nor to a path that leaves it', async () => {
    const tree = folderTree(join(hospital, 'tree'))
    await tree.write('a/b.txt', new TextEncoder().encode('one'))
    await mkdir(join(hospital, 'outside'))
    await symlink(join(hospital, 'outside'), join(hospital, 'tree', 'link'))
    await expect(tree.write('link/b.txt', new Uint8Array())).rejects.toThrow('symbolic link')
    for (const path of ['../b', '/b', 'a/../b', 'a\\b', '', 'a/', 'a\u0000'])
      await expect(tree.write(path, new Uint8Array())).rejects.toThrow('Not a path')
    expect(await tree.read('a/none')).toBeUndefined()
    expect(Buffer.from((await tree.read('a/b.txt')) ?? []).toString()).toBe('one')
  })

  it('replaces a file whole, and keeps it when the new content breaks off', async () => {
    const tree = folderTree(join(hospital, 'tree'))
    await tree.write('f', new TextEncoder().encode('old'))
    await tree.copy('f', 'g')
    await tree.copy('f', 'g')
    const broken = (async function* () {
      yield new TextEncoder().encode('ne')
      throw new Error('broke off')
    })()
    await expect(tree.write('f', broken)).rejects.toThrow('broke off')
    expect(Buffer.from((await tree.read('f')) ?? []).toString()).toBe('old')
    await tree.write('f', new TextEncoder().encode('new'))
    expect(Buffer.from((await tree.read('g')) ?? []).toString()).toBe('old')
    await expect(tree.copy('none', 'h')).rejects.toThrow('ENOENT')
    expect(isRefusal(await tree.read('f'))).toBe(false)
  })
})
