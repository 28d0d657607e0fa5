import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { addDocumentRevision, recordReading, registerDocument } from '../contract/library.ts'
import type { DocumentEvent } from './events.ts'
import type { DocumentState } from './state.ts'

type Decided = readonly DocumentEvent[] | Refusal

export const decideRegister = (
  _state: DocumentState,
  input: InputOf<typeof registerDocument>,
  context: DecisionContext,
): Decided => [{ type: 'document.registered', reference: context.humanId, ...input }]

export const decideAddRevision = (
  state: DocumentState,
  input: InputOf<typeof addDocumentRevision>,
): Decided => {
  if (state.revisions.some(({ version }) => version === input.version))
    return refuse(
      'document/version-exists',
      `Version ${input.version} is there already. Give the new revision its own version.`,
    )
  if (state.revisions.some(({ file }) => file.hash === input.file.hash))
    return refuse('document/same-content', 'A revision with exactly this content is there already.')
  return [{ type: 'document.revision-added', ...input }]
}

export const decideRecordReading = (
  state: DocumentState,
  input: InputOf<typeof recordReading>,
): Decided =>
  state.revisions.some(({ file, reading }) => file.hash === input.file && reading === null)
    ? [{ type: 'document.read', ...input }]
    : []
