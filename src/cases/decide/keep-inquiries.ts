import type { Decision, DecisionContext } from '../../ledger/index.ts'
import type { CaseEvent } from '../events.ts'
import type { Reached } from '../ports/inquiries.ts'
import { hasAnswered } from '../state/owners.ts'
import type { CaseState } from '../state.ts'
import { keepAsks, nextAskMoment, recipientsOfAsks } from './inquiries/keep-asks.ts'
import { keepNotices, nextNoticeMoment, recipientsOfNotices } from './third-parties.ts'

/** What has come of the dates of questions and notices; nothing once the case is closed. */
export const decideKeepInquiries = (
  state: CaseState,
  _input: object,
  context: DecisionContext,
  reached: Reached,
): Decision<CaseEvent> => {
  if (state.closed !== null) return { events: [] }
  const asks = keepAsks(state, context, reached)
  const notices = keepNotices(state, context, reached)
  return {
    events: [...asks.events, ...notices.events],
    deliveries: [...(asks.deliveries ?? []), ...(notices.deliveries ?? [])],
  }
}

export const inquiryRecipients = (state: CaseState, now: string): readonly string[] => [
  ...recipientsOfAsks(state, now),
  ...recipientsOfNotices(state, now),
]

/** When the server must look at the case again, for the facet. */
const nextInquiry = (state: CaseState): string | undefined =>
  state.closed === null
    ? [nextAskMoment(state), nextNoticeMoment(state)]
        .filter((at): at is string => at !== undefined)
        .sort()[0]
    : undefined

/** When the dates of questions and notices are to be looked at, and what still waits for whom. */
export const inquiryFacets = (state: CaseState): Readonly<Record<string, readonly string[]>> => {
  const next = nextInquiry(state)
  const asked = state.closed === null ? state.asks.filter((ask) => !hasAnswered(ask)) : []
  return {
    ...(next === undefined ? {} : { 'inquiry-watch': [next] }),
    ...(asked.length === 0
      ? {}
      : { 'asked-owner': [...new Set(asked.flatMap(({ owners }) => owners))] }),
  }
}
