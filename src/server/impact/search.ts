import {
  type ImpactCandidate,
  type ImpactFacts,
  type ImpactPlan,
  judge,
  keysAsked,
  type Omission,
  type Place,
  type PreparedPassage,
  planOf,
  type Retrieved,
  retrieve,
  shortlist,
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
}

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
    if (rows.size === 0) return { candidates: [], omissions: [], missed }
    const stretches = await readStretches(reader, engine, documents, rows, keysAsked(plan))
    await breath()
    const found = retrieve(plan, stretches)
    const load = (places: readonly Place[]) => loadPassages(reader, engine, rows, places)
    const passages = new Map(
      (await load(found.worth)).map((each) => [nameOf(each.path, each.passage.index), each]),
    )
    await breath()
    const read = found.worth.flatMap((place) => {
      const passage = passages.get(nameOf(place.document.path, place.index))
      return passage === undefined ? [] : [{ place, passage }]
    })
    const first = [...rows.keys()].sort()[0] ?? ''
    return {
      candidates: shortlist(judge(plan, found.counts, read)),
      omissions: await omissionsOf(plan, found, load, first),
      missed,
    }
  })

type Load = (places: readonly Place[]) => Promise<readonly PreparedPassage[]>

const nameOf = (path: string, index: number): string => `${index} ${path}`

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
