import { describe, expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'

const hex = (bytes: string): Uint8Array => new Uint8Array(Buffer.from(bytes, 'hex'))

/** One sentence each about port 8080 and the default password, as others' encoders wrote it. */
const samples = [
  [
    'shift_jis',
    '837c815b83673830383082f0837483408343834183458348815b838b82c58a4a82ab82dc82b781428f898afa83708358838f815b836882f095cf8d5882b582c482ad82be82b382a28142',
    'ポート8080を',
  ],
  [
    'euc-jp',
    'a5dda1bca5c838303830a4f2a5d5a5a1a5a4a5a2a5a6a5a9a1bca5eba4c7b3aba4ada4dea4b9a1a3bde9b4fca5d1a5b9a5efa1bca5c9a4f2cad1b9b9a4b7a4c6a4afa4c0a4b5a4a4a1a3',
    'ポート8080を',
  ],
  [
    'gb18030',
    'b4f2bfaab7c0bbf0c7bdb5c4b6cbbfda38303830a1a3c7ebd4dab0b2d7b0cab1b8fcb8c4c4acc8cfc3dcc2eba3acd2d4b1a3d6a4c9e8b1b8b5c4b0b2c8aba1a3',
    '打开防火墙的端口8080',
  ],
  [
    'windows-1251',
    'cef2eaf0eee9f2e520efeef0f2203830383020e820e8e7ece5ede8f2e520efe0f0eeebfc20efee20f3eceeebf7e0ede8fe2e',
    'Откройте порт 8080',
  ],
  [
    'koi8-r',
    'efd4cbd2cfcad4c520d0cfd2d4203830383020c920c9dacdc5cec9d4c520d0c1d2cfccd820d0cf20d5cdcfccdec1cec9c02e',
    'Откройте порт 8080',
  ],
  [
    'euc-kr',
    'b9e6c8adbaaebfa1bcad20c6f7c6ae2038303830c0bb20bfa9bdcabdc3bfc02e20b1e2babb20becfc8a3b8a620baafb0e6c7cfbdcabdc3bfc02e',
    '방화벽에서 포트 8080을',
  ],
] as const

describe('the encoding of a text', () => {
  it.each(samples)('is seen by what it says: %s', (encoding, bytes, start) => {
    const decoded = decodeText(hex(bytes))
    expect(decoded?.encoding).toBe(encoding)
    expect(decoded?.text.startsWith(start)).toBe(true)
  })

  it('is what the text declares, where its bytes fit', () => {
    const western = Buffer.concat([
      Buffer.from('<meta charset="iso-8859-2"><p>'),
      Buffer.from([0xb3, 0xb1, 0x63]),
    ])
    expect(decodeText(western)?.text).toContain('łąc')
    expect(
      decodeText(Buffer.from('# -*- coding: latin2 -*-\nport \xe6', 'latin1'))?.text,
    ).toContain('ć')
    const lied = Buffer.from('<?xml version="1.0" encoding="shift_jis"?><p>Gerät')
    expect(decodeText(lied)).toMatchObject({ encoding: 'utf-8' })
    const unknown = Buffer.from('<meta charset="no-such"><p>Ger\xe4t', 'latin1')
    expect(decodeText(unknown)).toMatchObject({ encoding: 'windows-1252' })
    const mail = Buffer.from('<meta charset="iso-2022-jp"><p>\x1b$B%]!<%H\x1b(B 8080', 'latin1')
    expect(decodeText(mail)?.text).toContain('ポート 8080')
  })

  it('is windows-1252 where nothing says otherwise', () => {
    for (const text of [
      'Ger\xe4te-Kennwort \xe4ndern',
      'd\xe9faut \xe0 changer \x96 mot de passe',
      'contrase\xf1a',
    ])
      expect(decodeText(Buffer.from(text, 'latin1'))?.encoding).toBe('windows-1252')
  })
})
