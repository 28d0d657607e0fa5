import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { RandomBytes } from '../../kernel/ports.ts'
import {
  createPrivateFile,
  decrypt,
  deriveKey,
  encrypt,
  type MasterKey,
  privateFolder,
} from '../vault/index.ts'

/** A key as it lies in `<dataDir>/keys/openpgp-<fingerprint>.sealed`. */
export interface KeptKey {
  /** `own` is a secret key of the maker, `known` the public key of somebody who writes to us. */
  readonly whose: 'own' | 'known'
  /** Armored; a secret key without passphrase, for the file is encrypted as a whole. */
  readonly armored: string
  readonly addedAt: string
}

const kept = z.strictObject({
  whose: z.enum(['own', 'known']),
  armored: z.string(),
  addedAt: z.string(),
})

const nameOf = (fingerprint: string): string => `openpgp-${fingerprint}.sealed`
const pattern = /^openpgp-([0-9A-F]{40}|[0-9A-F]{64})\.sealed$/

export interface KeyFiles {
  /** All keys, the oldest first. */
  all(): Promise<readonly KeptKey[]>
  /** Keeps a key for good; one with this fingerprint that is there already is left as it is. */
  add(fingerprint: string, key: KeptKey): Promise<void>
}

/** Keys under the master key, a file each; backups take every `.sealed` file of the folder. */
export const openKeyFiles = ({
  dataDir,
  master,
  random,
}: {
  readonly dataDir: string
  readonly master: MasterKey
  readonly random: RandomBytes
}): KeyFiles => {
  const folder = join(dataDir, 'keys')
  const key = deriveKey(master, 'openpgp-keys')
  const read = async (name: string, fingerprint: string): Promise<KeptKey> => {
    const sealed = Buffer.from(await readFile(join(folder, name), 'utf8'), 'base64')
    const plain = decrypt(key, fingerprint, sealed)
    if (plain === undefined)
      throw new Error(`${name} was changed, or belongs to another master key.`)
    return kept.parse(JSON.parse(Buffer.from(plain).toString('utf8')))
  }
  return {
    all: async () => {
      const found: KeptKey[] = []
      for (const name of await readdir(folder)) {
        const fingerprint = pattern.exec(name)?.[1]
        if (fingerprint !== undefined) found.push(await read(name, fingerprint))
      }
      return found.sort((a, b) => (a.addedAt < b.addedAt ? -1 : 1))
    },
    add: async (fingerprint, content) => {
      await privateFolder(folder)
      const sealed = encrypt(key, fingerprint, Buffer.from(JSON.stringify(content)), random)
      await createPrivateFile(
        join(folder, nameOf(fingerprint)),
        `${Buffer.from(sealed).toString('base64')}\n`,
      )
    },
  }
}
