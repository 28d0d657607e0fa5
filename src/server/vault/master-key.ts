import {
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { createPrivateFile, privateFolder } from './private-file.ts'

/** 32 secret bytes from which every other key is derived. A KeyObject: printing it shows nothing. */
export type MasterKey = KeyObject

const keyBytes = 32

/**
 * The master key of this data folder: `VULNERARY_KEY` (base64 of 32 bytes) where it is set, else
 * `<dataDir>/keys/master.key`, which the first start creates with mode 600. Beside it lies
 * `master.check`, from which a key other than the first is noticed before it seals anything.
 *
 * Refuses with `vault/bad-key`, `vault/key-exposed`, `vault/key-missing` or `vault/wrong-key`.
 */
export const openMasterKey = async (
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<MasterKey | Refusal> => {
  const folder = join(dataDir, 'keys')
  await privateFolder(folder)
  const check = await readIfThere(join(folder, 'master.check'))
  const given = env['VULNERARY_KEY']
  const key =
    given === undefined || given === ''
      ? await keyOfFile(join(folder, 'master.key'), check !== undefined)
      : parseKey(given, 'VULNERARY_KEY')
  if (isRefusal(key)) return key
  const expected = createHmac('sha256', deriveKey(key, 'check')).digest()
  if (check === undefined) {
    await createPrivateFile(join(folder, 'master.check'), `${expected.toString('hex')}\n`)
    return key
  }
  const found = Buffer.from(check.trim(), 'hex')
  return found.length === expected.length && timingSafeEqual(found, expected)
    ? key
    : refuse(
        'vault/wrong-key',
        `This is not the key that ${dataDir} was made with. Give the first one, by VULNERARY_KEY or as ${join(folder, 'master.key')}: with another, nothing sealed could be read.`,
      )
}

/**
 * A key of 32 bytes for one purpose and no other (HKDF-SHA256, RFC 5869). The same purpose gives
 * the same key for ever, so a purpose is never renamed.
 */
export const deriveKey = (master: MasterKey, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', master, new Uint8Array(0), `vulnerary/v1/${purpose}`, keyBytes))

const keyOfFile = async (path: string, usedBefore: boolean): Promise<MasterKey | Refusal> => {
  const text = await readIfThere(path)
  if (text !== undefined) return (await exposed(path)) ?? parseKey(text, path)
  // A new key beside old data would look like a fresh start and lock everybody out of the old.
  if (usedBefore)
    return refuse(
      'vault/key-missing',
      `The key file ${path} is gone, but there is data sealed with it. Put it back from your backup, or give the key by VULNERARY_KEY.`,
    )
  await createPrivateFile(path, `${randomBytes(keyBytes).toString('base64')}\n`)
  // Read back instead of remembered: where two first starts race, both use the file that won.
  return parseKey(await readFile(path, 'utf8'), path)
}

const exposed = async (path: string): Promise<Refusal | undefined> => {
  // Windows keeps access lists instead of mode bits and reports 666 for every file.
  if (process.platform === 'win32') return undefined
  const { mode } = await stat(path)
  return (mode & 0o077) === 0
    ? undefined
    : refuse(
        'vault/key-exposed',
        `The key file ${path} can be read by other users of this machine (mode ${(mode & 0o777).toString(8)}). Run: chmod 600 ${path}`,
      )
}

const parseKey = (text: string, source: string): MasterKey | Refusal => {
  const trimmed = text.trim()
  const bytes = Buffer.from(trimmed, 'base64')
  // Node decodes base64 leniently; only a text that encodes back to itself is taken.
  if (bytes.length !== keyBytes || bytes.toString('base64') !== trimmed)
    return refuse(
      'vault/bad-key',
      `${source} must hold 32 bytes in base64 (44 characters). Make one with: openssl rand -base64 32`,
    )
  return createSecretKey(bytes)
}

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}
