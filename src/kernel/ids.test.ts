import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  hex,
  humanId,
  looksLikeHumanId,
  parseEventId,
  parseFileHash,
  parseStreamId,
  uuidv5,
  uuidv7,
} from './ids.ts'

const random = fc.uint8Array({ minLength: 10, maxLength: 16 })
const milliseconds = fc.integer({ min: 0, max: 2 ** 48 - 1 })

describe('UUIDv5', () => {
  it('gives the example of RFC 9562 appendix A.4', () => {
    const name = Buffer.concat([
      Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex'),
      Buffer.from('www.example.com'),
    ])
    expect(uuidv5(createHash('sha1').update(name).digest())).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    )
  })

  it('refuses what is no SHA-1', () => {
    expect(() => uuidv5(new Uint8Array(16))).toThrow('SHA-1')
  })
})

describe('UUIDv7', () => {
  it('gives the example of RFC 9562 appendix A.6', () => {
    const bytes = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    expect(uuidv7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })

  it('is an id of a stream and of an event, whatever the time and randomness', () => {
    fc.assert(
      fc.property(milliseconds, random, (time, bytes) => {
        const id = uuidv7(time, bytes)
        expect(parseStreamId(id)).toBe(id)
        expect(parseEventId(id)).toBe(id)
      }),
    )
  })

  it('sorts by time', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, random, random, (one, other, a, b) => {
        fc.pre(one !== other)
        expect(uuidv7(one, a) < uuidv7(other, b)).toBe(one < other)
      }),
    )
  })

  it('throws on too little randomness and on what is no time', () => {
    expect(() => uuidv7(0, new Uint8Array(9))).toThrow(/random/)
    for (const time of [-1, 0.5, Number.NaN, 2 ** 48])
      expect(() => uuidv7(time, new Uint8Array(10))).toThrow(/time/)
  })
})

describe('ids from outside', () => {
  const id = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f'
  it.each([
    ['upper case', id.toUpperCase()],
    ['another version', id.replace('-7cc3', '-4cc3')],
    ['another variant', id.replace('-98c4', '-c8c4')],
    ['braces', `{${id}}`],
    ['a line end', `${id}\n`],
    ['no dashes', id.replaceAll('-', '')],
    ['nothing', ''],
  ])('are refused in %s', (_name, text) => {
    expect(parseStreamId(text)).toMatchObject({ code: 'id/not-a-stream' })
    expect(parseEventId(text)).toMatchObject({ code: 'id/not-an-event' })
  })

  it('name a file by 64 lower-case hex digits only', () => {
    const hash = 'ab'.repeat(32)
    expect(parseFileHash(hash)).toBe(hash)
    for (const text of [hash.toUpperCase(), hash.slice(1), `${hash}0`, `${hash}\n`, '../etc'])
      expect(parseFileHash(text)).toMatchObject({ code: 'id/not-a-file-hash' })
  })
})

describe('hex', () => {
  it('writes two digits for each byte', () => {
    expect(hex(Uint8Array.from([0, 1, 0x0f, 0xff]))).toBe('00010fff')
    expect(hex(new Uint8Array(0))).toBe('')
  })
})

describe('ids that people quote', () => {
  it('have four digits at least, and go on after 9999', () => {
    expect(humanId('RPT', 2026, 7)).toBe('RPT-2026-0007')
    expect(humanId('CASE', 2026, 12_345)).toBe('CASE-2026-12345')
  })

  it('are recognised in their own form and in no other', () => {
    for (const id of ['RPT-2026-0007', 'CASE-2026-12345']) expect(looksLikeHumanId(id)).toBe(true)
    for (const id of [
      'rpt-2026-0007',
      'RPT-26-0007',
      'RPT-2026-007',
      'R-2026-0007',
      ' RPT-2026-0007',
    ])
      expect(looksLikeHumanId(id)).toBe(false)
  })
})
