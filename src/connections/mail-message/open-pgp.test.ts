import { createCleartextMessage, createMessage, encrypt, generateKey, readKey, sign } from 'openpgp'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  aKeyHolder,
  encryptedMail,
  type KeyHolder,
  mailOf,
  signedMail,
} from '../../../test/support/mails.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import type { Keys } from './open-pgp.ts'
import { readMail } from './read.ts'

const now = Date.parse('2026-03-01T10:00:00Z')
const none: Keys = { secret: [], known: [], now }
const read = async (mail: string | Uint8Array, keys: Partial<Keys> = {}) =>
  orThrow(await readMail(Buffer.from(mail), { ...none, ...keys }))

describe('A mail with OpenPGP', () => {
  let ours: { readonly secret: string; readonly public: string }
  let rita: KeyHolder
  beforeAll(async () => {
    const made = await generateKey({ userIDs: [{ name: 'Maker' }], date: new Date(now) })
    ours = { secret: made.privateKey, public: made.publicKey }
    rita = await aKeyHolder('rita@university.example', now)
  })
  const entity = 'Content-Type: text/plain; charset=utf-8\r\n\r\nThe flaw is in the “pump”.\r\n'
  const known = () => ({ secret: [ours.secret], known: [rita.toPublic().armor()] })
  const fingerprint = () => rita.getFingerprint().toUpperCase()

  test('encrypted and signed by PGP/MIME is opened, with the subject inside', async () => {
    const inside = `Subject: Pump flaw\r\n${entity}`
    const mail = await encryptedMail({ Subject: '...' }, inside, ours.public, now, rita)
    expect(await read(mail, known())).toMatchObject({
      subject: 'Pump flaw',
      text: 'The flaw is in the “pump”.',
      encryption: 'opened',
      signature: { status: 'good', signer: fingerprint(), known: true },
      attachments: [],
    })
  })

  test('stays shut without our key, and says so', async () => {
    const mail = await encryptedMail({ Subject: 'Shut' }, entity, ours.public, now)
    expect(await read(mail)).toMatchObject({ subject: 'Shut', encryption: 'shut' })
    const other = await generateKey({ userIDs: [{ name: 'Other' }], date: new Date(now) })
    const wrong = await read(mail, { secret: [other.privateKey] })
    expect(wrong.encryption).toBe('shut')
  })

  test('signed by PGP/MIME is verified, byte by byte', async () => {
    const headers = { Subject: 'Signed' }
    const good = await signedMail(headers, entity, rita, now)
    expect((await read(good, known())).signature).toEqual({
      status: 'good',
      signer: fingerprint(),
      known: true,
    })
    expect((await read(good)).signature).toMatchObject({ status: 'unknown-key', known: false })
    const changed = await signedMail(headers, entity, rita, now, entity.replace('pump', 'bed'))
    expect((await read(changed, known())).signature.status).toBe('bad')
    // Saved by a program that ends lines by LF only.
    expect((await read(good.replaceAll('\r\n', '\n'), known())).signature.status).toBe('good')
  })

  test('of which the key came along is good, and by nobody we know', async () => {
    const armored = rita.toPublic().armor()
    const inside = [
      'Content-Type: multipart/mixed; boundary=i',
      '',
      '--i',
      'Content-Type: text/plain',
      '',
      'Hello.',
      '--i',
      'Content-Type: application/pgp-keys; name="key.asc"',
      '',
      ...armored.split(/\r?\n/),
      '--i--',
    ].join('\r\n')
    const mail = await read(await signedMail({ Subject: 'Key' }, inside, rita, now))
    expect(mail.signature).toEqual({ status: 'good', signer: fingerprint(), known: false })
  })

  test('in the text and in attachments is opened, too', async () => {
    const encryptionKeys = await readKey({ armoredKey: ours.public })
    const date = new Date(now)
    const sealed = async (text: string) =>
      encrypt({ message: await createMessage({ text }), encryptionKeys, date })
    const mail = await read(
      mailOf({ Subject: 'Inline', 'Content-Type': 'multipart/mixed; boundary=b' }, [
        '--b',
        'Content-Type: text/plain',
        '',
        'Before.',
        ...(await sealed('The secret text.')).split(/\r?\n/),
        'After.',
        '--b',
        'Content-Type: application/octet-stream; name="proof.txt.asc"',
        'Content-Disposition: attachment; filename="proof.txt.asc"',
        '',
        ...(await sealed('The secret file.')).split(/\r?\n/),
        '--b--',
      ]),
      known(),
    )
    expect(mail.text.split(/\s*\n/)).toEqual(['Before.', 'The secret text.', 'After.'])
    expect(mail.attachments.map(({ name }) => name)).toEqual(['proof.txt'])
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe('The secret file.')
    expect(mail.encryption).toBe('opened')
  })

  test('as a cleartext signature is verified and unwrapped', async () => {
    const signed = await sign({
      message: await createCleartextMessage({ text: 'It restarts.\n- twice' }),
      signingKeys: rita,
      date: new Date(now),
    })
    const mail = await read(mailOf({ Subject: 'Clear' }, signed.split(/\r?\n/)), known())
    expect(mail.text.replaceAll('\r', '')).toBe('It restarts.\n- twice')
    expect(mail.signature.status).toBe('good')
    const forged = signed.replace('restarts', 'rests')
    const bad = await read(mailOf({ Subject: 'Clear' }, forged.split(/\r?\n/)), known())
    expect(bad.signature.status).toBe('bad')
  })

  test('that unpacks to more than any mail stays shut', { timeout: 60_000 }, async () => {
    const bomb = Buffer.alloc(limits.mail.bytes + 1_000)
    const armored = await encrypt({
      message: await createMessage({ binary: bomb }),
      encryptionKeys: await readKey({ armoredKey: ours.public }),
      date: new Date(now),
      config: { preferredCompressionAlgorithm: 2 },
    })
    const mail = mailOf({ Subject: 'Bomb' }, armored.split(/\r?\n/))
    expect((await read(mail, known())).encryption).toBe('shut')
  })
})
