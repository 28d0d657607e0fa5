import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { nodeVerifyCrypto } from '../../src/updates/repository/node-crypto.ts'
import { folderReader } from '../../src/updates/repository/open-folder.ts'
import { measurePath } from '../../src/updates/repository/read-file.ts'
import {
  loadNewestRoot,
  loadTrustedMetadata,
  type MetadataReader,
  type TrustInput,
} from '../../src/updates/verify/client.ts'
import { verifyUpdateFile } from '../../src/updates/verify/verify-update.ts'
import { describeWith } from '../support/needs.ts'
import { sharedPath } from '../support/shared.ts'

/** The repositories of other TUF implementations, as of a day when none of them has expired. */
const now = Date.parse('2026-01-01T00:00:00Z')

const suite = (...parts: readonly string[]): string => {
  const path = sharedPath('suites', ...parts)
  if (path === undefined) throw new Error(`../shared/suites/${parts.join('/')} is missing`)
  return path
}
const inputOf = async (
  metadata: string,
  change: Partial<TrustInput> & { root?: string } = {},
): Promise<TrustInput> => {
  const { root = '1.root.json', ...rest } = change
  return {
    trustedRoot: new Uint8Array(await readFile(join(metadata, root))),
    read: folderReader(metadata),
    now,
    crypto: nodeVerifyCrypto,
    ...rest,
  }
}
const verify = async (repository: string, name: string, stored = name) => {
  const file = { name, ...orThrow(await measurePath(join(repository, 'targets', stored))) }
  return verifyUpdateFile({ ...(await inputOf(join(repository, 'metadata'))), file })
}

describeWith('shared', 'repositories of other implementations', () => {
  const python = ['tuf-python-testdata', 'tests', 'repository_data'] as const
  const repositories = [
    [...python, 'repository'],
    ['tuf-js-fixtures', 'examples', 'repository', 'data'],
  ] as const

  it.each(repositories)('verifies every target of %s/%s/%s/%s', async (...parts) => {
    const repository = suite(...parts)
    const keyOfTargets = '65171251a9aff5a8b3143a813481cb07f6e0de4eb197c767837fe4491b739093'
    const keyOfRole1 = 'c8022fa1e9b9cb239a6b362bbdffa9649e61ad2cb699d2e4bc4fdf7930a0e64a'
    const good = { good: true, listedIn: 'targets.json', signedBy: [keyOfTargets] }
    expect(await verify(repository, 'file1.txt')).toMatchObject(good)
    expect(await verify(repository, 'file2.txt')).toMatchObject(good)
    expect(await verify(repository, 'file3.txt')).toMatchObject({
      good: true,
      listedIn: 'role1.json',
      signedBy: [keyOfRole1],
    })
    expect(await verify(repository, 'file2.txt', 'file1.txt')).toMatchObject({
      code: 'tuf/length-mismatch',
      details: { file: 'file2.txt' },
    })
    expect(await verify(repository, 'file4.txt', 'file1.txt')).toMatchObject({
      code: 'tuf/unknown-target',
    })
  })

  it('refuses them after they expire, and in a browser without RSA', async () => {
    const metadata = join(suite(...python, 'repository'), 'metadata')
    const late = await inputOf(metadata, { now: Date.parse('2030-01-01T00:00:00Z') })
    expect(await loadTrustedMetadata(late)).toMatchObject({
      code: 'tuf/expired',
      details: { file: 'root.json (the trusted root)' },
    })
    const { sha256, verifyEd25519 } = nodeVerifyCrypto
    const browser = await inputOf(metadata, { crypto: { sha256, verifyEd25519 } })
    expect(await loadTrustedMetadata(browser)).toMatchObject({ code: 'tuf/signatures' })
  })

  it.each(['test_repository1', 'test_repository2'])(
    'verifies the metadata that a client of %s keeps',
    async (name) => {
      const metadata = suite(...python, 'client', name, 'metadata', 'current')
      const trusted = orThrow(await loadTrustedMetadata(await inputOf(metadata)))
      expect([...trusted.targets.content.targets.keys()]).toEqual(['file1.txt', 'file2.txt'])
      const previous = suite(...python, 'client', name, 'metadata', 'previous')
      const before = {
        timestamp: new Uint8Array(await readFile(join(previous, 'timestamp.json'))),
        snapshot: new Uint8Array(await readFile(join(previous, 'snapshot.json'))),
      }
      orThrow(await loadTrustedMetadata(await inputOf(metadata, { before })))
    },
  )

  it('verifies the multi-repository example of go-tuf, consistent snapshot and all', async () => {
    const repository = suite('tuf-go-testdata', 'examples', 'multirepo', 'repository')
    for (const [name, stored] of [
      ['map.json', '562fc7cffe872542a430342995998546e3949dc3acbe7d37668dc76d657032ff.map.json'],
      ['map.json', 'map.json'],
      ['sigstore-tuf-root/root.json', 'sigstore-tuf-root/root.json'],
      [
        'staging/root.json',
        'staging/e2a930b2d1d4053dd56e8faf66fd113658545d522e35d222ccf58fea87ccccf4.root.json',
      ],
    ] as const)
      expect(await verify(repository, name, stored)).toMatchObject({
        good: true,
        path: name,
        listedIn: '1.targets.json',
      })
  })

  it('verifies the root that go-tuf ships for Sigstore, signed by three of five ECDSA keys', async () => {
    const path = suite(
      'tuf-go-testdata',
      'examples',
      'multirepo',
      'repository',
      'targets',
      'sigstore-tuf-root',
      'root.json',
    )
    const root = await loadNewestRoot({
      trustedRoot: new Uint8Array(await readFile(path)),
      read: async () => undefined,
      now: 0,
      crypto: nodeVerifyCrypto,
    })
    expect(root).toMatchObject({ content: { roles: { root: { threshold: 3 } } } })
  })

  it('refuses the metadata of go-tuf that is broken on purpose', async () => {
    const metadata = suite(
      'tuf-go-testdata',
      'internal',
      'testutils',
      'repository_data',
      'repository',
      'metadata',
    )
    // The signature in 1.root.json is half as long as one of Ed25519.
    expect(await loadTrustedMetadata(await inputOf(metadata))).toMatchObject({
      code: 'tuf/signatures',
      details: { good: 0, threshold: 1 },
    })
  })

  it('verifies the RSA repository of go-tuf, whose files have no versions in their names', async () => {
    const repository = suite(
      'tuf-go-testdata',
      'internal',
      'testutils',
      'repository_data',
      'repository',
    )
    const metadata = join(repository, 'metadata')
    const read: MetadataReader = async (name, maxBytes) =>
      name.endsWith('.root.json')
        ? undefined
        : folderReader(metadata)(name.replace(/^1\./, ''), maxBytes)
    const input = await inputOf(metadata, { root: 'root.json', read })
    const outcome = async (name: string) =>
      verifyUpdateFile({
        ...input,
        file: { name, ...orThrow(await measurePath(join(repository, 'targets', name))) },
      })
    expect(await outcome('file1.txt')).toMatchObject({ good: true, listedIn: '1.targets.json' })
    expect(await outcome('file3.txt')).toMatchObject({ good: true, listedIn: '1.role1.json' })
    expect(await outcome('file2.txt')).toMatchObject({ code: 'tuf/unknown-target' })
  })

  it('verifies the Ed25519 metadata of python-tuf, whose key ids are only names', async () => {
    const metadata = suite('tuf-python-testdata', 'tests', 'generated_data', 'ed25519_metadata')
    const read: MetadataReader = async (name) => {
      if (name === '2.root.json') return undefined
      const role = name.replace(/^1\./, '').replace('.json', '')
      return new Uint8Array(await readFile(join(metadata, `${role}_with_ed25519.json`)))
    }
    const change = { root: 'root_with_ed25519.json', read }
    const strict = await loadTrustedMetadata(await inputOf(metadata, change))
    expect(strict).toMatchObject({ code: 'tuf/key-id' })
    orThrow(await loadTrustedMetadata(await inputOf(metadata, { ...change, opaqueKeyIds: true })))
  })
})

describeWith('shared', 'role names that are paths', () => {
  let folder = ''
  let metadata = ''
  beforeAll(() => {
    folder = suite('tuf-python-testdata', 'tests', 'repository_data', 'fishy_rolenames')
    metadata = join(folder, 'metadata')
  })
  const file = { name: 'anything', length: 0, sha256: '0'.repeat(64) }

  it('never lead out of the metadata folder', async () => {
    const answer = await verifyUpdateFile({
      ...(await inputOf(metadata, { opaqueKeyIds: true })),
      file,
    })
    // ../a is the first delegation; 1.a.json does lie one folder up, and is not read.
    expect(answer).toMatchObject({
      code: 'tuf/missing-file',
      details: { file: '1...%2Fa.json', step: '5.6.1' },
    })
    const read = folderReader(metadata)
    for (const name of [
      '../1.a.json',
      '..%2F1.a.json',
      '%2e%2e%2f1.a.json',
      '/etc/passwd',
      '%2Fetc%2Fpasswd',
      'a%5C..',
      'x%00.json',
      '.',
      '..',
      '',
    ])
      expect(await read(name, 1_000)).toBeUndefined()
  })

  it('are read under their encoded or plain names, and their signatures are good', async () => {
    const asked: string[] = []
    const read: MetadataReader = async (name, maxBytes) => {
      asked.push(name)
      if (name !== '1...%2Fa.json') return folderReader(metadata)(name, maxBytes)
      return new Uint8Array(await readFile(join(folder, '1.a.json')))
    }
    const answer = await verifyUpdateFile({
      ...(await inputOf(metadata, { opaqueKeyIds: true, read })),
      file,
    })
    expect(answer).toMatchObject({ code: 'tuf/unknown-target' })
    expect(asked).toEqual([
      '2.root.json',
      'timestamp.json',
      '2.snapshot.json',
      '1.targets.json',
      '1...%2Fa.json',
      '1...json',
      '1.%C3%B6.json',
    ])
    expect(basename(folder)).toBe('fishy_rolenames')
  })
})
