/**
 * CVSS vectors, read strictly and scored (FIRST: v2 guide; v3.0 and v3.1 specifications section 6;
 * v4.0 specification section 7). The vector is checked by our own grammar first, because the
 * calculator takes repeated, missing and misplaced metrics without a word.
 */
import calculator from 'ae-cvss-calculator'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import type { Severity } from '../kernel/severity.ts'
import {
  type CvssMetric,
  type CvssMetricGroup,
  type CvssVersion,
  cvssMetrics,
  cvssVersions,
  undefinedValue,
} from './cvss/metrics.ts'
import { scoreVersion2 } from './cvss/version-2.ts'

export {
  type CvssMetric,
  type CvssVersion,
  cvssMetrics,
  cvssVersions,
} from './cvss/metrics.ts'

export interface CvssScore {
  /** As it was given. */
  readonly vector: string
  readonly version: CvssVersion
  /** From the base metrics alone, 0.0 to 10.0. */
  readonly base: number
  /** Base with threat (2.0, 3.x: temporal) metrics; null where the vector defines none. */
  readonly threat: number | null
  /** All of the above with environmental metrics; null where the vector defines none. */
  readonly environmental: number | null
  /** The most particular of the three: what to show as "the" score. */
  readonly overall: number
  /** Of `overall`. Version 2.0 has no scale of its own: NVD's low, medium, high. */
  readonly severity: Severity
}

/**
 * Reads and scores one vector. Refuses with `cvss/too-long`, `cvss/unknown-version`,
 * `cvss/malformed`, `cvss/unknown-metric`, `cvss/unknown-value`, `cvss/duplicate-metric`,
 * `cvss/order` (4.0 only: the other versions allow any order) or `cvss/missing-metric`.
 */
export const scoreCvss = (vector: string): CvssScore | Refusal => {
  const parsed = readVector(vector)
  if (isRefusal(parsed)) return parsed
  const { version, metrics } = parsed
  const scores = version === '2.0' ? scoreFrom2(metrics) : scoreFrom3And4(version, metrics)
  const threat = definesAny(version, metrics, 'threat') ? scores.threat : null
  const environmental = definesAny(version, metrics, 'environmental') ? scores.environmental : null
  const overall = environmental ?? threat ?? scores.base
  return {
    vector,
    version,
    base: scores.base,
    threat,
    environmental,
    overall,
    severity: cvssSeverity(version, overall),
  }
}

/** The rating of a score on its version's scale. */
export const cvssSeverity = (version: CvssVersion, score: number): Severity => {
  if (version === '2.0') return score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low'
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'none'
}

interface ParsedVector {
  readonly version: CvssVersion
  readonly metrics: ReadonlyMap<string, string>
}

interface Scores {
  readonly base: number
  readonly threat: number
  readonly environmental: number
}

const readVector = (vector: string): ParsedVector | Refusal => {
  if (vector.length > limits.text.line)
    return refuse('cvss/too-long', `A CVSS vector has at most ${limits.text.line} characters.`)
  const version = versionOf(vector)
  if (isRefusal(version)) return version
  const parts = vector.split('/').slice(version === '2.0' ? 0 : 1)
  const metrics = readMetrics(parts, version)
  if (isRefusal(metrics)) return metrics
  const missing = cvssMetrics(version)
    .filter(({ metric, required }) => required && !metrics.has(metric))
    .map(({ metric }) => metric)
  if (missing.length > 0)
    return refuse('cvss/missing-metric', `Add ${missing.join(', ')}: CVSS ${version} needs them.`, {
      missing,
    })
  return { version, metrics }
}

const versionOf = (vector: string): CvssVersion | Refusal => {
  const [prefix = ''] = vector.split('/', 1)
  if (!prefix.startsWith('CVSS:')) {
    // Only version 2.0 vectors have no prefix.
    if (prefix === '' || /^cvss/i.test(prefix))
      return refuse('cvss/malformed', 'A CVSS vector begins with "CVSS:3.1/" or "CVSS:4.0/".')
    return '2.0'
  }
  const named = prefix.slice('CVSS:'.length)
  const version = cvssVersions.find((known) => known !== '2.0' && known === named)
  return (
    version ??
    refuse('cvss/unknown-version', 'Give a vector of CVSS 2.0 (without prefix), 3.0, 3.1 or 4.0.')
  )
}

const readMetrics = (
  parts: readonly string[],
  version: CvssVersion,
): ReadonlyMap<string, string> | Refusal => {
  const table = cvssMetrics(version)
  const metrics = new Map<string, string>()
  let last = -1
  for (const part of parts) {
    const [metric = '', value, ...more] = part.split(':')
    if (value === undefined || more.length > 0)
      return refuse('cvss/malformed', `Write each metric as NAME:VALUE, not as ${quoted(part)}.`)
    const place = table.findIndex((known) => known.metric === metric)
    const known = table[place]
    if (known === undefined)
      return refuse('cvss/unknown-metric', `CVSS ${version} has no metric ${quoted(metric)}.`)
    if (!known.values.some((allowed) => allowed.value === value))
      return refuse('cvss/unknown-value', wrongValue(known, value))
    if (metrics.has(metric))
      return refuse('cvss/duplicate-metric', `State ${metric} once: it is there twice.`)
    if (version === '4.0' && place < last)
      return refuse('cvss/order', `Move ${metric} forward: CVSS 4.0 fixes the order of metrics.`)
    metrics.set(metric, value)
    last = place
  }
  return metrics
}

const wrongValue = (known: CvssMetric, value: string): string =>
  `${known.metric} is one of ${known.values.map((allowed) => allowed.value).join(', ')}, not ${quoted(value)}.`

const quoted = (text: string): string => JSON.stringify(text.slice(0, 20))

const definesAny = (
  version: CvssVersion,
  metrics: ReadonlyMap<string, string>,
  group: CvssMetricGroup,
): boolean =>
  cvssMetrics(version).some(
    (known) =>
      known.group === group &&
      (metrics.get(known.metric) ?? undefinedValue(version)) !== undefinedValue(version),
  )

const scoreFrom2 = (metrics: ReadonlyMap<string, string>): Scores => {
  const { base, temporal, environmental } = scoreVersion2(metrics)
  return { base, threat: temporal, environmental }
}

/** Each score is the overall score of the vector cut down to the groups that count towards it. */
const scoreFrom3And4 = (
  version: '3.0' | '3.1' | '4.0',
  metrics: ReadonlyMap<string, string>,
): Scores => {
  const overall = (groups: readonly CvssMetricGroup[]): number => {
    const stated = cvssMetrics(version)
      .filter((known) => groups.includes(known.group) && metrics.has(known.metric))
      .map((known) => `${known.metric}:${metrics.get(known.metric)}`)
    return calculate(version, `CVSS:${version}/${stated.join('/')}`)
  }
  return {
    base: overall(['base']),
    threat: overall(['base', 'threat']),
    environmental: overall(['base', 'threat', 'environmental']),
  }
}

const calculate = (version: '3.0' | '3.1' | '4.0', vector: string): number => {
  switch (version) {
    case '3.0':
      return new calculator.Cvss3P0(vector).calculateScores().overall
    case '3.1':
      return new calculator.Cvss3P1(vector).calculateScores().overall
    case '4.0':
      return new calculator.Cvss4P0(vector).calculateScores().overall
    default:
      throw new Error(`No calculator for CVSS ${version satisfies never}`)
  }
}
