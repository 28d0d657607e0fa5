import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { formatVerifierKey, verifierKey } from '../../src/ledger/index.ts'
import { cosign } from '../../src/ledger/verify/cosignature.ts'
import { formatNote, parseNote } from '../../src/ledger/verify/note.ts'
import { lookAsWitness } from '../../src/server/index/offline.ts'
import { ed25519Of, sha256 } from '../support/crypto.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { type DatabasePlace, onDatabases } from '../support/on-databases.ts'
import { operatorOf } from '../support/operator.ts'
import { aProduct } from '../support/work/product.ts'
import { listOf } from '../support/work/team.ts'

// Item 9 of the clause review: a witness that stays away is missed.
const name = 'hospital.example/witness'
const seed = new Uint8Array(32).fill(12)
const key = verifierKey(sha256, name, ed25519Of(seed).publicKey, 'cosignature')
const hour = 3_600_000

onDatabases('A witness that stays away', (openDatabase) => {
  let place: DatabasePlace
  let maker: Maker
  let mails: MailServer
  let folder: string
  let logKey: string

  const ledger = async () => (await operatorOf(maker).get('/api/ledger')).body
  const look = async () => {
    const found = await lookAsWitness({
      ...{ url: maker.url, folder, logKey },
      now: new Date(maker.time.now),
    })
    expect(found).toMatchObject({ good: true, told: true })
    await maker.settle()
  }
  const later = async (hours: number) => {
    maker.time.now += hours * hour
    await maker.settle()
  }
  const subjects = () => mails.mails.map(({ mail }) => mail.subject)

  beforeAll(async () => {
    place = await openDatabase()
    mails = await startMailServer()
    folder = await mkdtemp(join(tmpdir(), 'witness-'))
    await mkdir(folder, { recursive: true })
    await writeFile(
      join(folder, 'key.json'),
      JSON.stringify({ name, seed: Buffer.from(seed).toString('base64') }),
    )
    maker = await openMaker({
      environment: {
        ...place.environment,
        WITNESSES: formatVerifierKey(key, 'cosignature'),
        WITNESS_HOURS: '6',
        SMTP_URL: mails.url,
      },
    })
    await maker.administrator.does(`/api/people/${maker.administrator.person}/set-address`, {
      address: 'ada@example-medical.example',
    })
    await maker.settle()
    logKey = (await ledger()).verifierKey
  })
  afterAll(async () => {
    await maker?.close()
    await mails?.close()
    await place?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  test('a witness that never came is missed after the hours of the settings, once', async () => {
    await later(5)
    expect((await ledger()).away).toEqual([])
    await later(2)
    await later(3)
    expect((await ledger()).away).toMatchObject([{ name, keyId: key.id, heardAt: null, told: 1 }])
    const [record] = await listOf(operatorOf(maker), '/api/witnesses')
    expect(record).toMatchObject({ status: 'away', humanId: expect.stringMatching(/^WIT-\d{4}-/) })
    expect((await operatorOf(maker).get('/api/witnesses/counts')).body).toMatchObject({ away: 1 })
    expect(subjects()).toEqual([`[${record.humanId}] A witness of the ledger stays away: ${name}`])
  })

  test('it is told when the witness is back, and missed again by the same hours', async () => {
    await look()
    expect((await ledger()).away).toEqual([])
    expect(subjects().at(-1)).toContain('is back')
    await later(5)
    await look()
    await later(5)
    expect(subjects()).toHaveLength(2)
    await later(2)
    expect((await ledger()).away).toMatchObject([{ name, heardAt: expect.any(String) }])
    expect(subjects().at(-1)).toContain('stays away')
    await look()
  })

  test('a witness that repeats its word on an old tree is away, too', async () => {
    await look()
    const { checkpoint: note } = await ledger()
    await aProduct(operatorOf(maker))
    await maker.settle()
    await later(7)
    const { text, signatures } = orThrow(parseNote(note))
    const again = cosign(text, Math.floor(maker.time.now / 1_000), {
      key,
      sign: ed25519Of(seed).sign,
    })
    const answer = await maker.fetch('/ledger/cosignatures', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ note: formatNote({ text, signatures: [...signatures, again] }) }),
    })
    expect(answer.status).toBe(200)
    await maker.settle()
    expect((await ledger()).away).toMatchObject([{ name }])
    await look()
    expect((await ledger()).away).toEqual([])
  })
})
