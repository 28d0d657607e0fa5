import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as openpgp from 'openpgp'
import { Updater } from 'tuf-js'
import { afterEach, describe, expect, it } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import {
  generateRepositoryKeys,
  generateRoleKey,
  importRoleKey,
} from '../../src/updates/repository/keys.ts'
import { importMakerKey } from '../../src/updates/repository/maker-key.ts'
import type { PublicTree } from '../../src/updates/repository/public-tree.ts'
import { type PublishingKeys, publishUpdate } from '../../src/updates/repository/publish.ts'
import { refreshTimestamp } from '../../src/updates/repository/refresh.ts'
import { rotateRoot } from '../../src/updates/repository/rotate.ts'
import { verifyFile } from '../../src/updates/repository/verify-folder.ts'
import { loadTrustedMetadata } from '../../src/updates/verify/client.ts'
import { recordAbsent } from '../support/absent.ts'
import {
  day,
  fileOf,
  makeWorld,
  now,
  pumpUpdate,
  refusalOf,
  serveFolder,
  type TufWorld,
} from './tuf-support.ts'

const worlds: TufWorld[] = []
const folders: string[] = []
const world = async (...args: Parameters<typeof makeWorld>): Promise<TufWorld> => {
  const made = await makeWorld(...args)
  worlds.push(made)
  return made
}
afterEach(async () => {
  for (const made of worlds.splice(0)) await made.remove()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})
const publishing = ({ keys, maker }: TufWorld): PublishingKeys => ({ ...keys, maker })

/** The client that npm uses, knowing only the root of trust. Answers the bytes of the target. */
const fetchWithTufJs = async (made: TufWorld, target: string, files = tufJsState()) => {
  const server = await serveFolder(made.folder)
  try {
    const dir = await files
    if (!(await readdir(dir)).includes('root.json'))
      await writeFile(join(dir, 'root.json'), await readFile(made.rootPath))
    const updater = new Updater({
      metadataDir: dir,
      metadataBaseUrl: `${server.url}/metadata`,
      targetDir: dir,
      targetBaseUrl: `${server.url}/targets`,
      config: { fetchRetries: 0 },
    })
    const info = await updater.getTargetInfo(target)
    if (info === undefined) return undefined
    return { bytes: await readFile(await updater.downloadTarget(info)), custom: info.custom }
  } finally {
    await server.close()
  }
}
const tufJsState = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'tuf-js-'))
  folders.push(folder)
  return folder
}

/** The tree, but its n-th change (from 0) fails before it does anything. */
const failingAt = (tree: PublicTree, step: number): PublicTree => {
  let left = step
  const orFail = <T>(change: () => Promise<T>): Promise<T> =>
    left-- > 0 ? change() : Promise.reject(new Error('power cut'))
  return {
    read: tree.read,
    write: (path, content) => orFail(() => tree.write(path, content)),
    copy: (from, to) => orFail(() => tree.copy(from, to)),
  }
}

const gpgAvailable = (): boolean => {
  if (spawnSync('gpg', ['--version']).status === 0) return true
  recordAbsent('gpg')
  return false
}

describe('publishing an update', () => {
  it('is good for our verification and for tuf-js, and keeps the updates before it', async () => {
    const made = await world()
    const first = orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    expect(first.versions).toEqual({ root: 1, targets: 2, snapshot: 2, timestamp: 2 })
    expect(first.files.map(({ path }) => path.slice('UPD-2026-0001/'.length))).toEqual([
      'pump firmware.bin',
      'docs/release-notes.txt',
      'COMPATIBILITY.txt',
      'SHA256SUMS',
      'SHA256SUMS.asc',
      'maker.asc',
    ])
    const second = pumpUpdate({
      id: 'UPD-2026-0002',
      revision: '2.2',
      files: [fileOf('pump.bin', 'new')],
    })
    orThrow(await publishUpdate(made.tree, publishing(made), second, now))

    const ours = await verifyFile(join(made.folder, 'targets/UPD-2026-0001/pump firmware.bin'), {
      root: made.rootPath,
      now,
    })
    expect(ours).toMatchObject({
      good: true,
      path: 'UPD-2026-0001/pump firmware.bin',
      updateId: 'UPD-2026-0001',
      product: 'Infusion pump P1',
      revision: '2.1',
      releaseId: 'REL-2026-0001',
      compatibility: 'For gateways 1.4 and later.\nNot for gateways 1.3 („alt“).',
      version: 3,
      listedIn: '3.targets.json',
      signedBy: [made.keys.targets[0]?.keyId],
      expires: now + 30 * day,
      expiresFirst: 'timestamp.json',
    })
    for (const [path, content] of [
      ['UPD-2026-0001/pump firmware.bin', 'firmware of the pump'],
      ['UPD-2026-0001/docs/release-notes.txt', 'what changed'],
      ['UPD-2026-0002/pump.bin', 'new'],
    ] as const) {
      const theirs = await fetchWithTufJs(made, path)
      expect(theirs?.bytes.toString()).toBe(content)
    }
    const compatibility = await fetchWithTufJs(made, 'UPD-2026-0001/COMPATIBILITY.txt')
    expect(compatibility?.custom).toMatchObject({ revision: '2.1', updateId: 'UPD-2026-0001' })
    expect(compatibility?.bytes.toString()).toContain('Not for gateways 1.3 („alt“).')
  })

  it('stores a copy under each hash, as consistent snapshots ask', async () => {
    const made = await world()
    const { files } = orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    for (const { path, sha256, sha512, length } of files) {
      const [folder, name] = [
        path.slice(0, path.lastIndexOf('/')),
        path.slice(path.lastIndexOf('/') + 1),
      ]
      for (const prefix of ['', `${sha256}.`, `${sha512}.`])
        expect((await stat(join(made.folder, 'targets', folder, `${prefix}${name}`))).size).toBe(
          length,
        )
    }
    const leftovers = await readdir(made.folder, { recursive: true })
    expect(leftovers.filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('answers the same again for the same update, and refuses other content under its id', async () => {
    const made = await world()
    const first = orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const again = orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now + day))
    expect(again).toMatchObject({ already: true, versions: first.versions })
    expect(again.files.map(({ sha256 }) => sha256).sort()).toEqual(
      first.files.map(({ sha256 }) => sha256).sort(),
    )
    for (const other of [
      pumpUpdate({ files: [fileOf('pump firmware.bin', 'else')] }),
      pumpUpdate({ files: [fileOf('pump firmware.bin', 'firmware of the pump')] }),
      pumpUpdate({ compatibility: 'For everything.' }),
    ])
      expect(refusalOf(await publishUpdate(made.tree, publishing(made), other, now)).code).toBe(
        'updates/already-published',
      )
  })

  it('orders publications that run at once', async () => {
    const made = await world()
    const ids = ['UPD-2026-0001', 'UPD-2026-0002', 'UPD-2026-0003']
    await Promise.all(
      ids.map((id) => publishUpdate(made.tree, publishing(made), pumpUpdate({ id }), now)),
    )
    const trusted = orThrow(await loadTrustedMetadata(await made.input()))
    const published = new Set(
      [...trusted.targets.content.targets.keys()].map((path) => path.split('/')[0]),
    )
    expect([...published].sort()).toEqual(ids)
  })

  it('refuses to publish over another process that published meanwhile', async () => {
    const made = await world()
    const slow = pumpUpdate({
      files: [
        {
          name: 'slow.bin',
          content: async function* () {
            // Another process has another lock: here, another tree over the same folder.
            const { folderTree } = await import('../../src/updates/repository/folder-tree.ts')
            const other = pumpUpdate({ id: 'UPD-2026-0002' })
            orThrow(await publishUpdate(folderTree(made.folder), publishing(made), other, now))
            yield new Uint8Array(1)
          },
        },
      ],
    })
    expect(refusalOf(await publishUpdate(made.tree, publishing(made), slow, now)).code).toBe(
      'updates/changed-meanwhile',
    )
    expect(
      await verifyFile(join(made.folder, 'targets/UPD-2026-0002/SHA256SUMS'), {
        root: made.rootPath,
        now,
      }),
    ).toMatchObject({ good: true })
  })

  it('shows readers nothing of an update that broke off', async () => {
    const made = await world()
    const broken = pumpUpdate({
      files: [
        fileOf('whole.bin', 'whole'),
        {
          name: 'broken.bin',
          // biome-ignore lint/correctness/useYield: a source that fails before its first byte
          content: async function* () {
            throw new Error('the disk went away')
          },
        },
      ],
    })
    await expect(publishUpdate(made.tree, publishing(made), broken, now)).rejects.toThrow(
      'the disk went away',
    )
    const trusted = orThrow(await loadTrustedMetadata(await made.input()))
    expect(trusted.targets.content.targets.size).toBe(0)
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
  })

  it('leaves what was published good, wherever it breaks off, and succeeds when repeated', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const second = pumpUpdate({ id: 'UPD-2026-0002', files: [fileOf('pump.bin', 'new')] })
    const path = join(made.folder, 'targets/UPD-2026-0001/pump firmware.bin')
    for (let step = 0; ; step++) {
      const answer = await publishUpdate(failingAt(made.tree, step), publishing(made), second, now)
        .then(orThrow)
        .catch((error: unknown) => String(error))
      const verified = await verifyFile(path, { root: made.rootPath, now })
      expect(verified).toMatchObject({ good: true })
      if (typeof answer === 'string') {
        expect(answer).toBe('Error: power cut')
        expect(verified).toMatchObject({ version: 2 })
        continue
      }
      // 5 files with two copies each, and three of metadata.
      expect(step).toBe(5 * 3 + 3)
      expect(verified).toMatchObject({ version: 3 })
      break
    }
  })

  it.each([
    '../evil',
    'a/../../evil',
    '/etc/passwd',
    'a\\b',
    'a\u0000b',
    'a\nb',
    'a\u001b[2J',
    '',
    '.',
    '..',
    'a//b',
    'a/',
    '.hidden',
    'pumpe-ä.bin',
    'pump\u202Egpj.exe',
    'x'.repeat(101),
    `${'a/'.repeat(110)}b`,
    'C:evil',
    'NUL',
    'con.txt',
    'ends.',
    'ends ',
    'a?b',
    'a#b',
    'a%2e',
    'a*b',
    "a'b",
    '$(id)',
    '`id`',
    '-rf',
    `${'a'.repeat(64)}.bin`,
    'SHA256SUMS',
    'maker.ASC',
    'compatibility.txt',
  ])('refuses the file name %j', async (name) => {
    const made = await world()
    const answer = await publishUpdate(
      made.tree,
      publishing(made),
      pumpUpdate({ files: [fileOf(name, 'x')] }),
      now,
    )
    expect(refusalOf(answer).code).toBe('updates/file-name')
    expect(await readdir(made.folder)).toEqual(['metadata'])
  })

  it('refuses ids, texts and key sets that do not fit', async () => {
    const made = await world()
    const code = async (change: object, keys = publishing(made)) =>
      refusalOf(await publishUpdate(made.tree, keys, pumpUpdate(change), now)).code
    expect(await code({ id: '../x' })).toBe('updates/update-id')
    expect(await code({ id: 'a/b' })).toBe('updates/update-id')
    expect(await code({ files: [] })).toBe('updates/no-files')
    expect(await code({ files: [fileOf('a', 'x'), fileOf('A', 'y')] })).toBe('updates/file-name')
    expect(await code({ product: 'Pump\nRevision: 9' })).toBe('updates/text')
    expect(await code({ compatibility: 'x\u001b[2J' })).toBe('updates/text')
    expect(await code({ compatibility: '\ud800' })).toBe('updates/text')
    expect(await code({ compatibility: 'x'.repeat(4_001) })).toBe('updates/text')
    expect(await code({}, { ...publishing(made), targets: [generateRoleKey()] })).toBe(
      'updates/other-keys',
    )
    expect(await code({}, { ...publishing(made), timestamp: [] })).toBe('updates/other-keys')
  })

  it('refuses to build on a repository that somebody changed', async () => {
    const made = await world()
    await writeFile(join(made.metadata, '1.targets.json'), '{}')
    const refusal = refusalOf(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    expect(refusal).toMatchObject({
      code: 'tuf/length-mismatch',
      details: { file: '1.targets.json' },
    })
  })
})

describe('SHA256SUMS and its signature', () => {
  it('are accepted by sha256sum and by OpenPGP.js', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const folder = join(made.folder, 'targets/UPD-2026-0001')
    const read = async (name: string) => readFile(join(folder, name))
    expect(
      (await read('SHA256SUMS'))
        .toString()
        .split('\n')
        .map((line) => line.slice(66)),
    ).toEqual(['pump firmware.bin', 'docs/release-notes.txt', 'COMPATIBILITY.txt', ''])
    const sums = spawnSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], {
      cwd: folder,
      encoding: 'utf8',
    })
    if (sums.error === undefined) expect(sums.status).toBe(0)

    const verified = await openpgp.verify({
      message: await openpgp.createMessage({ binary: new Uint8Array(await read('SHA256SUMS')) }),
      signature: await openpgp.readSignature({
        armoredSignature: (await read('SHA256SUMS.asc')).toString(),
      }),
      verificationKeys: await openpgp.readKey({ armoredKey: (await read('maker.asc')).toString() }),
      expectSigned: true,
    })
    expect(verified.signatures).toHaveLength(1)
    await expect(verified.signatures[0]?.verified).resolves.toBe(true)
  })

  it.runIf(gpgAvailable())('are accepted by GnuPG, which refuses a changed list', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const folder = join(made.folder, 'targets/UPD-2026-0001')
    const home = await mkdtemp(join(tmpdir(), 'gpg-'))
    const gpg = (...args: string[]) =>
      spawnSync('gpg', ['--homedir', home, '--batch', '--no-tty', '--status-fd', '1', ...args], {
        cwd: folder,
        encoding: 'utf8',
      })
    try {
      expect(gpg('--import', 'maker.asc').status).toBe(0)
      const good = gpg('--verify', 'SHA256SUMS.asc', 'SHA256SUMS')
      expect(good.status).toBe(0)
      expect(good.stdout).toContain(`VALIDSIG ${made.maker.fingerprint}`)
      await writeFile(join(home, 'changed'), `${await readFile(join(folder, 'SHA256SUMS'))} `)
      expect(gpg('--verify', 'SHA256SUMS.asc', join(home, 'changed')).status).toBe(1)
    } finally {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
      await rm(home, { recursive: true, force: true })
    }
  })
})

describe('keys', () => {
  it('come back from their bytes', async () => {
    const key = generateRoleKey()
    expect(importRoleKey(key.pkcs8)).toEqual(key)
    const made = await world()
    expect(await importMakerKey(made.maker.secretKey)).toEqual(made.maker)
  })

  it('are refused when they are something else', async () => {
    expect(refusalOf(importRoleKey(new Uint8Array(48))).code).toBe('updates/not-a-role-key')
    const { privateKey } = (await import('node:crypto')).generateKeyPairSync('x25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    })
    expect(refusalOf(importRoleKey(privateKey)).code).toBe('updates/not-a-role-key')
    expect(refusalOf(await importMakerKey(new Uint8Array(9))).code).toBe('updates/not-a-maker-key')
  })
})

describe('rotating keys', () => {
  it('leads old clients, ours and tuf-js, to the new keys, and shuts the old ones out', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const state = tufJsState()
    expect(
      (await fetchWithTufJs(made, 'UPD-2026-0001/maker.asc', state))?.bytes.length,
    ).toBeGreaterThan(0)
    const keys = generateRepositoryKeys()
    const versions = orThrow(await rotateRoot(made.tree, made.keys.root, { keys }, now))
    expect(versions).toEqual({ root: 2, targets: 3, snapshot: 3, timestamp: 3 })
    const options = { root: made.rootPath, now }
    const path = join(made.folder, 'targets/UPD-2026-0001/pump firmware.bin')
    expect(await verifyFile(path, options)).toMatchObject({
      good: true,
      signedBy: [keys.targets[0]?.keyId],
    })
    expect(
      (await fetchWithTufJs(made, 'UPD-2026-0001/maker.asc', state))?.bytes.length,
    ).toBeGreaterThan(0)
    expect((await fetchWithTufJs(made, 'UPD-2026-0001/maker.asc'))?.bytes.length).toBeGreaterThan(0)
    expect(
      refusalOf(await publishUpdate(made.tree, publishing(made), pumpUpdate({ id: 'UPD-2' }), now))
        .code,
    ).toBe('updates/other-keys')
    orThrow(
      await publishUpdate(
        made.tree,
        { ...keys, maker: made.maker },
        pumpUpdate({ id: 'UPD-2' }),
        now,
      ),
    )
    expect(await verifyFile(path, options)).toMatchObject({ good: true, version: 4 })
  })

  it('renews the root with the same keys', async () => {
    const made = await world()
    const later = now + 700 * day
    orThrow(await rotateRoot(made.tree, made.keys.root, { keys: made.keys }, later))
    const trusted = orThrow(await loadTrustedMetadata(await made.input({ now: later })))
    expect(trusted.root.content).toMatchObject({ version: 2, expires: later + 730 * day })
  })

  it('refuses a root signed by others than the keys in force', async () => {
    const made = await world()
    const keys = generateRepositoryKeys()
    expect(refusalOf(await rotateRoot(made.tree, keys.root, { keys }, now)).code).toBe(
      'updates/other-keys',
    )
    expect(await readdir(made.metadata)).not.toContain('2.root.json')
  })

  it('finishes a rotation that broke off before the timestamp', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const keys = generateRepositoryKeys()
    // Targets, snapshot and root are written; the timestamp is not.
    const failing = failingAt(made.tree, 3)
    await expect(rotateRoot(failing, made.keys.root, { keys }, now)).rejects.toThrow('power cut')
    expect(refusalOf(await loadTrustedMetadata(await made.input())).code).toBe('tuf/signatures')
    expect(refusalOf(await refreshTimestamp(made.tree, keys, now)).code).toBe(
      'updates/rotation-interrupted',
    )
    const rotate = await rotateRoot(made.tree, made.keys.root, { keys }, now)
    expect(rotate).toEqual({ root: 2, targets: 3, snapshot: 3, timestamp: 3 })
    const trusted = orThrow(await loadTrustedMetadata(await made.input()))
    expect(trusted.targets.content.targets.size).toBe(6)
    expect(await readdir(made.metadata)).not.toContain('3.root.json')
  })

  it('holds a threshold of two, and refuses to sign with one', async () => {
    const two = {
      ...generateRepositoryKeys(),
      root: [generateRoleKey(), generateRoleKey()],
      targets: [generateRoleKey(), generateRoleKey()],
    }
    const made = await world(two, { root: 2, targets: 2 })
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    expect(
      await verifyFile(join(made.folder, 'targets/UPD-2026-0001/SHA256SUMS'), {
        root: made.rootPath,
        now,
      }),
    ).toMatchObject({
      good: true,
      signedBy: two.targets.map(({ keyId }) => keyId),
    })
    expect((await fetchWithTufJs(made, 'UPD-2026-0001/SHA256SUMS'))?.bytes.length).toBeGreaterThan(
      0,
    )
    const one = { ...publishing(made), targets: two.targets.slice(0, 1) }
    expect(
      refusalOf(await publishUpdate(made.tree, one, pumpUpdate({ id: 'UPD-2' }), now)).code,
    ).toBe('updates/other-keys')
    const rotated = await rotateRoot(
      made.tree,
      two.root.slice(0, 1),
      { keys: two, thresholds: { root: 2 } },
      now,
    )
    expect(refusalOf(rotated).code).toBe('updates/other-keys')
  })
})

describe('signing again before metadata expires', () => {
  it('signs the timestamp, and what has passed half of its life', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const { snapshot, timestamp, targets } = made.keys
    const at = async (days: number, keys: Parameters<typeof refreshTimestamp>[1]) =>
      orThrow(await refreshTimestamp(made.tree, keys, now + days * day))
    expect(await at(10, { snapshot, timestamp })).toMatchObject({
      signed: ['timestamp'],
      expires: { timestamp: now + 40 * day, snapshot: now + 90 * day },
    })
    expect(await at(60, { snapshot, timestamp, targets })).toMatchObject({
      signed: ['snapshot', 'timestamp'],
      expires: { snapshot: now + 150 * day },
    })
    expect(await at(300, { snapshot, timestamp, targets })).toMatchObject({
      signed: ['targets', 'snapshot', 'timestamp'],
      expires: { targets: now + 665 * day },
    })
    const trusted = orThrow(await loadTrustedMetadata(await made.input({ now: now + 301 * day })))
    expect(
      [trusted.timestamp, trusted.snapshot, trusted.targets].map(({ content }) => content.version),
    ).toEqual([5, 4, 3])
    expect(trusted.targets.content.targets.size).toBe(6)
  })

  it('mends a repository that has expired', async () => {
    const made = await world()
    const late = now + 100 * day
    expect(refusalOf(await loadTrustedMetadata(await made.input({ now: late }))).code).toBe(
      'tuf/expired',
    )
    orThrow(await refreshTimestamp(made.tree, made.keys, late))
    orThrow(await loadTrustedMetadata(await made.input({ now: late })))
  })
})
