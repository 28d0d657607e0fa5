import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { generateRoleKey } from '../../src/updates/repository/keys.ts'
import { publishUpdate } from '../../src/updates/repository/publish.ts'
import { verifyFile } from '../../src/updates/repository/verify-folder.ts'
import { loadTrustedMetadata } from '../../src/updates/verify/client.ts'
import { fetchWithTufJs } from './tuf-js-client.ts'
import {
  day,
  failingAt,
  fileOf,
  now,
  publishing,
  pumpUpdate,
  refusalOf,
  world,
} from './tuf-support.ts'

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
