import { createMessage, generateKey, type PrivateKey, readPrivateKey, sign } from 'openpgp'
import { type Refusal, refuse } from '../../kernel/result.ts'

/**
 * The maker's OpenPGP key, for people who check an update with GnuPG. `secretKey` is the binary
 * transferable secret key in the clear (RFC 9580 section 10.2): whoever stores it encrypts it.
 */
export interface MakerKey {
  readonly secretKey: Uint8Array
  readonly publicKeyArmored: string
  /** 40 upper-case hexadecimal digits, as GnuPG prints it. */
  readonly fingerprint: string
}

/**
 * Makes a signing key: version 4 with legacy EdDSA over Curve25519, which GnuPG 2.1 and later read;
 * the version 6 keys of RFC 9580 are still unknown to it. No encryption subkey: it only signs.
 */
export const generateMakerKey = async (
  maker: { readonly name: string; readonly email?: string },
  now: number,
): Promise<MakerKey> => {
  const { privateKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: maker.name, ...(maker.email === undefined ? {} : { email: maker.email }) }],
    subkeys: [],
    date: new Date(now),
    format: 'object',
    config: { v6Keys: false },
  })
  return makerKey(privateKey)
}

/** Reads the bytes of `secretKey`. */
export const importMakerKey = async (secretKey: Uint8Array): Promise<MakerKey | Refusal> => {
  const unfit = refuse('updates/not-a-maker-key', 'Give an unencrypted OpenPGP secret key.')
  try {
    const key = await readPrivateKey({ binaryKey: secretKey })
    return key.isDecrypted() ? makerKey(key) : unfit
  } catch (error) {
    // The cause could quote key material, so it goes no further.
    if (error instanceof Error) return unfit
    throw error
  }
}

/** A detached, armored signature over the bytes (RFC 9580 section 10.4), as `gpg --verify` takes. */
export const signDetached = async (
  key: MakerKey,
  bytes: Uint8Array,
  now: number,
): Promise<string> =>
  sign({
    message: await createMessage({ binary: bytes }),
    signingKeys: await readPrivateKey({ binaryKey: key.secretKey }),
    detached: true,
    date: new Date(now),
  })

const makerKey = (privateKey: PrivateKey): MakerKey => ({
  secretKey: new Uint8Array(privateKey.write()),
  publicKeyArmored: privateKey.toPublic().armor(),
  fingerprint: privateKey.getFingerprint().toUpperCase(),
})
