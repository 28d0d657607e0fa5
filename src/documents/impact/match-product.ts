import { anyOverlap } from '../../kernel/versions.ts'
import { affectedRanges } from './affected-versions.ts'
import type { ProductFact } from './facts.ts'
import { type FactMatcher, type Hit, strongest } from './hit.ts'
import { namedVersions } from './match-versions.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { versionsFrom } from './version-expressions.ts'

const install =
  /\b(?:install|download|upgrad|updat|deploy|pull|latest|current|recommend|support|run|requir|safe|secure|not affected|unaffected)/

/**
 * Looks for statements that offer, recommend or clear an affected version of the product itself.
 * The product's name alone says nothing in its own documents, so a version must be named.
 */
export const productMatchers = (product: ProductFact | undefined): readonly FactMatcher[] => {
  const affected = affectedRanges(product?.affected, product?.fixed)
  if (product === undefined || affected === undefined) return []
  const name = (product.name ?? '').toLowerCase()
  const match = (passage: PreparedPassage): Hit | undefined => {
    const verb = install.test(passage.lower) ? 0.2 : 0
    const named = name === '' ? [] : namedVersions(passage.lower, name, affected)
    const hits = named.map(({ at, says, words }): Hit | undefined =>
      says === 'affected'
        ? {
            strength: 0.45 + verb,
            at,
            reason: `names ${product.name} ${words}, an affected version`,
          }
        : undefined,
    )
    return strongest([...hits, bareVersion(passage, name, affected, verb)])
  }
  return [{ fact: 'product version', match }]
}

/** A name right before "version": that is whose version it is. */
const ofAnotherName =
  /[^.!?\s]\s{1,2}\*{0,2}\p{Lu}[\p{L}\d.]{1,40}\*{0,2}\s{1,2}(?:to\s|at\s|in\s)?$/u

/** "version 2.3" of nothing else named, in a document that speaks of the product. */
const bareVersion = (
  passage: PreparedPassage,
  name: string,
  affected: NonNullable<ReturnType<typeof affectedRanges>>,
  verb: number,
): Hit | undefined => {
  if (name !== '' && !passage.document.mentions(name)) return undefined
  for (const match of passage.lower.matchAll(
    /\b(?:version|release|revision|firmware|software)s?\s{1,2}(?=v?\d|[<>≤≥])/g,
  )) {
    if (ofAnotherName.test(passage.passage.text.slice(Math.max(0, match.index - 80), match.index)))
      continue
    const found = versionsFrom(passage.lower, match.index + match[0].length)
    if (
      found.length > 0 &&
      anyOverlap(
        found.map(({ range }) => range),
        affected,
      )
    )
      return { strength: 0.25 + verb, at: match.index, reason: 'names an affected version' }
  }
  return undefined
}
