import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { keysOf, preparePassages } from '../../documents/index.ts'
import type { Passage } from '../../kernel/passage.ts'
import { breath } from '../../ledger/index.ts'

/** What the index holds of one revision of a document. */
export interface DocumentKeys {
  readonly statements: number
  /** Of each key, the statements that have it, rising. */
  readonly places: ReadonlyMap<string, readonly number[]>
  /** The head and the last row of each table. */
  readonly heads: readonly (readonly [number, number])[]
}

const passagesAtOnce = 500

/** Works out the keys of all passages, letting others go first now and then. */
export const keysOfDocument = async (passages: readonly Passage[]): Promise<DocumentKeys> => {
  const places = new Map<string, number[]>()
  for (const [at, prepared] of preparePassages('', passages).entries()) {
    if (at % passagesAtOnce === passagesAtOnce - 1) await breath()
    for (const key of keysOf(prepared)) {
      const own = places.get(key)
      if (own === undefined) places.set(key, [at])
      else own.push(at)
    }
  }
  return { statements: passages.length, places, heads: tablesOf(passages) }
}

const tablesOf = (passages: readonly Passage[]): readonly (readonly [number, number])[] => {
  const tables: (readonly [number, number])[] = []
  let head: number | undefined
  for (const [at, { kind }] of passages.entries()) {
    if (kind === 'table-row') head ??= at
    else if (head !== undefined) {
      tables.push([head, at - 1])
      head = undefined
    }
  }
  if (head !== undefined) tables.push([head, passages.length - 1])
  return tables
}

/** The keys' names in little room. */
export const packKeys = (keys: Iterable<string>): Uint8Array =>
  deflateRawSync(Buffer.from([...keys].sort().join('\n')))

export const unpackKeys = (packed: Uint8Array): readonly string[] => {
  const text = inflateRawSync(packed).toString()
  return text === '' ? [] : text.split('\n')
}
