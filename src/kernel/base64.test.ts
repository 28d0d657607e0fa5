import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64, parseBase64 } from './base64.ts'

describe('base 64', () => {
  // RFC 4648 section 10.
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('writes and reads the vector %j', (text, encoded) => {
    expect(base64(new TextEncoder().encode(text))).toBe(encoded)
    expect(parseBase64(encoded)).toEqual(new TextEncoder().encode(text))
  })

  it('agrees with Node on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = Buffer.from(bytes).toString('base64')
        expect(base64(bytes)).toBe(text)
        expect(parseBase64(text)).toEqual(bytes)
      }),
    )
  })

  it.each(['Zg', 'Zg=', 'Zh==', 'Zm9=', 'Zg==\n', '=', '====', 'Z===', 'Zm-_', 'Zg==Zg=='])(
    'refuses %j',
    (text) => {
      expect(parseBase64(text)).toMatchObject({ code: 'base64/malformed' })
    },
  )
})
