/**
 * An expected "no": a code that never changes, and a sentence that says what happened and what to
 * do next. It is a value, never thrown; broken invariants and lost I/O throw instead.
 */
export interface Refusal {
  readonly refused: true
  /** `area/reason`, stable: clients and translations key on it. */
  readonly code: string
  readonly message: string
  /** Machine-readable particulars: what conflicts, which field, which limit. */
  readonly details?: Readonly<Record<string, unknown>>
}

export const refuse = (
  code: string,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): Refusal => ({ refused: true, code, message, ...(details === undefined ? {} : { details }) })

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && value.refused === true

/** Carries a refusal across code that can only throw (streams, library callbacks). */
export class RefusalError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(`${refusal.code}: ${refusal.message}`, options)
    this.name = 'RefusalError'
    this.refusal = refusal
  }
}

/** For places that have no way to answer a refusal: turns it into a throw. */
export const orThrow = <T>(result: T | Refusal): T => {
  if (isRefusal(result)) throw new RefusalError(result)
  return result
}
