import { type ConstraintId, constraintIds } from '../../catalogue/constraint-ids.ts'
import type { Constraint } from '../../catalogue/schema.ts'
import {
  aTurn,
  type Document,
  isRecord,
  type LibraryDocument,
  othersTurn,
  silent,
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
  const places = new Map<Document, Place>(
    library.map((one) => [one.document, { judged: one, says: saidOf(one) }]),
  )
  const placeOf = (document: Document): Place => {
    const known = places.get(document)
    if (known !== undefined) return known
    const place = { judged: undefined, says: [] }
    places.set(document, place)
    return place
  }
  const kindsOf = (document: Document): readonly ConstraintId[] =>
    isRecord(document) ? [] : isNamedAfter(calledAs(document))
  return async (documents) => {
    const onShelf: LibraryDocument[] = []
    const speaking = new Map<ConstraintId, LibraryDocument[]>()
    const alike = new Map<ConstraintId, Document[]>()
    for (const [at, document] of documents.entries()) {
      if (at % aTurn === aTurn - 1) await othersTurn()
      const place = placeOf(document)
      const { judged: one, says } = place
      place.kinds ??= kindsOf(document)
      for (const id of place.kinds) put(alike, id, document)
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
  /** Undefined until it first stands on a shelf. */
  kinds?: readonly ConstraintId[]
}

const put = <One>(shelf: Map<ConstraintId, One[]>, id: ConstraintId, one: One): void => {
  const there = shelf.get(id)
  if (there === undefined) shelf.set(id, [one])
  else there.push(one)
}

/** What is left out of the verdicts is absent. */
const saidOf = ({ judged }: LibraryDocument): readonly ConstraintId[] =>
  judged === silent ? [] : constraintIds.filter((id) => judged.verdicts[id] !== undefined)
