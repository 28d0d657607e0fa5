import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { readAgain, recordReading } from '../contract/library.ts'
import type { DocumentEvent } from './events.ts'
import type { DocumentRevision, DocumentState } from './state.ts'

type Decided = readonly DocumentEvent[] | Refusal

/** Asks for a new reading of the newest revision: readers improve, and programs are installed. */
export const decideReadAgain = (
  state: DocumentState,
  _input: InputOf<typeof readAgain>,
): Decided => {
  const newest = state.revisions.at(-1)
  if (newest === undefined)
    return refuse('document/no-revision', 'The document has no revision to read. Add one first.')
  return newest.reading === null || newest.again
    ? []
    : [{ type: 'document.reading-asked', file: newest.file.hash }]
}

/** Whether a new reading gives less than the one that stands: then that one is kept. */
export const losesText = (
  { reading }: Pick<DocumentRevision, 'reading'>,
  outcome: 'read' | 'partly-read' | 'could-not-read',
): boolean =>
  reading !== null && reading.outcome !== 'could-not-read' && outcome === 'could-not-read'

export const decideRecordReading = (
  state: DocumentState,
  input: InputOf<typeof recordReading>,
): Decided => {
  const revision = state.revisions.find(({ file }) => file.hash === input.file)
  if (revision === undefined || (revision.reading !== null && !revision.again)) return []
  const { file, reason, readerVersion } = input
  return losesText(revision, input.outcome)
    ? [{ type: 'document.reading-kept', file, reason, readerVersion }]
    : [{ type: 'document.read', ...input }]
}
