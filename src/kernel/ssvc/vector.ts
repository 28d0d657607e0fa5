/**
 * The short form of SSVC answers: `SSVCv2/E:A/TI:T/2026-01-02T03:04:05Z/` (CERT/CC, SSVC guide,
 * abbreviated format): pairs sorted by key, the moment they were true at, and a closing slash.
 */
import { limits } from '../limits.ts'
import { type Refusal, refuse } from '../result.ts'
import { type Instant, instantOf, millisecondsOf, parseInstant } from '../time.ts'
import { ssvcPoint } from './points.ts'

export interface SsvcVector {
  readonly points: Readonly<Record<string, string>>
  /** When the answers were collected or last checked, to the second. */
  readonly at?: Instant
}

/** Points and values that are not known here are a broken invariant: it throws. */
export const writeSsvcVector = ({ points, at }: SsvcVector): string => {
  // By ASCII characters, whatever the machine's language.
  const pairs = Object.entries(points).sort(([one], [other]) => (one < other ? -1 : 1))
  for (const [key, value] of pairs)
    if (ssvcPoint(key)?.values.some((known) => known.key === value) !== true)
      throw new Error(`SSVC has no ${key}:${value} here.`)
  return [
    'SSVCv2',
    ...pairs.map(([key, value]) => `${key}:${value}`),
    ...(at === undefined ? [] : [at.replace(/\.\d+Z$/, 'Z')]),
    '',
  ].join('/')
}

/**
 * Reads a short form with its pairs in any order, the moment as RFC 3339 in UTC or as seconds since
 * 1970, and with or without the closing slash. Refuses with `ssvc/too-long`, `ssvc/malformed`,
 * `ssvc/unknown-point`, `ssvc/unknown-value` or `ssvc/duplicate-point`.
 */
export const readSsvcVector = (text: string): SsvcVector | Refusal => {
  if (text.length > limits.text.line)
    return refuse('ssvc/too-long', `An SSVC vector has at most ${limits.text.line} characters.`)
  const [prefix, ...parts] = text.split('/')
  if (prefix !== 'SSVCv2')
    return refuse('ssvc/malformed', 'An SSVC vector begins with "SSVCv2/". Write it so.')
  if (parts.at(-1) === '') parts.pop()
  const at = momentOf(parts.at(-1) ?? '')
  if (at !== undefined) parts.pop()
  const points = new Map<string, string>()
  for (const part of parts) {
    const [key = '', value, ...more] = part.split(':')
    if (value === undefined || more.length > 0)
      return refuse(
        'ssvc/malformed',
        `Write each point as KEY:VALUE and the moment last, in UTC, not as ${quoted(part)}.`,
      )
    const point = ssvcPoint(key)
    if (point === undefined)
      return refuse(
        'ssvc/unknown-point',
        `There is no decision point ${quoted(key)} here: other trees and older versions use other keys. Enter its value by hand.`,
      )
    if (!point.values.some((known) => known.key === value))
      return refuse(
        'ssvc/unknown-value',
        `${key} (${point.name}) is one of ${point.values.map((known) => known.key).join(', ')}, not ${quoted(value)}. Choose one of these.`,
      )
    if (points.has(key))
      return refuse('ssvc/duplicate-point', `${key} is there twice. State it once.`)
    points.set(key, value)
  }
  if (points.size === 0)
    return refuse('ssvc/malformed', 'This vector states no decision point. Add one as KEY:VALUE.')
  return { points: Object.fromEntries(points), ...(at === undefined ? {} : { at }) }
}

const momentOf = (part: string): Instant | undefined => {
  // Ten digits reach from 2001 to 2286.
  if (/^\d{10}$/.test(part)) return instantOf(Number(part) * 1_000)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(part)) return undefined
  const instant = parseInstant(part.replace('Z', '.000Z'))
  // Seconds only: a moment that does not exist is no moment, and then no pair either.
  return typeof instant === 'string' ? instantOf(millisecondsOf(instant)) : undefined
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 30))
