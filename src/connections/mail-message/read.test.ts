import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mailOf } from '../../../test/support/mails.ts'
import { needsShared, sharedPath } from '../../../test/support/shared.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import type { Keys } from './open-pgp.ts'
import { readMail } from './read.ts'

const now = Date.parse('2026-03-01T10:00:00Z')
const none: Keys = { secret: [], known: [], now }
const read = async (mail: string | Uint8Array) => orThrow(await readMail(Buffer.from(mail), none))

describe('A mail as it comes in the wild', () => {
  test('gives its text in any charset, its sender and its files', async () => {
    const mail = await read(
      mailOf(
        {
          From: '=?iso-8859-1?Q?J=F6rg?= <joerg@hospital.example>',
          Subject: '=?utf-8?B?UMO8bXBl?= restarts',
          'Message-ID': '<42@hospital.example>',
          'Content-Type': 'multipart/mixed; boundary=b',
        },
        [
          '--b',
          'Content-Type: text/plain; charset=windows-1252',
          'Content-Transfer-Encoding: quoted-printable',
          '',
          'The password is =84service=93.',
          '--b',
          'Content-Type: application/octet-stream; name="../../proof.txt"',
          'Content-Transfer-Encoding: base64',
          '',
          Buffer.from('proof').toString('base64'),
          '--b--',
        ],
      ),
    )
    expect(mail).toMatchObject({
      subject: 'Pümpe restarts',
      name: 'Jörg',
      address: 'joerg@hospital.example',
      messageId: '<42@hospital.example>',
      text: 'The password is „service“.',
      encryption: 'none',
      signature: { status: 'none' },
      automatic: '',
    })
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe('proof')
  })

  test.each([
    ['iso-8859-1', 'e4', 'ä'],
    ['windows-1251', 'cfeeeceff0', 'Помпр'],
    ['KOI8-R', 'f0cfcdd0c1', 'Помпа'],
    ['shift_jis', '837c839383768376', 'ポンププ'],
    ['iso-2022-jp', '1b2442255d25731b2842', 'ポン'],
    ['gb18030', 'b1c3', '泵'],
    ['ks_c_5601-1987', 'c6dfc7c1', '펌프'],
    ['x-nobody-knows', '70756d70', 'pump'],
  ])('reads a body in %s', async (charset, bytes, text) => {
    const mail = mailOf(
      {
        'Content-Type': `text/plain; charset=${charset}`,
        'Content-Transfer-Encoding': 'base64',
      },
      Buffer.from(bytes, 'hex').toString('base64'),
    )
    expect((await read(mail)).text).toBe(text)
  })

  test('reads what was forwarded as a message within, and text that is HTML only', async () => {
    const inner = mailOf({ Subject: 'The first report', 'Content-Type': 'text/html' }, [
      '<p>The pump <b>restarts</b>.</p><script>alert(1)</script>',
    ])
    const mail = await read(
      mailOf({ Subject: 'Fwd', 'Content-Type': 'multipart/mixed; boundary=b' }, [
        '--b',
        'Content-Type: text/plain',
        '',
        'See below.',
        '--b',
        'Content-Type: message/rfc822',
        '',
        inner,
        '--b--',
      ]),
    )
    expect(mail.text).toContain('See below.')
    expect(mail.text).toContain('The first report')
    expect(mail.text).toContain('The pump restarts.')
    expect(mail.text).not.toContain('alert')
  })

  test('names what it answers and where it was delivered', async () => {
    const mail = await read(
      mailOf(
        {
          To: 'Security <Security+Token@maker.example>, other@maker.example',
          'Delivered-To': '<alerts@maker.example>',
          'In-Reply-To': '<b@x.example>',
          References: '<a@x.example> <b@x.example>',
        },
        'Yes.',
      ),
    )
    expect(mail.answers).toEqual(['b@x.example', 'a@x.example'])
    expect(mail.recipients).toEqual([
      'security+token@maker.example',
      'other@maker.example',
      'alerts@maker.example',
    ])
  })

  test.runIf(needsShared('suites', 'mail-mailparser'))(
    'of others’ suite never throws',
    async () => {
      const folder = sharedPath('suites', 'mail-mailparser', 'test', 'fixtures') ?? ''
      const answers = new Map<string, string>()
      for (const name of readdirSync(folder)) {
        const mail = await readMail(readFileSync(join(folder, name)), none)
        answers.set(name, isRefusal(mail) ? mail.code : mail.subject)
      }
      expect(answers.size).toBe(10)
      // Without sender, subject and date it is no mail.
      expect(answers.get('mixed.eml')).toBe('mail/unreadable')
      expect([...answers.values()].filter((one) => one === 'mail/unreadable')).toHaveLength(1)
      const bounce = await read(readFileSync(join(folder, 'delivery-status.eml')))
      expect(bounce).toMatchObject({ automatic: 'bounce', bounce: { status: '5.1.1' } })
    },
  )
})

describe('A mail that a program wrote', () => {
  test.each([
    ['auto-reply', { 'Auto-Submitted': 'auto-replied' }],
    ['auto-reply', { 'Auto-Submitted': 'auto-generated (out of office)' }],
    ['auto-reply', { 'X-Auto-Response-Suppress': 'All' }],
    ['list', { Precedence: 'bulk' }],
    ['list', { 'List-Id': '<alerts.agency.example>' }],
    ['list', { 'List-Unsubscribe': '<mailto:leave@agency.example>' }],
    ['bounce', { 'Return-Path': '<>' }],
    ['bounce', { From: 'MAILER-DAEMON@mx.example' }],
    ['bounce', { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' }],
    [
      'auto-reply',
      { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=b' },
    ],
    ['', { 'Auto-Submitted': 'no' }],
    ['', { Precedence: 'first-class' }],
    ['', { 'Return-Path': '<rita@university.example>' }],
  ])('is known as %j by %j', async (automatic, headers) => {
    expect((await read(mailOf(headers, 'Away.'))).automatic).toBe(automatic)
  })
})

describe('A mail that is meant to hurt', () => {
  const codeOf = async (mail: string | Uint8Array) => {
    const done = await readMail(Buffer.from(mail), none)
    return isRefusal(done) ? done.code : 'read'
  }

  test('with 30,000 parts is not read', async () => {
    const parts = Array.from({ length: 30_000 }, () => '--b\r\nContent-Type: text/plain\r\n\r\nx')
    const mail = mailOf({ 'Content-Type': 'multipart/mixed; boundary=b' }, [...parts, '--b--'])
    expect(await codeOf(mail)).toBe('mail/unreadable')
  })

  test('with parts within parts to no end is not read', async () => {
    const depth = 5_000
    const begins = Array.from(
      { length: depth },
      (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n`,
    )
    const mail = mailOf({ 'Content-Type': 'multipart/mixed; boundary=b0' }, begins)
    expect(await codeOf(mail)).toBe('mail/unreadable')
  })

  test('with headers to no end, in one line or in many, is not read', async () => {
    const many = Array.from({ length: 40_000 }, (_, n) => `X-Header-${n}: value`).join('\r\n')
    expect(await codeOf(`From: a@b.example\r\n${many}\r\n\r\nx`)).toBe('mail/unreadable')
    const long = `From: a@b.example\r\nSubject: ${'x'.repeat(limits.mail.headerBytes)}\r\n\r\nx`
    expect(await codeOf(long)).toBe('mail/unreadable')
  })

  test('with HTML nested to no end is read without that text', async () => {
    const html = mailOf({ 'Content-Type': 'text/html' }, '<div>'.repeat(100_000))
    expect((await read(html)).text).toBe('')
  })

  test('that is larger than any mail is not read', async () => {
    expect(await codeOf(Buffer.alloc(limits.mail.bytes + 1, 'x'))).toBe('mail/unreadable')
  })

  test('that is noise is not read', async () => {
    expect(await codeOf(new Uint8Array(2_000).map((_, n) => (n * 131) % 251))).toBe(
      'mail/unreadable',
    )
  })
})
