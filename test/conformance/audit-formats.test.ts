import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { atnaElements } from '../../src/formats/atna/elements.ts'
import { identify } from '../../src/formats/identify.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { describeWith } from '../support/needs.ts'
import { sharedAvailable, sharedPath } from '../support/shared.ts'
import { suiteFiles } from '../support/suites.ts'

describeWith('shared', 'examples of AuditEvent by HL7', () => {
  const examples = sharedAvailable()
    ? suiteFiles('spec/**/AuditEvent-*.json', 'fhir-auditevent')
    : []
  it('are all there', () => expect(examples).toHaveLength(34))
  it.each(examples.map((path) => [path.split('/').slice(-4).join('/'), path]))(
    'reads %s without a problem',
    (name, path) => {
      const read = orThrow(identify(readFileSync(path)))
      const version = { '1.0.2': 'DSTU2', '3.0.1': 'STU3' }[name.split('/')[1] ?? ''] ?? 'R4'
      expect(read).toMatchObject({ format: 'FHIR AuditEvent', version, valid: true })
      const summary = 'events' in read.summary ? read.summary.events : []
      expect(summary).toHaveLength(1)
      const [event] = summary
      expect(event?.at).toMatch(/^201\d-/)
      expect(event?.source).not.toBe('')
      expect(event?.actor).not.toBe('')
      const types: Readonly<Record<string, string>> = {
        'AuditEvent-example-login.json': 'sign-in',
        'AuditEvent-example-logout.json': 'sign-out',
        'AuditEvent-example-media.json': 'data-export',
        'AuditEvent-example-pixQuery.json': 'query',
        'AuditEvent-example-disclosure.json': 'data-export',
        'AuditEvent-example.json': 'application-start',
      }
      const type = types[basename(path)]
      if (type !== undefined) expect(event?.type).toBe(type)
    },
  )
})

/** What the schema says of attributes: of each element or type by name, its attributes and values. */
const schemaAttributes = (path: string) => {
  const found = new Map<string, Map<string, { required: boolean; values: string[] }>>()
  const named: string[] = []
  const parser = new SaxesParser()
  let attribute: { required: boolean; values: string[] } | undefined
  parser.on('opentag', ({ name, attributes }) => {
    const own = String(attributes['name'] ?? '')
    if (/:(element|complexType|attributeGroup)$/.test(name)) named.push(own || (named.at(-1) ?? ''))
    if (name.endsWith(':attribute') && own !== '') {
      attribute = { required: attributes['use'] === 'required', values: [] }
      const of = named.at(-1) ?? ''
      found.set(of, (found.get(of) ?? new Map()).set(own, attribute))
    }
    if (name.endsWith(':enumeration')) attribute?.values.push(String(attributes['value']))
  })
  parser.on('closetag', ({ name }) => {
    if (/:(element|complexType|attributeGroup)$/.test(name)) named.pop()
  })
  parser.write(readFileSync(path, 'utf8')).close()
  return found
}

describeWith('shared', 'the schema of audit messages by dcm4che', () => {
  const path = sharedPath(
    ...['suites', 'atna-dcm4che-schema', 'dcm4che-audit/src/main/xsd/audit-message.xsd'],
  )
  it('has the attributes and values that our reader knows', () => {
    const schema = schemaAttributes(path ?? '')
    const compared: string[] = []
    for (const [name, rule] of Object.entries(atnaElements)) {
      const attributes = schema.get(`${name}Type`) ?? schema.get(name)
      if (attributes === undefined) continue
      compared.push(name)
      expect([...attributes.keys()].sort(), name).toEqual(
        [...rule.required, ...rule.optional].sort(),
      )
      for (const [attribute, { required, values }] of attributes) {
        expect(rule.required.includes(attribute), `${name} ${attribute}`).toBe(required)
        expect(rule.values[attribute] ?? [], `${name} ${attribute}`).toEqual(values)
      }
    }
    expect(compared).toEqual(
      expect.arrayContaining([
        'EventIdentification',
        'ActiveParticipant',
        'AuditSourceIdentification',
        'ParticipantObjectIdentification',
        'ParticipantObjectIDTypeCode',
      ]),
    )
  })
})
