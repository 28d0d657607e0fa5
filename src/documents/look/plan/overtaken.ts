import type { Known, NewStatement, Seen } from '../plan.ts'
import type { Decision } from '../state/decision.ts'
import { undecided } from '../state/decision.ts'
import type { AskedDrawing, AskedOmission, AskedStatement, LookState } from '../state.ts'
import { isSame, lastAsked } from './to-ask.ts'

type How = Extract<Decision, { is: 'overtaken' }>['how']

/** What nobody has to decide any more, of one look. */
export interface Overtaken {
  readonly look: string
  readonly candidates: readonly { readonly candidate: string; readonly how: How }[]
}

/** Open questions that a newer revision answered, or that are asked anew about changed words. */
export const overtakenIn = (
  known: Known,
  seen: Seen,
  asked: readonly NewStatement[],
): readonly Overtaken[] => {
  const last = lastAsked(known)
  return known.looks.flatMap(({ id: look, state }) => {
    const candidates = [
      ...state.candidates
        .filter(undecided)
        .flatMap((one) => as(one.id, statementNow(one, known, asked, last))),
      ...state.omissions
        .filter(undecided)
        .flatMap((one) => as(one.id, omissionNow(one, known, seen, state))),
      ...state.drawings.filter(undecided).flatMap((one) => as(one.id, drawingNow(one, seen))),
    ]
    return candidates.length === 0 ? [] : [{ look, candidates }]
  })
}

const as = (candidate: string | undefined, how: How | null) =>
  candidate === undefined || how === null ? [] : [{ candidate, how }]

const statementNow = (
  one: AskedStatement,
  { standsNow }: Known,
  asked: readonly NewStatement[],
  last: readonly AskedStatement[],
): How | null => {
  // Asked in this plan, or in one before that was carried out in part only.
  const anew = asked.some((other) => isSame(other, one))
  const newer = last.find((other) => isSame(other, one))
  if (anew || (newer !== undefined && newer !== one)) return 'asked-anew'
  return standsNow(one) === null ? 'gone' : null
}

const omissionNow = (
  { guidance }: AskedOmission,
  known: Known,
  seen: Seen,
  { searched }: LookState,
): How | null => {
  if (!known.guidance.includes(guidance)) return 'given-up'
  // Without a document that could be searched nothing shows that it stands anywhere.
  if (seen.searched.length === 0 || searched.length === 0) return null
  return seen.omissions.some((one) => one.guidance === guidance) ? null : 'stands-now'
}

const drawingNow = (
  { document, content }: AskedDrawing,
  { searched, unread, drawings }: Seen,
): How | null =>
  [...searched, ...unread].some((one) => one.document === document) &&
  !drawings.some((one) => one.document === document && one.content === content)
    ? 'gone'
    : null
