/** What codes of DICOM (PS3.16 CID 400 and 401), IHE and HL7 mean for our rules. */
import { parseBase64 } from '../kernel/base64.ts'
import { isRefusal } from '../kernel/result.ts'
import type { AuditAction, AuditOutcome, AuditType } from './audit-event.ts'

/** Codes of the DICOM Controlled Terminology (DCM): events, then types of event. */
const dicomTypes: Readonly<Record<string, AuditType>> = {
  '110100': 'other',
  '110101': 'audit-log-used',
  '110102': 'data-export',
  '110103': 'data-access',
  '110104': 'data-export',
  '110105': 'data-change',
  '110106': 'data-export',
  '110107': 'data-import',
  '110108': 'network-entry',
  '110109': 'data-access',
  '110110': 'data-access',
  '110111': 'data-access',
  '110112': 'query',
  '110113': 'security-alert',
  '110114': 'sign-in',
  '110120': 'application-start',
  '110121': 'application-stop',
  '110122': 'sign-in',
  '110123': 'sign-out',
  '110124': 'network-entry',
  '110125': 'network-entry',
  '110126': 'node-authentication',
  '110127': 'emergency-access',
  '110128': 'configuration-change',
  '110129': 'configuration-change',
  '110130': 'configuration-change',
  '110131': 'configuration-change',
  '110132': 'restricted-function',
  '110133': 'audit-stopped',
  '110134': 'audit-started',
  '110135': 'rights-change',
  '110136': 'rights-change',
  '110137': 'rights-change',
  '110138': 'emergency-access-ended',
  '110139': 'remote-service',
  '110140': 'remote-service',
  '110141': 'remote-service',
  '110142': 'remote-service',
}

/** RESTful interactions of FHIR, where no DICOM code says more. */
const restTypes: Readonly<Record<string, AuditType>> = {
  rest: 'data-access',
  read: 'data-access',
  vread: 'data-access',
  history: 'data-access',
  create: 'data-change',
  update: 'data-change',
  patch: 'data-change',
  delete: 'data-change',
  search: 'query',
  'search-type': 'query',
  'search-system': 'query',
}

export interface Coded {
  readonly system: string
  readonly code: string
  readonly display: string
}

const dicomSystems: readonly string[] = [
  'DCM',
  '1.2.840.10008.2.16.4',
  'urn:oid:1.2.840.10008.2.16.4',
  'http://dicom.nema.org/resources/ontology/DCM',
  'http://nema.org/dicom/dicm',
  'http://nema.org/dicom/dcid',
]

/** By the more specific code first: the types of an event before the event itself. */
export const auditTypeOf = (event: Coded, types: readonly Coded[]): AuditType => {
  for (const one of [...types, event]) {
    const known = isDicom(one) ? entryOf(dicomTypes, one.code) : entryOf(restTypes, one.code)
    if (known !== undefined) return known
  }
  return 'other'
}

/** The numbers are DICOM's alone, and older senders leave the system out. */
const isDicom = ({ system, code }: Coded): boolean =>
  dicomSystems.includes(system) || (system === '' && /^1101\d\d$/.test(code))

const entryOf = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** `DCM:110114 DCM:110122`; systems that are no DICOM code are left out of the text. */
export const codeText = (codes: readonly Coded[]): string =>
  codes
    .filter(({ code }) => code !== '')
    .map((one) => (isDicom(one) ? `DCM:${one.code}` : one.code))
    .join(' ')

/** What people read of codes: `User Authentication, Login`. */
export const displayText = (codes: readonly Coded[]): string =>
  codes
    .map(({ display, code }) => display || code)
    .filter((text) => text !== '')
    .join(', ')

const actions: Readonly<Record<string, AuditAction>> = {
  C: 'create',
  R: 'read',
  U: 'update',
  D: 'delete',
  E: 'execute',
}

/** RFC 3881 section 5.1.2, which DICOM and FHIR took over; undefined for any other letter. */
export const actionOf = (letter: string): AuditAction | undefined => entryOf(actions, letter)

const outcomes: Readonly<Record<string, AuditOutcome>> = {
  '0': 'success',
  '4': 'failure',
  '8': 'failure',
  '12': 'failure',
}

/** RFC 3881 section 5.1.4: success, then minor, serious and major failure. */
export const outcomeOf = (indicator: string): AuditOutcome | undefined =>
  entryOf(outcomes, indicator)

/** Under which a security alert says what happened (PS3.15 A.5.3.11). */
export const isAlertDescription = (type: string): boolean =>
  type.trim().toLowerCase() === 'alert description'

/** Words in base 64, or as they stand where a sender did not encode them. */
export const wordsOfBase64 = (text: string): string => {
  const bytes = parseBase64(text.replaceAll(/\s/g, ''))
  return isRefusal(bytes) ? text : new TextDecoder().decode(bytes)
}
