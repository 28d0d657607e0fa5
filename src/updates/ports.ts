import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'

/** What the release says at the moment an update of it is to be published. */
export interface ReleaseGate {
  /** True only where the gate let the release through and it carries all its signatures. */
  readonly passed: boolean
  /** What is still missing, each as a sentence; empty where it passed. */
  readonly missing: readonly string[]
  /** The release's human id. */
  readonly reference: string
  /** Product (stream id) and revision of the release: the update must be of the same. */
  readonly product: string
  readonly revision: string
}

/** One registered user of a product (clause 6.3.1). */
export interface RegisteredUser {
  readonly user: string
  readonly organisation: string
  /** Sealed: it goes into the delivery as it is and is opened only by the mail worker. */
  readonly email: string
}

/** Where the public finds an update and what to check it with; both are URLs. */
export interface UpdatePlaces {
  readonly update: string
  readonly root: string
}

/** An update that users may be sent to. */
export interface OfferedUpdate {
  /** Its human id. */
  readonly reference: string
  readonly product: string
  readonly revision: string
  readonly published: boolean
}

/** What this slice asks of others; `server/wiring` supplies it. */
export interface UpdatePorts {
  /** Refuses where there is no such release. */
  releaseGate(release: string): Promise<Gathered<ReleaseGate> | Refusal>
  /** Refuses where there is no such product. */
  registeredUsers(product: string): Promise<Gathered<readonly RegisteredUser[]> | Refusal>
  /** Refuses where there is no such update. */
  offered(update: string): Promise<Gathered<OfferedUpdate> | Refusal>
  places(reference: string): UpdatePlaces
}
