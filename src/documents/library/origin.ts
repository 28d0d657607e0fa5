import type { InputOf } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  loseDocument,
  missDocument,
  moveDocument,
  takeIn,
  takeRevision,
} from '../contract/origin.ts'
import type { DocumentEvent } from './events.ts'
import type { DocumentState } from './state.ts'

type Decided = readonly DocumentEvent[]

export const decideTakeIn = (
  state: DocumentState,
  { source, key, path, version, file, mark, kept, covers, ...said }: InputOf<typeof takeIn>,
  { humanId }: DecisionContext,
): Decided => [
  {
    type: 'document.registered',
    reference: humanId,
    ...said,
    number: '',
    products: covers.map(({ product }) => product),
    covers,
  },
  { type: 'document.placed', source, key, path },
  ...added(state, { version, file, mark, kept, source, key, path }),
]

/** What the source has is the newest revision, whether it is new, known, or an earlier one again. */
export const decideTakeRevision = (
  state: DocumentState,
  input: InputOf<typeof takeRevision>,
): Decided => {
  const { source, key, path, file } = input
  const placed: Decided =
    state.origin?.key === key && state.origin.path === path && state.origin.source === source
      ? []
      : [{ type: 'document.moved', source, key, path }]
  const at = state.revisions.findIndex((revision) => revision.file.hash === file.hash)
  const revision: Decided =
    at < 0
      ? added(state, input)
      : at === state.revisions.length - 1
        ? []
        : [{ type: 'document.revision-returned', file: file.hash }]
  return [...placed, ...decideFindAgain(state), ...revision]
}

export const decideMove = (
  { origin }: DocumentState,
  place: InputOf<typeof moveDocument>,
): Decided =>
  origin?.source === place.source && origin.key === place.key && origin.path === place.path
    ? []
    : [{ type: 'document.moved', ...place }]

export const decideLose = (
  { origin }: DocumentState,
  { reason }: InputOf<typeof loseDocument>,
): Decided => (origin?.there === true ? [{ type: 'document.gone', reason }] : [])

export const decideFindAgain = ({ origin }: DocumentState): Decided =>
  origin !== null && (!origin.there || origin.problem !== '')
    ? [{ type: 'document.found', path: origin.path }]
    : []

export const decideMiss = (
  { origin }: DocumentState,
  { reason }: InputOf<typeof missDocument>,
): Decided =>
  origin !== null && origin.problem !== reason ? [{ type: 'document.missed', reason }] : []

const added = (
  { revisions }: DocumentState,
  { version, file, kept, ...origin }: InputOf<typeof takeRevision>,
): Decided => [
  {
    type: 'document.revision-added',
    version: free(
      version,
      revisions.map((revision) => revision.version),
    ),
    file,
    kept,
    origin,
  },
]

/** A file may change and keep its version: `2.1`, then `2.1 (2)`. */
const free = (wanted: string, taken: readonly string[]): string => {
  for (let number = 1; ; number++) {
    const tail = number === 1 ? '' : ` (${number})`
    const version = `${wanted.slice(0, limits.text.line - tail.length)}${tail}`
    if (!taken.includes(version)) return version
  }
}
