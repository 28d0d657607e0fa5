import type { StreamId } from '../../../kernel/ids.ts'
import type { Gathered } from '../../../ledger/index.ts'

/** What decisions about a person ask about all the others. */
export interface PersonPorts {
  /** Administrators who are active, can sign in, and are not limited to some products. */
  administrators(): Promise<Gathered<readonly StreamId[]>>
  /** Those of them that are no product here. */
  unknownProducts(ids: readonly string[]): Promise<readonly string[]>
  /** Whoever has this sign-in name already. */
  named(login: string): Promise<Gathered<readonly StreamId[]>>
}
