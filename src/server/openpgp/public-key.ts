import { createMessage, encrypt, readKey } from 'openpgp'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'

/**
 * What an armored public key (RFC 9580) is called, once it is certain that mail can be encrypted to
 * it at this moment. Refuses a secret key, for it must not lie in a record.
 */
export const readPublicKey = async (
  armored: string,
  now: number,
): Promise<{ readonly fingerprint: string } | Refusal> => {
  try {
    if (armored.length > limits.openPgp.keyCharacters) return notUsable
    const key = await readKey({ armoredKey: armored })
    if (key.isPrivate())
      return refuse(
        'openpgp/secret-key',
        'This is a secret key. Paste the public one only, and tell its owner that the secret is out.',
      )
    await key.getEncryptionKey(undefined, new Date(now))
    return { fingerprint: key.getFingerprint().toUpperCase() }
  } catch (cause) {
    // Its words could quote what was pasted.
    if (cause instanceof Error) return notUsable
    throw cause
  }
}

const notUsable = refuse(
  'openpgp/not-usable',
  'Mail cannot be encrypted to this key: it is none, or has expired, or only signs. Ask them for a public key as gpg --armor --export writes it.',
)

/** The text, armored, readable by the holder of this key alone. Throws where the key cannot be used. */
export const encryptTo = async (armored: string, text: string, now: number): Promise<string> => {
  const date = new Date(now)
  return encrypt({
    message: await createMessage({ text, date }),
    encryptionKeys: await readKey({ armoredKey: armored }),
    date,
  })
}
