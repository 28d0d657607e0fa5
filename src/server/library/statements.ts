import type { Passage, PassageLocation } from '../../kernel/passage.ts'
import { breath, type Ledger } from '../../ledger/index.ts'

/** A statement of a revision as it is kept. */
export interface Kept extends Passage {
  /** The same in every revision in which the statement stands; empty until it was looked for. */
  readonly lineage: string
}

/** A statement with its place among those of its revision. */
export type Placed = Pick<Passage, 'index' | 'text' | 'location'>

const readAtOnce = 5_000

/** All statements of a revision, in reading order. */
export const statementsOf = async (
  { database }: Pick<Ledger, 'database'>,
  document: string,
  revision: string,
): Promise<readonly Kept[]> => {
  const statements: Kept[] = []
  for (let last = -1, full = true; full; ) {
    const rows = await database.reader
      .selectFrom('statement')
      .select(['idx', 'kind', 'text', 'location', 'lineage'])
      .where('document', '=', document)
      .where('revision', '=', revision)
      .where('idx', '>', last)
      .orderBy('idx')
      .limit(readAtOnce)
      .execute()
    for (const { idx, kind, text, location, lineage } of rows)
      statements.push({
        index: idx,
        // Our own reader wrote kind and location.
        kind: kind as Passage['kind'],
        text,
        location: JSON.parse(location) as PassageLocation,
        lineage,
      })
    last = rows.at(-1)?.idx ?? last
    full = rows.length === readAtOnce
    if (full) await breath()
  }
  return statements
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim()

/**
 * Finds where quotes stand among statements: a statement that says just this, else one that holds
 * it, else one that it holds; of several, the one nearest to `near`.
 */
export const placeFinder = <Statement extends Placed>(
  statements: readonly Statement[],
): ((quote: string, near?: number) => Statement | undefined) => {
  const texts = statements.map(({ text }) => folded(text))
  const nearest = (fits: (text: string) => boolean, near: number): Statement | undefined => {
    let best: Statement | undefined
    texts.forEach((text, at) => {
      const one = statements[at]
      if (one === undefined || !fits(text)) return
      if (best === undefined || Math.abs(one.index - near) < Math.abs(best.index - near)) best = one
    })
    return best
  }
  return (quote, near = 0) => {
    const wanted = folded(quote)
    if (wanted === '') return undefined
    return (
      nearest((text) => text === wanted, near) ??
      nearest((text) => text.includes(wanted), near) ??
      // A citation may run over several statements: it begins with the first of them.
      nearest((text) => text.length >= 20 && wanted.startsWith(text), near)
    )
  }
}
