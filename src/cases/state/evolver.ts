import type { CaseEvent } from '../events.ts'
import type { CaseState } from '../state.ts'

/** Who did it, when, and under which signature. */
export interface Done {
  readonly by: string
  readonly at: string
  readonly signedBy: string | null
}

/** The event of one type. */
export type EventNamed<Type extends CaseEvent['type']> = Extract<CaseEvent, { type: Type }>

/** What an event of one type says, without its type. */
export type Of<Type extends CaseEvent['type']> = Omit<EventNamed<Type>, 'type' | 'timing'>

/** How the events of one part of a case change it: one function for each, none forgotten. */
export type Evolvers<Events> = {
  readonly [Type in keyof Events & CaseEvent['type']]: (
    state: CaseState,
    event: EventNamed<Type>,
    done: Done,
  ) => CaseState
}

export const without = <Event extends { readonly type: string }>(
  event: Event,
): Omit<Event, 'type'> => {
  const { type: _, ...rest } = event
  return rest
}
