import { createHash } from 'node:crypto'
import { utf8 } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import { RefusalError, refuse } from '../../kernel/result.ts'
import { type MakerKey, signDetached } from './maker-key.ts'
import { ownFiles } from './names.ts'
import type { PublicTree } from './public-tree.ts'

/** One file as published. The path is that of the TUF target: `UPD-2026-0001/pump.bin`. */
export interface PublishedFile {
  readonly path: string
  /** Bytes. */
  readonly length: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
  readonly sha512: string
}

export interface UpdateFile {
  /** Relative to the update, `/` between parts. */
  readonly name: string
  /** Opens the content; called once or twice. */
  readonly content: () => AsyncIterable<Uint8Array>
}

/**
 * Writes the files of an update under `targets/<id>/`: each under its own name, and under the names
 * that a consistent snapshot wants (TUF section 6.2.1, one for each hash). With them go
 * COMPATIBILITY.txt, SHA256SUMS, its OpenPGP signature and the maker's key, for people without a
 * TUF client; they are targets too, so that every file in the folder can be verified.
 */
export const writeUpdateFiles = async (
  tree: PublicTree,
  update: {
    readonly id: string
    readonly files: readonly UpdateFile[]
    readonly compatibility: string
  },
  maker: MakerKey,
  now: number,
): Promise<readonly PublishedFile[]> => {
  const write = async (name: string, content: AsyncIterable<Uint8Array>) => {
    const path = `${update.id}/${name}`
    const measure = measuring(content)
    await tree.write(`targets/${path}`, measure.through)
    const file = { path, ...measure.result() }
    for (const hash of [file.sha256, file.sha512])
      await tree.copy(`targets/${path}`, `targets/${prefixed(path, hash)}`)
    return file
  }
  const files: PublishedFile[] = []
  for (const { name, content } of update.files) files.push(await write(name, content()))
  files.push(await write(ownFiles.compatibility, once(utf8(update.compatibility))))
  const sums = utf8(sumsOf(update.id, files))
  const signature = await signDetached(maker, sums, now)
  files.push(await write(ownFiles.sums, once(sums)))
  files.push(await write(ownFiles.signature, once(utf8(signature))))
  files.push(await write(ownFiles.makerKey, once(utf8(maker.publicKeyArmored))))
  return files
}

/** Length and hashes of a stream that nobody keeps. */
export const measureFile = async (
  content: AsyncIterable<Uint8Array>,
): Promise<Omit<PublishedFile, 'path'>> => {
  const measure = measuring(content)
  for await (const _ of measure.through);
  return measure.result()
}

/** The form that `sha256sum -c` reads; two spaces mean text mode, which changes nothing on Unix. */
const sumsOf = (id: string, files: readonly PublishedFile[]): string =>
  files.map(({ sha256, path }) => `${sha256}  ${path.slice(id.length + 1)}\n`).join('')

const prefixed = (path: string, hash: string): string => {
  const cut = path.lastIndexOf('/') + 1
  return `${path.slice(0, cut)}${hash}.${path.slice(cut)}`
}

const measuring = (content: AsyncIterable<Uint8Array>) => {
  const sha256 = createHash('sha256')
  const sha512 = createHash('sha512')
  let length = 0
  async function* through(): AsyncIterable<Uint8Array> {
    for await (const chunk of content) {
      length += chunk.length
      if (length > limits.tuf.targetBytes) throw new RefusalError(tooLarge)
      sha256.update(chunk)
      sha512.update(chunk)
      yield chunk
    }
  }
  return {
    through: through(),
    result: () => ({ length, sha256: sha256.digest('hex'), sha512: sha512.digest('hex') }),
  }
}

const tooLarge = refuse(
  'updates/file-too-large',
  `Split the file: one of an update may have ${limits.tuf.targetBytes} bytes.`,
)

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
