import { type Refusal, refuse } from '../../../kernel/result.ts'
import type { Decision } from '../../../ledger/index.ts'
import type { DefectEvent } from '../events.ts'
import type { AboutDocument } from '../ports.ts'
import type { DefectState } from '../state.ts'

export type Decided = readonly DefectEvent[] | Decision<DefectEvent> | Refusal

/** The refusal for what nobody works on any more; undefined where somebody does. */
export const over = ({ status }: DefectState): Refusal | undefined => {
  if (status === 'closed')
    return refuse('defect/closed', 'This defect is closed. Open it again if it is wrong again.')
  return status === 'withdrawn'
    ? refuse('defect/withdrawn', 'This defect was withdrawn. Open it again if it is one after all.')
    : undefined
}

/** Its place among the revisions, oldest first; -1 where there is none of that name. */
export const placeOf = ({ revisions }: AboutDocument, name: string): number =>
  revisions.findIndex(({ version, hash }) => version === name || hash === name)
