import type { StreamId } from '../../../kernel/ids.ts'
import type { Gathered } from '../../../ledger/index.ts'

/** What decisions about a person ask about all the others. */
export interface PersonPorts {
  /** Administrators who are active and can sign in. */
  administrators(): Promise<Gathered<readonly StreamId[]>>
  /** Whoever has this sign-in name already. */
  named(login: string): Promise<Gathered<readonly StreamId[]>>
}
