/** Reads AuditEvent resources of FHIR DSTU2, STU3, R4, R4B and R5, alone or in a Bundle. */
import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import {
  actionOf,
  auditTypeOf,
  type Coded,
  codeText,
  displayText,
  isAlertDescription,
  wordsOfBase64,
} from './audit-codes.ts'
import {
  type AuditEvent,
  type AuditOutcome,
  type AuditType,
  auditEvent,
  auditSeverities,
  momentOf,
} from './audit-event.ts'
import { fromDstu2 } from './fhir/dstu2.ts'
import {
  type Agent,
  type Concept,
  type concept,
  type Entity,
  type Told,
  told,
} from './fhir/shape.ts'
import { Problems } from './problems.ts'
import { member, readShape } from './shape.ts'

export interface FhirAuditEvent {
  readonly specVersion: 'DSTU2' | 'STU3' | 'R4' | 'R5'
  readonly event: AuditEvent
  readonly problems: readonly string[]
}

/** Whether this JSON is meant as a FHIR AuditEvent, or as a Bundle that has one. */
export const isFhirAuditEvent = (json: unknown): boolean =>
  member(json, 'resourceType') === 'AuditEvent' ||
  (member(json, 'resourceType') === 'Bundle' &&
    resourcesOf(json).some((one) => member(one, 'resourceType') === 'AuditEvent'))

/**
 * The AuditEvents of a resource or of a Bundle (type batch, transaction, collection, searchset …).
 * Refuses with `fhir/unreadable` what is neither, and what has neither code nor time.
 */
export const readFhirAuditEvents = (json: unknown): readonly FhirAuditEvent[] | Refusal => {
  if (member(json, 'resourceType') !== 'Bundle') {
    const one = readFhirAuditEvent(json)
    return isRefusal(one) ? one : [one]
  }
  const read: FhirAuditEvent[] = []
  for (const [index, resource] of resourcesOf(json).entries()) {
    const one = readFhirAuditEvent(resource)
    if (isRefusal(one))
      return { ...one, message: `Entry ${index + 1} of the Bundle: ${one.message}` }
    read.push(one)
  }
  return read.length > 0
    ? read
    : refuse('fhir/unreadable', 'The Bundle has no entry. Send AuditEvent resources in it.')
}

/** The resources of a Bundle; an entry without one (a deletion) has undefined. */
export const resourcesOf = (bundle: unknown): readonly unknown[] => {
  const entries = member(bundle, 'entry')
  return Array.isArray(entries) ? entries.map((entry) => member(entry, 'resource')) : []
}

/** One resource; refuses with `fhir/unreadable`. */
export const readFhirAuditEvent = (json: unknown): FhirAuditEvent | Refusal => {
  if (member(json, 'resourceType') !== 'AuditEvent')
    return refuse(
      'fhir/unreadable',
      'This is no AuditEvent resource of FHIR. Send only those here.',
    )
  const specVersion = versionOf(json)
  const read = readShape(
    told,
    specVersion === 'DSTU2' ? fromDstu2(json) : json,
    'fhir',
    'AuditEvent',
  )
  if (isRefusal(read)) return read
  const problems = new Problems()
  const at = momentIn(read, problems)
  const code = specVersion === 'R5' ? first(read.code) : read.type
  if (code === undefined && at === undefined)
    return refuse('fhir/unreadable', 'This AuditEvent says neither what happened nor when.')
  checkDuties(specVersion, read, problems)
  return {
    specVersion,
    event: eventOf(specVersion, read, code, at, problems),
    problems: problems.list(),
  }
}

/** No resource tells its version; each has members that no other has. */
const versionOf = (json: unknown): FhirAuditEvent['specVersion'] => {
  const has = (name: string) => member(json, name) !== undefined
  if (has('event')) return 'DSTU2'
  if (has('code') || has('category') || has('occurredDateTime') || has('occurredPeriod'))
    return 'R5'
  const agents = z.array(z.looseObject({})).safeParse(member(json, 'agent'))
  const older =
    member(member(json, 'source'), 'identifier') !== undefined ||
    (agents.success && agents.data.some((one) => 'userId' in one || 'reference' in one))
  return older ? 'STU3' : 'R4'
}

/** R5 also says when it happened, which may be long before somebody recorded it; or a day only. */
const momentIn = (
  { recorded, occurredDateTime, occurredPeriod }: Told,
  problems: Problems,
): Instant | undefined => {
  const happened = momentOf(occurredDateTime ?? occurredPeriod?.start ?? '')
  if (happened !== undefined) return happened
  if (recorded === undefined) return undefined
  const at = momentOf(recorded)
  if (at === undefined) problems.add('"recorded" is no instant: date, time and offset.')
  return at
}

/** What each version asks for, beyond what we must have to read it. */
const checkDuties = (
  version: FhirAuditEvent['specVersion'],
  { type, code, recorded, agent, source, action, outcome }: Told,
  problems: Problems,
): void => {
  if ((version === 'R5' ? code : type) === undefined)
    problems.add(`It lacks "${version === 'R5' ? 'code' : 'type'}".`)
  if (recorded === undefined) problems.add('It lacks "recorded".')
  if (agent.length === 0) problems.add('It lacks "agent".')
  if (version !== 'R5' && agent.some(({ requestor }) => requestor === undefined))
    problems.add('An agent lacks "requestor".')
  if (version === 'R5' && agent.some(({ who }) => who === undefined))
    problems.add('An agent lacks "who".')
  const observer = version === 'DSTU2' || version === 'STU3' ? source?.identifier : source?.observer
  // In DSTU2 alone the source may be left out.
  if (source === undefined ? version !== 'DSTU2' : observer === undefined)
    problems.add('It does not say what reports it ("source").')
  if (action !== undefined && actionOf(action) === undefined)
    problems.add('"action" is none of C, R, U, D, E.')
  if (outcome !== undefined && outcomeIn(outcome) === undefined)
    problems.add('"outcome" is not a code of its list.')
}

const outcomeWords: Readonly<Record<string, AuditOutcome>> = {
  '0': 'success',
  '4': 'failure',
  '8': 'failure',
  '12': 'failure',
  // R5 takes the codes of issues.
  success: 'success',
  information: 'success',
  warning: 'success',
  error: 'failure',
  fatal: 'failure',
}

const outcomeIn = (outcome: NonNullable<Told['outcome']>): AuditOutcome | undefined => {
  const code = typeof outcome === 'string' ? outcome : (outcome.code?.code ?? '')
  return Object.hasOwn(outcomeWords, code) ? outcomeWords[code] : undefined
}

const eventOf = (
  version: FhirAuditEvent['specVersion'],
  read: Told,
  code: Coded | undefined,
  at: Instant | undefined,
  problems: Problems,
): AuditEvent => {
  const types = version === 'R5' ? (read.category ?? []).flatMap(codings) : read.subtype
  const codes = [...(code === undefined ? [] : [code]), ...types]
  const who = read.agent.find(({ requestor }) => requestor === true) ?? read.agent[0]
  const severity = auditSeverities.find((one) => one === read.severity)
  if (read.severity !== undefined && severity === undefined)
    problems.add('"severity" is not a code of its list.')
  return auditEvent({
    at: at ?? null,
    type: version === 'R5' ? typeOfR5(read, code, types) : typeIn(read, code, types),
    code: codeText(codes),
    action: actionOf(read.action ?? '') ?? 'unknown',
    outcome: read.outcome === undefined ? 'unknown' : (outcomeIn(read.outcome) ?? 'unknown'),
    actor: who === undefined ? '' : nameOfAgent(who),
    source: sourceOf(read.source),
    object: read.entity.map(({ what, name }) => reference(what) || (name ?? '')).find(filled) ?? '',
    ...(severity === undefined ? {} : { severity }),
    detail: detailOf(read, codes, who),
  })
}

/** Break-the-glass is a purpose of use in HL7 (v3-ActReason), not a kind of event. */
const typeIn = (read: Told, code: Coded | undefined, types: readonly Coded[]): AuditType => {
  const purposes = [
    ...(read.purposeOfEvent ?? []),
    ...(read.authorization ?? []),
    ...read.agent.flatMap((one) => [...(one.purposeOfUse ?? []), ...(one.authorization ?? [])]),
  ].flatMap(codings)
  if (purposes.some((one) => one.code === 'BTG')) return 'emergency-access'
  return auditTypeOf(code ?? { system: '', code: '', display: '' }, types)
}

/** R5 names what happened in `code`; where we do not know that one, its categories say enough. */
const typeOfR5 = (read: Told, code: Coded | undefined, categories: readonly Coded[]): AuditType => {
  const type = typeIn(read, code, [])
  return type === 'other' ? typeIn(read, undefined, categories) : type
}

const codings = ({ coding }: Concept): readonly Coded[] => coding

const first = (one: z.output<typeof concept> | undefined): Coded | undefined =>
  one === undefined ? undefined : (one.coding[0] ?? { system: '', code: '', display: one.text })

const filled = (text: string): boolean => text !== ''

const reference = (one: Agent['who']): string =>
  one === undefined ? '' : one.identifier?.value || one.value || one.reference || one.display || ''

const nameOfAgent = (agent: Agent): string =>
  [reference(agent.who), reference(agent.userId), reference(agent.reference)].find(filled) ??
  (agent.altId || agent.name || '')

const sourceOf = (source: Told['source']): string => {
  const site = typeof source?.site === 'string' ? source.site : reference(source?.site)
  return [reference(source?.observer) || reference(source?.identifier), site]
    .filter(filled)
    .join(' at ')
}

const detailOf = (read: Told, codes: readonly Coded[], who: Agent | undefined): string => {
  const network = who?.networkString ?? who?.networkUri ?? who?.network?.address ?? ''
  return [
    displayText(codes),
    read.outcomeDesc ?? '',
    typeof read.outcome === 'object' ? read.outcome.detail.map(({ text }) => text).join(', ') : '',
    who?.name === undefined || who.name === '' ? '' : `User: ${who.name}`,
    network === '' ? '' : `From: ${network}`,
    ...read.entity.map(({ description }) => description ?? ''),
    ...read.entity.flatMap(alerts),
  ]
    .filter(filled)
    .join('. ')
}

const alerts = ({ detail }: Entity): readonly string[] =>
  detail
    .filter(({ type }) => isAlertDescription(type ?? ''))
    .map((one) => one.valueString ?? wordsOfBase64(one.valueBase64Binary ?? one.value ?? ''))
    .map((text) => (text === '' ? '' : `Alert: ${text}`))
