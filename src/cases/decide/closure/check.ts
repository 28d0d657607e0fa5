import type { ClosureEvidence } from '../../ports.ts'
import type { Done } from '../../state/evolver.ts'
import type { CaseState } from '../../state.ts'

/** One thing that 9.5 asks for before a case ends. */
export interface ClosureCheck {
  /** The constraint it answers. */
  readonly constraint: string
  readonly what: string
  readonly done: boolean
  readonly missing: string
  /** The command of the case that brings it nearer; null where something else has to happen. */
  readonly command: string | null
  /** What is recorded of it; empty where nothing is. */
  readonly recorded: string
  /** Who recorded it, in the order in which it was done. */
  readonly by: readonly Done[]
  /** Whose work it is that another person has to approve or review: the command is not for them. */
  readonly notFor: string | null
  /** Why it is not asked of this case; null where it is. */
  readonly notAsked: string | null
}

/** What a screen shows beside a check. */
export interface Recorded {
  readonly recorded?: string
  /** Those that are null were not done. */
  readonly by?: readonly (Done | null | undefined)[]
  readonly notFor?: string | null | undefined
  readonly notAsked?: string | null
}

/** The checks that one part of a case adds. */
export type ChecksOf = (state: CaseState, evidence: ClosureEvidence) => readonly ClosureCheck[]

export const check = (
  constraint: string,
  what: string,
  done: boolean,
  missing: string,
  command: string | null = null,
  { recorded = '', by = [], notFor = null, notAsked = null }: Recorded = {},
): ClosureCheck => ({
  constraint,
  what,
  done,
  missing,
  command,
  recorded,
  by: by.flatMap((done) => (done == null ? [] : [doneBy(done)])),
  notFor,
  notAsked,
})

/** Without all else that the record of it says. */
const doneBy = ({ by, at, signedBy }: Done): Done => ({ by, at, signedBy })
