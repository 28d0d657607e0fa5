import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { isRefusal } from './result.ts'
import { parseStrictJson, parseStrictJsonBytes } from './strict-json.ts'

const bounds = { bytes: 1_000, depth: 4, nodes: 10 }

describe('strict JSON', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.integer({ min: 0, max: 2 }), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        expect(parseStrictJson(text)).toStrictEqual(JSON.parse(text))
      }),
    )
  })

  it('reads strings with every escape as JSON.parse does', () => {
    const text = '["\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00", "plain \u{1f600} é"]'
    expect(parseStrictJson(text)).toEqual(JSON.parse(text))
  })

  it('agrees with JSON.parse on which damaged texts are JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 2 }), fc.nat(), fc.constantFrom(...damage), damaged),
      { numRuns: 2_000 },
    )
  })

  it('gives every accepted value a canonical form', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value = parseStrictJson(text)
        if (!isRefusal(value)) expect(JSON.parse(canonicalJson(value))).toEqual(value)
      }),
    )
  })

  it.each([
    ['a duplicate member', '{"a":1,"a":2}', 'json/duplicate-member', 7],
    ['a duplicate hidden by an escape', '{"a":1,"\\u0061":2}', 'json/duplicate-member', 7],
    ['a duplicate __proto__', '{"__proto__":1,"__proto__":2}', 'json/duplicate-member', 15],
    ['a fifth level where four are allowed', '[[[[[]]]]]', 'json/too-deep', 4],
    ['an eleventh value where ten are', `[${'1,'.repeat(9)}1]`, 'json/too-many-values', 19],
    ['something after the value', '{} x', 'json/trailing-text', 3],
    ['a second value', '1 2', 'json/trailing-text', 2],
    ['an escaped lone surrogate', '["\\ud800"]', 'json/lone-surrogate', 1],
    ['a low surrogate before a high one', '"\\ude00\\ud83d"', 'json/lone-surrogate', 0],
    ['a raw lone surrogate', '"\u{1f600}\udc00"', 'json/lone-surrogate', 3],
    ['a number beyond a double', '[1e400]', 'json/number-out-of-range', 1],
    ['an empty text', '', 'json/syntax', 0],
    ['an unfinished array', '[1', 'json/syntax', 2],
    ['a trailing comma', '[1,]', 'json/syntax', 3],
    ['a leading zero', '[01]', 'json/syntax', 2],
    ['a control character in a string', '"a\u0000"', 'json/syntax', 2],
    ['a byte order mark', '\ufeff{}', 'json/syntax', 0],
    ['NaN', 'NaN', 'json/syntax', 0],
    ['what could pass for our own refusal', '{"refused":true}', 'json/reserved-member', 0],
    ['too many UTF-16 units', `"${'a'.repeat(999)}"`, 'json/too-large', 0],
    ['too many bytes', `"${'€'.repeat(333)}"`, 'json/too-large', 0],
  ])('refuses %s and says where', (_name, text, code, position) => {
    expect(parseStrictJson(text, bounds)).toMatchObject({
      refused: true,
      code,
      details: { position },
    })
  })

  it('accepts what lies exactly on each bound', () => {
    expect(parseStrictJson('[[[[]]]]', bounds)).toEqual([[[[]]]])
    expect(parseStrictJson(`[${'1,'.repeat(8)}1]`, bounds)).toHaveLength(9)
    expect(parseStrictJson(`"${'€'.repeat(332)}aa"`, bounds)).toHaveLength(334)
  })

  it('keeps __proto__ as a member and leaves the prototype alone', () => {
    const value = parseStrictJson('{"__proto__":{"isAdmin":true},"constructor":1}')
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
    expect(value).not.toHaveProperty('isAdmin')
  })

  it('will not be asked to recurse without end', () => {
    expect(() => parseStrictJson('1', { ...bounds, depth: 1_001 })).toThrow(/recurses/)
    const deep = { ...bounds, bytes: 4_000, depth: 1_000, nodes: 2_000 }
    expect(isRefusal(parseStrictJson('['.repeat(1_000) + ']'.repeat(1_000), deep))).toBe(false)
  })
})

const damage = ['', ',', '"', '\\', '{', ']', ':', '0', '-', '.', 'e', '\u0001', 'u', ' '] as const

const damaged = (json: string, where: number, character: string): void => {
  const at = where % (json.length + 1)
  const text = json.slice(0, at) + character + json.slice(at + (where % 3 === 0 ? 1 : 0))
  let expected: unknown
  try {
    expected = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    expect(parseStrictJson(text)).toMatchObject({ refused: true })
    return
  }
  const actual = parseStrictJson(text)
  if (isRefusal(actual)) expect(stricter).toContain(actual.code)
  else expect(actual).toStrictEqual(expected)
}

const stricter = ['json/duplicate-member', 'json/lone-surrogate', 'json/number-out-of-range']

describe('strict JSON from bytes', () => {
  it('reads UTF-8', () => {
    expect(parseStrictJsonBytes(new TextEncoder().encode('{"é":"€"}'))).toEqual({ é: '€' })
  })

  it.each([
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22], 'json/not-utf-8'],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22], 'json/not-utf-8'],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x31], 'json/syntax'],
  ])('refuses %s', (_name, bytes, code) => {
    expect(parseStrictJsonBytes(Uint8Array.from(bytes))).toMatchObject({ code })
  })

  it('refuses more bytes than allowed before decoding them', () => {
    expect(parseStrictJsonBytes(new Uint8Array(1_001), bounds)).toMatchObject({
      code: 'json/too-large',
    })
  })
})
