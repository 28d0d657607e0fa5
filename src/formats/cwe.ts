/** Names of weaknesses (MITRE Common Weakness Enumeration), from the list the CSAF validator uses. */

export interface Weakness {
  /** `CWE-347` */
  readonly id: string
  readonly name: string
}

/** The name of `CWE-…` as CSAF 2.0 section 6.1.11 wants it; undefined if there is none such. */
export const cweName = async (id: string): Promise<string | undefined> =>
  (await list()).find((weakness) => weakness.id === id)?.name

/** Weaknesses that somebody may have meant: one digit added, left out, wrong or swapped; at most 3. */
export const cwesLike = async (id: string): Promise<readonly Weakness[]> =>
  (await list()).filter((weakness) => isOneSlip(digits(weakness.id), digits(id))).slice(0, 3)

const list = async (): Promise<readonly Weakness[]> => {
  const { weaknesses } = await import('@secvisogram/csaf-validator-lib/cwe.js')
  return weaknesses
}

const digits = (id: string): string => id.replace('CWE-', '')

const isOneSlip = (one: string, other: string): boolean => {
  if (one.length > other.length) return isOneSlip(other, one)
  const from = [...one].findIndex((digit, place) => digit !== other[place])
  if (from === -1) return other.length - one.length === 1
  const rest = one.slice(from)
  return one.length < other.length
    ? rest === other.slice(from + 1)
    : rest.slice(1) === other.slice(from + 1) ||
        (rest[0] === other[from + 1] &&
          rest[1] === other[from] &&
          rest.slice(2) === other.slice(from + 2))
}
