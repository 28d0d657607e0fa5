import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { orThrow } from '../kernel/result.ts'
import {
  createRepository,
  folderTree,
  generateMakerKey,
  generateRepositoryKeys,
  importMakerKey,
  importRoleKey,
  type MakerKey,
  type PublicTree,
  type RepositoryKeys,
} from '../updates/index.ts'
import { publicFolder } from './http/public-tree.ts'
import type { Parts } from './parts.ts'
import type { Settings } from './settings.ts'
import { createPrivateFile, deriveKey, privateFolder } from './vault/index.ts'

/** The update repository of this server: its public tree and the keys that sign it. */
export interface UpdateRepository {
  readonly tree: PublicTree
  readonly keys: RepositoryKeys & { readonly maker: MakerKey }
}

const stored = z.strictObject({
  root: z.array(z.base64()),
  targets: z.array(z.base64()),
  snapshot: z.array(z.base64()),
  timestamp: z.array(z.base64()),
  maker: z.base64(),
})

const trees = new WeakMap<Settings, PublicTree>()

/** One tree for one server: changes of a repository are ordered by their tree. */
export const updateTree = (settings: Settings): PublicTree => {
  const before = trees.get(settings)
  if (before !== undefined) return before
  const tree = folderTree(publicFolder(settings.dataDir, 'updates'))
  trees.set(settings, tree)
  return tree
}

/**
 * Opens the repository; the first use makes its keys and its root of trust. The keys lie in
 * `keys/updates.sealed`, encrypted under the master key; the root role can be taken offline later.
 */
export const openUpdateRepository = async (parts: Parts): Promise<UpdateRepository> => {
  const { settings, clock } = parts
  const tree = updateTree(settings)
  const file = join(settings.dataDir, 'keys', 'updates.sealed')
  if (existsSync(file)) return { tree, keys: await readKeys(parts, file) }
  const keys = {
    ...generateRepositoryKeys(),
    maker: await generateMakerKey({ name: settings.makerName, email: settings.mailFrom }, clock()),
  }
  await writeKeys(parts, file, keys)
  orThrow(await createRepository(tree, keys, clock()))
  return { tree, keys }
}

const readKeys = async (parts: Parts, file: string): Promise<UpdateRepository['keys']> => {
  const sealed = Buffer.from(await readFile(file, 'utf8'), 'base64')
  const opened = open(deriveKey(parts.master, 'update-keys'), sealed)
  const encoded = stored.parse(JSON.parse(opened.toString('utf8')))
  const keysOf = (list: readonly string[]) =>
    list.map((text) => orThrow(importRoleKey(Buffer.from(text, 'base64'))))
  return {
    root: keysOf(encoded.root),
    targets: keysOf(encoded.targets),
    snapshot: keysOf(encoded.snapshot),
    timestamp: keysOf(encoded.timestamp),
    maker: orThrow(await importMakerKey(new Uint8Array(Buffer.from(encoded.maker, 'base64')))),
  }
}

const writeKeys = async (
  parts: Parts,
  file: string,
  keys: UpdateRepository['keys'],
): Promise<void> => {
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const encoded = {
    root: keys.root.map(({ pkcs8 }) => textOf(pkcs8)),
    targets: keys.targets.map(({ pkcs8 }) => textOf(pkcs8)),
    snapshot: keys.snapshot.map(({ pkcs8 }) => textOf(pkcs8)),
    timestamp: keys.timestamp.map(({ pkcs8 }) => textOf(pkcs8)),
    maker: textOf(keys.maker.secretKey),
  }
  await privateFolder(join(parts.settings.dataDir, 'keys'))
  await createPrivateFile(
    file,
    seal(deriveKey(parts.master, 'update-keys'), Buffer.from(JSON.stringify(encoded))).toString(
      'base64',
    ),
  )
}

const nonceBytes = 12
const tagBytes = 16

const seal = (key: Uint8Array, plain: Buffer): Buffer => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

const open = (key: Uint8Array, sealed: Buffer): Buffer => {
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
  cipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([cipher.update(sealed.subarray(nonceBytes, -tagBytes)), cipher.final()])
}
