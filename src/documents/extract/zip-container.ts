import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'

/** A zip whose directory was checked; each entry is inflated on demand, counted as it goes. */
export interface ZipContainer {
  readonly names: readonly string[]
  has(name: string): boolean
  /** The bytes of an entry; throws when it is damaged or larger than its directory says. */
  read(name: string): Promise<Uint8Array>
}

/**
 * Opens a zip by its central directory and refuses one that is damaged, encrypted, has an entry
 * twice, or unpacks to more than `limits.zip` allows: nothing is inflated before that. An entry
 * that lies about its size fails when it is read (yauzl counts what it inflates).
 */
export const openZipContainer = async (bytes: Uint8Array): Promise<ZipContainer | Refusal> => {
  let zip: ZipFile
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    zip = await fromBufferPromise(buffer, { validateEntrySizes: true })
  } catch (error) {
    return refuse('zip/damaged', `The zip container is damaged or cut short (${said(error)}).`)
  }
  if (zip.entryCount > limits.zip.entries)
    return refuse(
      'zip/too-many-entries',
      `The zip holds ${zip.entryCount} entries, more than ${limits.zip.entries}.`,
    )
  const entries = new Map<string, Entry>()
  let total = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const problem = problemOf(entry, entries)
      if (problem !== undefined) return problem
      entries.set(entry.fileName, entry)
      total += entry.uncompressedSize
      if (total > limits.zip.totalBytes || entries.size > limits.zip.entries)
        return refuse(
          'zip/bomb',
          `The zip would unpack to more than ${limits.zip.totalBytes} bytes.`,
        )
    }
  } catch (error) {
    return refuse('zip/damaged', `The zip's directory is damaged (${said(error)}).`)
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read: async (name) => {
      const entry = entries.get(name)
      if (entry === undefined) throw new Error(`the zip has no entry ${name}`)
      return await inflate(zip, entry)
    },
  }
}

/** Small entries may pack tightly without harm: the ratio counts from this size on. */
const ratioFromBytes = 1_048_576

const problemOf = (entry: Entry, seen: ReadonlyMap<string, Entry>): Refusal | undefined => {
  if (seen.has(entry.fileName))
    return refuse(
      'zip/duplicate',
      'The zip holds the same entry twice: readers would disagree on it.',
    )
  if (entry.isEncrypted()) return refuse('zip/encrypted', 'The zip is encrypted.')
  if (entry.uncompressedSize > limits.zip.entryBytes)
    return refuse('zip/bomb', `An entry would unpack to ${entry.uncompressedSize} bytes.`)
  if (
    entry.uncompressedSize > ratioFromBytes &&
    entry.uncompressedSize > entry.compressedSize * limits.zip.ratio
  )
    return refuse('zip/bomb', `An entry would unpack to over ${limits.zip.ratio} times its size.`)
  return undefined
}

const inflate = async (zip: ZipFile, entry: Entry): Promise<Uint8Array> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of await zip.openReadStreamPromise(entry)) {
    if (!Buffer.isBuffer(part)) throw new Error('the zip reader gave something else than bytes')
    size += part.length
    if (size > limits.zip.entryBytes) throw new Error('an entry unpacks to more than it may')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))
