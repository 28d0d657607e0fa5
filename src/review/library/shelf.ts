import { type ConstraintId, constraintIds } from '../../catalogue/constraint-ids.ts'
import type { Constraint } from '../../catalogue/schema.ts'
import {
  aTurn,
  type Document,
  isRecord,
  type LibraryDocument,
  othersTurn,
} from './judge-library.ts'
import { calledAs, namedAfter } from './of-the-kind.ts'

/** The documents of one scope, laid out by the constraints that they have something to do with. */
export interface Shelf {
  /** Those that were judged, in the order of the library. */
  readonly judged: readonly LibraryDocument[]
  /** Of these the ones whose verdict on a constraint is another than absent. */
  speaking(id: ConstraintId): readonly LibraryDocument[]
  /** Documents called like ones in which the constraint would stand; judged or not, but no records. */
  alike(id: ConstraintId): readonly Document[]
}

/**
 * Shelves of one library for any scope of it. What a document says and is called like is worked out
 * once, however many scopes it belongs to; a scope costs its documents, not the whole library.
 */
export const shelvesOf = (
  constraints: Iterable<Pick<Constraint, 'id' | 'signals'>>,
  library: readonly LibraryDocument[],
): ((documents: readonly Document[]) => Promise<Shelf>) => {
  const isNamedAfter = namedAfter(constraints)
  const judged = new Map(library.map((one) => [one.document, one]))
  const places = new Map<Document, Place>()
  const placeOf = (document: Document): Place => {
    const known = places.get(document)
    if (known !== undefined) return known
    const one = judged.get(document)
    const place = {
      judged: one,
      says: one === undefined ? [] : saidOf(one),
      kinds: isRecord(document) ? [] : isNamedAfter(calledAs(document)),
    }
    places.set(document, place)
    return place
  }
  return async (documents) => {
    const onShelf: LibraryDocument[] = []
    const speaking = new Map<ConstraintId, LibraryDocument[]>()
    const alike = new Map<ConstraintId, Document[]>()
    for (const [at, document] of documents.entries()) {
      if (at % aTurn === aTurn - 1) await othersTurn()
      const { judged: one, says, kinds } = placeOf(document)
      for (const id of kinds) put(alike, id, document)
      if (one === undefined) continue
      onShelf.push(one)
      for (const id of says) put(speaking, id, one)
    }
    return {
      judged: onShelf,
      speaking: (id) => speaking.get(id) ?? [],
      alike: (id) => alike.get(id) ?? [],
    }
  }
}

interface Place {
  /** Undefined where it is a record, or has no revision in force. */
  readonly judged: LibraryDocument | undefined
  readonly says: readonly ConstraintId[]
  readonly kinds: readonly ConstraintId[]
}

const put = <One>(shelf: Map<ConstraintId, One[]>, id: ConstraintId, one: One): void => {
  const there = shelf.get(id)
  if (there === undefined) shelf.set(id, [one])
  else there.push(one)
}

/** What is left out of the verdicts is absent. */
const saidOf = ({ judged }: LibraryDocument): readonly ConstraintId[] =>
  constraintIds.filter((id) => judged.verdicts[id] !== undefined)
