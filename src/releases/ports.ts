import type { StreamId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'
import type { GateCheck } from './contract.ts'
import type { ReleaseState } from './state.ts'

/** What the gate asks of the other slices; `server/wiring` supplies it. */
export interface ReleasePorts {
  /** Refuses where the product of a release is not there: nothing could be written of it. */
  product(id: string): Promise<Gathered<unknown> | Refusal>
  gateChecks(release: StreamId, state: ReleaseState): Promise<Gathered<readonly GateCheck[]>>
}
