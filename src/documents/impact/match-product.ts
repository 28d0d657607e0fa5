import { anyOverlap } from '../../kernel/versions.ts'
import { affectedRanges } from './affected-versions.ts'
import { spokenVersions } from './concepts.ts'
import type { ProductFact } from './facts.ts'
import { type FactMatcher, type Hit, strongest, textGroup } from './hit.ts'
import { findable, versionKeys, wordKeys } from './keys.ts'
import { namedVersions } from './match-versions.ts'
import type { PreparedPassage } from './prepared-passage.ts'

const install =
  /\b(?:install|download|upgrad|updat|deploy|pull|latest|current|recommend|support|run|requir|safe|secure|not affected|unaffected)/

/**
 * Looks for statements that offer, recommend or clear an affected version of the product itself.
 * The product's name alone says nothing in its own documents, so a version must be named.
 */
export const productMatchers = (product: ProductFact | undefined): readonly FactMatcher[] => {
  const affected = affectedRanges(product?.affected, product?.fixed)
  if (product === undefined || affected === undefined) return []
  const name = findable(product.name)?.toLowerCase() ?? ''
  const keys = wordKeys(name)
  return [
    {
      fact: 'product version',
      keys: textGroup(name, 0.65),
      match: (passage) => namedVersion(passage, product.name ?? '', name, affected),
    },
    {
      fact: 'product version',
      keys: versionKeys(affected).map((key) => ({ all: [key], atMost: 0.45 })),
      ...(keys.length === 0 ? {} : { inDocumentsWith: keys }),
      match: (passage) => bareVersion(passage, affected),
    },
  ]
}

type Ranges = NonNullable<ReturnType<typeof affectedRanges>>

const verbOf = ({ lower }: PreparedPassage): number => (install.test(lower) ? 0.2 : 0)

const namedVersion = (
  passage: PreparedPassage,
  shown: string,
  name: string,
  affected: Ranges,
): Hit | undefined =>
  strongest(
    namedVersions(passage.lower, name, affected).map(({ at, says, words }): Hit | undefined =>
      says === 'affected'
        ? {
            strength: 0.45 + verbOf(passage),
            at,
            reason: `names ${shown} ${words}, an affected version`,
          }
        : undefined,
    ),
  )

/** A name right before "version": that is whose version it is. */
const ofAnotherName =
  /[^.!?\s]\s{1,2}\*{0,2}\p{Lu}[\p{L}\d.]{1,40}\*{0,2}\s{1,2}(?:to\s|at\s|in\s)?$/u

/** "version 2.3" of nothing else named, in a document that speaks of the product. */
const bareVersion = (passage: PreparedPassage, affected: Ranges): Hit | undefined => {
  for (const { at, versions } of spokenVersions(passage.lower)) {
    if (ofAnotherName.test(passage.passage.text.slice(Math.max(0, at - 80), at))) continue
    const ranges = versions.map(({ range }) => range)
    if (anyOverlap(ranges, affected))
      return { strength: 0.25 + verbOf(passage), at, reason: 'names an affected version' }
  }
  return undefined
}
