import type { Passage, PassageLocation } from '../../kernel/passage.ts'
import type { Ledger } from '../../ledger/index.ts'

/** A statement of one revision; its lineage is the same in every revision of the document. */
export interface LibraryStatement extends Passage {
  readonly lineage?: string
}

export const statementsOf = async (
  { database }: Ledger,
  document: string,
  revision: string,
): Promise<readonly LibraryStatement[]> => {
  const rows: readonly {
    readonly idx: number
    readonly kind: string
    readonly text: string
    readonly location: string
    readonly lineage?: string | null
  }[] = await database.reader
    .selectFrom('statement')
    .selectAll()
    .where('document', '=', document)
    .where('revision', '=', revision)
    .orderBy('idx')
    .execute()
  return rows.map(({ idx, kind, text, location, lineage }) => ({
    index: idx,
    // Our own reader wrote kind and location.
    kind: kind as Passage['kind'],
    text,
    location: JSON.parse(location) as PassageLocation,
    ...(lineage == null || lineage === '' ? {} : { lineage }),
  }))
}

const longestPlace = 300

/** Where a statement stands, for a person. */
export const placeOf = ({ page, line, headings }: PassageLocation): string =>
  [
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...headings,
  ]
    .join(' › ')
    .slice(0, longestPlace)
    .toWellFormed()
