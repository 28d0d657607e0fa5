import type { PackEvent, PackVerdict } from './lines-schema.ts'

/** A finding as its facts add up, as far as verdicts are held against it. */
export interface Word {
  /** Of its last fact. */
  readonly type: string
  /** Of its first fact, and its number: later words on the whole replace earlier ones. */
  readonly at: string
  readonly reference: string
  readonly constraint: unknown
  readonly product: unknown
  readonly document: unknown
  readonly basis: unknown
  readonly verdict: unknown
}

/** What a finding says after one more fact of it. */
export const wordAfter = (before: Word | undefined, { type, at, payload }: PackEvent): Word => {
  const said = { ...before, ...payload }
  return {
    type,
    at: before?.at ?? at,
    reference: String(said['reference']),
    constraint: said['constraint'],
    product: said['product'],
    document: said['document'],
    basis: said['basis'],
    verdict: said['verdict'],
  }
}

interface Words {
  readonly findings: ReadonlyMap<string, Word>
  /** The stream of the product that the pack is about. */
  readonly product: string | undefined
}

/** People said what the verdict claims of them, took nothing of it back, and nothing is left out. */
export const whyNotSaid = (said: PackVerdict, words: Words): string | undefined =>
  whyNotHeld(said, words) ?? whyNotAgain(said, words) ?? whyNotLast(said, words)

const whyNotHeld = (
  { constraint, verdict, basis, legs, overruled, confirmed, accepted }: PackVerdict,
  { findings }: Words,
): string | undefined => {
  const claims = [
    { link: overruled, type: 'review-finding.overruled', verdict },
    { link: confirmed, type: 'review-finding.confirmed', verdict },
    { link: accepted, type: 'review-finding.gap-accepted' },
    ...legs.says.evidence.map((one) => ({
      link: one.confirmed,
      type: 'review-finding.confirmed',
    })),
    ...legs.record.imported.map(({ finding }) => ({
      link: finding,
      type: 'review-finding.record-named',
    })),
  ] satisfies readonly { link: unknown; type: string; verdict?: string }[]
  for (const claim of claims) {
    if (claim.link === null) continue
    const word = findings.get(claim.link.stream)
    const says = word?.type === claim.type && word.constraint === constraint
    const ofTheWhole = 'verdict' in claim
    if (!says || (ofTheWhole && word.verdict !== claim.verdict))
      return `the finding ${claim.link.humanId} does not say so`
    if (ofTheWhole && !isOf(word, basis))
      return `the finding ${claim.link.humanId} was said of another answer`
  }
  return undefined
}

/** A word without a basis holds for any answer. */
const isOf = ({ basis }: Word, found: string): boolean => basis === undefined || basis === found

/** What holds no more was said, was not taken back, and nothing else says that it holds. */
const whyNotAgain = (
  { constraint, basis, legs, overruled, confirmed, accepted, asksAgain }: PackVerdict,
  { findings }: Words,
): string | undefined => {
  const held = new Set(
    [
      overruled,
      confirmed,
      accepted,
      ...legs.says.evidence.map((one) => one.confirmed),
      ...legs.record.imported.map(({ finding }) => finding),
    ].map((link) => link?.stream),
  )
  for (const { stream, humanId, was, verdict } of asksAgain) {
    const word = findings.get(stream)
    const says =
      word?.type === `review-finding.${was}` &&
      word.constraint === constraint &&
      (was === 'record-named' || word.verdict === verdict)
    if (!says) return `the finding ${humanId} never said so`
    if (held.has(stream)) return `the finding ${humanId} cannot hold and hold no more`
    if (isOnTheWhole(word) && isOf(word, basis))
      return `the finding ${humanId} was said of this very answer`
  }
  return undefined
}

const isOnTheWhole = ({ type, document }: Word): boolean =>
  document === undefined &&
  (type === 'review-finding.overruled' || type === 'review-finding.confirmed')

/** The last word on the whole stands in the verdict: it holds, or it asks again. */
const whyNotLast = (
  { constraint, overruled, confirmed, asksAgain }: PackVerdict,
  { findings, product }: Words,
): string | undefined => {
  const [last] = [...findings]
    .filter(
      ([, word]) =>
        isOnTheWhole(word) &&
        word.constraint === constraint &&
        (word.product === undefined || word.product === product),
    )
    .sort(([, one], [, other]) => byAge(other, one))
  const told = [overruled, confirmed, ...asksAgain]
  return last === undefined || told.some((link) => link?.stream === last[0])
    ? undefined
    : `it leaves out the last word on it, ${last[1].reference}`
}

/** Oldest first; of one moment, in the order of their numbers. */
const byAge = (one: Word, other: Word): number =>
  compare(one.at, other.at) ||
  one.reference.length - other.reference.length ||
  compare(one.reference, other.reference)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
