import type { Passage, PassageLocation } from '../../kernel/passage.ts'
import type { Ledger } from '../../ledger/index.ts'

/** A statement with its place among those of its revision. */
export type Placed = Pick<Passage, 'index' | 'text' | 'location'>

/** All statements of a revision, in reading order. */
export const statementsOf = async (
  { database }: Ledger,
  document: string,
  revision: string,
): Promise<readonly Placed[]> => {
  const rows = await database.reader
    .selectFrom('statement')
    .select(['idx', 'text', 'location'])
    .where('document', '=', document)
    .where('revision', '=', revision)
    .orderBy('idx')
    .execute()
  // Our own reader wrote the location.
  return rows.map(({ idx, text, location }) => ({
    index: idx,
    text,
    location: JSON.parse(location) as PassageLocation,
  }))
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim()

/**
 * Finds where quotes stand among statements: a statement that says just this, else one that holds
 * it, else one that it holds; of several, the one nearest to `near`.
 */
export const placeFinder = (
  statements: readonly Placed[],
): ((quote: string, near?: number) => Placed | undefined) => {
  const texts = statements.map(({ text }) => folded(text))
  const nearest = (fits: (text: string) => boolean, near: number): Placed | undefined => {
    let best: Placed | undefined
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
