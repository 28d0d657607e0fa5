import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { openReviewStatuses } from '../contract.ts'
import type { OpenReviewEvent } from './events.ts'

type Of<Type extends OpenReviewEvent['type']> = Extract<OpenReviewEvent, { type: Type }>

export interface OpenReviewState {
  readonly status: (typeof openReviewStatuses)[number]
  readonly reference: string
  readonly title: string
  readonly heldAt: string
  readonly release: string | null
  readonly product: string | null
  readonly participants: readonly string[]
  /** Actors who took part. */
  readonly attendees: readonly string[]
  /** Who of them agrees with the conclusions as they stand. */
  readonly agreements: readonly {
    readonly by: string
    readonly at: string
    readonly comment: string
  }[]
  /** The open cases as they were at the moment of the review. */
  readonly issues: Of<'open-review.held'>['issues']
  readonly conclusions: Of<'open-review.concluded'>['conclusions']
  readonly minutes: string
  readonly concludedBy: string | null
  /** The minutes as a document; null until the server has written them. */
  readonly document: Of<'open-review.minutes-written'>['file'] | null
  /** The same with the signatures under it; null until it was signed and the server wrote it. */
  readonly signedCopy: Of<'open-review.minutes-written'>['file'] | null
  readonly signatures: readonly {
    readonly by: string
    readonly name: string
    readonly at: string
    readonly meaning: string
  }[]
}

export const initialOpenReview: OpenReviewState = {
  status: 'held',
  reference: '',
  title: '',
  heldAt: '',
  release: null,
  product: null,
  participants: [],
  attendees: [],
  agreements: [],
  issues: [],
  conclusions: [],
  minutes: '',
  concludedBy: null,
  document: null,
  signedCopy: null,
  signatures: [],
}

export const evolveOpenReview = (
  state: OpenReviewState,
  event: OpenReviewEvent,
  { at, actor, signature }: EventEnvelope,
): OpenReviewState => {
  switch (event.type) {
    case 'open-review.held': {
      const { type: _, release, product, attendees, ...facts } = event
      return {
        ...state,
        ...facts,
        attendees: attendees ?? [],
        release: release ?? null,
        product: product ?? null,
        heldAt: at,
      }
    }
    case 'open-review.concluded':
      return {
        ...state,
        status: 'concluded',
        conclusions: event.conclusions,
        minutes: event.minutes,
        concludedBy: actor,
        // Whoever agreed agreed with other conclusions.
        agreements: [],
        document: null,
      }
    case 'open-review.agreed':
      return {
        ...state,
        agreements: [...state.agreements, { by: actor, at, comment: event.comment }],
      }
    case 'open-review.minutes-written':
      return event.signed === true
        ? { ...state, signedCopy: event.file }
        : { ...state, document: event.file }
    case 'open-review.signed':
      return {
        ...state,
        status: 'signed',
        signatures: [
          ...state.signatures,
          { by: actor, name: signature?.name ?? '', at, meaning: signature?.meaning ?? '' },
        ],
      }
    default:
      return event satisfies never
  }
}

export const openReviewFacets = (state: OpenReviewState): Facets => ({
  title: state.title,
  status: state.status,
  files: [state.document, state.signedCopy].flatMap((file) => (file === null ? [] : [file.hash])),
  values: {
    case: state.issues.map((issue) => issue.case),
    ...(state.release === null ? {} : { release: [state.release] }),
    ...(state.product === null ? {} : { product: [state.product] }),
  },
})

export const openReviewText = (state: OpenReviewState): string =>
  [state.minutes, ...state.issues.map(({ reference, title }) => `${reference} ${title}`)].join('\n')
