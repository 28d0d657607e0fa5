import type { z } from 'zod'
import type { overtakingSchema } from '../../contract/look.ts'
import type { LookState } from '../state.ts'

interface By {
  readonly by: string
  readonly at: string
}

export type Decision =
  | { readonly is: 'undecided' }
  /** Looks of the past listed missing guidance and asked nobody. */
  | { readonly is: 'not-asked' }
  | ({ readonly is: 'dismissed'; readonly reason: string; readonly holds: 'case' | 'always' } & By)
  | ({ readonly is: 'kept'; readonly defect: string } & By)
  | ({
      readonly is: 'stands-elsewhere'
      readonly document: string
      readonly revision: string
      readonly quote: string
    } & By)
  | { readonly is: 'overtaken'; readonly how: z.output<typeof overtakingSchema> }

export const undecided = ({ decision }: { readonly decision: Decision }): boolean =>
  decision.is === 'undecided'

export const hasId = <Item extends { readonly id?: string | undefined }>(
  item: Item,
): item is Item & { readonly id: string } => item.id !== undefined

/** The state with this decided; ids are the same for no two of one look. */
export const decided = (state: LookState, id: string, decision: Decision): LookState => {
  const within = <Item extends { readonly id?: string | undefined }>(items: readonly Item[]) =>
    items.some((one) => one.id === id)
      ? items.map((one) => (one.id === id ? { ...one, decision } : one))
      : items
  return {
    ...state,
    candidates: within(state.candidates),
    omissions: within(state.omissions),
    drawings: within(state.drawings),
  }
}
