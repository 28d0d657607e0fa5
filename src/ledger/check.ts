import { hex } from '../kernel/ids.ts'
import type { Sha256, VerifyEd25519 } from '../kernel/ports.ts'
import { checkStates } from './check-states.ts'
import { checkTree } from './check-tree.ts'
import type { Database } from './database.ts'
import type { Kind } from './kind.ts'
import { rootOfEdge } from './tree.ts'
import type { VerifierKey } from './verify/verifier-key.ts'
import type { OpenWords } from './words.ts'

/** One thing that is not as it was written. */
export interface Problem {
  readonly what: 'event' | 'leaf' | 'tile' | 'checkpoint' | 'state' | 'facet' | 'search' | 'order'
  /** The id of the row, as a person would look for it. */
  readonly where: string
  readonly message: string
}

export interface LedgerReport {
  readonly events: number
  readonly sequenced: number
  readonly streams: number
  readonly checkpoints: number
  readonly rootHash: string
  /** At most `reported` of them; `problemCount` counts all. */
  readonly problems: readonly Problem[]
  readonly problemCount: number
}

export interface CheckParts {
  readonly database: Database
  readonly kinds: ReadonlyMap<string, Kind>
  readonly sha256: Sha256
  readonly verifyEd25519: VerifyEd25519
  readonly key: VerifierKey
  /** Opens sealed words: titles and search text follow from them. Without it they do not fit. */
  readonly open?: OpenWords
  readonly onProgress?: (done: number) => void
}

const reported = 100

export const createFindings = () => {
  const problems: Problem[] = []
  let count = 0
  return {
    add: (what: Problem['what'], where: string, message: string) => {
      count++
      if (problems.length < reported) problems.push({ what, where, message })
    },
    problems: problems as readonly Problem[],
    count: () => count,
  }
}
export type Findings = ReturnType<typeof createFindings>

/**
 * Recomputes everything the ledger holds: each event against its leaf, the leaves against tiles
 * and signed checkpoints, each record's state, facets and search text against its events. One
 * altered, missing or added row anywhere is found and named. It looks at one moment, so it may run
 * while others append.
 *
 * What it cannot see: that a whole end of the ledger was cut off, with everything that tells of it.
 * That contradicts the checkpoints which strangers hold.
 */
export const checkLedger = (parts: CheckParts): Promise<LedgerReport> =>
  parts.database.snapshot(async (reader) => {
    const findings = createFindings()
    const tree = await checkTree(parts, reader, findings)
    const states = await checkStates(parts, reader, findings)
    return {
      events: states.events,
      sequenced: tree.edge.size,
      streams: states.streams,
      checkpoints: tree.checkpoints,
      rootHash: hex(rootOfEdge(parts.sha256, tree.edge)),
      problems: findings.problems,
      problemCount: findings.count(),
    }
  })
