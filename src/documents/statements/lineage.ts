import type { Match } from './statement.ts'

/**
 * The lineage of each statement of a revision: that of the statement it was before, else a new one,
 * named by the revision and its place. Parts of a statement share its lineage; of several that were
 * put together it is that of the longest. Every statement has one.
 */
export const lineagesOf = (
  revision: string,
  length: number,
  earlier: readonly { readonly text: string; readonly lineage: string }[],
  matches: readonly Match[],
): readonly string[] => {
  const heir = new Map<number, number>()
  for (const { from, to } of matches) {
    const known = heir.get(to)
    const isLonger = lengthOf(earlier[from]) > lengthOf(earlier[known ?? -1])
    if (known === undefined || isLonger) heir.set(to, from)
  }
  return Array.from({ length }, (_, place) => {
    const inherited = earlier[heir.get(place) ?? -1]?.lineage ?? ''
    return inherited === '' ? `${revision.slice(0, 16)}.${place}` : inherited
  })
}

const lengthOf = (statement: { readonly text: string } | undefined): number =>
  statement?.text.length ?? -1
