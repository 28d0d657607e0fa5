import type { AdvisoryContent } from '../formats/csaf-write.ts'
import type { EventEnvelope, Facets } from '../ledger/index.ts'
import type { AdvisoryTlpLabel, advisoryStatuses } from './contract.ts'
import type { AdvisoryEvent } from './events.ts'

interface Signed {
  readonly by: string
  readonly name: string
  readonly at: string
  readonly comment: string
}

export interface AdvisoryState {
  readonly status: (typeof advisoryStatuses)[number]
  readonly reference: string
  readonly case: string
  readonly title: string
  readonly summary: string
  readonly tlp: AdvisoryTlpLabel | null
  readonly mitigation: string
  /** The facts of the case, without the advisory's own words and tracking; null before the draft. */
  readonly content: AdvisoryContent | null
  readonly restrictedTo: readonly string[] | null
  /** Whoever wrote since the last publication: none of them may approve. */
  readonly authors: readonly string[]
  /** What changed since the last publication. */
  readonly changes: readonly string[]
  readonly approval: Signed | null
  /** What is being published, or was when it failed: the next try publishes the same. */
  readonly order: (Signed & { readonly order: string; readonly content: AdvisoryContent }) | null
  readonly failure: { readonly reason: string; readonly at: string } | null
  /** The versions out in the world, oldest first: number 1 gives the initial release date. */
  readonly publications: readonly {
    readonly trackingVersion: number
    /** As in the revision history of the document. */
    readonly date: string
    readonly summary: string
    readonly path: string
    readonly sha256: string
    readonly at: string
  }[]
  readonly withdrawn: { readonly reason: string; readonly by: string; readonly at: string } | null
}

export const initialAdvisory: AdvisoryState = {
  status: 'draft',
  reference: '',
  case: '',
  title: '',
  summary: '',
  tlp: null,
  mitigation: '',
  content: null,
  restrictedTo: null,
  authors: [],
  changes: [],
  approval: null,
  order: null,
  failure: null,
  publications: [],
  withdrawn: null,
}

export const evolveAdvisory = (
  state: AdvisoryState,
  event: AdvisoryEvent,
  { at, actor, signature }: EventEnvelope,
): AdvisoryState => {
  const signed = { by: actor, name: signature?.name ?? '', at }
  switch (event.type) {
    case 'advisory.drafted': {
      const { type: _, restrictedTo, ...facts } = event
      return { ...state, ...facts, restrictedTo: restrictedTo ?? null, authors: [actor] }
    }
    case 'advisory.revised': {
      const { type: _, restrictedTo, change, ...facts } = event
      return {
        ...state,
        ...facts,
        status: 'draft',
        restrictedTo: restrictedTo ?? null,
        authors: state.authors.includes(actor) ? state.authors : [...state.authors, actor],
        changes: [...state.changes, change],
        approval: null,
        order: null,
        failure: null,
      }
    }
    case 'advisory.approved':
      return { ...state, status: 'approved', approval: { ...signed, comment: event.comment } }
    case 'advisory.publication-ordered': {
      const { type: _, ...order } = event
      return { ...state, status: 'publishing', order: { ...signed, ...order }, failure: null }
    }
    case 'advisory.published':
      return published(state, event, at)
    case 'advisory.publication-failed':
      return { ...state, status: 'approved', failure: { reason: event.reason, at } }
    case 'advisory.withdrawn':
      return {
        ...state,
        status: 'withdrawn',
        withdrawn: { reason: event.reason, by: actor, at },
      }
    default:
      return event satisfies never
  }
}

const published = (
  state: AdvisoryState,
  { trackingVersion, path, sha256 }: Extract<AdvisoryEvent, { type: 'advisory.published' }>,
  at: string,
): AdvisoryState => {
  const revision = state.order?.content.tracking.revisions.at(-1)
  return {
    ...state,
    status: 'published',
    authors: [],
    changes: [],
    order: null,
    failure: null,
    publications: [
      ...state.publications,
      {
        trackingVersion,
        path,
        sha256,
        at,
        date: revision?.date ?? at,
        summary: revision?.summary ?? '',
      },
    ],
  }
}

export const advisoryFacets = (state: AdvisoryState): Facets => ({
  title: state.title,
  status: state.status,
  // What is out in the world is no secret any more.
  hangsOn: state.publications.length === 0 ? [state.case] : [],
  values: {
    case: [state.case],
    cve: [...new Set((state.content?.vulnerabilities ?? []).flatMap(({ cve }) => cve ?? []))],
  },
})

export const advisoryText = (state: AdvisoryState): string =>
  [
    state.reference,
    state.summary,
    state.mitigation,
    ...(state.content?.products ?? []).flatMap(({ name, vendor }) => [vendor, name]),
    ...(state.content?.vulnerabilities ?? []).map(({ cve }) => cve ?? ''),
    ...state.publications.map(({ summary }) => summary),
  ].join('\n')
