import type { EventEnvelope, EventOf } from '../../ledger/index.ts'
import type { originEvents } from './origin-events.ts'
import type { DocumentState } from './state.ts'

/** Where a document lies, and what is wrong there. */
export interface DocumentOrigin {
  /** The record of the source. */
  readonly source: string
  /** The source's own name for it. */
  readonly key: string
  readonly path: string
  readonly there: boolean
  /** Since when it is there, or gone. */
  readonly since: string
  /** Why it is gone, or why its newest content could not be fetched; empty where all is well. */
  readonly problem: string
}

type OriginEvent = EventOf<typeof originEvents>

export const evolveOrigin = (
  state: DocumentState,
  event: OriginEvent,
  { at }: EventEnvelope,
): DocumentState => {
  const { origin, revisions } = state
  switch (event.type) {
    case 'document.placed': {
      const { type: _, ...place } = event
      return { ...state, origin: { ...place, there: true, since: at, problem: '' } }
    }
    case 'document.moved': {
      const { type: _, ...place } = event
      const known = origin ?? { there: true, since: at, problem: '' }
      return { ...state, origin: { ...known, ...place } }
    }
    case 'document.gone':
      return origin === null
        ? state
        : { ...state, origin: { ...origin, there: false, since: at, problem: event.reason } }
    case 'document.found':
      return origin === null
        ? state
        : {
            ...state,
            origin: {
              ...origin,
              there: true,
              since: origin.there ? origin.since : at,
              problem: '',
            },
          }
    case 'document.missed':
      return origin === null ? state : { ...state, origin: { ...origin, problem: event.reason } }
    case 'document.revision-returned': {
      const returned = revisions.filter(({ file }) => file.hash === event.file)
      const others = revisions.filter(({ file }) => file.hash !== event.file)
      const newest = returned.at(-1)
      return {
        ...state,
        revisions: [...others, ...returned],
        status: newest?.reading?.outcome ?? 'being-read',
      }
    }
    default:
      return event satisfies never
  }
}

export const originFacets = ({
  origin,
}: Pick<DocumentState, 'origin'>): Readonly<Record<string, readonly string[]>> =>
  origin === null
    ? {}
    : {
        source: [origin.source],
        'lies-at': [originKey(origin)],
        'in-source': [!origin.there ? 'gone' : origin.problem === '' ? 'there' : 'not-fetched'],
      }

/** Whether its source has a newer content that could not be fetched: what we know may be outdated. */
export const isBehind = ({ origin }: Pick<DocumentState, 'origin'>): boolean =>
  origin?.there === true && origin.problem !== ''

/** By which a source finds its document again. */
export const originKey = ({ source, key }: Pick<DocumentOrigin, 'source' | 'key'>): string =>
  `${source} ${key}`
