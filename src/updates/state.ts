import type { FileReference } from '../kernel/fields.ts'
import type { EventEnvelope, Facets } from '../ledger/index.ts'
import type { updateClasses, updateStatuses } from './contract.ts'
import type { UpdateEvent } from './events.ts'

type Of<Type extends UpdateEvent['type']> = Extract<UpdateEvent, { type: Type }>

interface Signed {
  readonly by: string
  readonly name: string
  readonly at: string
  readonly comment: string
}

/** One user who was told, and whether they confirmed. */
export interface Notice {
  readonly user: string
  readonly organisation: string
  readonly at: string
  readonly acknowledged: { readonly on: string; readonly note: string; readonly by: string } | null
}

export interface UpdateState {
  readonly status: (typeof updateStatuses)[number]
  readonly reference: string
  readonly title: string
  readonly release: string
  readonly product: string
  readonly revision: string
  readonly cases: readonly string[]
  readonly files: readonly FileReference[]
  readonly compatibility: string
  readonly instructions: string
  readonly itemClass: (typeof updateClasses)[number]
  readonly preparedBy: string
  readonly preparedAt: string
  readonly approval: Signed | null
  readonly order: (Signed & { readonly order: string; readonly releaseReference: string }) | null
  readonly publication: {
    readonly at: string
    readonly targets: Of<'update.published'>['targets']
    readonly repositoryVersion: number
  } | null
  /** Why the last attempt to publish failed; null once another is on its way. */
  readonly failure: { readonly reason: string; readonly at: string } | null
  readonly notices: readonly Notice[]
  readonly withdrawn: {
    readonly reason: string
    readonly instead: { readonly updateId: string; readonly revision: string } | null
    readonly by: string
    readonly name: string
    readonly at: string
    /** Since when the repository does not offer it; null until it is taken out of it. */
    readonly repositoryVersion: number | null
  } | null
}

export const initialUpdate: UpdateState = {
  status: 'prepared',
  reference: '',
  title: '',
  release: '',
  product: '',
  revision: '',
  cases: [],
  files: [],
  compatibility: '',
  instructions: '',
  itemClass: 'maintained',
  preparedBy: '',
  preparedAt: '',
  approval: null,
  order: null,
  publication: null,
  failure: null,
  notices: [],
  withdrawn: null,
}

export const evolveUpdate = (
  state: UpdateState,
  event: UpdateEvent,
  { at, actor, signature }: EventEnvelope,
): UpdateState => {
  const signed = { by: actor, name: signature?.name ?? '', at }
  switch (event.type) {
    case 'update.prepared': {
      const { type: _, ...facts } = event
      return { ...state, ...facts, preparedBy: actor, preparedAt: at }
    }
    case 'update.approved':
      return { ...state, status: 'approved', approval: { ...signed, comment: event.comment } }
    case 'update.publication-ordered': {
      const { type: _, ...order } = event
      return { ...state, status: 'publishing', order: { ...signed, ...order }, failure: null }
    }
    case 'update.published':
      return {
        ...state,
        status: state.withdrawn === null ? 'published' : 'withdrawn',
        publication: { at, targets: event.targets, repositoryVersion: event.repositoryVersion },
        failure: null,
      }
    case 'update.publication-failed':
      return { ...state, status: 'approved', failure: { reason: event.reason, at } }
    case 'update.notified':
      return {
        ...state,
        notices: [
          ...state.notices,
          ...event.recipients.map((recipient) => ({ ...recipient, at, acknowledged: null })),
        ],
      }
    case 'update.acknowledged':
      return {
        ...state,
        notices: state.notices.map((notice) =>
          notice.user === event.user
            ? { ...notice, acknowledged: { on: event.on, note: event.note, by: actor } }
            : notice,
        ),
      }
    case 'update.withdrawn':
      return {
        ...state,
        status: 'withdrawn',
        withdrawn: {
          ...signed,
          reason: event.reason,
          instead: event.instead ?? null,
          repositoryVersion: null,
        },
      }
    case 'update.withdrawal-published':
      return state.withdrawn === null
        ? state
        : {
            ...state,
            withdrawn: { ...state.withdrawn, repositoryVersion: event.repositoryVersion },
          }
    default:
      return event satisfies never
  }
}

export const updateFacets = (state: UpdateState): Facets => ({
  title: state.title,
  status: state.status,
  // What is out in the world is no secret any more.
  hangsOn: state.publication === null ? state.cases : [],
  files: state.files.map(({ hash }) => hash),
  values: {
    release: [state.release],
    product: [state.product],
    case: state.cases,
    revision: [state.revision],
  },
})

export const updateText = (state: UpdateState): string =>
  [
    state.reference,
    state.revision,
    state.compatibility,
    state.instructions,
    ...state.files.map(({ name }) => name),
    ...state.notices.map(({ organisation }) => organisation),
    state.failure?.reason ?? '',
    state.withdrawn?.reason ?? '',
  ].join('\n')
