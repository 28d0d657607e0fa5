import type { CaseFacts } from '../contract.ts'
import type { openingEvents } from '../events/opening.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export interface OpeningPart {
  readonly reference: string
  readonly title: string
  readonly summary: string
  readonly openedAt: string
  readonly awareOn: string
  readonly reports: readonly string[]
  readonly cve: string | null
  readonly cwe: string | null
  readonly rootCause: string
  readonly facts: CaseFacts
  readonly closed: (Of<'case.closed'> & Done) | null
  /** Closures that did not last, the first one first. */
  readonly earlier: readonly EarlierClosure[]
}

interface EarlierClosure {
  readonly conclusion: string
  readonly closed: Done
  /** Why it was opened again. */
  readonly reason: string
  readonly reopened: Done
}

export const initialOpening: OpeningPart = {
  reference: '',
  title: '',
  summary: '',
  openedAt: '',
  awareOn: '',
  reports: [],
  cve: null,
  cwe: null,
  rootCause: '',
  facts: {},
  closed: null,
  earlier: [],
}

export const evolveOpening: Evolvers<typeof openingEvents> = {
  'case.opened': (state, event, { at }) => ({
    ...state,
    reference: event.reference,
    title: event.title,
    summary: event.summary,
    openedAt: at,
    awareOn: event.awareOn,
    reports: event.report === undefined ? [] : [event.report],
    cve: event.cve ?? null,
    cwe: event.cwe ?? null,
  }),
  'case.described': (state, event) => ({
    ...state,
    cve: event.cve ?? state.cve,
    cwe: event.cwe ?? state.cwe,
    rootCause: event.rootCause ?? state.rootCause,
    facts: { ...state.facts, ...event.facts },
  }),
  'case.closed': (state, event, done) => ({ ...state, closed: { ...without(event), ...done } }),
  'case.reopened': (state, { reason }, reopened) =>
    state.closed === null
      ? state
      : {
          ...state,
          closed: null,
          earlier: [
            ...state.earlier,
            {
              conclusion: state.closed.conclusion,
              closed: { by: state.closed.by, at: state.closed.at, signedBy: state.closed.signedBy },
              reason,
              reopened,
            },
          ],
        },
}
