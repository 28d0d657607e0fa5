import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  dismissCandidate,
  dismissSeveral,
  keepCandidate,
  overtake,
  readByEye,
  recordLook,
  searchAgain,
  standsElsewhere,
  takeBack,
} from '../contract/look.ts'
import type { NamedStatement } from '../ports.ts'
import type { LookEvent } from './events.ts'
import { undecided } from './state/decision.ts'
import { askedIn, type LookState } from './state.ts'

type Decided = readonly LookEvent[] | Refusal

export const decideRecord = (
  _state: LookState,
  input: InputOf<typeof recordLook>,
  context: DecisionContext,
): Decided => [{ type: 'look.recorded', reference: context.humanId, ...input }]

/** Refuses ids that are taken: the search that chose them saw an older look. */
export const decideSearchAgain = (
  state: LookState,
  input: InputOf<typeof searchAgain>,
): Decided => {
  const taken = new Set(askedIn(state).map(({ id }) => id))
  return [...input.candidates, ...input.omissions, ...input.drawings].some(
    ({ id }) => id !== undefined && taken.has(id),
  )
    ? refuse('ledger/conflict', 'Another search was recorded meanwhile.')
    : [{ type: 'look.searched-again', ...input }]
}

/** What somebody decided meanwhile stays as it was decided. */
export const decideOvertake = (
  state: LookState,
  { candidates }: InputOf<typeof overtake>,
): Decided => {
  const open = new Set(
    askedIn(state)
      .filter(undecided)
      .map(({ id }) => id),
  )
  const still = candidates.filter(({ candidate }) => open.has(candidate))
  return still.length === 0 ? [] : [{ type: 'look.overtaken', candidates: still }]
}

export const decideDismiss = (state: LookState, input: InputOf<typeof dismissCandidate>): Decided =>
  notOpen(state, input.candidate) ?? [{ type: 'look.candidate-dismissed', ...input }]

export const decideDismissSeveral = (
  state: LookState,
  { candidates, reason, holds }: InputOf<typeof dismissSeveral>,
): Decided => {
  const asked = [...new Set(candidates)]
  const refused = asked.map((id) => notOpen(state, id)).find((one) => one !== undefined)
  return (
    refused ??
    asked.map((candidate) => ({ type: 'look.candidate-dismissed', candidate, reason, holds }))
  )
}

export const decideKeep = (
  state: LookState,
  { candidate, defect }: InputOf<typeof keepCandidate>,
): Decided => notOpen(state, candidate) ?? [{ type: 'look.candidate-kept', candidate, defect }]

/** The words cited must stand in the newest revision of the document. */
export const decideStandsElsewhere = (
  state: LookState,
  { candidate, document, quote }: InputOf<typeof standsElsewhere>,
  _context: DecisionContext,
  { revision, stands }: NamedStatement,
): Decided => {
  if (!state.omissions.some(({ id }) => id === candidate))
    return refuse('look/no-omission', 'Only missing guidance can stand elsewhere.')
  if (!stands)
    return refuse(
      'look/not-there',
      'The newest revision of the document does not say this. Quote it word by word, from one statement.',
    )
  return (
    notOpen(state, candidate) ?? [
      { type: 'look.stands-elsewhere', candidate, document, revision, quote },
    ]
  )
}

/** A defect that was opened has to be withdrawn or closed as a defect. */
export const decideTakeBack = (
  state: LookState,
  { candidate, reason }: InputOf<typeof takeBack>,
): Decided => {
  const is = askedIn(state).find(({ id }) => id === candidate)?.decision.is
  return is === 'dismissed' || is === 'stands-elsewhere'
    ? [{ type: 'look.decision-taken-back', candidate, reason }]
    : refuse('look/nothing-to-take-back', 'This candidate was not dismissed.')
}

export const decideReadByEye = (
  state: LookState,
  { document, found }: InputOf<typeof readByEye>,
): Decided =>
  state.unread.includes(document)
    ? [{ type: 'look.read-by-eye', document, found }]
    : refuse('look/not-unread', 'The server read this document: there is nothing to add by eye.')

const notOpen = (state: LookState, id: string): Refusal | undefined => {
  const candidate = askedIn(state).find((one) => one.id === id)
  if (candidate === undefined)
    return refuse('look/no-candidate', 'There is no such candidate in this look.')
  return undecided(candidate)
    ? undefined
    : refuse('look/decided', 'This candidate has been decided already.')
}
