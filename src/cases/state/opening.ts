import type { Instant } from '../../kernel/time.ts'
import type { CaseFacts } from '../contract.ts'
import type { openingEvents } from '../events/opening.ts'
import { type Done, type EventNamed, type Evolvers, type Of, without } from './evolver.ts'

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
  /** `elsewhere`: the earlier system in which it was closed, before it was imported. */
  readonly closed: (Of<'case.closed'> & Done & { readonly elsewhere?: string }) | null
  readonly imported: ImportedCase | null
  /** Closures that did not last, the first one first. */
  readonly earlier: readonly EarlierClosure[]
}

/** What of an imported case is not asked for again: where it comes from, and its days there. */
type ImportedCase = Of<'case.imported'>['imported'] &
  Pick<Of<'case.imported'>, 'system' | 'number' | 'openedOn'> &
  Omit<Done, 'signedBy'> & {
    readonly product: string | null
    readonly closedOn: string | null
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
  imported: null,
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
  'case.imported': (state, event, { by, at }) => ({
    ...state,
    reference: event.reference,
    title: event.title,
    summary: event.summary,
    openedAt: beginningOf(event.openedOn),
    awareOn: event.awareOn,
    cve: event.cve ?? null,
    cwe: event.cwe ?? null,
    closed:
      event.closedOn === undefined
        ? null
        : {
            conclusion: event.conclusion,
            by,
            at: beginningOf(event.closedOn),
            signedBy: null,
            elsewhere: event.system,
          },
    imported: {
      ...event.imported,
      system: event.system,
      number: event.number,
      openedOn: event.openedOn,
      closedOn: event.closedOn ?? null,
      product: event.product ?? null,
      by,
      at,
    },
  }),
  'case.described': (state, event) => ({
    ...state,
    cve: event.cve ?? state.cve,
    cwe: event.cwe ?? state.cwe,
    rootCause: event.rootCause ?? state.rootCause,
    facts: { ...state.facts, ...event.facts },
  }),
  'case.look-asked': (state) => state,
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

// A day of an earlier system says no more; UTC, as everywhere where no zone is told.
const beginningOf = (day: string): Instant => `${day}T00:00:00.000Z` as Instant

/** When something came to stand where: an import brings its own days. */
export const happenedAt = (
  event: EventNamed<'case.imported'> | { readonly type: string },
  at: Instant,
): Instant =>
  'imported' in event && event.type === 'case.imported'
    ? beginningOf(event.closedOn ?? event.openedOn)
    : at
