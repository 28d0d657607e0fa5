import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, type Ledger, type Renewed, rebuildStates } from '../ledger/index.ts'
import { forgetSketches } from './likeness/index.ts'

/** States, facets and search text made anew from the facts, in one transaction for each batch. */
export const renewStates = (
  { database, kinds, open }: Ledger,
  only?: readonly string[],
): Promise<Renewed> =>
  rebuildStates(kinds, database.reader, (work) => inTransaction(database, work), open, only)

/**
 * All that is kept beside the facts, made anew from them: states at once, and what reports are found
 * alike by soon after the next start. No reactions may run meanwhile.
 */
export const renewAll = async (ledger: Ledger): Promise<Renewed> => {
  await forgetSketches(ledger.database)
  return renewStates(ledger)
}

const inTransaction = (
  { writer }: Database,
  work: Parameters<Parameters<typeof rebuildStates>[2]>[0],
): Promise<void> => writer.transaction().execute(work)

/**
 * After an upgrade the server may fold the facts of a record otherwise than the version before it
 * did: whatever that changes is made anew before anybody reads it. Undefined where the folder was
 * last served by this very build, or where the server runs from its sources.
 */
export const renewAfterUpgrade = async (
  dataDir: string,
  ledger: Ledger,
): Promise<Renewed | undefined> => {
  const build = await contentOf(join(import.meta.dirname, '..', '..', '.stamp', 'server'))
  const kept = join(dataDir, 'states.made-by')
  if (build === undefined || build === (await contentOf(kept))) return undefined
  const renewed = await renewAll(ledger)
  await writeFile(kept, build, { mode: 0o600 })
  return renewed
}

const contentOf = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}
