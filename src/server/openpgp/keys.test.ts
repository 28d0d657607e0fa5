import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createMessage,
  decrypt,
  encrypt,
  encryptKey,
  generateKey,
  readCleartextMessage,
  readKey,
  readMessage,
  readPrivateKey,
  verify,
} from 'openpgp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import { createOpenPgpKeys, type OpenPgpKeys } from './index.ts'

describe('The OpenPGP keys of the maker', () => {
  let dataDir: string
  let keys: OpenPgpKeys
  let now: number
  const master = createSecretKey(randomBytes(32))
  const open = (key = master) =>
    createOpenPgpKeys({
      settings: {
        dataDir,
        publicUrl: 'https://security.maker.example',
        makerName: 'Example Medical',
        mailFrom: 'PSIRT <security@maker.example>',
      },
      master: key,
      clock: () => now,
      random: (length) => new Uint8Array(randomBytes(length)),
    })
  beforeEach(async () => {
    now = Date.parse('2026-03-01T10:00:00Z')
    dataDir = await mkdtemp(join(tmpdir(), 'openpgp-'))
    await mkdir(join(dataDir, 'keys'))
    keys = open()
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  test('are made once, at first use, for the name and address of the maker', async () => {
    const [first, second] = await Promise.all([keys.publicKey(), keys.publicKey()])
    expect(first).toBe(second)
    expect(await open().publicKey()).toBe(first)
    const key = await readKey({ armoredKey: first })
    expect(key.isPrivate()).toBe(false)
    expect(key.getUserIDs()).toEqual(['Example Medical <security@maker.example>'])
    expect(key.getFingerprint().toUpperCase()).toBe(await keys.fingerprint())
    expect(keys.publicKeyUrl).toBe('https://security.maker.example/.well-known/openpgp-key.asc')
  })

  test('lie encrypted under the master key, and no other opens them', async () => {
    await keys.publicKey()
    const [name = ''] = await readdir(join(dataDir, 'keys'))
    expect(name).toMatch(/^openpgp-[0-9A-F]{40}\.sealed$/)
    const kept = await readFile(join(dataDir, 'keys', name), 'utf8')
    expect(Buffer.from(kept, 'base64').toString('latin1')).not.toContain('PGP')
    await expect(open(createSecretKey(randomBytes(32))).publicKey()).rejects.toThrow('master key')
  })

  test('sign a text so that a stranger can verify it', async () => {
    const signed = await keys.signCleartext('Contact: mailto:a@maker.example\r\n- dash\r\n')
    const message = await readCleartextMessage({ cleartextMessage: signed })
    const verificationKeys = await readKey({ armoredKey: await keys.publicKey() })
    const { data, signatures } = await verify({ message, verificationKeys, date: new Date(now) })
    expect(await signatures[0]?.verified).toBe(true)
    expect(data).toContain('Contact: mailto:a@maker.example')
  })

  test('open what was written to an older key after a new one was made', async () => {
    const before = await readKey({ armoredKey: await keys.publicKey() })
    const written = await encrypt({
      message: await createMessage({ text: 'To the old key.' }),
      encryptionKeys: before,
      date: new Date(now),
    })
    now += 60_000
    const made = await keys.generate()
    expect(await keys.fingerprint()).toBe(made.fingerprint)
    const decryptionKeys = await Promise.all(
      (await keys.secretKeys()).map((armoredKey) => readPrivateKey({ armoredKey })),
    )
    const message = await readMessage({ armoredMessage: written })
    expect((await decrypt({ message, decryptionKeys })).data).toBe('To the old key.')
    expect((await keys.list()).map(({ current }) => current)).toEqual([false, true])
  })

  test('are imported with their passphrase, and a public key becomes a known one', async () => {
    const { privateKey } = await generateKey({
      userIDs: [{ name: 'Supplier', email: 'psirt@supplier.example' }],
      format: 'object',
      date: new Date(now),
    })
    const locked = await encryptKey({ privateKey, passphrase: 'otter' })
    expect(await keys.add(locked.armor(), 'badger')).toMatchObject({ code: 'openpgp/passphrase' })
    expect(orThrow(await keys.add(privateKey.toPublic().armor(), ''))).toMatchObject({
      whose: 'known',
      current: false,
    })
    expect(await keys.knownKeys()).toHaveLength(1)
    expect(await keys.add(locked.armor(), 'otter')).toMatchObject({ code: 'openpgp/known-already' })
    expect(await keys.add('-----BEGIN PGP nonsense', '')).toMatchObject({
      code: 'openpgp/not-a-key',
    })
    const own = await generateKey({ userIDs: [{ name: 'Maker' }], date: new Date(now) })
    now += 1_000
    const added = await keys.add(own.privateKey, '')
    expect(isRefusal(added) ? added.code : added.whose).toBe('own')
    expect(await keys.publicKey()).toContain('PUBLIC KEY')
    expect(await keys.fingerprint()).toBe(isRefusal(added) ? '' : added.fingerprint)
  })
})
