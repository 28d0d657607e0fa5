import type { ImpactFacts, SearchedDocument } from '../../src/documents/impact/index.ts'

/** A passage that a search gave, best first. */
export interface Given {
  readonly path: string
  readonly quote: string
}

const k1 = 1.2
const b = 0.75

/**
 * What the facts are measured beside: BM25 (k1 1.2, b 0.75) of all words of the facts over the
 * passages, as any full-text search would rank them; no stems, no spellings, no headings.
 */
export const keywordSearch = (
  facts: ImpactFacts,
  documents: readonly SearchedDocument[],
): readonly Given[] => {
  const query = new Set(wordsOf(textOf(facts)))
  const passages = documents.flatMap(({ path = '', passages }) =>
    passages.map(({ text }) => ({ path, quote: text, words: wordsOf(text) })),
  )
  const mean = passages.reduce((sum, { words }) => sum + words.length, 0) / passages.length
  const frequency = new Map<string, number>()
  for (const { words } of passages)
    for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const scored = passages.map(({ path, quote, words }) => {
    const counts = new Map<string, number>()
    for (const word of words) if (query.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
    let score = 0
    for (const [word, count] of counts) {
      const found = frequency.get(word) ?? 0
      const rare = Math.log(1 + (passages.length - found + 0.5) / (found + 0.5))
      const length = 1 - b + (b * words.length) / mean
      score += (rare * count * (k1 + 1)) / (count + k1 * length)
    }
    return { path, quote, score }
  })
  return scored.filter(({ score }) => score > 0).sort((one, other) => other.score - one.score)
}

const textOf = (facts: unknown): string =>
  typeof facts === 'object' && facts !== null
    ? Object.values(facts).map(textOf).join(' ')
    : String(facts)

const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !common.has(word))

const common = new Set(
  'a an and are as at be by for from has have if in into is it its no not of on or that the then they this to was were when which will with you your'.split(
    ' ',
  ),
)
