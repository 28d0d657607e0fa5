/**
 * CVSS 3.0 and 3.1 scores (FIRST: v3.0 and v3.1 specifications, section 7 and appendix A of 3.1).
 * The two differ in how they round up, and in the modified impact where the scope changes.
 */
export interface Cvss3Scores {
  readonly base: number
  readonly temporal: number
  readonly environmental: number
}

/** `metrics` must hold every base metric; optional ones that are absent count as not defined. */
export const scoreVersion3 = (
  version: '3.0' | '3.1',
  metrics: ReadonlyMap<string, string>,
): Cvss3Scores => {
  const roundUp = version === '3.0' ? roundUp30 : roundUp31
  const stated = (metric: string): string => metrics.get(metric) ?? 'X'
  const modified = (metric: string): string => {
    const value = stated(`M${metric}`)
    return value === 'X' ? stated(metric) : value
  }
  const time = (score: number): number =>
    roundUp(score * weigh('E', stated('E')) * weigh('RL', stated('RL')) * weigh('RC', stated('RC')))

  const lost = (name: string, as: typeof stated) => weigh('CIA', as(name))
  const impactShare =
    1 - (1 - lost('C', stated)) * (1 - lost('I', stated)) * (1 - lost('A', stated))
  const modifiedShare = Math.min(
    1 -
      (1 - lost('C', modified) * weigh('need', stated('CR'))) *
        (1 - lost('I', modified) * weigh('need', stated('IR'))) *
        (1 - lost('A', modified) * weigh('need', stated('AR'))),
    0.915,
  )

  const baseChanged = stated('S') === 'C'
  const changed = modified('S') === 'C'
  const base = together(
    baseChanged,
    baseChanged ? impactChanged(impactShare) : 6.42 * impactShare,
    exploitability(stated, baseChanged),
    roundUp,
  )
  const modifiedImpact = changed
    ? version === '3.0'
      ? impactChanged(modifiedShare)
      : 7.52 * (modifiedShare - 0.029) - 3.25 * (modifiedShare * 0.9731 - 0.02) ** 13
    : 6.42 * modifiedShare
  return {
    base,
    temporal: time(base),
    environmental: time(
      together(changed, modifiedImpact, exploitability(modified, changed), roundUp),
    ),
  }
}

const impactChanged = (share: number): number =>
  7.52 * (share - 0.029) - 3.25 * (share - 0.02) ** 15

const exploitability = (as: (metric: string) => string, changed: boolean): number =>
  8.22 *
  weigh('AV', as('AV')) *
  weigh('AC', as('AC')) *
  weigh(changed ? 'PR where the scope changes' : 'PR', as('PR')) *
  weigh('UI', as('UI'))

const together = (
  changed: boolean,
  impact: number,
  reach: number,
  roundUp: (score: number) => number,
): number =>
  impact <= 0 ? 0 : roundUp(Math.min(changed ? 1.08 * (impact + reach) : impact + reach, 10))

const roundUp30 = (score: number): number => Math.ceil(score * 10) / 10

/** Specification 3.1, appendix A: whole numbers, so that binary fractions do not add a tenth. */
const roundUp31 = (score: number): number => {
  const whole = Math.round(score * 100_000)
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10
}

const weigh = (metric: keyof typeof weights, value: string): number => {
  const weight: Readonly<Record<string, number>> = weights[metric]
  const found = weight[value]
  if (found === undefined) throw new Error(`CVSS 3 has no weight for ${metric}:${value}.`)
  return found
}

const weights = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  PR: { N: 0.85, L: 0.62, H: 0.27 },
  'PR where the scope changes': { N: 0.85, L: 0.68, H: 0.5 },
  UI: { N: 0.85, R: 0.62 },
  CIA: { H: 0.56, L: 0.22, N: 0 },
  E: { X: 1, H: 1, F: 0.97, P: 0.94, U: 0.91 },
  RL: { X: 1, U: 1, W: 0.97, T: 0.96, O: 0.95 },
  RC: { X: 1, C: 1, R: 0.96, U: 0.92 },
  need: { X: 1, H: 1.5, M: 1, L: 0.5 },
} as const
