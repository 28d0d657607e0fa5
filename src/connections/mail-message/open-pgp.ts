import type { ParsedMail } from 'mailparser'
import {
  createMessage,
  decrypt,
  type Key,
  type PrivateKey,
  readCleartextMessage,
  readKey,
  readKeys,
  readMessage,
  readPrivateKey,
  readSignature,
  verify,
} from 'openpgp'
import { limits } from '../../kernel/limits.ts'
import type { SignedPart } from './signed-part.ts'

/** What a mail may be opened with, all armored. */
export interface Keys {
  /** Unlocked secret keys of the maker; without any, an encrypted mail stays shut. */
  readonly secret: readonly string[]
  /** Public keys of people we know. */
  readonly known: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * What the signature says. `known` is a key that an administrator took in; a `good` one by a key
 * that came with the mail says only that nobody changed it after that key's owner signed.
 */
export interface Signature {
  readonly status: 'none' | 'good' | 'bad' | 'unknown-key'
  /** Fingerprint, or the id of a key that we do not have; empty without a signature. */
  readonly signer: string
  readonly known: boolean
}

export const unsigned: Signature = { status: 'none', signer: '', known: false }

/** The keys as the library has them, with those that came in the mail itself. */
export interface KeyRing {
  readonly secret: readonly PrivateKey[]
  readonly known: readonly Key[]
  readonly attached: readonly Key[]
  readonly date: Date
}

// Clocks of senders go wrong by minutes; a signature of the next hour is not a forged one.
const clockSkew = 3_600_000
const config = { maxDecompressedMessageSize: limits.mail.bytes }

export const attachedKeys = async (
  { secret, known, now }: Keys,
  { attachments, headers }: ParsedMail,
): Promise<KeyRing> => {
  const armored = attachments
    .filter(({ contentType, content }) =>
      contentType === 'application/pgp-keys'
        ? content.length <= limits.openPgp.keyCharacters
        : content.subarray(0, 200).includes('-----BEGIN PGP PUBLIC KEY BLOCK-----'),
    )
    .slice(0, limits.openPgp.attachedKeys)
    .map(({ content }) => content.subarray(0, limits.openPgp.keyCharacters).toString('latin1'))
  const found = await Promise.all(armored.map(keysIn))
  const autocrypt = headers.get('autocrypt')
  return {
    secret: await Promise.all(secret.map((armoredKey) => readPrivateKey({ armoredKey }))),
    known: await Promise.all(known.map((armoredKey) => readKey({ armoredKey }))),
    attached: [
      ...found.flat(),
      ...(typeof autocrypt === 'string' ? await autocryptKey(autocrypt) : []),
    ].slice(0, limits.openPgp.attachedKeys),
    date: new Date(now + clockSkew),
  }
}

/** What a stranger attached may be no key at all; then there is none. */
const keysIn = async (armoredKeys: string): Promise<readonly Key[]> => {
  try {
    return await readKeys({ armoredKeys })
  } catch (cause) {
    if (cause instanceof Error) return []
    throw cause
  }
}

/** The header by which mail programs hand out keys: `addr=…; keydata=BASE64`. */
const autocryptKey = async (header: string): Promise<readonly Key[]> => {
  const [, data = ''] = /keydata=([A-Za-z0-9+/=\s]{1,50000})/.exec(header) ?? []
  try {
    return await readKeys({ binaryKeys: Buffer.from(data, 'base64') })
  } catch (cause) {
    if (cause instanceof Error) return []
    throw cause
  }
}

type VerificationResult = Awaited<ReturnType<typeof verify>>['signatures'][number]

export interface Decrypted {
  readonly bytes: Uint8Array
  readonly signature: Signature
}

/** The content of an encrypted message; undefined where no key opens it or it was changed. */
export const decrypted = async (ring: KeyRing, armored: string): Promise<Decrypted | undefined> => {
  if (ring.secret.length === 0) return undefined
  try {
    const { data, signatures } = await decrypt({
      message: await readMessage({ armoredMessage: armored, config }),
      decryptionKeys: [...ring.secret],
      verificationKeys: [...ring.known, ...ring.attached],
      format: 'binary',
      date: ring.date,
      config,
    })
    return { bytes: data, signature: await judged(ring, signatures) }
  } catch (cause) {
    if (cause instanceof Error) return undefined
    throw cause
  }
}

/** RFC 3156 section 5: a signature beside what it covers. */
export const verifiedPart = (ring: KeyRing, { content, signature }: SignedPart) =>
  orBad(async () => {
    const { signatures } = await verify({
      message: await createMessage({ binary: content }),
      signature: await readSignature({ armoredSignature: signature, config }),
      verificationKeys: [...ring.known, ...ring.attached],
      date: ring.date,
      config,
    })
    return judged(ring, signatures)
  })

/** A cleartext signature (RFC 9580 section 7): what was signed, and whether it still is. */
export const verifiedText = async (
  ring: KeyRing,
  signed: string,
): Promise<{ readonly text: string; readonly signature: Signature }> => {
  let text = signed
  const signature = await orBad(async () => {
    const message = await readCleartextMessage({ cleartextMessage: signed, config })
    text = message.getText()
    const { signatures } = await verify({
      message,
      verificationKeys: [...ring.known, ...ring.attached],
      date: ring.date,
      config,
    })
    return judged(ring, signatures)
  })
  return { text, signature }
}

const orBad = async (work: () => Promise<Signature>): Promise<Signature> => {
  try {
    return await work()
  } catch (cause) {
    // What is no signature at all where one should stand has been changed.
    if (cause instanceof Error) return { status: 'bad', signer: '', known: false }
    throw cause
  }
}

const judged = async (
  ring: KeyRing,
  signatures: readonly VerificationResult[],
): Promise<Signature> => {
  const all = await Promise.all(
    signatures.slice(0, limits.openPgp.signatures).map((one) => judge(ring, one)),
  )
  return worst(all)
}

const judge = async (
  { known, attached }: KeyRing,
  { keyID, verified }: VerificationResult,
): Promise<Signature> => {
  const valid = await verified.then(
    (result) => result,
    () => false,
  )
  const owner = (keys: readonly Key[]) => keys.find((key) => key.getKeys(keyID).length > 0)
  const key = owner(known) ?? owner(attached)
  return key === undefined
    ? { status: 'unknown-key', signer: keyID.toHex().toUpperCase(), known: false }
    : {
        status: valid ? 'good' : 'bad',
        signer: key.getFingerprint().toUpperCase(),
        known: owner(known) !== undefined,
      }
}

const order = ['bad', 'unknown-key', 'good', 'none'] as const

/** Of several the one to worry about most. */
export const worst = (all: readonly Signature[]): Signature =>
  order.flatMap((status) => all.find((one) => one.status === status) ?? [])[0] ?? unsigned
