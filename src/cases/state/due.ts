import type { CaseState } from '../state.ts'
import { dueClocks } from './clocks.ts'
import { openLeak } from './leak.ts'
import { hasAnswered } from './owners.ts'

/**
 * Every date that somebody owes on a case, as the facet by which they are listed: the moment, and
 * the rule that sets it. What no rule file names begins with an @, which no rule's id may.
 */
export const dueFacets = (state: CaseState): Readonly<Record<string, readonly string[]>> => {
  if (state.status === 'closed') return {}
  const leak = openLeak(state)
  const { embargo } = state
  const due = [
    ...dueClocks(state).map(({ dueAt, rule }) => `${dueAt} ${rule}`),
    ...(leak === null ? [] : [`${leak.dueAt} @leak`]),
    ...(embargo === null || embargo.endsAt === null ? [] : [`${embargo.endsAt} @embargo`]),
    // Follow-ups that a mail makes by itself are nobody's; these a person has to keep.
    ...state.parties.flatMap(({ byHand }) => byHand.map((at) => `${at} @party`)),
    ...state.asks.filter((ask) => !hasAnswered(ask)).map(({ dueAt }) => `${dueAt} @owner`),
  ]
  return due.length === 0 ? {} : { due: [...new Set(due)].sort() }
}
