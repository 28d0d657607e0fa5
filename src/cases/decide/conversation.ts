import type { InputOf } from '../../kernel/fields.ts'
import type { addNote } from '../contract.ts'
import type { CaseState } from '../state.ts'
import type { Decided } from './while-open.ts'

export const decideNote = (_state: CaseState, input: InputOf<typeof addNote>): Decided => [
  { type: 'case.noted', ...input },
]
