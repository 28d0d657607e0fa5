import type { Refusal } from '../../kernel/result.ts'

/** What a verification found, for people and as JSON. */
export interface Verdict {
  readonly good: boolean
  /** What the file is: `update`, `audit pack`, `advisory`. */
  readonly kind: string
  readonly value: Readonly<Record<string, unknown>>
  readonly lines: readonly string[]
}

/** A refusal means that nothing could be verified: neither good nor bad. */
export type Verified = Promise<Verdict | Refusal>
