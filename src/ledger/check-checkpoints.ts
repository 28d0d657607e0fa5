import type { Kysely } from 'kysely'
import { hex } from '../kernel/ids.ts'
import { isRefusal } from '../kernel/result.ts'
import { breath } from './breath.ts'
import type { CheckParts, Findings } from './check.ts'
import { sealedText } from './stored.ts'
import type { CheckpointTable, Tables } from './tables.ts'
import { openCheckpoint } from './verify/checkpoint.ts'

export interface Checkpoints {
  /** Root in hex by the size of the tree, of those that are signed as they should be. */
  readonly roots: ReadonlyMap<number, string>
  /** The largest size that is signed; 0 where none is. */
  readonly last: number
  readonly count: number
}

const batchSize = 100

/**
 * Each checkpoint must be signed by the log's key for its size, and sealed together with its time
 * and the size of the one before it: so one that is missing or was put in between shows too.
 */
export const checkCheckpoints = async (
  parts: CheckParts,
  reader: Kysely<Tables>,
  findings: Findings,
): Promise<Checkpoints> => {
  const roots = new Map<number, string>()
  let count = 0
  let last = 0
  let previous = 0
  for (let after = -1; ; ) {
    await breath()
    const rows = await reader
      .selectFrom('checkpoint')
      .selectAll()
      .where('size', '>', after)
      .orderBy('size')
      .limit(batchSize)
      .execute()
    for (const row of rows) {
      after = Number(row.size)
      count++
      const root = checkOne(parts, row, findings)
      if (Number(row.previous) !== previous)
        findings.add(
          'checkpoint',
          String(row.previous),
          `The checkpoint of size ${after} came after that of size ${row.previous}, but ${previous === 0 ? 'none' : previous} stands before it: one is missing, or was put in between.`,
        )
      previous = after
      if (root === undefined) continue
      roots.set(after, root)
      last = after
    }
    if (rows.length < batchSize) return { roots, last, count }
  }
}

const checkOne = (
  { verifyEd25519, key }: CheckParts,
  row: CheckpointTable,
  findings: Findings,
): string | undefined => {
  const size = Number(row.size)
  const where = String(size)
  const opened = openCheckpoint(verifyEd25519, row.note, { origin: key.name, keys: [key] })
  if (isRefusal(opened)) {
    findings.add('checkpoint', where, opened.message)
    return undefined
  }
  const { checkpoint } = opened
  if (checkpoint.size !== size) {
    findings.add('checkpoint', where, `It was signed for the size ${checkpoint.size}.`)
    return undefined
  }
  const seal = new Uint8Array(row.seal)
  if (seal.length !== 64 || !verifyEd25519(key.publicKey, sealedText(row), seal))
    findings.add('checkpoint', where, 'Its time or the one before it is not what was sealed.')
  return hex(checkpoint.rootHash)
}
