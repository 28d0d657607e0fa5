import type { Done } from './views/common.ts'

/** What other records say about a case, as far as this person may see them. */
export interface CaseEvidence {
  readonly looks: readonly { readonly humanId: string; readonly status: string }[]
  readonly defects: readonly { readonly humanId: string; readonly status: string }[]
  /** Updates and advisories that carry the case. */
  readonly outward: readonly { readonly humanId: string; readonly status: string }[]
}

/** One thing that 9.5 asks for before a case ends, in the order of the work. */
export interface Step {
  readonly what: string
  readonly constraint: string
  readonly state: 'done' | 'open' | 'not-needed'
  /** What is recorded, or what is missing. */
  readonly detail: string
  readonly by?: readonly Done[]
  /** The command that brings it further. */
  readonly command?: string
}

/** Nobody approves what they proposed. */
export const approver = ({ by }: Done, me: string): string =>
  by === me ? 'the approval of somebody else' : 'approval'

export const step = (
  what: string,
  constraint: string,
  state: Step['state'],
  detail: string,
  rest: Pick<Step, 'by' | 'command'> = {},
): Step => ({ what, constraint, state, detail, ...rest })

export const names = (records: readonly { readonly humanId: string }[]): string =>
  records
    .slice(0, 5)
    .map(({ humanId }) => humanId)
    .join(', ')
