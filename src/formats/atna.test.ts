import { describe, expect, it } from 'vitest'
import { orThrow } from '../kernel/result.ts'
import { readAtna } from './atna.ts'
import { readAuditLine } from './audit-lines.ts'

const message = (
  parts: Readonly<Record<string, string>> = {},
) => `<?xml version="1.0" encoding="UTF-8"?>
<AuditMessage>
  <EventIdentification EventActionCode="${parts['action'] ?? 'E'}" EventDateTime="2026-01-02T03:04:05.678+01:00" EventOutcomeIndicator="${parts['outcome'] ?? '8'}">
    <EventID csd-code="110114" codeSystemName="DCM" originalText="User Authentication"/>
    <EventTypeCode csd-code="${parts['type'] ?? '110122'}" codeSystemName="DCM" originalText="Login"/>
  </EventIdentification>
  <ActiveParticipant UserID="node" UserIsRequestor="false"/>
  <ActiveParticipant UserID="jdoe" UserName="Jo Doe &amp; Co" UserIsRequestor="true" NetworkAccessPointID="10.0.0.9" NetworkAccessPointTypeCode="2"/>
  ${parts['source'] ?? '<AuditSourceIdentification AuditSourceID="ct-3" AuditEnterpriseSiteID="radiology"/>'}
  ${parts['more'] ?? ''}
</AuditMessage>`

describe('an audit message of DICOM or ATNA', () => {
  it('is read as who did what where and how it ended', () => {
    expect(readAtna(message())).toEqual({
      specVersion: 'DICOM',
      problems: [],
      event: {
        at: '2026-01-02T02:04:05.678Z',
        type: 'sign-in',
        code: 'DCM:110114 DCM:110122',
        action: 'execute',
        outcome: 'failure',
        actor: 'jdoe',
        source: 'ct-3 at radiology',
        object: '',
        detail: 'User Authentication, Login. User: Jo Doe & Co. From: 10.0.0.9. Others: node',
      },
    })
  })

  it.each([
    ['110127', 'emergency-access'],
    ['110133', 'audit-stopped'],
    ['110129', 'configuration-change'],
    ['110136', 'rights-change'],
    ['110123', 'sign-out'],
  ])('names the type of event %s as %s', (type, meant) => {
    expect(orThrow(readAtna(message({ type }))).event.type).toBe(meant)
  })

  it('tells what a security alert describes, in base 64 as the standard has it or in plain', () => {
    const alert = (value: string) =>
      message({
        type: '110131',
        more: `<ParticipantObjectIdentification ParticipantObjectID="firmware-7" ParticipantObjectTypeCode="2"><ParticipantObjectIDTypeCode csd-code="110182" originalText="Node ID" codeSystemName="DCM"/><ParticipantObjectDetail type="Alert Description" value="${value}"/><ParticipantObjectDetail type="Other" value="eA=="/></ParticipantObjectIdentification>`,
      })
    for (const value of [btoa('The update is not signed'), 'The update is not signed!']) {
      const { event, problems } = orThrow(readAtna(alert(value)))
      expect(problems).toEqual([])
      expect(event).toMatchObject({ type: 'configuration-change', object: 'firmware-7' })
      expect(event.code).toContain('DCM:110131')
      expect(event.detail).toMatch(/Alert: The update is not signed/)
    }
  })

  it('may be of RFC 3881, with "code"', () => {
    const older = message().replaceAll('csd-code', 'code')
    expect(orThrow(readAtna(older))).toMatchObject({ specVersion: 'RFC 3881', problems: [] })
  })

  it.each([
    ['an action that is none', message({ action: 'X' }), 'EventActionCode'],
    ['an outcome that is none', message({ outcome: '1' }), 'EventOutcomeIndicator'],
    ['no source', message({ source: ' ' }), 'AuditSourceIdentification'],
    ['an element that does not belong', message({ more: '<Extra/>' }), 'Extra'],
    [
      'an object without its kind',
      message({ more: '<ParticipantObjectIdentification ParticipantObjectID="1"/>' }),
      'ParticipantObjectIDTypeCode',
    ],
  ])('is read with a problem where it has %s', (_, text, about) => {
    const { problems } = orThrow(readAtna(text))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(about)
  })
})

const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index || ''};`.repeat(10)}">`,
).join('')}]><AuditMessage>&lol9;</AuditMessage>`

describe('hostile XML', () => {
  it.each([
    ['entities that multiply', laughs],
    [
      'a reference to a file',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><AuditMessage>&x;</AuditMessage>',
    ],
    ['a reference to an address', '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><AuditMessage/>'],
    [
      'a parameter entity',
      '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]><AuditMessage/>',
    ],
    ['an entity nobody declared', message({ more: '&unknown;' })],
    ['a style sheet', message({ more: '<?xml-stylesheet href="http://127.0.0.1/"?>' })],
    ['elements nested without end', `<AuditMessage>${'<a>'.repeat(5_000)}`],
    ['elements without number', `<AuditMessage>${'<a/>'.repeat(9_000)}</AuditMessage>`],
    ['a message beyond the bound', message({ more: `<!--${'x'.repeat(70_000)}-->` })],
    ['an end too early', message().slice(0, 400)],
    ['another root', '<Audit/>'],
    ['NUL', message({ more: '\u0000' })],
  ])('is refused: %s', (_, text) => {
    const began = performance.now()
    expect(readAtna(text)).toMatchObject({ refused: true, code: 'atna/unreadable' })
    expect(performance.now() - began).toBeLessThan(5_000)
    // Nor does it pass as plain words in a syslog message.
    expect(readAuditLine(`<34>1 - h a - - - ${text}`)).toMatchObject({ refused: true })
  })
})
