import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { RefusalError, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Found, Ledger } from '../../ledger/index.ts'
import { visible } from '../commands/dispatch.ts'

/** From records of one kind to those that name them in a facet. */
const namedBy: readonly (readonly [from: string, kind: string, facet: string])[] = [
  ['case', 'report', 'case'],
  ['case', 'look', 'case'],
  ['case', 'defect', 'case'],
  ['case', 'open-review', 'case'],
  ['case', 'message', 'case'],
  ['case', 'risk', 'case'],
  ['case', 'release', 'case'],
  ['case', 'update', 'case'],
  ['case', 'advisory', 'case'],
  ['look', 'defect', 'look'],
  ['report', 'defect', 'report'],
  ['release', 'defect', 'release'],
  ['defect', 'defect', 'counterpart-of'],
  ['release', 'open-review', 'release'],
  ['case', 'distribution', 'about'],
  ['message', 'distribution', 'about'],
  ['report', 'distribution', 'about'],
  ['update', 'distribution', 'about'],
  ['advisory', 'distribution', 'about'],
]

/** From records of one kind to those that they name themselves in a facet. */
const naming: readonly (readonly [from: string, facet: string])[] = [
  ['case', 'report'],
  ['case', 'product'],
  ['defect', 'document'],
  ['look', 'document'],
  ['release', 'product'],
  ['update', 'release'],
  ['update', 'product'],
]

export interface Related {
  /** The case and all that belongs to it, by stream. */
  readonly records: ReadonlyMap<string, Found>
  /** How many more there are that this actor may not see. */
  readonly withheld: number
}

/** Everything that belongs to a case, followed along the facets of the kinds until nothing is new. */
export const relatedRecords = async (
  ledger: Ledger,
  start: Found,
  actor: Actor,
): Promise<Related> => {
  const records = new Map<string, Found>([[start.stream, start]])
  const withheld = new Set<string>()
  const unseen = new Set<string>()
  const waiting = [start]
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    const ids = (await neighbours(ledger, from)).filter(
      (id) => !records.has(id) && !withheld.has(id) && !unseen.has(id),
    )
    for (const found of await ledger.loadAll(ids)) {
      if (records.has(found.stream)) continue
      if (!(await visible(ledger, found, actor))) {
        // That a message was for others is not told, not even by a number.
        if (found.kind === 'message') unseen.add(found.stream)
        else withheld.add(found.stream)
        continue
      }
      records.set(found.stream, found)
      if (records.size > limits.auditPack.records) throw tooMany()
      waiting.push(found)
    }
  }
  return { records, withheld: withheld.size }
}

const neighbours = async (ledger: Ledger, { stream, kind, state }: Found): Promise<string[]> => {
  const ids = new Set<string>()
  for (const [from, to, facet] of namedBy)
    if (from === kind) for (const id of await ledger.having(to, facet, stream)) ids.add(id)
  const values = ledger.kinds.get(kind)?.facets(state).values ?? {}
  for (const [from, facet] of naming)
    if (from === kind) for (const id of values[facet] ?? []) ids.add(id as StreamId)
  return [...ids]
}

const tooMany = () =>
  new RefusalError(
    refuse(
      'pack/too-large',
      `More than ${limits.auditPack.records} records belong to this case: that is more than a pack holds.`,
    ),
  )
