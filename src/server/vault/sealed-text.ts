import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { RandomBytes } from '../../kernel/ports.ts'

/**
 * What a sealed text holds: who somebody is (`v1`: name, address, credit), which few may see, or what
 * they told in their own words (`w1`), which everybody sees who may read the record.
 */
export type SealedForm = 'v1' | 'w1'

/** What a sealed text looks like: whose key it takes, then iv, ciphertext and tag. */
export interface SealedText {
  readonly form: SealedForm
  readonly person: string
  readonly bytes: Uint8Array
}

const pattern = /^sealed:(v1|w1):(p-[0-9a-f]{32}):([A-Za-z0-9_-]{38,})$/
const ivBytes = 12
const tagBytes = 16

/** Whether the whole text is in sealed form; with `form`, in that one. */
export const isSealed = (text: string, form?: SealedForm): boolean =>
  text.startsWith(form === undefined ? 'sealed:' : `sealed:${form}:`) && pattern.test(text)

/** The parts of a sealed text; undefined where the text is not one. */
export const parseSealed = (text: string): SealedText | undefined => {
  const [, form, person, encoded] = pattern.exec(text) ?? []
  return (form !== 'v1' && form !== 'w1') || person === undefined || encoded === undefined
    ? undefined
    : { form, person, bytes: Buffer.from(encoded, 'base64url') }
}

export const writeSealed = ({ form, person, bytes }: SealedText): string =>
  `sealed:${form}:${person}:${Buffer.from(bytes).toString('base64url')}`

/** What is authenticated with a text: whose it is, and which form it has, so that none passes as another. */
export const aboutOf = ({ form, person }: Pick<SealedText, 'form' | 'person'>): string =>
  form === 'v1' ? person : `${person} ${form}`

/**
 * AES-256-GCM: iv (12 bytes), ciphertext, tag (16 bytes). `about` is authenticated with it, so that
 * what was encrypted for one owner is never taken for another's.
 */
export const encrypt = (
  key: Uint8Array,
  about: string,
  plain: Uint8Array,
  random: RandomBytes,
): Uint8Array => {
  const iv = random(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The plain bytes; undefined where the key is another one or a byte was changed. */
export const decrypt = (
  key: Uint8Array,
  about: string,
  bytes: Uint8Array,
): Uint8Array | undefined => {
  if (bytes.length < ivBytes + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(bytes.length - tagBytes))
  const start = decipher.update(bytes.subarray(ivBytes, bytes.length - tagBytes))
  try {
    return Buffer.concat([start, decipher.final()])
  } catch {
    // Node's only way to say that the tag does not fit; nothing else can throw here.
    return undefined
  }
}
