import type { PassageLocation } from '../../kernel/passage.ts'
import type { ImpactCandidate } from '../impact/index.ts'
import type { LookState } from './state.ts'

type Candidate = Omit<LookState['candidates'][number], 'decision'>

export interface Found {
  readonly candidates: readonly Candidate[]
  /** Documents with more statements than one fact can hold: they need a person's eye. */
  readonly leftOut: readonly string[]
}

/** A look is one fact in the ledger, so it has bounds: characters altogether, and per text. */
const most = { characters: 120_000, candidates: 200, quote: 2_000, place: 300 }

/**
 * What a person is asked to decide, best first. What was dismissed for the same statement after an
 * earlier look, or still waits there, is not asked again; what does not fit names its document in
 * `leftOut`.
 */
export const toDecide = (
  found: readonly ImpactCandidate[],
  revisionOf: ReadonlyMap<string, string>,
  earlier: readonly LookState[],
): Found => {
  const asked = new Set(earlier.flatMap(askedIn))
  const candidates: Candidate[] = []
  const leftOut = new Set<string>()
  let room = most.characters
  for (const { path, quote, location, reason, confidence } of found) {
    const cut = quote.slice(0, most.quote).toWellFormed()
    if (asked.has(keyOf(path, cut))) continue
    const candidate = {
      id: String(candidates.length + 1),
      document: path,
      revision: revisionOf.get(path) ?? '',
      quote: cut,
      location: placeOf(location),
      reason: reason.toWellFormed(),
      confidence,
    }
    room -= JSON.stringify(candidate).length
    if (room < 0 || candidates.length >= most.candidates) leftOut.add(path)
    else candidates.push(candidate)
  }
  return { candidates, leftOut: [...leftOut] }
}

const askedIn = ({ candidates }: LookState): readonly string[] =>
  candidates.flatMap(({ document, quote, decision }) =>
    decision.is === 'kept' ? [] : [keyOf(document, quote)],
  )

const keyOf = (document: string, quote: string): string => `${document}\n${quote}`

const placeOf = ({ page, line, headings }: PassageLocation): string =>
  [
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...headings,
  ]
    .join(' › ')
    .slice(0, most.place)
    .toWellFormed()
