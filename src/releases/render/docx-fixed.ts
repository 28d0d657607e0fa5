import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { ZipFile as ZipWriter } from 'yazl'

/**
 * Rewrites a Word file so that it depends on the document only: the library stamps the clock into
 * the package and its properties, and names links at random. `day` is `2026-11-21`.
 */
export const withFixedTimes = async (docx: Buffer, day: string): Promise<Uint8Array> => {
  const parts = await readParts(docx)
  const names = linkNames(parts)
  const written = new ZipWriter()
  for (const { name, bytes } of parts)
    written.addBuffer(fixed(name, bytes, day, names), name, {
      mtime: new Date(`${day}T00:00:00Z`),
      forceDosTimestamp: true,
      mode: 0o100644,
    })
  written.end()
  const chunks: Buffer[] = []
  for await (const chunk of written.outputStream) chunks.push(Buffer.from(chunk))
  return new Uint8Array(Buffer.concat(chunks))
}

interface Part {
  readonly name: string
  readonly bytes: Buffer
}

const fixed = (
  name: string,
  bytes: Buffer,
  day: string,
  names: ReadonlyMap<string, string>,
): Buffer => {
  if (name === 'docProps/core.xml')
    return Buffer.from(
      bytes
        .toString('utf8')
        .replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`),
    )
  if (!name.endsWith('.xml') && !name.endsWith('.rels')) return bytes
  const text = bytes.toString('utf8').replaceAll(linkName, (found) => names.get(found) ?? found)
  return Buffer.from(name === 'word/document.xml' ? renumberBookmarks(text) : text)
}

// The library counts bookmarks over the life of the process. In XML text a quotation mark and an
// angle bracket are escaped, so neither pattern can match what a person wrote.
const renumberBookmarks = (xml: string): string => {
  const numbers = new Map<string, number>()
  const renumbered = (found: string): number => {
    const number = numbers.get(found) ?? numbers.size + 1
    numbers.set(found, number)
    return number
  }
  return xml
    .replaceAll(
      /(<w:bookmark(?:Start|End) [^<]*?w:id=")(\d+)"/g,
      (_, before: string, id: string) => `${before}${renumbered(id)}"`,
    )
    .replaceAll(
      /(w:anchor="|w:name="|<w:instrText[^<>]*>PAGEREF )_Toc(\d+)/g,
      (_, before: string, id: string) => `${before}_Toc${renumbered(id)}`,
    )
}

// `rId` and 21 characters of the library's random alphabet, in lower case.
const linkName = /rId[a-z0-9_-]{21}/g

// Only names that the package declares as relationships are renamed: a text that looks like one
// is not touched.
const linkNames = (parts: readonly Part[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  for (const { name, bytes } of parts) {
    if (!name.endsWith('.rels')) continue
    for (const [found] of bytes.toString('utf8').matchAll(linkName))
      if (!names.has(found)) names.set(found, `rIdLink${names.size + 1}`)
  }
  return names
}

const readParts = (docx: Buffer): Promise<readonly Part[]> =>
  new Promise((resolve, reject) => {
    fromBuffer(docx, { lazyEntries: true }, (error, zip) => {
      if (error !== null) {
        reject(error)
        return
      }
      const parts: Part[] = []
      zip.on('error', reject)
      zip.on('end', () => resolve(parts))
      zip.on('entry', (entry) => {
        readPart(zip, entry).then((part) => {
          parts.push(part)
          zip.readEntry()
        }, reject)
      })
      zip.readEntry()
    })
  })

const readPart = (zip: ZipFile, entry: Entry): Promise<Part> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(error)
        return
      }
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', reject)
      stream.on('end', () => resolve({ name: entry.fileName, bytes: Buffer.concat(chunks) }))
    })
  })
