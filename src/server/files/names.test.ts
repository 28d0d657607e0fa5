import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '../../kernel/limits.ts'
import { downloadHeaders } from './download.ts'
import { safeFileName } from './names.ts'

const utf8 = (text: string) => new TextEncoder().encode(text).length

describe('safe file names', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['Bericht über Pumpe.docx', 'Bericht über Pumpe.docx'],
    ['レポート.txt', 'レポート.txt'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['C:\\fake\\path\\a.txt', 'a.txt'],
    ['C:a.txt', 'C_a.txt'],
    ['/', 'file'],
    ['', 'file'],
    ['..', 'file'],
    ['. . .', 'file'],
    ['.htaccess', 'htaccess'],
    ['a.txt.', 'a.txt'],
    ['a\u0000.txt', 'a.txt'],
    ['a\r\nSet-Cookie: x.txt', 'aSet-Cookie_ x.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\u2066b\u200bc.txt', 'abc.txt'],
    ['a\u2028b\u2029.txt', 'ab.txt'],
    ['a/\u202e../b', 'b'],
    ['../\u202e', 'file'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1 .log', '_com1 .log'],
    ['LPT².txt', '_LPT².txt'],
    ['console.txt', 'console.txt'],
    ['a<b>|c?.txt', 'a_b__c_.txt'],
    ['e\u0301.txt', 'é.txt'],
    ['\ud800.txt', '\ufffd.txt'],
  ])('makes %j into %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })

  it('cuts a long name between characters and keeps its extension', () => {
    const name = safeFileName(`${'😀'.repeat(300)}.json`)
    expect(name).toMatch(/^😀+\.json$/u)
    expect(utf8(name)).toBeLessThanOrEqual(limits.file.nameLength)
    expect(safeFileName(`a.${'b'.repeat(1_000)}`)).toHaveLength(limits.file.nameLength)
  })

  it('takes a name of megabytes in its stride', () => {
    expect(safeFileName(`${'../'.repeat(1_000_000)}a.txt`)).toBe('a.txt')
  })

  it('gives a plain short name for any text, and the same when applied again', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        fc.constantFrom('.', '/', '\\', ' ', '\u202e', 'CON', '\u0000', 'e', '\u0301', ':'),
      ),
      maxLength: 400,
    })
    fc.assert(
      fc.property(hostile, (text) => {
        const name = safeFileName(text)
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}<>:"|?*]/u)
        expect(name).not.toMatch(/^[. ]|[. ]$|^$/)
        expect(utf8(name)).toBeLessThanOrEqual(limits.file.nameLength)
        expect(safeFileName(name)).toBe(name)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('headers of a download', () => {
  it('never let a browser show or run the file', () => {
    expect(downloadHeaders('page.html')).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': `attachment; filename="page.html"; filename*=UTF-8''page.html`,
    })
  })

  it('carry a name beyond ASCII in the second form only', () => {
    expect(downloadHeaders("Prüfung (1) 100% 'neu'.pdf")['content-disposition']).toBe(
      `attachment; filename="Pr_fung (1) 100_ 'neu'.pdf"; ` +
        "filename*=UTF-8''Pr%C3%BCfung%20%281%29%20100%25%20%27neu%27.pdf",
    )
  })

  it('cannot be broken by any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(downloadHeaders(name)['content-disposition']).toMatch(
          /^attachment; filename="[ -~]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/,
        )
      }),
    )
  })
})
