import type { FileReference } from '../../kernel/fields.ts'
import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { ApprovalProposal } from '../approval/read-approval.ts'
import type { Cover, documentStatuses, RecordedDrawing } from '../contract/library.ts'
import type { DocumentEvent } from './events.ts'
import { type DocumentOrigin, evolveOrigin, originFacets } from './evolve-origin.ts'
import { healthFacets } from './health.ts'

export interface DocumentRevision {
  readonly version: string
  readonly file: FileReference
  readonly addedAt: string
  readonly addedBy: string
  readonly inForceFrom: string | null
  /** Who approved it, and on which day; null where nobody has said so. */
  readonly approved: { readonly by: string; readonly on: string } | null
  /** A person said that what it says of its approval does not hold. */
  readonly approvalDismissed?: true
  /** Whether the original's bytes lie in the vault; else the source has them. */
  readonly kept: boolean
  /** Where these bytes came from; null for what was uploaded. */
  readonly origin: {
    readonly source: string
    readonly key: string
    readonly path: string
    readonly mark: string
  } | null
  /** It was asked to be read again. */
  readonly again: boolean
  readonly reading: {
    readonly outcome: 'read' | 'partly-read' | 'could-not-read'
    readonly reason: string
    readonly format: string
    readonly statements: number
    readonly textHash: string
    readonly notes: readonly string[]
    readonly drawings: readonly RecordedDrawing[]
    readonly readerVersion: number
    /** What it says of its own approval; nothing is approved by that. */
    readonly approval?: ApprovalProposal | undefined
  } | null
}

export interface DocumentState {
  readonly status: (typeof documentStatuses)[number]
  readonly reference: string
  readonly title: string
  readonly documentKind: string
  readonly products: readonly string[]
  /** The revisions of each of its products that it belongs to; none named: all of them. */
  readonly covers: readonly Cover[]
  /** The document that this one translates. */
  readonly translationOf: string | null
  readonly number: string
  readonly language: string
  readonly owner: string
  /** The source that has it; null for what is uploaded. */
  readonly origin: DocumentOrigin | null
  /** Oldest first; the last one is the one that counts. */
  readonly revisions: readonly DocumentRevision[]
}

export const initialDocument: DocumentState = {
  status: 'empty',
  reference: '',
  title: '',
  documentKind: 'other',
  products: [],
  covers: [],
  translationOf: null,
  number: '',
  language: 'en',
  owner: '',
  origin: null,
  revisions: [],
}

export const evolveDocument = (
  state: DocumentState,
  event: DocumentEvent,
  envelope: EventEnvelope,
): DocumentState => {
  const { at, actor } = envelope
  switch (event.type) {
    case 'document.registered': {
      const { type: _, products, covers, translationOf, ...facts } = event
      const all = covers ?? products.map((product) => ({ product, revisions: [] }))
      return { ...state, ...facts, ...belonging(all), translationOf: translationOf ?? null }
    }
    case 'document.described': {
      const { type: _, covers, translationOf, ...facts } = event
      return { ...state, ...facts, ...belonging(covers), translationOf: translationOf ?? null }
    }
    case 'document.revision-dated': {
      const revisions = state.revisions.map((revision) =>
        revision.version === event.version
          ? { ...revision, inForceFrom: event.inForceFrom }
          : revision,
      )
      return { ...state, revisions }
    }
    case 'document.revision-approved': {
      const approved = { by: event.approvedBy, on: event.approvedOn }
      const revisions = state.revisions.map((revision) =>
        revision.version === event.version ? { ...revision, approved } : revision,
      )
      return { ...state, revisions }
    }
    case 'document.approval-dismissed': {
      const revisions = state.revisions.map((revision) =>
        revision.version === event.version
          ? { ...revision, approvalDismissed: true as const }
          : revision,
      )
      return { ...state, revisions }
    }
    case 'document.revision-added':
      return {
        ...state,
        status: 'being-read',
        revisions: [
          ...state.revisions,
          {
            version: event.version,
            file: event.file,
            addedAt: at,
            addedBy: actor,
            inForceFrom: event.inForceFrom ?? null,
            approved: null,
            kept: event.kept ?? true,
            origin: event.origin ?? null,
            again: false,
            reading: null,
          },
        ],
      }
    case 'document.read': {
      const { type: _, file, ...reading } = event
      const revisions = state.revisions.map((revision) =>
        revision.file.hash === file ? { ...revision, again: false, reading } : revision,
      )
      return { ...state, revisions, status: revisions.at(-1)?.reading?.outcome ?? 'being-read' }
    }
    case 'document.reading-asked':
      return revised(state, event.file, (revision) => ({ ...revision, again: true }))
    case 'document.reading-kept':
      return revised(state, event.file, ({ reading, ...revision }) => ({
        ...revision,
        again: false,
        reading: reading === null ? null : { ...reading, readerVersion: event.readerVersion },
      }))
    default:
      return evolveOrigin(state, event, envelope)
  }
}

const revised = (
  state: DocumentState,
  hash: string,
  change: (revision: DocumentRevision) => DocumentRevision,
): DocumentState => ({
  ...state,
  revisions: state.revisions.map((revision) =>
    revision.file.hash === hash ? change(revision) : revision,
  ),
})

const belonging = (covers: readonly Cover[]): Pick<DocumentState, 'covers' | 'products'> => ({
  covers,
  products: covers.map(({ product }) => product),
})

export const documentFacets = (state: DocumentState): Facets => ({
  title: state.title,
  status: state.status,
  files: state.revisions.map(({ file }) => file.hash),
  values: {
    product: state.products,
    'document-kind': [state.documentKind],
    language: [state.language],
    'translation-of': state.translationOf === null ? [] : [state.translationOf],
    owner: state.owner === '' ? [] : [state.owner],
    approval: approvalToConfirm(state) === undefined ? [] : ['to-confirm'],
    ...originFacets(state),
    ...healthFacets(state),
  },
})

/** What the newest revision says of its approval, while nobody has confirmed or dismissed it. */
export const approvalToConfirm = ({
  revisions,
}: Pick<DocumentState, 'revisions'>): ApprovalProposal | undefined => {
  const newest = revisions.at(-1)
  return newest === undefined || newest.approved !== null || newest.approvalDismissed === true
    ? undefined
    : newest.reading?.approval
}

export const documentText = (state: DocumentState): string =>
  [state.number, ...state.revisions.map(({ version, file }) => `${version} ${file.name}`)].join(
    '\n',
  )
