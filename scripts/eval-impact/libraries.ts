import { join } from 'node:path'
import { readFolder } from '../../src/documents/extract/index.ts'
import type { SearchedDocument } from '../../src/documents/impact/index.ts'
import { isRefusal } from '../../src/kernel/result.ts'
import { createDocumentReader } from '../../src/server/processes/document-reader.ts'

const corpus = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus', 'documents')

export type Libraries = ReadonlyMap<string, readonly SearchedDocument[]>

/** The documents of each library, read once. */
export const readLibraries = async (names: Iterable<string>): Promise<Libraries> => {
  const extractor = createDocumentReader()
  try {
    const libraries = new Map<string, readonly SearchedDocument[]>()
    for (const name of new Set(names)) {
      const reads: Promise<SearchedDocument>[] = []
      for await (const { path, read } of readFolder(join(corpus, name))) {
        const bytes = await read()
        if (isRefusal(bytes)) throw new Error(`${name}/${path}: ${bytes.message}`)
        reads.push(
          extractor
            .extract({ bytes, name: path })
            .then(({ passages }) => ({ path, passages }) satisfies SearchedDocument),
        )
      }
      libraries.set(name, await Promise.all(reads))
    }
    return libraries
  } finally {
    await extractor.close()
  }
}
