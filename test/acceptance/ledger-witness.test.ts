import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { formatVerifierKey, verifierKey } from '../../src/ledger/index.ts'
import { verifyCosignatures } from '../../src/ledger/verify/cosignature.ts'
import { parseNote } from '../../src/ledger/verify/note.ts'
import { lookAsWitness, verifyAuditPackFile } from '../../src/server/index/offline.ts'
import { readSettings, startServer } from '../../src/server/index.ts'
import { ed25519Of, sha256, verifyEd25519 } from '../support/crypto.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { type DatabasePlace, onDatabases } from '../support/on-databases.ts'
import { unzip } from '../support/unzip.ts'
import { aProduct } from '../support/work/product.ts'

const name = 'hospital.example/witness'
const seed = new Uint8Array(32).fill(11)
const key = verifierKey(sha256, name, ed25519Of(seed).publicKey, 'cosignature')
const WITNESSES = formatVerifierKey(key, 'cosignature')

/** A folder of a witness that has a key already, so that a server can be told it before. */
const aWitness = async (folder: string) => {
  await mkdir(folder)
  await writeFile(
    join(folder, 'key.json'),
    JSON.stringify({ name, seed: Buffer.from(seed).toString('base64') }),
  )
  return (url: string, logKey?: string, at = Date.now()) =>
    lookAsWitness({ url, folder, logKey, now: new Date(at) })
}

const logKeyOf = async (maker: Maker): Promise<string> =>
  (await maker.administrator.get('/api/ledger')).body.verifierKey

// Item 9 of the clause review: the ledger is watched from another machine, by hashes alone.
onDatabases('A ledger with a witness', (openDatabase) => {
  let place: DatabasePlace
  let maker: Maker
  let scratch: string
  let look: Awaited<ReturnType<typeof aWitness>>
  beforeAll(async () => {
    place = await openDatabase()
    scratch = await mkdtemp(join(tmpdir(), 'witness-'))
    maker = await openMaker({ environment: { ...place.environment, WITNESSES } })
    look = await aWitness(join(scratch, 'one'))
  })
  afterAll(async () => {
    await maker?.close()
    await place?.drop()
    await rm(scratch, { recursive: true, force: true })
  })

  test('serves its tree in tiles, and the facts to nobody', async () => {
    for (let count = 0; count < 140; count++) await aProduct(maker.administrator)
    await maker.settle()
    const { size } = (await maker.administrator.get('/api/ledger')).body
    expect(size).toBeGreaterThan(256)
    const full = await maker.fetch('/ledger/tile/0/000')
    expect(full.headers.get('content-type')).toBe('application/octet-stream')
    expect(full.headers.get('cache-control')).toContain('immutable')
    const bytes = new Uint8Array(await full.arrayBuffer())
    expect(bytes.length).toBe(256 * 32)
    const part = await maker.fetch('/ledger/tile/0/000.p/17')
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(0, 17 * 32))
    for (const path of [
      'tile/0/001',
      `tile/0/001.p/${Math.min(255, (size % 256) + 1)}`,
      'tile/9/000.p/1',
      'tile/entries/000',
      'tile/0/x000/000',
      'tile/0/000.p/256',
    ])
      expect([path, (await maker.fetch(`/ledger/${path}`)).status]).toEqual([path, 404])
  })

  test('is cosigned, and shows by whom and when', async () => {
    const logKey = await logKeyOf(maker)
    const before = (await maker.administrator.get('/api/ledger')).body.size
    const first = orThrow(await look(maker.url, logKey, maker.time.now))
    expect(first).toMatchObject({ good: true, size: before, before: null, told: true })
    const cosigned = await (await maker.fetch('/ledger/checkpoint/cosigned')).text()
    expect(verifyCosignatures(verifyEd25519, orThrow(parseNote(cosigned)), [key])).toEqual([
      { key, time: Math.floor(maker.time.now / 1_000) },
    ])
    await aProduct(maker.administrator)
    await maker.settle()
    const second = orThrow(await look(maker.url, undefined, maker.time.now))
    expect(second).toMatchObject({ good: true, before, told: true })
    const { witnesses, cosigned: words } = (await maker.administrator.get('/api/ledger')).body
    expect(witnesses).toEqual([{ name, keyId: key.id }])
    expect(words).toEqual([
      { name, keyId: key.id, size: second.good && second.size, time: expect.any(Number) },
    ])
    expect(second.good && second.size).toBeGreaterThan(before)
  })

  test('goes into packs with what its witness said', async () => {
    const approver = await maker.colleague('anna', ['approver'])
    const { id } = await aProduct(maker.administrator)
    await maker.settle()
    expect(orThrow(await look(maker.url, undefined, maker.time.now))).toMatchObject({ told: true })
    const answer = await maker.fetch(`/api/audit-pack?product=${id}`, {
      headers: { cookie: approver.cookie },
    })
    const file = join(scratch, 'pack.zip')
    await writeFile(file, new Uint8Array(await answer.arrayBuffer()))
    expect(orThrow(await verifyAuditPackFile(file)).keyTrusted).toBe(false)
    const members = await unzip(await readFile(file))
    const checkpoint = members.find((member) => member.name === 'checkpoint.txt')
    const note = orThrow(parseNote(checkpoint?.bytes.toString('utf8') ?? ''))
    expect(verifyCosignatures(verifyEd25519, note, [key])).toHaveLength(1)
  })

  test('takes no cosignature of a stranger, of another tree, or of tomorrow', async () => {
    const post = async (note: string) => {
      const answer = await maker.fetch('/ledger/cosignatures', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ note }),
      })
      return [answer.status, (JSON.parse(await answer.text()) as { code: string }).code]
    }
    const shown = await (await maker.fetch('/ledger/checkpoint')).text()
    const ownLine = shown.slice(0, shown.indexOf('\n', shown.indexOf('—')) + 1)
    expect(await post(ownLine)).toEqual([422, 'cosignature/unknown-witness'])
    expect(await post('no note')).toEqual([422, 'note/malformed'])
    expect((await post('x'.repeat(20_000)))[0]).toBe(413)
    const kept = JSON.parse(await readFile(join(scratch, 'one', 'log.json'), 'utf8'))
    const cosigned: string = kept.note
    const changed = cosigned.replace(/\n\d+\n/, '\n1\n')
    expect(await post(changed)).toEqual([422, 'cosignature/bad'])
    const ahead = await aWitness(join(scratch, 'ahead'))
    const late = orThrow(await ahead(maker.url, kept.key, maker.time.now + 86_400_000))
    expect(late).toMatchObject({ good: true, told: expect.stringContaining('future') })
  })
})

describe('A ledger that is rewritten', () => {
  test('is told from the one that was cosigned, and both notes are kept', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'witness-'))
    const maker = await openMaker({ environment: { WITNESSES } })
    try {
      const look = await aWitness(join(scratch, 'witness'))
      const logKey = await logKeyOf(maker)
      await maker.settle()
      await cp(maker.folder, join(scratch, 'copy'), { recursive: true })
      await rm(join(scratch, 'copy', 'server.lock'), { force: true })
      await aProduct(maker.administrator)
      await maker.settle()
      expect(await look(maker.url, logKey, maker.time.now)).toMatchObject({
        good: true,
        told: true,
      })

      // The same keys, another history.
      const settings = orThrow(
        readSettings({
          DATA_DIR: join(scratch, 'copy'),
          PORT: '0',
          LOG_LEVEL: 'silent',
          WITNESSES,
        }),
      )
      const server = orThrow(await startServer(settings, { clock: () => maker.time.now }))
      try {
        const url = await server.listen()
        const found = orThrow(await look(url, undefined, maker.time.now))
        if (found.good) throw new Error('A rewritten ledger was cosigned.')
        expect(['witness/rolled-back', 'witness/forked']).toContain(found.code)
        expect(await readFile(found.evidence, 'utf8')).toContain('Cosigned before:')
        expect((await readdir(join(scratch, 'witness'))).sort()).toEqual([
          expect.stringMatching(/^evidence-/),
          'key.json',
          'log.json',
        ])
      } finally {
        await server.stop()
      }
      // The witness believes what it saw, and goes on with the true one.
      expect(await look(maker.url, undefined, maker.time.now)).toMatchObject({ good: true })
    } finally {
      await maker.close()
      await rm(scratch, { recursive: true, force: true })
    }
  })
})
