import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { isRefusal, orThrow, type Refusal } from '../../src/kernel/result.ts'
import { createRepository } from '../../src/updates/repository/create.ts'
import { folderTree } from '../../src/updates/repository/folder-tree.ts'
import { generateRepositoryKeys, type RepositoryKeys } from '../../src/updates/repository/keys.ts'
import { generateMakerKey, type MakerKey } from '../../src/updates/repository/maker-key.ts'
import { nodeVerifyCrypto } from '../../src/updates/repository/node-crypto.ts'
import { folderReader } from '../../src/updates/repository/open-folder.ts'
import type { PublicTree } from '../../src/updates/repository/public-tree.ts'
import type { PublishingKeys } from '../../src/updates/repository/publish.ts'
import type { Thresholds } from '../../src/updates/repository/root.ts'
import type { UpdateToPublish } from '../../src/updates/repository/update.ts'
import type { TrustInput } from '../../src/updates/verify/client.ts'

/** The fixed moment at which the tests publish; near today, since tuf-js and gpg read the clock. */
export const now = Math.floor(Date.now() / 1000) * 1000 - 60_000
export const day = 86_400_000

export interface TufWorld {
  readonly folder: string
  readonly metadata: string
  readonly rootPath: string
  readonly tree: PublicTree
  readonly keys: RepositoryKeys
  readonly maker: MakerKey
  readonly input: (change?: Partial<TrustInput>) => Promise<TrustInput>
  readonly remove: () => Promise<void>
}

/** An empty repository in a folder of its own, and its root of trust beside it. */
export const makeWorld = async (
  keys: RepositoryKeys = generateRepositoryKeys(),
  thresholds: Thresholds = {},
): Promise<TufWorld> => {
  const home = await mkdtemp(join(tmpdir(), 'tuf-'))
  const folder = join(home, 'public')
  const rootPath = join(home, 'root.json')
  const tree = folderTree(folder)
  const maker = await generateMakerKey({ name: 'Example Devices', email: 'psirt@example.com' }, now)
  await writeFile(rootPath, orThrow(await createRepository(tree, keys, now, { thresholds })))
  const metadata = join(folder, 'metadata')
  return {
    folder,
    metadata,
    rootPath,
    tree,
    keys,
    maker,
    input: async (change = {}) => ({
      trustedRoot: new Uint8Array(await readFile(rootPath)),
      read: folderReader(metadata),
      now,
      crypto: nodeVerifyCrypto,
      ...change,
    }),
    remove: () => rm(home, { recursive: true, force: true }),
  }
}

/** As `makeWorld`, removed when the test is over. */
export const world = async (...args: Parameters<typeof makeWorld>): Promise<TufWorld> => {
  const made = await makeWorld(...args)
  onTestFinished(made.remove)
  return made
}

export const publishing = ({ keys, maker }: TufWorld): PublishingKeys => ({ ...keys, maker })

/** The tree, but its n-th change (from 0) fails before it does anything. */
export const failingAt = (tree: PublicTree, step: number): PublicTree => {
  let left = step
  const orFail = <T>(change: () => Promise<T>): Promise<T> =>
    left-- > 0 ? change() : Promise.reject(new Error('power cut'))
  return {
    read: tree.read,
    write: (path, content) => orFail(() => tree.write(path, content)),
    copy: (from, to) => orFail(() => tree.copy(from, to)),
  }
}

export const pumpUpdate = (change: Partial<UpdateToPublish> = {}): UpdateToPublish => ({
  id: 'UPD-2026-0001',
  product: 'Infusion pump P1',
  revision: '2.1',
  releaseId: 'REL-2026-0001',
  compatibility: 'For gateways 1.4 and later.\nNot for gateways 1.3 („alt“).',
  files: [
    fileOf('pump firmware.bin', 'firmware of the pump'),
    fileOf('docs/release-notes.txt', 'what changed'),
  ],
  ...change,
})

export const fileOf = (name: string, content: string | Uint8Array) => ({
  name,
  content: async function* () {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    yield bytes.subarray(0, 5)
    yield bytes.subarray(5)
  },
})

/** The refusal that was due; fails the test when the answer is another. */
export const refusalOf = (answer: unknown): Refusal => {
  if (!isRefusal(answer)) throw new Error(`Expected a refusal, got ${JSON.stringify(answer)}`)
  return answer
}

/** Serves a folder on loopback, as any web server would. */
export const serveFolder = async (folder: string) => {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    requests.push(path)
    readFile(join(folder, ...path.split('/').filter((part) => part !== '..'))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an AddressInfo; the type allows pipes as well.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
