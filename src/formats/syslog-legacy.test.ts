import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readAuditLine } from './audit-lines.ts'
import { identify } from './identify.ts'
import { readLegacySyslog } from './syslog-legacy.ts'

describe('a syslog message before RFC 5424 (RFC 3164)', () => {
  it('is read with priority, stated time, host, tag and message, and no moment is guessed', () => {
    expect(readLegacySyslog("<34>Oct 11 22:14:15 pump-7 su[99]: 'su root' failed")).toEqual({
      facility: 4,
      severity: 'critical',
      host: 'pump-7',
      app: 'su',
      process: '99',
      data: [],
      message: "'su root' failed",
      legacy: { stated: 'Oct 11 22:14:15' },
    })
  })

  it.each([
    // [what, text, stated, host, app, message]
    [
      'a day of one digit',
      '<13>Feb  5 17:32:18 10.0.0.99 Use the BFG!',
      'Feb  5 17:32:18',
      '10.0.0.99',
      undefined,
      'Use the BFG!',
    ],
    ['no host', '<34>Oct 11 22:14:15 su: failed', 'Oct 11 22:14:15', undefined, 'su', 'failed'],
    [
      'neither time nor host',
      '<86>sshd[12]: Failed password',
      '',
      undefined,
      'sshd',
      'Failed password',
    ],
    ['words alone', '<86>the disk is full', '', undefined, undefined, 'the disk is full'],
    ['nothing', '<86>', '', undefined, undefined, ''],
    [
      'a router that counts and whose clock is not set',
      '<189>29: *Mar  1 18:46:11.123: %SYS-5-CONFIG_I: Configured',
      'Mar  1 18:46:11.123',
      undefined,
      '%SYS-5-CONFIG_I',
      'Configured',
    ],
    [
      'a year and a zone',
      '<189>Mar  1 2026 18:46:11 UTC fw-1 ids: x',
      'Mar  1 2026 18:46:11 UTC',
      'fw-1',
      'ids',
      'x',
    ],
    [
      'a year behind the time',
      '<12>Mar  1 18:46:11 2026 fw-1 ids: x',
      'Mar  1 18:46:11 2026',
      'fw-1',
      'ids',
      'x',
    ],
  ])('may have %s', (_, text, stated, host, app, message) => {
    const read = orThrow(readLegacySyslog(text))
    expect(read).toMatchObject({ message, legacy: { stated } })
    expect([read.at, read.host, read.app]).toEqual([undefined, host, app])
  })

  it('knows its moment only where the time has an offset', () => {
    const read = orThrow(readLegacySyslog('<30>2026-01-02T03:04:05.5+01:00 gw-7 cron: ran'))
    expect(read).toMatchObject({ at: '2026-01-02T02:04:05.500Z', host: 'gw-7', app: 'cron' })
    expect(orThrow(readLegacySyslog('<30>2026-01-02T03:04:05 gw-7 x: y')).at).toBeUndefined()
  })

  it.each([
    ['a priority above 191', '<192>Oct 11 22:14:15 h a: m'],
    ['a priority of four digits', '<1000>Oct 11 22:14:15 h a: m'],
    ['one of RFC 5424 with a damaged header', '<34>1 - pümp a - - - m'],
    ['another version of the newer format', '<34>2 - - - - - -'],
    ['words without priority and time', 'the disk is full'],
  ])('refuses %s', (_, text) => {
    expect(readLegacySyslog(text)).toMatchObject({ refused: true, code: 'syslog/unreadable' })
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (some, tail) => {
        readLegacySyslog(some)
        readLegacySyslog(`<34>${tail}`)
        readLegacySyslog(`<34>Oct 11 22:14:15 ${tail}`)
      }),
    )
  })
})

describe('as an audit event, it', () => {
  const eventOf = (line: string | Uint8Array) => orThrow(readAuditLine(line)).events[0]

  it('is marked as the older format, with its time as it stands', () => {
    const read = orThrow(readAuditLine('<38>Oct 11 22:14:15 gw-7 sshd[9]: Failed password for x'))
    expect(read).toMatchObject({ format: 'Syslog', specVersion: 'RFC 3164', problems: [] })
    expect(read.events).toMatchObject([
      {
        at: null,
        legacyTime: 'Oct 11 22:14:15',
        type: 'message',
        severity: 'informational',
        source: 'gw-7 sshd',
        detail: 'Failed password for x',
      },
    ])
    expect(eventOf('<34>1 - h a - - - m')).not.toHaveProperty('legacyTime')
  })

  it('may carry an audit message, as ATNA began, or JSON', () => {
    const rfc3881 =
      '<AuditMessage><EventIdentification EventDateTime="2026-01-02T03:04:05Z" EventOutcomeIndicator="4"><EventID code="110114" codeSystemName="DCM"/></EventIdentification><ActiveParticipant UserID="jdoe" UserIsRequestor="true"/><AuditSourceIdentification AuditSourceID="pacs"/></AuditMessage>'
    expect(eventOf(`<85>Oct 11 22:14:15 pacs-1 ${rfc3881}`)).toMatchObject({
      type: 'sign-in',
      at: '2026-01-02T03:04:05.000Z',
      source: 'pacs',
      legacyTime: 'Oct 11 22:14:15',
    })
    const damaged = readAuditLine('<85>Oct 11 22:14:15 pacs-1 <AuditMessage><x>')
    expect(damaged).toMatchObject({ code: 'atna/unreadable' })
  })

  it('may come in a file without priorities, and be in Latin-1 on the wire', () => {
    const lines = 'Oct 11 22:14:15 gw-7 sshd[9]: one\nOct 12 22:14:15 gw-7 sshd[9]: two\n'
    expect(identify(lines)).toMatchObject({
      format: 'Syslog',
      version: 'RFC 3164',
      valid: true,
      summary: { count: 2 },
    })
    const latin = Uint8Array.from([...'<34>Oct 11 22:14:15 h a: '].map((c) => c.charCodeAt(0)))
    expect(eventOf(new Uint8Array([...latin, 0xe4]))?.detail).toBe('ä')
    expect(isRefusal(identify('October was warm'))).toBe(true)
  })
})
