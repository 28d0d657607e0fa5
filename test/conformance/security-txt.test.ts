import { describe, expect, it } from 'vitest'
import {
  readSecurityTxt,
  type SecurityTxt,
  writeSecurityTxt,
} from '../../src/formats/security-txt.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'

const now = Date.parse('2026-01-01T00:00:00Z')
const expires = '2026-12-31T18:37:07.000Z'

const full: SecurityTxt = {
  contact: ['mailto:security@example.com', 'https://example.com/report', 'tel:+1-201-555-0123'],
  expires,
  encryption: [
    'https://example.com/pgp-key.txt',
    'openpgp4fpr:5f2de5521c63a801ab59ccb603d49de44b29100f',
  ],
  acknowledgments: ['https://example.com/hall-of-fame'],
  preferredLanguages: ['en', 'de', 'pt-BR'],
  canonical: ['https://example.com/.well-known/security.txt'],
  policy: ['https://example.com/policy'],
  hiring: ['https://example.com/jobs'],
}

const codeOf = (text: string): string => {
  const read = readSecurityTxt(text, now)
  return isRefusal(read) ? read.code : 'read'
}

describe('RFC 9116 security.txt', () => {
  it('is read as it was written', () => {
    const text = orThrow(writeSecurityTxt(full, now))
    expect(orThrow(readSecurityTxt(text, now))).toEqual({ ...full, signed: false, others: [] })
    expect(text.split('\r\n')).toContain('Preferred-Languages: en, de, pt-BR')
    expect(text).toMatch(/^Contact: mailto:security@example\.com\r\n/)
  })

  it('may have comments, unknown fields, names in any case and lines ended by LF (2.2, 2.4, 4)', () => {
    const text = `# ours\n\ncontact:mailto:a@example.com\nEXPIRES: ${expires}\nX-Other: 7\n`
    expect(orThrow(readSecurityTxt(text, now))).toEqual({
      contact: ['mailto:a@example.com'],
      expires,
      signed: false,
      others: ['X-Other: 7'],
    })
  })

  it('may be signed: the fields are those inside (2.3)', () => {
    const text = [
      '-----BEGIN PGP SIGNED MESSAGE-----',
      'Hash: SHA256',
      '',
      'Contact: mailto:a@example.com',
      `Expires: ${expires}`,
      '- -- dash',
      '-----BEGIN PGP SIGNATURE-----',
      '',
      'aaaa',
      '-----END PGP SIGNATURE-----',
    ]
    const without = text.filter((line) => line !== '- -- dash').join('\n')
    expect(orThrow(readSecurityTxt(without, now)).signed).toBe(true)
    expect(codeOf(text.join('\n'))).toBe('security-txt/malformed')
  })

  it.each([
    ['no contact (2.5.3)', `Expires: ${expires}`, 'malformed'],
    ['no expiry (2.5.5)', 'Contact: mailto:a@example.com', 'malformed'],
    [
      'two expiries (2.5.5)',
      `Contact: tel:1\nExpires: ${expires}\nExpires: ${expires}`,
      'malformed',
    ],
    [
      'two lists of languages (2.5.8)',
      `Contact: tel:1\nExpires: ${expires}\nPreferred-Languages: en\nPreferred-Languages: de`,
      'malformed',
    ],
    [
      'an address that is no URI (2.5.3)',
      `Contact: a@example.com\nExpires: ${expires}`,
      'malformed',
    ],
    [
      'a web address without https (2.5.3)',
      `Contact: http://example.com\nExpires: ${expires}`,
      'malformed',
    ],
    ['a line that is no field (4)', `Contact: tel:1\nExpires: ${expires}\n<html>`, 'malformed'],
    ['a field without value (4)', `Contact:\nExpires: ${expires}`, 'malformed'],
    [
      'a language that is no tag',
      `Contact: tel:1\nExpires: ${expires}\nPreferred-Languages: e n`,
      'malformed',
    ],
    ['an expiry of yesterday', 'Contact: tel:1\nExpires: 2025-12-31T23:59:59Z', 'expired'],
    ['an expiry of this moment', 'Contact: tel:1\nExpires: 2026-01-01T01:00:00+01:00', 'expired'],
    ['an expiry in words', 'Contact: tel:1\nExpires: next year', 'malformed'],
    [
      'an expiry in the form of RFC 5322',
      'Contact: tel:1\nExpires: Thu, 31 Dec 2026 18:37:07 -0800',
      'malformed',
    ],
    ['an expiry without time', 'Contact: tel:1\nExpires: 2026-12-31', 'malformed'],
    ['an expiry on 30 February', 'Contact: tel:1\nExpires: 2027-02-30T00:00:00Z', 'malformed'],
    ['an expiry at 24 hours', 'Contact: tel:1\nExpires: 2026-12-31T24:00:00Z', 'malformed'],
    ['an expiry without offset', 'Contact: tel:1\nExpires: 2026-12-31T00:00:00', 'malformed'],
  ])('is refused with %s', (_what, text, reason) => {
    expect(codeOf(text)).toBe(`security-txt/${reason}`)
  })

  it('is refused when too long', () => {
    expect(codeOf('#'.repeat(100_000))).toBe('security-txt/too-long')
  })

  it('is not written with a value that would add a line', () => {
    for (const contact of [
      'mailto:a@example.com\r\nHiring: https://x.example',
      'tel:1\n',
      'tel:1\r',
    ])
      expect(isRefusal(writeSecurityTxt({ contact: [contact], expires }, now))).toBe(true)
  })

  it('is not written expired or without contact', () => {
    expect(isRefusal(writeSecurityTxt({ ...full, contact: [] }, now))).toBe(true)
    expect(isRefusal(writeSecurityTxt({ ...full, expires: '2025-01-01T00:00:00Z' }, now))).toBe(
      true,
    )
    expect(isRefusal(writeSecurityTxt({ ...full, policy: ['javascript'] }, now))).toBe(true)
  })
})
