/** Reads audit messages of DICOM (PS3.15 A.5) and IHE ATNA, and of RFC 3881 before them. */
import { isRefusal, type Refusal } from '../kernel/result.ts'
import { atnaElements } from './atna/elements.ts'
import { readXml, unreadable, type XmlElement } from './atna/tree.ts'
import {
  actionOf,
  auditTypeOf,
  type Coded,
  codeText,
  displayText,
  isAlertDescription,
  outcomeOf,
  wordsOfBase64,
} from './audit-codes.ts'
import { type AuditEvent, auditEvent, momentOf } from './audit-event.ts'
import { Problems } from './problems.ts'

export interface AtnaMessage {
  /** RFC 3881 wrote `code` where DICOM writes `csd-code`. */
  readonly specVersion: 'DICOM' | 'RFC 3881'
  readonly event: AuditEvent
  readonly problems: readonly string[]
}

/** Whether a text can only be meant as an audit message in XML. */
export const looksLikeXml = (text: string): boolean => /^\uFEFF?\s*<(\?xml|!|[A-Za-z])/.test(text)

/** Refuses with `atna/unreadable` what is no XML, is unsafe, or is not an AuditMessage. */
export const readAtna = (text: string): AtnaMessage | Refusal => {
  const root = readXml(text.startsWith('\uFEFF') ? text.slice(1) : text)
  if (isRefusal(root)) return root
  if (root.name !== 'AuditMessage') return unreadable('its root is not AuditMessage')
  const problems = new Problems()
  check(root, problems)
  const identification = child(root, 'EventIdentification')
  const id = child(identification, 'EventID')
  if (identification === undefined || id === undefined)
    return unreadable('it does not identify its event')
  const time = attribute(identification, 'EventDateTime')
  const at = momentOf(time, true)
  if (time !== '' && at === undefined) problems.add('EventDateTime is no date and time.')
  const [event, types] = [codedOf(id), childrenOf(identification, 'EventTypeCode').map(codedOf)]
  const who = requestor(root)
  const object = child(root, 'ParticipantObjectIdentification')
  return {
    specVersion: id.attributes.has('csd-code') ? 'DICOM' : 'RFC 3881',
    event: auditEvent({
      at: at ?? null,
      type: auditTypeOf(event, types),
      code: codeText([event, ...types]),
      action: actionOf(attribute(identification, 'EventActionCode')) ?? 'unknown',
      outcome: outcomeOf(attribute(identification, 'EventOutcomeIndicator')) ?? 'unknown',
      actor: attribute(who, 'UserID') || attribute(who, 'UserName'),
      source: sourceOf(child(root, 'AuditSourceIdentification')),
      object: attribute(object, 'ParticipantObjectID'),
      detail: detailOf(root, identification, [event, ...types], who, object),
    }),
    problems: problems.list(),
  }
}

/** Every element against its rule; what has none is named and passed over. */
const check = (element: XmlElement, problems: Problems): void => {
  const rule = Object.hasOwn(atnaElements, element.name) ? atnaElements[element.name] : undefined
  if (rule === undefined) return
  const { name, attributes, children } = element
  for (const required of rule.required)
    if (!attributes.has(required) && !(required === 'csd-code' && attributes.has('code')))
      problems.add(`${name} lacks ${required}.`)
  for (const [attribute, values] of Object.entries(rule.values)) {
    const value = attributes.get(attribute)
    if (value !== undefined && !values.includes(value))
      problems.add(`${name} has ${attribute} "${value.slice(0, 100)}", which is not in its list.`)
  }
  for (const attribute of attributes.keys())
    if (!known(attribute, rule.required) && !known(attribute, rule.optional))
      problems.add(`${name} has ${attribute.slice(0, 100)}, which nobody knows.`)
  const counts = new Map<string, number>()
  for (const one of children) counts.set(one.name, (counts.get(one.name) ?? 0) + 1)
  for (const [within, [least, most]] of Object.entries(rule.children)) {
    const count = counts.get(within) ?? 0
    if (count < least) problems.add(`${name} lacks ${within}.`)
    if (count > most) problems.add(`${name} has ${within} more than once.`)
  }
  for (const within of counts.keys())
    if (!Object.hasOwn(rule.children, within))
      problems.add(`${name} has ${within.slice(0, 100)} in it, which does not belong there.`)
  for (const one of children) check(one, problems)
}

/** Namespaces and hints to schemas stand anywhere; the older `code` is the newer `csd-code`. */
const known = (attribute: string, names: readonly string[]): boolean =>
  names.includes(attribute) ||
  (attribute === 'code' && names.includes('csd-code')) ||
  attribute === 'xmlns' ||
  attribute.startsWith('xmlns:') ||
  attribute.startsWith('xsi:')

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name)

const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((one) => one.name === name) ?? []

const attribute = (element: XmlElement | undefined, name: string): string =>
  element?.attributes.get(name)?.trim() ?? ''

const codedOf = (element: XmlElement): Coded => ({
  system: attribute(element, 'codeSystemName') || attribute(element, 'codeSystem'),
  code: attribute(element, 'csd-code') || attribute(element, 'code'),
  display: attribute(element, 'originalText') || attribute(element, 'displayName'),
})

/** Who asked for it; where nobody is said to, who is named first. */
const requestor = (root: XmlElement): XmlElement | undefined => {
  const all = childrenOf(root, 'ActiveParticipant')
  return all.find((one) => ['true', '1'].includes(attribute(one, 'UserIsRequestor'))) ?? all[0]
}

const sourceOf = (source: XmlElement | undefined): string =>
  [attribute(source, 'AuditSourceID'), attribute(source, 'AuditEnterpriseSiteID')]
    .filter((text) => text !== '')
    .join(' at ')

const detailOf = (
  root: XmlElement,
  identification: XmlElement,
  codes: readonly Coded[],
  who: XmlElement | undefined,
  object: XmlElement | undefined,
): string =>
  [
    displayText(codes),
    child(identification, 'EventOutcomeDescription')?.text.trim() ?? '',
    labelled('User', attribute(who, 'UserName')),
    labelled('From', attribute(who, 'NetworkAccessPointID')),
    labelled('Object', child(object, 'ParticipantObjectName')?.text.trim() ?? ''),
    ...childrenOf(root, 'ParticipantObjectIdentification').flatMap(alerts),
    labelled(
      'Others',
      childrenOf(root, 'ActiveParticipant')
        .filter((one) => one !== who)
        .map((one) => attribute(one, 'UserID'))
        .join(', '),
    ),
  ]
    .filter((text) => text !== '')
    .join('. ')

/** What a security alert says in words (PS3.15 A.5.3.11), in base 64 as all details are. */
const alerts = (object: XmlElement): readonly string[] =>
  childrenOf(object, 'ParticipantObjectDetail')
    .filter((one) => isAlertDescription(attribute(one, 'type')))
    .map((one) => labelled('Alert', wordsOfBase64(attribute(one, 'value'))))

const labelled = (label: string, text: string): string => (text === '' ? '' : `${label}: ${text}`)
