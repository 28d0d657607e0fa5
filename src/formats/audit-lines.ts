/** Reads audit events whatever they came as: JSON lines, syslog, XML, FHIR; alone or in a file. */
import { z } from 'zod'
import { auditTypes } from '../kernel/audit-types.ts'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { parseStrictJson } from '../kernel/strict-json.ts'
import { looksLikeXml, readAtna } from './atna.ts'
import {
  type AuditEvent,
  type AuditLogSummary,
  auditActions,
  auditEvent,
  auditOutcomes,
  auditSeverities,
  momentOf,
  summariseEvents,
} from './audit-event.ts'
import { readFhirAuditEvents } from './fhir-audit-event.ts'
import { Problems } from './problems.ts'
import { member, readShape } from './shape.ts'
import { readSyslog, type SyslogMessage } from './syslog.ts'
import { createDeframer } from './syslog-frames.ts'
import { beginsWithTime, readLegacySyslog } from './syslog-legacy.ts'

/** What one line or message held: mostly one event; a Bundle has several. */
export interface ReadLine {
  readonly format: AuditLogSummary['format']
  readonly specVersion?: string
  readonly events: readonly AuditEvent[]
  readonly problems: readonly string[]
}

const text = z.string().default('')

/** Our own line: one JSON object with at least what happened and when. Unknown members are told. */
const line = z.looseObject({
  at: z.string(),
  type: z.enum(auditTypes),
  code: text,
  action: z.enum(auditActions).default('unknown'),
  outcome: z.enum(auditOutcomes).default('unknown'),
  actor: text,
  source: text,
  object: text,
  product: text,
  severity: z.enum(auditSeverities).optional(),
  detail: text,
})
const members: readonly string[] = Object.keys(line.shape)

/**
 * One line of a log or one message: an object in JSON (FHIR or our own), a syslog message (with an
 * audit message or JSON in it, or plain words), or an audit message in XML. Refuses as the reader
 * of the format does, or with `audit/unknown`.
 */
export const readAuditLine = (input: string | Uint8Array): ReadLine | Refusal => {
  if (typeof input !== 'string') {
    // The first byte of a syslog message tells; its reader also knows other encodings.
    if (input[0] === lessThan && isDigit(input[1])) return fromSyslog(anySyslog(input))
    const decoded = decode(input)
    return isRefusal(decoded) ? decoded : readAuditLine(decoded)
  }
  const trimmed = input.trim()
  if (/^<\d/.test(trimmed) || beginsWithTime(trimmed)) return fromSyslog(anySyslog(trimmed))
  if (looksLikeXml(trimmed)) return fromXml(trimmed)
  if (trimmed.startsWith('{')) {
    const { lineBytes: bytes, jsonDepth: depth, jsonNodes: nodes } = limits.auditEvents
    const json = parseStrictJson(trimmed, { bytes, depth, nodes })
    return isRefusal(json) ? json : fromJson(json)
  }
  return refuse(
    'audit/unknown',
    'This is no audit event: neither JSON nor syslog (RFC 5424, RFC 3164) nor a DICOM audit message.',
  )
}

/** By RFC 5424, or as before it; what is meant as the newer one is refused as that. */
const anySyslog = (input: string | Uint8Array): SyslogMessage | Refusal => {
  const read = readSyslog(input)
  if (!isRefusal(read)) return read
  const older = readLegacySyslog(input)
  return isRefusal(older) ? read : older
}

const lessThan = 0x3c
const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x30 && byte <= 0x39

const decode = (bytes: Uint8Array): string | Refusal => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    if (cause instanceof TypeError)
      return refuse('audit/unknown', 'This is no audit event: it is not UTF-8.')
    throw cause
  }
}

/** FHIR, or our own line. Refuses with `fhir/unreadable` or `audit/unreadable`. */
const fromJson = (json: unknown): ReadLine | Refusal => {
  if (typeof member(json, 'resourceType') === 'string') {
    const read = readFhirAuditEvents(json)
    if (isRefusal(read)) return read
    const problems = new Problems()
    for (const one of read) for (const problem of one.problems) problems.add(problem)
    const [{ specVersion }] = [...read, { specVersion: '' }]
    const events = read.map(({ event }) => event)
    return { format: 'FHIR AuditEvent', specVersion, events, problems: problems.list() }
  }
  const read = readShape(line, json, 'audit', 'an audit event')
  if (isRefusal(read)) return read
  const at = momentOf(read.at)
  if (at === undefined)
    return refuse('audit/unreadable', '"at" is no time of RFC 3339, like 2026-01-02T03:04:05Z.')
  const unknown = Object.keys(read).filter((name) => !members.includes(name))
  const { severity, ...rest } = read
  return {
    format: 'Audit events',
    events: [auditEvent({ ...rest, at, ...(severity === undefined ? {} : { severity }) })],
    problems: unknown
      .slice(0, limits.formats.problems)
      .map((name) => `"${name.slice(0, 100)}" is not read.`),
  }
}

const fromXml = (xml: string): ReadLine | Refusal => {
  const read = readAtna(xml)
  if (isRefusal(read)) return read
  const { event, specVersion, problems } = read
  return { format: 'DICOM audit message', specVersion, events: [event], problems }
}

const fromSyslog = (read: SyslogMessage | Refusal): ReadLine | Refusal => {
  if (isRefusal(read)) return read
  const { host = '', app = '', severity, at, message, messageId = '', legacy } = read
  const source = [host, app].filter((part) => part !== '').join(' ')
  const within = /^[<{]/.test(message) ? readAuditLine(message) : undefined
  const envelope = {
    format: 'Syslog',
    specVersion: legacy === undefined ? '1' : 'RFC 3164',
  } as const
  const older = legacy === undefined ? {} : { legacyTime: legacy.stated }
  if (within !== undefined && !isRefusal(within) && within.format !== 'Syslog')
    return {
      ...within,
      events: within.events.map((one) => ({
        ...one,
        at: one.at ?? at ?? null,
        severity: one.severity ?? severity,
        source: one.source === '' ? source : one.source,
        ...older,
      })),
    }
  // An audit message that cannot be read must not pass as plain words.
  if (isRefusal(within) && looksLikeXml(message)) return within
  const event = auditEvent({
    at: at ?? null,
    type: 'message',
    code: messageId,
    source,
    severity,
    detail: [dataText(read), message].filter((part) => part !== '').join(' '),
    ...older,
  })
  return { ...envelope, events: [event], problems: [] }
}

const dataText = ({ data }: SyslogMessage): string =>
  data
    .map(({ id, parameters }) =>
      [id, ...parameters.map(({ name, value }) => `${name}=${value}`)].join(' '),
    )
    .map((element) => `[${element}]`)
    .join('')

/**
 * A whole file of audit events. Undefined where it is no such file (an SBOM, an advisory): then the
 * other readers are asked. A file whose first event reads is one; lines that do not are problems.
 */
export const readAuditFile = (file: string | Uint8Array): AuditLogSummary | Refusal | undefined => {
  const { lineBytes } = limits.auditEvents
  const head =
    typeof file === 'string'
      ? file.slice(0, lineBytes)
      : new TextDecoder().decode(file.subarray(0, lineBytes))
  const start = head.replace(/^\uFEFF/, '').trimStart()
  const counted = /^[1-9]\d{0,5} <\d/.test(start)
  if (
    !counted &&
    !looksLikeXml(start) &&
    !/^<\d/.test(start) &&
    !beginsWithTime(start) &&
    !isLineOfJson(start)
  )
    return undefined
  if (looksLikeXml(start) && !auditMessage.test(start)) return undefined
  if (counted) return framesFile(typeof file === 'string' ? new TextEncoder().encode(file) : file)
  const decoded = typeof file === 'string' ? file : decode(file)
  if (isRefusal(decoded)) return decoded
  const trimmed = decoded.replace(/^\uFEFF/, '').trim()
  return looksLikeXml(trimmed) ? xmlFile(trimmed) : eventsOf(trimmed.split('\n'))
}

/** An AuditEvent of FHIR, or a Bundle of them, that was read as JSON already. */
export const readFhirFile = (json: unknown): AuditLogSummary | Refusal => {
  const read = fromJson(json)
  if (isRefusal(read)) return read
  return summariseEvents(read.format, read.specVersion, read.events, read.problems)
}

const auditMessage = /<(?:[\w-]+:)?AuditMessage[\s/>]/

const xmlFile = (xml: string): AuditLogSummary | Refusal => {
  const read = fromXml(xml)
  if (isRefusal(read)) return read
  return summariseEvents(read.format, read.specVersion, read.events, read.problems)
}

/** Whether the first line is a whole object that can only be an audit event of ours or of FHIR. */
const isLineOfJson = (start: string): boolean => {
  const [head = ''] = start.split('\n', 1)
  return head.startsWith('{') && !isRefusal(readAuditLine(head))
}

/** What a syslog stream held, as RFC 6587 section 3.4.1 frames it. */
const framesFile = (bytes: Uint8Array): AuditLogSummary | Refusal => {
  const frames = createDeframer({ limit: limits.auditEvents.frameBytes, lines: true }).push(bytes)
  return isRefusal(frames) ? frames : eventsOf(frames)
}

const eventsOf = (lines: readonly (string | Uint8Array)[]): AuditLogSummary | Refusal => {
  const problems = new Problems()
  const events: AuditEvent[] = []
  let first: ReadLine | undefined
  let refusal: Refusal | undefined
  for (const [index, one] of lines.entries()) {
    if (typeof one === 'string' && one.trim() === '') continue
    const read = readAuditLine(one)
    if (isRefusal(read)) {
      refusal ??= read
      problems.add(`Line ${index + 1}: ${read.message}`)
      continue
    }
    first ??= read
    for (const problem of read.problems) problems.add(`Line ${index + 1}: ${problem}`)
    for (const event of read.events) events.push(event)
  }
  if (first === undefined)
    return refusal ?? refuse('audit/unknown', 'The file holds no audit event.')
  return summariseEvents(first.format, first.specVersion, events, problems.list())
}
