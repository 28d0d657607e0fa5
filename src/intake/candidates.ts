import { erased } from '../kernel/erased.ts'
import { parseReportEvent } from './events.ts'
import { identifiersOf, likeness, likenessWords } from './state/likeness.ts'
import { sketchOf } from './state/sketch.ts'
import type { ReportState } from './state.ts'

/** A report as the search for duplicates sees it. */
export interface Comparable {
  readonly id: string
  readonly state: ReportState
}

/** Why two reports may be about the same flaw. */
export type Likeness =
  | { readonly by: 'identifier'; readonly value: string }
  | { readonly by: 'file'; readonly name: string; readonly hash: string }
  | { readonly by: 'number'; readonly value: string }
  /** `share` of all their words that both have, 0 to 1. */
  | { readonly by: 'text'; readonly share: number }
  | { readonly by: 'product'; readonly value: string }

export interface Candidate {
  readonly id: string
  /** Only for the order: the more of it, the likelier the same flaw. */
  readonly score: number
  readonly why: readonly Likeness[]
}

/** Values of facets that another report about the same flaw may carry as well. */
export const lookupsOf = (
  state: ReportState,
): readonly { readonly name: string; readonly value: string }[] => [
  ...identifiersOf(state)
    .slice(0, lookupsAtMost)
    .map((value) => ({ name: 'identifier', value })),
  ...[...filesOf(state).keys()].slice(0, lookupsAtMost).map((value) => ({ name: 'file', value })),
  ...(numberOf(state) === '' ? [] : [{ name: 'their-number', value: numberOf(state) }]),
]

const lookupsAtMost = 50

/** Two numbers of erased persons are not the same number. */
const numberOf = ({ theirReference }: ReportState): string =>
  theirReference === erased ? '' : theirReference

/** What a report's words are compared by with those of all others. */
export const sketchOfReport = (state: ReportState): string => sketchOf(likenessWords(state))

/** The same from the fact that it was received, after which these words stay as they are. */
export const sketchOfReceived = (event: Parameters<typeof parseReportEvent>[0]): string => {
  const received = parseReportEvent(event)
  return received.type === 'report.received' ? sketchOf(likenessWords(received)) : ''
}

/** Below it, texts share no more words than any two reports do. */
const leastShare = 0.2
const candidatesAtMost = 20

/**
 * Which of the others may be about the same flaw, the likeliest first, each with why. The product
 * alone makes no candidate: it only says more of one that something else points to.
 */
export const candidatesAmong = (
  report: Comparable,
  others: readonly Comparable[],
): readonly Candidate[] => {
  const own = {
    words: likenessWords(report.state),
    identifiers: new Set(identifiersOf(report.state)),
    files: filesOf(report.state),
    product: plain(report.state.product),
  }
  return others
    .filter(({ id }) => id !== report.id)
    .map(({ id, state }): Candidate => {
      const share = likeness(own.words, likenessWords(state))
      const why: readonly Likeness[] = [
        ...identifiersOf(state)
          .filter((value) => own.identifiers.has(value))
          .map((value) => ({ by: 'identifier' as const, value })),
        ...[...filesOf(state)]
          .filter(([hash]) => own.files.has(hash))
          .map(([hash, name]) => ({ by: 'file' as const, name, hash })),
        ...(numberOf(state) !== '' && numberOf(state) === numberOf(report.state)
          ? [{ by: 'number' as const, value: state.theirReference }]
          : []),
        ...(share >= leastShare ? [{ by: 'text' as const, share: rounded(share) }] : []),
      ]
      const same = own.product !== '' && plain(state.product) === own.product
      return {
        id,
        score: rounded(why.reduce((sum, one) => sum + weightOf(one), same ? 0.2 : 0)),
        why: why.length > 0 && same ? [...why, { by: 'product', value: state.product }] : why,
      }
    })
    .filter(({ why }) => why.length > 0)
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
    .slice(0, candidatesAtMost)
}

/** An identifier or the same file says more than any likeness of words. */
const weightOf = (why: Likeness): number => {
  switch (why.by) {
    case 'identifier':
    case 'number':
      return 2
    case 'file':
      return 1.5
    case 'text':
      return why.share
    case 'product':
      return 0.2
    default:
      return why satisfies never
  }
}

const filesOf = ({ files, original }: ReportState): ReadonlyMap<string, string> =>
  new Map(
    [...files, ...(original === null ? [] : [original])].map(({ hash, name }) => [hash, name]),
  )

const plain = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const rounded = (number: number): number => Math.round(number * 1_000) / 1_000
