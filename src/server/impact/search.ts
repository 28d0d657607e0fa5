import {
  type Evidence,
  type ImpactCandidate,
  type ImpactFacts,
  type ImpactPlan,
  keysAsked,
  leastWorth,
  type Omission,
  type Place,
  type PreparedPassage,
  planOf,
  type Retrieved,
  retrieve,
  shortlist,
  sight,
  weighing,
} from '../../documents/index.ts'
import { breath, type Database } from '../../ledger/index.ts'
import { loadPassages } from './load-passages.ts'
import { indexedOf, readStretches, type SearchedRevision } from './read-index.ts'

export interface LibraryAnswer {
  /** Best first; `path` is the document's id. */
  readonly candidates: readonly ImpactCandidate[]
  readonly omissions: readonly Omission[]
  /** Documents that the index does not hold in this revision: they were not searched. */
  readonly missed: readonly string[]
  /** Passages that might have come onto the list and were not read, since there were too many. */
  readonly left: number
}

/** Most passages that one search reads: those that promise most come first. */
const mostRead = 5_000
const readAtOnce = 500

/**
 * The statements of these documents that the facts of a fix may have made false, and the guidance that
 * stands in none of them: what `findImpact` would answer. Only what the index finds is read. Documents
 * must be in the index before (`ensureIndexed`).
 */
export const searchLibrary = (
  { engine, snapshot }: Pick<Database, 'engine' | 'snapshot'>,
  facts: ImpactFacts,
  documents: readonly SearchedRevision[],
): Promise<LibraryAnswer> =>
  snapshot(async (reader) => {
    const plan = planOf(facts)
    const rows = await indexedOf(reader, engine, documents)
    const missed = documents.filter(({ id }) => !rows.has(id)).map(({ id }) => id)
    if (rows.size === 0) return { candidates: [], omissions: [], missed, left: 0 }
    const stretches = await readStretches(reader, engine, documents, rows, keysAsked(plan))
    await breath()
    const found = retrieve(plan, stretches)
    const load = (places: readonly Place[]) => loadPassages(reader, engine, rows, places)
    const { evidence, left } = await judge(plan, found, load)
    const first = [...rows.keys()].sort()[0] ?? ''
    return {
      candidates: shortlist(evidence),
      omissions: await omissionsOf(plan, found, load, first),
      missed,
      left,
    }
  })

type Load = (places: readonly Place[]) => Promise<readonly PreparedPassage[]>

/** Reads the most promising passages until none that is left can come onto the list. */
const judge = async (
  plan: ImpactPlan,
  { worth, counts }: Retrieved,
  load: Load,
): Promise<{ readonly evidence: readonly Evidence[]; readonly left: number }> => {
  const weigh = weighing(plan, counts)
  const evidence: Evidence[] = []
  const promising = (places: Retrieved['worth']) => {
    const least = leastWorth(evidence)
    return places.filter(({ bound }) => bound + rounding >= least)
  }
  for (let from = 0; from < worth.length; from += readAtOnce) {
    if (from >= mostRead) return { evidence, left: promising(worth.slice(from)).length }
    await breath()
    const part = promising(worth.slice(from, from + readAtOnce))
    if (part.length === 0) break
    for (const passage of await load(part)) evidence.push(weigh(sight(plan, passage)))
  }
  return { evidence, left: 0 }
}

/** Bounds and confidences are the same numbers multiplied in another order. */
const rounding = 1e-9

const omissionsOf = async (
  { guidance }: ImpactPlan,
  found: Retrieved,
  load: Load,
  first: string,
): Promise<readonly Omission[]> => {
  const omissions: Omission[] = []
  for (const [at, { text }] of guidance.entries()) {
    const place = found.guidance[at]
    if (place === 'stated') continue
    const [passage] = place === undefined ? [] : await load([place])
    omissions.push(
      passage === undefined
        ? { guidance: text, where: first }
        : { guidance: text, where: passage.path, location: passage.passage.location },
    )
  }
  return omissions
}
