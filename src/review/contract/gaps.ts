/** How bad a gap is, the worst last: as the catalogue has it. */
export const gapSeverities = ['minor', 'moderate', 'major'] as const
export type GapSeverity = (typeof gapSeverities)[number]

/** What of a constraint's answer says whether it is a gap. */
export interface Judged {
  readonly verdict: string
  readonly severity: string
  /** Present where the gap is accepted by signature. */
  readonly accepted?: unknown
}

/** Neither shown nor excused. What could not run is a gap until somebody knows better. */
export const isGap = ({ verdict }: Pick<Judged, 'verdict'>): boolean =>
  verdict !== 'met' && verdict !== 'not-applicable'

/** A gap that nobody has accepted. */
export const isOpenGap = (one: Judged): boolean => isGap(one) && one.accepted === undefined

const verdictRanks: readonly string[] = ['partial', 'could-not-run', 'absent']
const severityRanks: readonly string[] = gapSeverities

/** For sorting, the highest first: a worse gap, and of the same severity the one that lacks more. */
export const urgencyOf = (one: Judged): number => {
  if (!isGap(one)) return 0
  const severity = severityRanks.indexOf(one.severity) + 1
  const rank = severity * 10 + verdictRanks.indexOf(one.verdict) + 1
  // What is accepted waits behind all that is open.
  return one.accepted === undefined ? rank + 100 : rank
}

/** The worst severity among open gaps; null where there is none. */
export const worstOf = (all: readonly Judged[]): GapSeverity | null =>
  gapSeverities.findLast((severity) =>
    all.some((one) => one.severity === severity && isOpenGap(one)),
  ) ?? null
