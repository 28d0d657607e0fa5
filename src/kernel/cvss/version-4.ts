/**
 * CVSS 4.0 scores (FIRST: v4.0 specification, section 8). A vector belongs to a macro vector, whose
 * score experts set; within it the score sinks with the distance from the macro vector's worst
 * vectors. All in whole numbers: tenths of a score, and steps of a metric.
 */
import { type Group, groups, macroScores } from './macro-vectors-4.ts'

/** `metrics` must hold every base metric; optional ones that are absent count as not defined. */
export const scoreVersion4 = (metrics: ReadonlyMap<string, string>): number => {
  const value = valueIn(metrics)
  if (impacts.every((metric) => value(metric) === 'N')) return 0
  const levels = groups.map((group) => group.level(value))
  const score = macroScore(levels)
  if (score === undefined) throw new Error(`CVSS 4.0 has no macro vector ${levels.join('-')}.`)
  // Section 8.2: for each group, how far it is to the next lower macro vector, and the share of it
  // that this vector has gone; the mean of these is taken off.
  const gaps = groups.flatMap((group, place) => {
    const lower = nextLower(levels, place)
    if (lower === undefined) return []
    const { steps, worst } = levelOf(group, levels[place])
    return [((score - lower) * stepsFromWorst(worst, value) * common) / steps]
  })
  if (gaps.length === 0) return score / 10
  const taken = gaps.reduce((sum, gap) => sum + gap, 0)
  return Math.floor((score * common * gaps.length - taken) / (common * gaps.length) + 0.5) / 10
}

/** The least common multiple of all `steps`: shares are whole numbers of it. */
const common = 840

const impacts = ['VC', 'VI', 'VA', 'SC', 'SI', 'SA'] as const

/** Section 8.1: a modified metric goes before its base metric, and "not defined" is the worst. */
const valueIn =
  (metrics: ReadonlyMap<string, string>) =>
  (metric: string): string => {
    const modified = metrics.get(`M${metric}`) ?? 'X'
    if (modified !== 'X') return modified
    const stated = metrics.get(metric) ?? 'X'
    if (stated !== 'X') return stated
    return metric === 'E' ? 'A' : 'H'
  }

/** In tenths; undefined where there is no such macro vector. */
const macroScore = ([one, two, threeSix, four, five]: readonly (string | undefined)[]):
  | number
  | undefined => macroScores[`${one}${two}${threeSix}`]?.[Number(four) * 3 + Number(five)]

/** The score of the macro vector one level lower in a group; of two such, the higher. */
const nextLower = (levels: readonly string[], place: number): number | undefined => {
  const scores = levelOf(groups[place], levels[place])
    .lower.map((level) => macroScore(levels.with(place, level)))
    .filter((score) => score !== undefined)
  return scores.length === 0 ? undefined : Math.max(...scores)
}

const levelOf = (group: Group | undefined, level: string | undefined) => {
  const found = group?.levels[level ?? '']
  if (found === undefined) throw new Error(`CVSS 4.0 has no level ${level} in this group.`)
  return found
}

/** Steps to the first of the worst vectors that is nowhere milder than this vector. */
const stepsFromWorst = (
  worst: readonly Readonly<Record<string, string>>[],
  value: (metric: string) => string,
): number => {
  for (const one of worst) {
    const steps = Object.entries(one).map(
      ([metric, worse]) => rank(metric, value(metric)) - rank(metric, worse),
    )
    if (steps.every((each) => each >= 0)) return steps.reduce((sum, each) => sum + each, 0)
  }
  throw new Error('A CVSS 4.0 vector lies outside its macro vector.')
}

const rank = (metric: string, value: string): number => {
  const place = (order[metric] ?? '').indexOf(value)
  if (place < 0) throw new Error(`CVSS 4.0 has no ${metric}:${value}.`)
  return place
}

/** Values from the worst to the mildest. */
const order: Readonly<Record<string, string>> = {
  AV: 'NALP',
  PR: 'NLH',
  UI: 'NPA',
  AC: 'LH',
  AT: 'NP',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'HLN',
  SI: 'SHLN',
  SA: 'SHLN',
  CR: 'HML',
  IR: 'HML',
  AR: 'HML',
  E: 'APU',
}
