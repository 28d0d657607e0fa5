import type { LookEvent } from '../events.ts'
import type { LookState } from '../state.ts'
import type { Decision } from './decision.ts'

type Round = Extract<LookEvent, { type: 'look.recorded' | 'look.searched-again' }>

/** Adds what one search saw; of each document its newest revision counts. */
export const withRound = (state: LookState, found: Round, at: string): LookState => {
  const round = state.rounds.length + 1
  const asked = { decision: { is: 'undecided' } satisfies Decision as Decision, round }
  const now = new Set(found.searched.map(({ document }) => document))
  const told = new Set(found.whyUnread.map(({ document }) => document))
  return {
    ...state,
    at,
    facts: found.facts ?? state.facts,
    rounds: [
      ...state.rounds,
      {
        at,
        cause: found.cause,
        found: found.candidates.length + found.omissions.length + found.drawings.length,
        searched: found.searched.length,
      },
    ],
    searched: [...state.searched.filter(({ document }) => !now.has(document)), ...found.searched],
    candidates: [...state.candidates, ...found.candidates.map((one) => ({ ...one, ...asked }))],
    omissions: [
      ...state.omissions,
      ...found.omissions.map((one) => ({
        ...one,
        ...asked,
        ...(one.id === undefined ? { decision: { is: 'not-asked' } as const } : {}),
      })),
    ],
    drawings: [...state.drawings, ...found.drawings.map((one) => ({ ...one, ...asked }))],
    unread: [
      ...state.unread.filter((document) => !now.has(document) && !found.unread.includes(document)),
      ...found.unread,
    ],
    whyUnread: [
      ...state.whyUnread.filter(({ document }) => !told.has(document) && !now.has(document)),
      ...found.whyUnread,
    ],
  }
}
