import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json } from '../../src/kernel/canonical-json.ts'
import { isRefusal, orThrow, type Refusal } from '../../src/kernel/result.ts'
import { type VerifiedPack, verifyAuditPack } from '../../src/review/verify/audit-pack.ts'
import type { PackBytes } from '../../src/review/verify/ports.ts'
import {
  verifyAuditPackFile,
  type WrittenPack,
  writeAuditPack,
} from '../../src/server/audit-pack/index.ts'
import { ledgerChecks } from '../../src/server/audit-pack/ledger-checks.ts'
import { sha256, verifyEd25519 } from '../support/crypto.ts'
import {
  type OpenServer,
  openServer,
  type RecordedCase,
  recordCase,
} from '../support/recorded-case.ts'
import { resignPack } from '../support/resigned-pack.ts'

const actor = { id: 'local:operator', roles: ['administrator'] } as const
const run = promisify(execFile)

describe('an audit pack', () => {
  let open: OpenServer
  let recorded: RecordedCase
  let folder: string
  let path: string
  let written: WrittenPack
  let pack: Buffer

  const write = async (name: string, withFiles = false): Promise<WrittenPack> =>
    orThrow(
      await writeAuditPack(
        open.server.parts,
        { case: recorded.humanId, actor, withFiles },
        join(folder, name),
      ),
    )

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packs-'))
    open = await openServer()
    recorded = await recordCase(open)
    path = join(folder, 'pack.zip')
    written = await write('pack.zip')
    pack = await readFile(path)
  })
  afterAll(async () => {
    await open?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is proven offline, with the key known from elsewhere', async () => {
    const good = orThrow(await verifyAuditPackFile(path, { key: written.key }))
    expect(good).toMatchObject({
      good: true,
      case: { humanId: recorded.humanId },
      keyTrusted: true,
      facts: written.facts,
      withheld: 0,
    })
    // The decision had the documents looked at, and the look belongs to the case.
    const kinds = good.records.map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['case', 'look', 'product', 'report'])
    expect(good.signatures).toMatchObject([
      { name: 'anna Example', meaning: 'approval of the disposition' },
    ])
    expect(good.files).toMatchObject([{ name: '(sealed)', included: false }])
    expect(good.consistentSince).toBeLessThanOrEqual(good.checkpoint.size)
  })

  it('says which key made it where none is given, and refuses another one', async () => {
    expect(orThrow(await verifyAuditPackFile(path))).toMatchObject({
      keyTrusted: false,
      signedBy: written.key,
    })
    const other = written.key.replace(/.{6}$/, 'AAAAAA')
    expect(await verifyAuditPackFile(path, { key: other })).toMatchObject({
      code: 'pack/other-key',
    })
  })

  it('is the same bytes when it is made again at the same time', async () => {
    await write('again.zip')
    expect((await readFile(join(folder, 'again.zip'))).equals(pack)).toBe(true)
  })

  it('notices every single byte that is changed', async () => {
    const unnoticed: number[] = []
    // Of the PDF, which is long and one member like the others, every 101st byte.
    const pdf = pack.indexOf('%PDF-')
    const pdfEnd = pack.lastIndexOf('%%EOF')
    for (let at = 0; at < pack.length; at++) {
      if (at > pdf && at < pdfEnd && at % 101 !== 0) continue
      const changed = Buffer.from(pack)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      if (!isRefusal(await verifyBytes(changed))) unnoticed.push(at)
    }
    expect(unnoticed).toEqual([])
  }, 600_000)

  it.each([
    ['a byte less', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['a byte more', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0])])],
    ['a byte in front', (bytes: Buffer) => Buffer.concat([Buffer.from('P'), bytes])],
    ['nothing', () => Buffer.alloc(0)],
    ['half of it', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ])('refuses %s', async (_name, change) => {
    expect(isRefusal(await verifyBytes(change(pack)))).toBe(true)
  })

  it('names the fact that was changed, and why it does not hold', async () => {
    const at = pack.indexOf('"code-fix"')
    const changed = Buffer.from(pack)
    changed.write('"code-FIX"', at)
    const refusal = (await verifyBytes(changed)) as Refusal
    expect(refusal.code).toBe('pack/member')
    expect(refusal.message).toContain('case.disposition-proposed')
    expect(refusal.details).toMatchObject({ member: 'events.jsonl' })
  })

  describe('of a maker who signs what is not so', () => {
    it.each<[string, string, (text: string) => string]>([
      ['a fact reworded', 'pack/fact', (text) => text.replace('"code-fix"', '"residual-risk"')],
      ['a fact left out', 'pack/fact', (text) => withoutLine(text, 'case.opened')],
      [
        'two facts swapped',
        'pack/fact',
        (text) => text.split('\n').reverse().join('\n').trim().concat('\n'),
      ],
      ['a fact told twice', 'pack/fact', (text) => text.replace(/^.*\n/, (line) => line + line)],
      ['an empty line', 'pack/bad-line', (text) => `\n${text}`],
      ['a fact not in canonical form', 'pack/not-canonical', (text) => text.replace('{', '{ ')],
    ])('refuses %s', async (_name, code, change) => {
      expect(await verifyResigned({ 'events.jsonl': change })).toMatchObject({ code })
    })

    it.each<[string, string, string, (text: string) => string]>([
      ['a signature nobody gave', 'signatures.jsonl', 'pack/signature', (text) => text + text],
      ['a signature left out', 'signatures.jsonl', 'pack/signature', () => ''],
      [
        'another signer',
        'signatures.jsonl',
        'pack/signature',
        (text) => text.replace('anna', 'otto'),
      ],
      ['a proof left out', 'proofs.jsonl', 'pack/fact', (text) => text.replace(/.*\n$/, '')],
      ['a record left out', 'records.jsonl', 'pack/record', (text) => text.replace(/.*\n/, '')],
      [
        'an older record',
        'records.jsonl',
        'pack/record',
        (text) => text.replace(/"version":\d+}/, '"version":9}'),
      ],
      [
        'a file that is not there',
        'files.jsonl',
        'pack/file',
        (text) => text.replace('false', 'true'),
      ],
      [
        'another earlier checkpoint',
        'consistency.json',
        'pack/signed',
        (text) => text.replace(/"path":\[[^\]]*]/, '"path":[]'),
      ],
      ['another key', 'key.txt', 'pack/other-key', () => `${otherKey}\n`],
    ])('refuses %s', async (_name, name, code, change) => {
      expect(await verifyResigned({ [name]: change })).toMatchObject({ code })
    })

    it('refuses a member that the manifest does not list', async () => {
      expect(await verifyResigned({}, { 'extra.txt': 'x' })).toMatchObject({ code: 'pack/members' })
    })

    it('refuses a manifest that tells of more facts than there are', async () => {
      expect(
        await verifyResigned({}, {}, (manifest) => ({ ...manifest, facts: 99 })),
      ).toMatchObject({
        code: 'pack/manifest',
      })
    })
  })

  it('tells nothing of the reporter, and runs nothing that was reported', async () => {
    expect(pack.includes('jo@researcher.example')).toBe(false)
    expect(pack.includes('Jo Researcher')).toBe(false)
    expect(pack.includes('sealed:v1:')).toBe(true)
    expect(pack.includes('sealed:w1:')).toBe(true)
    const page = await member(path, 'index.html')
    expect(page).toContain('(sealed)')
    expect(page).toContain('9.2/source-f')
    expect(page).toContain('anna Example')
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;')
  })

  it('carries the files on request, and notices a changed one', async () => {
    const carried = await write('files.zip', true)
    expect(carried.files).toBe(1)
    const good = orThrow(await verifyAuditPackFile(join(folder, 'files.zip')))
    expect(good.files).toMatchObject([{ hash: recorded.file.hash, included: true }])
    const bytes = await readFile(join(folder, 'files.zip'))
    bytes.write('PUT', bytes.indexOf('GET /admin HTTP'))
    expect(await verifyBytes(bytes)).toMatchObject({
      code: 'pack/member',
      details: { member: `files/${recorded.file.hash}` },
    })
  })

  it('opens in the zip readers of others', async () => {
    const python = await run('python3', [
      '-c',
      'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))',
      path,
    ]).catch(() => undefined)
    if (python !== undefined) expect(python.stdout.trim()).toMatch(/^None \d+$/)
    expect(await member(path, 'key.txt')).toBe(`${written.key}\n`)
  })

  it('refuses what is no case, and leaves nothing behind', async () => {
    const target = join(folder, 'none.zip')
    expect(
      await writeAuditPack(open.server.parts, { case: recorded.report, actor }, target),
    ).toMatchObject({ code: 'record/not-found' })
    await expect(readFile(target)).rejects.toThrow(/ENOENT/)
  })

  /** The pack with members changed and the manifest made anew, signed by the maker's own key. */
  const verifyResigned = async (
    changes: Readonly<Record<string, (text: string) => string>>,
    extra: Readonly<Record<string, string>> = {},
    changeManifest: (manifest: Record<string, Json>) => Record<string, Json> = (same) => same,
  ): Promise<VerifiedPack | Refusal> => {
    const target = join(folder, 'resigned.zip')
    const { signer } = open.server.parts
    await resignPack(path, target, signer, { members: changes, extra, manifest: changeManifest })
    return verifyAuditPackFile(target, { key: written.key })
  }

  const verifyBytes = (bytes: Buffer): Promise<VerifiedPack | Refusal> =>
    verifyAuditPack(inMemory(bytes), {
      ledger: ledgerChecks(sha256, verifyEd25519),
      trustedKey: written.key,
    })
})

const otherKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'

const withoutLine = (text: string, word: string): string =>
  text
    .split('\n')
    .filter((line) => !line.includes(`"${word}"`))
    .join('\n')

const inMemory = (bytes: Buffer): PackBytes => {
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length)
  return {
    size: bytes.length,
    read: async (offset, length) => read(offset, length),
    measure: async (offset, length) => ({
      sha256: new Uint8Array(createHash('sha256').update(read(offset, length)).digest()),
      crc32: crc32(read(offset, length)),
    }),
  }
}

const member = async (path: string, name: string): Promise<string> => {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(path)
  for await (const entry of zip.eachEntry())
    if (entry.fileName === name) {
      const parts: Buffer[] = []
      for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
      return Buffer.concat(parts).toString('utf8')
    }
  throw new Error(`No ${name}`)
}
