import type { FastifyBaseLogger } from 'fastify'
import type { Clock, RandomBytes } from '../kernel/ports.ts'
import type { Ledger, NoteSigner, Sequencer } from '../ledger/index.ts'
import type { Language } from '../portal/index.ts'
import type { Access } from './access/index.ts'
import type { AuditEvents } from './audit-events/index.ts'
import type { Probes } from './channels/channel.ts'
import type { ClauseReview } from './clause-review.ts'
import type { Dispatch } from './commands/dispatch.ts'
import type { FileStore } from './files/index.ts'
import type { Sources } from './library/sources.ts'
import type { OpenPgpKeys } from './openpgp/index.ts'
import type { ForeignTasks } from './processes/foreign-tasks.ts'
import type { Rules } from './rules.ts'
import type { Settings } from './settings.ts'
import type { MasterKey, PersonKeys } from './vault/index.ts'
import type { WitnessCalls } from './witnesses/calls.ts'
import type { Workers } from './workers.ts'

/** What the server is made of, put together once in `start.ts` and handed to whoever needs it. */
export interface Parts extends Rules {
  readonly settings: Settings
  /** What pages and mails can be written in, the maker's own languages among them. */
  readonly languages: readonly Language[]
  readonly ledger: Ledger
  readonly sequencer: Sequencer
  readonly dispatch: Dispatch
  readonly access: Access
  readonly sealing: PersonKeys
  readonly files: FileStore
  readonly workers: Workers
  readonly foreign: ForeignTasks
  /** Where documents of the library lie. */
  readonly sources: Sources
  /** Marks of self-tests: what carries one of them is no report. */
  readonly probes: Probes
  readonly master: MasterKey
  /** Audit events of devices (source e). */
  readonly audit: AuditEvents
  /** The maker's keys for mail and for texts it publishes. */
  readonly openPgp: OpenPgpKeys
  /** The clause review: one catalogue and one judge for all who ask. */
  readonly review: ClauseReview
  /** Calls witnesses that want to be called. */
  readonly witnessCalls: WitnessCalls
  /** Signs checkpoints. */
  readonly signer: NoteSigner
  /** Lets the command line of the same user act on this running server. */
  readonly localToken: string
  readonly clock: Clock
  readonly random: RandomBytes
  readonly log: FastifyBaseLogger
}
