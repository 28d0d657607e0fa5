import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CatalogueFile } from '../catalogue/catalogue.ts'
import { noOwnCatalogue, type OwnCatalogue, parseOwnCatalogue } from '../catalogue/own.ts'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'

/** The maker's own catalogue, in the data folder. */
const folderName = 'catalogue'
const { bytes, files: filesAtMost } = limits.ownCatalogue

/**
 * Reads `<dataDir>/catalogue/*.yaml`; a folder that is not there holds nothing. It is read whenever
 * somebody asks, so that an edit shows at once, and a file that cannot be used is refused there,
 * with file and key: it must keep neither the server from starting nor a report from coming in.
 */
export const readOwnCatalogue = async (dataDir: string): Promise<OwnCatalogue | Refusal> => {
  const folder = join(dataDir, folderName)
  if (!existsSync(folder)) return noOwnCatalogue
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter(({ name }) => /\.ya?ml$/i.test(name)).map(({ name }) => name)
  if (names.length > filesAtMost)
    return refuse('catalogue/too-many', `${folder} holds more than ${filesAtMost} files.`)
  const files: CatalogueFile[] = []
  for (const name of names.sort()) {
    const file = await readOne(folder, name)
    if (isRefusal(file)) return file
    files.push(file)
  }
  return parseOwnCatalogue(files)
}

const readOne = async (folder: string, name: string): Promise<CatalogueFile | Refusal> => {
  const path = join(folder, name)
  try {
    const found = await stat(path)
    if (!found.isFile()) return refuse('catalogue/unreadable', `${path} is no file: remove it.`)
    if (found.size > bytes)
      return refuse('catalogue/too-large', `${name} is larger than ${bytes} bytes: shorten it.`)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
    return { name, text }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return refuse('catalogue/unreadable', `${path} could not be read as UTF-8: ${reason}`)
  }
}

const examples: Readonly<Record<string, string>> = {
  'duties.yaml': `# Duties of clauses that the catalogue has by number and title only, in your own words. We assert
# none for them; whoever holds the standard can. They are shown on the clause screen; people judge them.
# To add one, take away the first # before the lines below.

# duties:
#   - clause: 4.1.4
#     id: 4.1.4/training
#     title: Training
#     duty: Everybody who writes code is trained in secure coding once a year.
`,
  'procedures.yaml': `# Your own procedures, mapped in: which clause (9.2), constraint (9.2/closure) or duty of yours each
# of them covers, and why. They stand in the crosswalk beside the other standards.
# To add one, take away the first # before the lines below.

# procedures:
#   - number: SOP-12
#     title: Vulnerability handling
#     covers:
#       - id: 9.2/closure
#         reason: Its chapter 4 follows a report to its end.
`,
}

/** Writes the folder with its files, all in comments, where it is not there yet. */
export const writeOwnCatalogue = async (dataDir: string): Promise<void> => {
  const folder = join(dataDir, folderName)
  if (existsSync(folder)) return
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const [name, text] of Object.entries(examples))
    await writeFile(join(folder, name), text, { mode: 0o600, flag: 'wx' })
}
