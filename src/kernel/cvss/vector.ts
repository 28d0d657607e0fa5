/**
 * The vector string of CVSS, read strictly and written in its own order (FIRST: v2 guide section
 * 2.4; v3.0 and v3.1 specifications section 6; v4.0 specification section 7). What a calculator
 * would pass over without a word (a metric twice, missing, misplaced, of another version) is refused here.
 */
import { limits } from '../limits.ts'
import { isRefusal, type Refusal, refuse } from '../result.ts'
import { type CvssMetric, type CvssVersion, cvssMetrics, cvssVersions } from './metrics.ts'

export interface CvssVector {
  readonly version: CvssVersion
  /** What the vector states, "not defined" included where it was written. */
  readonly metrics: ReadonlyMap<string, string>
}

/**
 * Reads one vector. Refuses with `cvss/too-long`, `cvss/unknown-version`, `cvss/malformed`,
 * `cvss/unknown-metric`, `cvss/unknown-value`, `cvss/duplicate-metric`, `cvss/order` (4.0 only:
 * the other versions allow any order) or `cvss/missing-metric`; `details` name the metric.
 */
export const readCvssVector = (vector: string): CvssVector | Refusal => {
  if (vector.length > limits.text.line)
    return refuse(
      'cvss/too-long',
      `This is longer than ${limits.text.line} characters, which no CVSS vector is. Give one vector at a time.`,
    )
  const version = versionOf(vector)
  if (isRefusal(version)) return version
  const metrics = readMetrics(vector.split('/').slice(version === '2.0' ? 0 : 1), version)
  if (isRefusal(metrics)) return metrics
  const missing = cvssMetrics(version).filter(
    ({ metric, required }) => required && !metrics.has(metric),
  )
  if (missing.length > 0)
    return refuse(
      'cvss/missing-metric',
      `Add ${missing.map(({ metric, label }) => `${metric} (${label.toLowerCase()})`).join(', ')}: CVSS ${version} gives no score without all base metrics.`,
      { missing: missing.map(({ metric }) => metric) },
    )
  return { version, metrics }
}

/**
 * The vector in the order of its specification; "not defined" is written where `metrics` state it.
 * A metric that the version does not have is a broken invariant: then it throws.
 */
export const writeCvssVector = ({ version, metrics }: CvssVector): string => {
  const table = cvssMetrics(version)
  for (const metric of metrics.keys())
    if (!table.some((known) => known.metric === metric))
      throw new Error(`CVSS ${version} has no metric ${metric}.`)
  return [
    ...(version === '2.0' ? [] : [`CVSS:${version}`]),
    ...table.flatMap(({ metric }) => {
      const value = metrics.get(metric)
      return value === undefined ? [] : [`${metric}:${value}`]
    }),
  ].join('/')
}

const versionOf = (vector: string): CvssVersion | Refusal => {
  const [prefix = ''] = vector.split('/', 1)
  if (!prefix.startsWith('CVSS:')) {
    // Only version 2.0 vectors have no prefix.
    if (prefix === '' || /^cvss/i.test(prefix))
      return refuse(
        'cvss/malformed',
        'A CVSS vector begins with "CVSS:3.1/" or "CVSS:4.0/", in capital letters. Write it so.',
      )
    return '2.0'
  }
  const named = prefix.slice('CVSS:'.length)
  const version = cvssVersions.find((known) => known !== '2.0' && known === named)
  return (
    version ??
    refuse(
      'cvss/unknown-version',
      `There is no version ${quoted(named)} here. Give a vector of CVSS 2.0 (without prefix), 3.0, 3.1 or 4.0.`,
    )
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
    if (value === undefined || more.length > 0) return malformed(part)
    const place = table.findIndex((known) => known.metric === metric)
    const known = table[place]
    if (known === undefined) return unknownMetric(version, metric)
    if (!known.values.some((allowed) => allowed.value === value)) return unknownValue(known, value)
    if (metrics.has(metric))
      return refuse(
        'cvss/duplicate-metric',
        `${metric} is there twice, as ${metrics.get(metric)} and ${value}. State it once.`,
        { metric },
      )
    const before = table[last]?.metric
    if (version === '4.0' && place < last)
      return refuse(
        'cvss/order',
        `Move ${metric} before ${before}: CVSS 4.0 fixes the order of its metrics.`,
        { metric, before },
      )
    metrics.set(metric, value)
    last = place
  }
  return metrics
}

const malformed = (part: string): Refusal =>
  part === ''
    ? refuse(
        'cvss/malformed',
        'There is nothing between two slashes, or after the last one, or after the version. Take the slash away, or add the metrics.',
      )
    : refuse('cvss/malformed', `Write each metric as NAME:VALUE, not as ${quoted(part)}.`)

const unknownMetric = (version: CvssVersion, metric: string): Refusal => {
  const has = (each: CvssVersion, name: string) =>
    cvssMetrics(each).some((known) => known.metric === name)
  const meant = cvssMetrics(version).find(
    (known) => known.metric.toLowerCase() === metric.trim().toLowerCase(),
  )
  const elsewhere = cvssVersions.filter((each) => has(each, metric))
  const next =
    meant !== undefined
      ? `Write it as ${meant.metric}.`
      : elsewhere.length > 0
        ? `It belongs to CVSS ${elsewhere.join(', ')}: check the version, or take it out.`
        : 'Take it out, or correct its name.'
  return refuse('cvss/unknown-metric', `CVSS ${version} has no metric ${quoted(metric)}. ${next}`, {
    metric: metric.slice(0, quotedCharacters),
  })
}

const unknownValue = (known: CvssMetric, value: string): Refusal => {
  const allowed = known.values.map((each) => each.value)
  return refuse(
    'cvss/unknown-value',
    `${known.metric} (${known.label.toLowerCase()}) is one of ${allowed.join(', ')}, not ${quoted(value)}. Choose one of these.`,
    { metric: known.metric, allowed },
  )
}

const quotedCharacters = 20
const quoted = (text: string): string => JSON.stringify(text.slice(0, quotedCharacters))
