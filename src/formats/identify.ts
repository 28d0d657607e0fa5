/** Says what a file of others is, JSON or XML mostly, and reads it with the reader of its format. */
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { parseStrictJson, parseStrictJsonBytes } from '../kernel/strict-json.ts'
import type { AdvisorySummary } from './advisory.ts'
import { looksLikeXml } from './atna.ts'
import type { AuditLogSummary } from './audit-event.ts'
import { readAuditFile, readFhirFile } from './audit-lines.ts'
import { type CsafSummary, csafVersion, readCsaf } from './csaf.ts'
import { readCve } from './cve.ts'
import { readCycloneDx } from './cyclonedx.ts'
import { isCycloneDxXml, readCycloneDxXml } from './cyclonedx-xml.ts'
import {
  type EpssSummary,
  isEpssAnswer,
  looksLikeEpssCsv,
  readEpssAnswer,
  readEpssCsv,
} from './epss.ts'
import { isFhirAuditEvent } from './fhir-audit-event.ts'
import { readGitHubAdvisory } from './github-advisory.ts'
import { isKev, type KevSummary, readKev } from './kev.ts'
import { type OpenVexSummary, openVexVersion, readOpenVex } from './openvex.ts'
import { readOsv } from './osv.ts'
import type { SbomSummary } from './sbom.ts'
import { member } from './shape.ts'
import { readSpdx } from './spdx.ts'
import { readXml, type XmlElement } from './xml.ts'

interface Summaries {
  readonly CSAF: CsafSummary
  readonly CVE: AdvisorySummary
  readonly CycloneDX: SbomSummary
  readonly EPSS: EpssSummary
  readonly 'GitHub advisory': AdvisorySummary
  readonly KEV: KevSummary
  readonly OpenVEX: OpenVexSummary
  readonly OSV: AdvisorySummary
  readonly SPDX: SbomSummary
  readonly Syslog: AuditLogSummary
  readonly 'DICOM audit message': AuditLogSummary
  readonly 'FHIR AuditEvent': AuditLogSummary
  readonly 'Audit events': AuditLogSummary
}

export type Identified = {
  readonly [Format in keyof Summaries]: {
    readonly format: Format
    /** Of the format; empty where the file does not state it. */
    readonly version: string
    /** Whether our reader found no problem. It is no validation: for CSAF see `validateCsaf`. */
    readonly valid: boolean
    readonly problems: readonly string[]
    readonly summary: Summaries[Format]
  }
}[keyof Summaries]

/**
 * Reads text or UTF-8 bytes, at most `limits.formats`: JSON, and CycloneDX in XML too. Refuses with
 * the codes of `parseStrictJson`, with `xml/unreadable`, with `identify/unknown` (no format that we know), with `identify/not-read`
 * (one that we know and do not read, named in the sentence), or as the reader of the format does.
 */
export const identify = (input: string | Uint8Array): Identified | Refusal => {
  const log = readAuditFile(input)
  if (log !== undefined) return identifiedLog(log)
  const xml = xmlOf(input)
  if (isRefusal(xml)) return xml
  if (xml !== undefined)
    return isCycloneDxXml(xml) ? identified('CycloneDX', readCycloneDxXml(xml)) : otherXml(xml)
  const scores = epssCsvIn(input)
  if (scores !== undefined) return isRefusal(scores) ? scores : identified('EPSS', scores)
  const json = parse(input)
  if (isRefusal(json)) return json
  switch (formatOf(json)) {
    case 'CSAF':
      return identified('CSAF', readCsaf(json))
    case 'CycloneDX':
      return identified('CycloneDX', readCycloneDx(json))
    case 'SPDX':
      return identified('SPDX', readSpdx(json))
    case 'CVE':
      return identified('CVE', readCve(json))
    case 'EPSS':
      return identified('EPSS', readEpssAnswer(json))
    case 'KEV':
      return identified('KEV', readKev(json))
    case 'GitHub advisory':
      return identified('GitHub advisory', readGitHubAdvisory(json))
    case 'OpenVEX':
      return identified('OpenVEX', readOpenVex(json))
    case 'OSV':
      return identified('OSV', readOsv(json))
    case 'FHIR AuditEvent':
      return identifiedLog(readFhirFile(json))
    case undefined:
      return otherwise(json)
    default:
      throw new Error('A format without its reader.')
  }
}

/** The one CSV file among the formats, where its first line says so. */
const epssCsvIn = (input: string | Uint8Array): EpssSummary | Refusal | undefined => {
  if (typeof input === 'string') return looksLikeEpssCsv(input) ? readEpssCsv(input) : undefined
  const { bytes } = limits.formats
  if (!looksLikeEpssCsv(new TextDecoder().decode(input.subarray(0, 1_000)))) return undefined
  if (input.length > bytes)
    return refuse('epss/too-large', `This has more than ${bytes} bytes, the most that is read.`)
  // What is not UTF-8 shows as a replacement character, which is in no score.
  return readEpssCsv(new TextDecoder().decode(input))
}

const byteOrderMark = '\uFEFF'

/** RFC 8259 section 8.1 lets readers pass over a byte order mark, which some tools write. */
const parse = (input: string | Uint8Array) => {
  const { bytes, depth, nodes } = limits.formats
  if (typeof input === 'string')
    return parseStrictJson(input.startsWith(byteOrderMark) ? input.slice(1) : input, {
      bytes,
      depth,
      nodes,
    })
  const marked = input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf
  return parseStrictJsonBytes(marked ? input.subarray(3) : input, { bytes, depth, nodes })
}

const formatOf = (json: unknown): Identified['format'] | undefined => {
  if (csafVersion(json) !== undefined) return 'CSAF'
  if (member(json, 'bomFormat') === 'CycloneDX') return 'CycloneDX'
  if (typeof member(json, 'spdxVersion') === 'string') return 'SPDX'
  if (member(json, 'dataType') === 'CVE_RECORD' || member(json, 'data_type') === 'CVE') return 'CVE'
  if (member(json, 'ghsaId') !== undefined || member(json, 'ghsa_id') !== undefined)
    return 'GitHub advisory'
  if (openVexVersion(json) !== undefined) return 'OpenVEX'
  if (isKev(json)) return 'KEV'
  if (isEpssAnswer(json)) return 'EPSS'
  if (isFhirAuditEvent(json)) return 'FHIR AuditEvent'
  // OSV has no mark of its own but its two members that must be there.
  if (typeof member(json, 'id') === 'string' && typeof member(json, 'modified') === 'string')
    return 'OSV'
  return undefined
}

const identified = <Format extends keyof Summaries>(
  format: Format,
  summary: Summaries[Format] | Refusal,
): Identified | Refusal => {
  if (isRefusal(summary)) return summary
  const { problems, specVersion = '' } = summary
  const valid = problems.length === 0
  // Format and summary belong together by the signature; the union cannot follow that.
  return { format, version: specVersion, valid, problems, summary } as Identified
}

const identifiedLog = (log: AuditLogSummary | Refusal): Identified | Refusal =>
  isRefusal(log) ? log : identified(log.format, log)

/** The tree of what begins as XML; undefined for anything else. */
const xmlOf = (input: string | Uint8Array): XmlElement | Refusal | undefined => {
  const start = typeof input === 'string' ? input : new TextDecoder().decode(input.subarray(0, 64))
  if (!looksLikeXml(start.slice(0, 64))) return undefined
  const { bytes: characters, depth, xmlElements: elements } = limits.formats
  const text = input.length > characters ? undefined : decoded(input)
  if (text === undefined)
    return refuse('xml/unreadable', 'This XML is no UTF-8, or it is too large. Export it as UTF-8.')
  const tree = readXml(text.replace(byteOrderMark, '').trimStart(), { characters, depth, elements })
  return typeof tree === 'string'
    ? refuse('xml/unreadable', `This XML is not read: ${tree}. Ask its author for a plain file.`)
    : tree
}

const decoded = (input: string | Uint8Array): string | undefined => {
  if (typeof input === 'string') return input
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(input)
  } catch (cause) {
    if (cause instanceof TypeError) return undefined
    throw cause
  }
}

const otherXml = ({ name, namespace }: XmlElement): Refusal => {
  if (name === 'cvrfdoc')
    return refuse(
      'identify/not-read',
      'This is an advisory in CVRF, the format before CSAF. Ask its author for CSAF 2.0 or 2.1.',
      { format: 'CVRF' },
    )
  return refuse(
    'identify/unknown',
    `Of XML, CycloneDX and DICOM audit messages are read; this begins with ${JSON.stringify(name.slice(0, 60))}. Attach it as a file.`,
    { name, namespace },
  )
}

const otherwise = (json: unknown): Refusal => {
  const known = knownElsewhere.find(([, , is]) => is(json))
  if (known !== undefined)
    return refuse('identify/not-read', `This is ${known[0]}${known[1]}`, { format: known[0] })
  return refuse(
    'identify/unknown',
    'This is none of CSAF, OpenVEX, CycloneDX, SPDX 2, OSV, CVE 5, a GitHub advisory, EPSS, KEV or audit events. Attach it as a file.',
  )
}

const context = (json: unknown): string => {
  const value = member(json, '@context')
  return typeof value === 'string' ? value : ''
}

const knownElsewhere: readonly (readonly [
  format: string,
  words: string,
  is: (json: unknown) => boolean,
])[] = [
  [
    'an SPDX 3 document',
    ', which is not read here. Export it as SPDX 2.3 or CycloneDX.',
    (json) => context(json).startsWith('https://spdx.org/rdf/3'),
  ],
  [
    'a SARIF log',
    ': what a scanner found in code, not a report of a vulnerability. Judge it with the scanner, report each finding that is one (vulnerary intake report, source c), and attach this file to it.',
    (json) => member(json, 'runs') !== undefined && member(json, 'version') === '2.1.0',
  ],
  [
    'an answer of the NVD',
    ', which is not read here. Take the CVE record of the same number instead.',
    (json) => member(member(json, 'cve'), 'sourceIdentifier') !== undefined,
  ],
]
