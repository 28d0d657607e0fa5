import type { FileReference } from '../../kernel/fields.ts'
import type { conversationEvents } from '../events/conversation.ts'
import type { CaseState } from '../state.ts'
import type { Evolvers } from './evolver.ts'

export interface ConversationPart {
  /** Hashes of all files that were ever attached. */
  readonly files: readonly string[]
}

export const initialConversation: ConversationPart = { files: [] }

export const evolveConversation: Evolvers<typeof conversationEvents> = {
  'case.noted': (state, event) => attached(state, event.files),
}

/** The case with these files on it, whichever part brought them. */
export const attached = (state: CaseState, files: readonly FileReference[]): CaseState =>
  files.length === 0
    ? state
    : { ...state, files: [...new Set([...state.files, ...files.map(({ hash }) => hash)])] }
