import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Catalogue, type CatalogueFile, parseCatalogue } from '../catalogue/catalogue.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'

const filesAtMost = 200

/**
 * Reads the catalogue folder that comes with the program (`catalogue/` at its root), or another.
 * Refuses when it is not there or does not parse.
 */
export const readCatalogue = (folder?: string): Catalogue | Refusal => {
  const files = catalogueFiles(folder)
  return isRefusal(files) ? files : parseCatalogue(files)
}

/** The files that `readCatalogue` parses, by name. */
export const catalogueFiles = (folder?: string): readonly CatalogueFile[] | Refusal => {
  const from = folder ?? shippedCatalogue()
  if (from === undefined)
    return refuse(
      'catalogue/not-found',
      'The folder catalogue/ is missing. Install the program again.',
    )
  try {
    return filesIn(from)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse('catalogue/unreadable', `The catalogue in ${from} could not be read: ${reason}`)
  }
}

/** Walks up from this file: `src/review/` in a checkout, some depth below `dist/` when built. */
const shippedCatalogue = (): string | undefined => {
  let at = import.meta.dirname
  for (let level = 0; level < 6; level++) {
    const candidate = join(at, 'catalogue')
    if (isCatalogue(candidate)) return candidate
    at = dirname(at)
  }
  return undefined
}

/** `src/catalogue` has the same name; only the data has a folder of clauses. */
const isCatalogue = (folder: string): boolean => {
  try {
    return readdirSync(join(folder, 'clauses')).some((name) => name.endsWith('.yaml'))
  } catch {
    // Not there: the search goes on one level up.
    return false
  }
}

const filesIn = (root: string): CatalogueFile[] => {
  const files: CatalogueFile[] = []
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) walk(name)
      else if (entry.isFile() && name.endsWith('.yaml') && files.length < filesAtMost)
        files.push({ name, text: readFileSync(join(root, name), 'utf8') })
    }
  }
  walk('')
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}
