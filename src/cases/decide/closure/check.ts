import type { ClosureEvidence } from '../../ports.ts'
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
}

/** The checks that one part of a case adds. */
export type ChecksOf = (state: CaseState, evidence: ClosureEvidence) => readonly ClosureCheck[]

export const check = (
  constraint: string,
  what: string,
  done: boolean,
  missing: string,
  command: string | null = null,
): ClosureCheck => ({ constraint, what, done, missing, command })

/** Whether the decided path changes something that has to be tested. */
export const fixes = ({ disposition }: CaseState): boolean =>
  disposition !== null && disposition.path !== 'residual-risk'
