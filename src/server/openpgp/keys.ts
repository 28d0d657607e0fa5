import {
  createCleartextMessage,
  decryptKey,
  generateKey,
  type Key,
  type PrivateKey,
  readKey,
  readPrivateKey,
  sign,
} from 'openpgp'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Settings } from '../settings.ts'
import type { MasterKey } from '../vault/index.ts'
import { type KeptKey, openKeyFiles } from './key-files.ts'

/** A key as people may see it: nothing secret. */
export interface KeyEntry {
  /** 40 or 64 upper-case hexadecimal digits. */
  readonly fingerprint: string
  readonly userIds: readonly string[]
  readonly whose: KeptKey['whose']
  readonly addedAt: string
  /** Whether it is the maker's key that is published and signs; the older ones only open mail. */
  readonly current: boolean
}

/** The maker's OpenPGP keys (RFC 9580) for mail and published texts, and those of who writes to us. */
export interface OpenPgpKeys {
  /** Where the public key is served: the `Encryption` of security.txt, if this is https. */
  readonly publicKeyUrl: string
  /** The current public key, armored. The first use of a key makes one. */
  publicKey(): Promise<string>
  fingerprint(): Promise<string>
  /** The text in a cleartext signature (RFC 9580 section 7) by the current key. */
  signCleartext(text: string): Promise<string>
  /** All own secret keys, armored and without passphrase: for who decrypts, and never for a log. */
  secretKeys(): Promise<readonly string[]>
  /** Public keys of people and organisations whose signatures we know. */
  knownKeys(): Promise<readonly string[]>
  list(): Promise<readonly KeyEntry[]>
  /**
   * Takes in an armored key: a secret one becomes the maker's current key, a public one a known
   * key. Refuses with `openpgp/not-a-key`, `…/passphrase` or `…/known-already`.
   */
  add(armored: string, passphrase: string): Promise<KeyEntry | Refusal>
  /** Makes a new current key; mail to the older ones can still be opened. */
  generate(): Promise<KeyEntry>
}

export interface OpenPgpParts {
  readonly settings: Pick<Settings, 'dataDir' | 'publicUrl' | 'makerName' | 'mailFrom'>
  readonly master: MasterKey
  readonly clock: Clock
  readonly random: RandomBytes
}

export const publicKeyPath = '/.well-known/openpgp-key.asc'

export const createOpenPgpKeys = ({
  settings,
  master,
  clock,
  random,
}: OpenPgpParts): OpenPgpKeys => {
  const files = openKeyFiles({ dataDir: settings.dataDir, master, random })
  const keep = async (whose: KeptKey['whose'], key: Key): Promise<KeyEntry> => {
    const addedAt = instantOf(clock())
    await files.add(fingerprintOf(key), { whose, armored: key.armor(), addedAt })
    return entryOf(key, whose, addedAt, whose === 'own')
  }
  const generate = async () => {
    const { privateKey } = await generateKey({
      type: 'ecc',
      // GnuPG 2.1 and later read it; the version 6 keys of RFC 9580 are still unknown to it.
      curve: 'curve25519Legacy',
      config: { v6Keys: false },
      userIDs: [{ name: settings.makerName, ...addressOf(settings.mailFrom) }],
      date: new Date(clock()),
      format: 'object',
    })
    return keep('own', privateKey)
  }
  // Two that ask at once for the first key must get the same one.
  let making: Promise<unknown> | undefined
  const own = async (): Promise<readonly string[]> => {
    const there = await keysOf('own')
    if (there.length > 0) return there
    // A disk that was full then may have room again.
    making ??= generate().catch((cause: unknown) => {
      making = undefined
      throw cause
    })
    await making
    return keysOf('own')
  }
  const keysOf = async (whose: KeptKey['whose']) =>
    (await files.all()).filter((key) => key.whose === whose).map(({ armored }) => armored)
  const current = async (): Promise<PrivateKey> =>
    readPrivateKey({ armoredKey: (await own()).at(-1) ?? '' })
  return {
    publicKeyUrl: `${settings.publicUrl}${publicKeyPath}`,
    publicKey: async () => (await current()).toPublic().armor(),
    fingerprint: async () => fingerprintOf(await current()),
    signCleartext: async (text) => {
      const key = await current()
      return sign({
        message: await createCleartextMessage({ text }),
        signingKeys: key,
        // A clock that was set back must not leave security.txt without a signature.
        date: new Date(Math.max(clock(), key.getCreationTime().getTime())),
      })
    },
    secretKeys: own,
    knownKeys: () => keysOf('known'),
    list: async () => {
      await own()
      const all = await files.all()
      const last = all.findLast(({ whose }) => whose === 'own')
      return Promise.all(
        all.map(async (kept) =>
          entryOf(
            await readKey({ armoredKey: kept.armored }),
            kept.whose,
            kept.addedAt,
            kept === last,
          ),
        ),
      )
    },
    add: async (armored, passphrase) => {
      const key = await readArmored(armored, passphrase)
      if (isRefusal(key)) return key
      const all = await files.all()
      const known = await Promise.all(
        all.map(async (kept) => fingerprintOf(await readKey({ armoredKey: kept.armored }))),
      )
      if (known.includes(fingerprintOf(key)))
        return refuse('openpgp/known-already', 'This key is kept already.')
      return keep(key.isPrivate() ? 'own' : 'known', key)
    },
    generate,
  }
}

const fingerprintOf = (key: Key): string => key.getFingerprint().toUpperCase()

const entryOf = (
  key: Key,
  whose: KeptKey['whose'],
  addedAt: string,
  current: boolean,
): KeyEntry => ({
  fingerprint: fingerprintOf(key),
  userIds: key.getUserIDs().slice(0, limits.openPgp.userIds),
  whose,
  addedAt,
  current,
})

const notAKey = refuse(
  'openpgp/not-a-key',
  'This is no armored OpenPGP key. Give one, as gpg --armor --export or --export-secret-keys writes it.',
)

const readArmored = async (
  armored: string,
  passphrase: string,
): Promise<Key | PrivateKey | Refusal> => {
  let key: Key
  try {
    key = await readKey({ armoredKey: armored })
  } catch (cause) {
    // The cause could quote key material, so it goes no further.
    if (cause instanceof Error) return notAKey
    throw cause
  }
  if (!key.isPrivate()) return key
  try {
    return key.isDecrypted() ? key : await decryptKey({ privateKey: key, passphrase })
  } catch (cause) {
    if (cause instanceof Error)
      return refuse('openpgp/passphrase', 'The passphrase does not open this secret key.')
    throw cause
  }
}

/** Of `Security <security@maker.example>` the address; nothing where a key could not bear it. */
const addressOf = (from: string): { readonly email?: string } => {
  const email = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()
  return /^[^\p{C}\p{Z}@<>\\]+@[^\p{C}\p{Z}@<>\\]+[^\p{C}\p{Z}\p{P}]$/u.test(email) ? { email } : {}
}
