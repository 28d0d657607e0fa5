/**
 * CVSS vectors, read strictly and scored (FIRST: v2 guide; v3.0 and v3.1 specifications; v4.0
 * specification). Pure and without a library, so that a form shows in the browser the score that the
 * server will record.
 */
import {
  type CvssMetricGroup,
  type CvssVersion,
  cvssMetrics,
  undefinedValue,
} from './cvss/metrics.ts'
import { readCvssVector } from './cvss/vector.ts'
import { scoreVersion2 } from './cvss/version-2.ts'
import { scoreVersion3 } from './cvss/version-3.ts'
import { scoreVersion4 } from './cvss/version-4.ts'
import { isRefusal, type Refusal } from './result.ts'
import type { Severity } from './severity.ts'

export {
  type CvssMetric,
  type CvssVersion,
  cvssMetrics,
  cvssVersions,
} from './cvss/metrics.ts'
export { readCvssVector, writeCvssVector } from './cvss/vector.ts'

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

/** Reads and scores one vector; refuses as `readCvssVector` does. */
export const scoreCvss = (vector: string): CvssScore | Refusal => {
  const parsed = readCvssVector(vector)
  if (isRefusal(parsed)) return parsed
  const { version, metrics } = parsed
  const scores = scoresOf(version, metrics)
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

interface Scores {
  readonly base: number
  readonly threat: number
  readonly environmental: number
}

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

const scoresOf = (version: CvssVersion, metrics: ReadonlyMap<string, string>): Scores => {
  switch (version) {
    case '2.0': {
      const { base, temporal, environmental } = scoreVersion2(metrics)
      return { base, threat: temporal, environmental }
    }
    case '3.0':
    case '3.1': {
      const { base, temporal, environmental } = scoreVersion3(version, metrics)
      return { base, threat: temporal, environmental }
    }
    case '4.0':
      return {
        base: scoreVersion4(onlyGroups(metrics, ['base'])),
        threat: scoreVersion4(onlyGroups(metrics, ['base', 'threat'])),
        environmental: scoreVersion4(metrics),
      }
    default:
      throw new Error(`No calculator for CVSS ${version satisfies never}`)
  }
}

/** Version 4.0 has one formula: each score is that of the vector cut down to the groups that count. */
const onlyGroups = (
  metrics: ReadonlyMap<string, string>,
  groups: readonly CvssMetricGroup[],
): ReadonlyMap<string, string> => {
  const counted = cvssMetrics('4.0').filter(({ group }) => groups.includes(group))
  return new Map(
    [...metrics].filter(([metric]) => counted.some((known) => known.metric === metric)),
  )
}
