import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readAuditLine } from './audit-lines.ts'
import { identify } from './identify.ts'

const ours = { at: '2026-01-02T03:04:05Z', type: 'sign-in', outcome: 'failure', actor: 'jdoe' }

describe('a line of an audit log', () => {
  it('may be our own JSON', () => {
    const read = orThrow(readAuditLine(JSON.stringify({ ...ours, product: 'CT 3', colour: 'red' })))
    expect(read).toEqual({
      format: 'Audit events',
      problems: ['"colour" is not read.'],
      events: [
        {
          at: '2026-01-02T03:04:05.000Z',
          type: 'sign-in',
          code: '',
          action: 'unknown',
          outcome: 'failure',
          actor: 'jdoe',
          source: '',
          object: '',
          product: 'CT 3',
          detail: '',
        },
      ],
    })
  })

  it('may be plain words in syslog, with where they come from', () => {
    const read = orThrow(
      readAuditLine(
        '<86>1 2026-01-02T03:04:05Z gw-7 sshd 9 - [o@1 k="v"] Failed password for root',
      ),
    )
    expect(read.events).toMatchObject([
      {
        type: 'message',
        source: 'gw-7 sshd',
        severity: 'informational',
        detail: '[o@1 k=v] Failed password for root',
      },
    ])
  })

  it('may be JSON in syslog, which takes time and source from around it where it has none', () => {
    const fhir = {
      resourceType: 'AuditEvent',
      type: { system: 'DCM', code: '110113' },
      subtype: [{ system: 'DCM', code: '110127' }],
      agent: [{ requestor: true, who: { display: 'Dr. Eve' } }],
      source: { observer: {} },
    }
    const read = orThrow(
      readAuditLine(`<85>1 2026-01-02T03:04:05Z ward-2 - - - - ${JSON.stringify(fhir)}`),
    )
    expect(read.format).toBe('FHIR AuditEvent')
    expect(read.events).toMatchObject([
      {
        at: '2026-01-02T03:04:05.000Z',
        source: 'ward-2',
        type: 'emergency-access',
        actor: 'Dr. Eve',
      },
    ])
  })

  it('may be an R5 resource, where break-the-glass is a purpose', () => {
    const read = orThrow(
      readAuditLine(
        JSON.stringify({
          resourceType: 'AuditEvent',
          category: [{ coding: [{ code: 'rest' }] }],
          code: { coding: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read' }] },
          action: 'R',
          severity: 'warning',
          recorded: '2026-01-02T03:04:05+02:00',
          outcome: { code: { code: 'error' }, detail: [{ text: 'denied' }] },
          authorization: [{ coding: [{ code: 'BTG' }] }],
          agent: [
            { who: { reference: 'Practitioner/1' }, requestor: true, networkString: '10.1.1.1' },
          ],
          source: { observer: { reference: 'Device/7' } },
          entity: [{ what: { reference: 'Patient/1' } }],
        }),
      ),
    )
    expect(read).toMatchObject({ specVersion: 'R5', problems: [] })
    expect(read.events).toMatchObject([
      {
        type: 'emergency-access',
        outcome: 'failure',
        severity: 'warning',
        actor: 'Practitioner/1',
        source: 'Device/7',
        object: 'Patient/1',
      },
    ])
  })

  describe('of FHIR R5', () => {
    const dcm = 'http://dicom.nema.org/resources/ontology/DCM'
    const concept = (code: string, system = dcm) => ({ coding: [{ system, code }] })
    const r5 = (more: object) => ({
      resourceType: 'AuditEvent',
      recorded: '2026-01-02T03:04:05Z',
      agent: [{ who: { display: 'jdoe' }, requestor: true }],
      source: { observer: { display: 'ct-3' } },
      ...more,
    })
    const issue = (code: string) => ({
      code: { system: 'http://hl7.org/fhir/issue-severity', code },
    })
    it.each([
      [
        'a failed sign-in',
        { category: [concept('110114')], code: concept('110122'), outcome: issue('error') },
        { type: 'sign-in', outcome: 'failure', code: 'DCM:110122 DCM:110114' },
      ],
      [
        'what happened in words of its own, with a category that we know',
        {
          category: [concept('110113')],
          code: { text: 'Tamper switch' },
          outcome: issue('success'),
        },
        { type: 'security-alert', outcome: 'success' },
      ],
      [
        'an update that was refused, with the reason as the detail of an entity',
        {
          category: [concept('110113')],
          code: concept('110131'),
          action: 'U',
          outcome: { ...issue('fatal'), detail: [{ text: 'refused' }] },
          entity: [
            {
              what: { display: 'firmware 7.2' },
              detail: [{ type: { text: 'Alert Description' }, valueString: 'Bad signature' }],
            },
          ],
        },
        {
          type: 'configuration-change',
          outcome: 'failure',
          object: 'firmware 7.2',
          detail: expect.stringMatching(/refused.*Alert: Bad signature/),
        },
      ],
      [
        'what happened long before it was recorded',
        { code: concept('110133'), occurredDateTime: '2026-01-01T23:00:00-01:00' },
        { type: 'audit-stopped', at: '2026-01-02T00:00:00.000Z' },
      ],
      [
        'a period, or a day without time',
        { code: concept('110120'), occurredPeriod: { start: '2026-01-01' } },
        { type: 'application-start', at: '2026-01-02T03:04:05.000Z' },
      ],
      [
        'a search by REST',
        {
          category: [concept('rest', 'http://terminology.hl7.org/CodeSystem/audit-event-type')],
          code: concept('search-type', 'http://hl7.org/fhir/restful-interaction'),
          agent: [{ who: { identifier: { value: 'app-1' } }, networkUri: 'https://app.example' }],
        },
        { type: 'query', actor: 'app-1', detail: expect.stringContaining('https://app.example') },
      ],
    ])('may say %s', (_, more, event) => {
      const read = orThrow(readAuditLine(JSON.stringify(r5(more))))
      expect(read).toMatchObject({ specVersion: 'R5', problems: [] })
      expect(read.events).toMatchObject([event])
    })
  })

  it.each([
    ['words', 'hello'],
    ['JSON of something else', '{"a":1}'],
    ['another resource', '{"resourceType":"Patient"}'],
    [
      'a Bundle with a patient',
      '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}}]}',
    ],
    ['a type nobody knows', JSON.stringify({ ...ours, type: 'party' })],
    ['a time without offset', JSON.stringify({ ...ours, at: '2026-01-02T03:04:05' })],
    ['members twice', '{"at":"2026-01-02T03:04:05Z","at":"2026-01-02T03:04:05Z","type":"other"}'],
    ['nesting without end', `{"a":${'['.repeat(100_000)}`],
    ['too many values', `{"a":[${'1,'.repeat(60_000)}1]}`],
    ['a text without end', `{"a":"${'x'.repeat(200_000)}"}`],
    ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0xfe])],
  ])('is refused: %s', (_, line) => {
    expect(isRefusal(readAuditLine(line))).toBe(true)
  })

  it('gives bounded texts that every database can hold, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const read = readAuditLine(
          JSON.stringify({ ...ours, actor: text, detail: text.repeat(20) }),
        )
        // A lone surrogate is refused by the strict reader.
        if (isRefusal(read)) return
        const [{ actor, detail } = { actor: '', detail: '' }] = read.events
        expect(actor.length).toBeLessThanOrEqual(300)
        expect(detail.length).toBeLessThanOrEqual(4_000)
        expect(actor.isWellFormed() && !actor.includes('\u0000')).toBe(true)
      }),
      { numRuns: 20 },
    )
  })
})

describe('a file of audit events', () => {
  const lines = [JSON.stringify(ours), 'garbage', JSON.stringify({ ...ours, type: 'sign-out' })]
  it('is known by its first line; what cannot be read is told', () => {
    expect(identify(lines.join('\n'))).toMatchObject({
      format: 'Audit events',
      valid: false,
      problems: [expect.stringContaining('Line 2')],
      summary: { count: 2 },
    })
  })
  it('may hold syslog in lines or counted', () => {
    const line = '<34>1 - h a - - - one'
    expect(identify(`${line}\n${line}\n`)).toMatchObject({
      format: 'Syslog',
      summary: { count: 2 },
    })
    expect(identify(`${line.length} ${line}${line.length} ${line}`)).toMatchObject({
      format: 'Syslog',
      version: '1',
      valid: true,
      summary: { count: 2 },
    })
  })
  it('is refused by the reader of its format where it is damaged', () => {
    expect(identify('<34>1 - pümp')).toMatchObject({ code: 'syslog/unreadable' })
    expect(identify('<AuditMessage>')).toMatchObject({ code: 'atna/unreadable' })
    expect(identify('{"resourceType":"AuditEvent"}')).toMatchObject({ code: 'fhir/unreadable' })
  })
})
