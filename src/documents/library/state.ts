import type { FileReference } from '../../kernel/fields.ts'
import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { documentStatuses, RecordedDrawing } from '../contract/library.ts'
import type { DocumentEvent } from './events.ts'

export interface DocumentRevision {
  readonly version: string
  readonly file: FileReference
  readonly addedAt: string
  readonly addedBy: string
  readonly inForceFrom: string | null
  readonly reading: {
    readonly outcome: 'read' | 'partly-read' | 'could-not-read'
    readonly reason: string
    readonly format: string
    readonly statements: number
    readonly textHash: string
    readonly notes: readonly string[]
    readonly drawings: readonly RecordedDrawing[]
    readonly readerVersion: number
  } | null
}

export interface DocumentState {
  readonly status: (typeof documentStatuses)[number]
  readonly reference: string
  readonly title: string
  readonly documentKind: string
  readonly products: readonly string[]
  readonly number: string
  readonly language: string
  readonly owner: string
  /** Oldest first; the last one is the one that counts. */
  readonly revisions: readonly DocumentRevision[]
}

export const initialDocument: DocumentState = {
  status: 'empty',
  reference: '',
  title: '',
  documentKind: 'other',
  products: [],
  number: '',
  language: 'en',
  owner: '',
  revisions: [],
}

export const evolveDocument = (
  state: DocumentState,
  event: DocumentEvent,
  { at, actor }: EventEnvelope,
): DocumentState => {
  switch (event.type) {
    case 'document.registered': {
      const { type: _, ...facts } = event
      return { ...state, ...facts }
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
            reading: null,
          },
        ],
      }
    case 'document.read': {
      const { type: _, file, ...reading } = event
      const revisions = state.revisions.map((revision) =>
        revision.file.hash === file ? { ...revision, reading } : revision,
      )
      return { ...state, revisions, status: revisions.at(-1)?.reading?.outcome ?? 'being-read' }
    }
    default:
      return event satisfies never
  }
}

export const documentFacets = (state: DocumentState): Facets => ({
  title: state.title,
  status: state.status,
  files: state.revisions.map(({ file }) => file.hash),
  values: {
    product: state.products,
    'document-kind': [state.documentKind],
    language: [state.language],
  },
})

export const documentText = (state: DocumentState): string =>
  [state.number, ...state.revisions.map(({ version, file }) => `${version} ${file.name}`)].join(
    '\n',
  )
