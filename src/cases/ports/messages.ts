import type { Refusal } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Gathered } from '../../ledger/index.ts'
import type { MessageAudience } from '../contract/message.ts'
import type { Task } from '../state/tasks.ts'

/** A colleague whom a message names by their sign-in name. */
export interface Mentioned {
  readonly login: string
  /** `person:<id>` */
  readonly id: string
  readonly address: string | null
  /** Whether the message will be theirs to see, with its case. */
  readonly sees: boolean
}

/** What a message is written into. */
export interface AroundMessage {
  readonly reference: string
  readonly task: Task | undefined
  /** Whether the message that this one corrects is of this case, and the author’s own. */
  readonly corrects: 'own' | 'not-own' | 'none'
  readonly mentioned: readonly Mentioned[]
  /** Where the message can be read by who may. */
  readonly link: string
}

export interface MessagePorts {
  /** Refuses a case that the actor cannot see as if there were none. */
  around(
    input: {
      readonly case: string
      readonly task?: string | undefined
      readonly text: string
      readonly audience: MessageAudience
      readonly corrects?: string | undefined
    },
    actor: Actor,
  ): Promise<Gathered<AroundMessage> | Refusal>
}
