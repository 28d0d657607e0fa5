import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, type Json, utf8 } from './canonical-json.ts'

// What a caller without types could pass; the cast is what is being tested.
const untyped = (value: unknown): Json => value as Json

describe('canonical JSON', () => {
  it('sorts members by UTF-16 code units, not by code points', () => {
    expect(canonicalJson({ '\u{1f600}': 1, '\ufb33': 2, a: 3, '': 4 })).toBe(
      '{"":4,"a":3,"\u{1f600}":1,"\ufb33":2}',
    )
  })

  it('writes numbers as ECMAScript does, with -0 as 0', () => {
    expect(canonicalJson([-0, 1e21, 1e-7, 1 / 3, 4.5])).toBe(
      '[0,1e+21,1e-7,0.3333333333333333,4.5]',
    )
  })

  it('escapes only what must be escaped', () => {
    expect(canonicalJson('\b\t\n\f\r"\\/\u000f\u007f\u2028€')).toBe(
      '"\\b\\t\\n\\f\\r\\"\\\\/\\u000f\u007f\u2028€"',
    )
  })

  it('writes a member named __proto__ like any other', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe(
      '{"__proto__":{"a":2},"b":1}',
    )
  })

  it('accepts an object without prototype', () => {
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}')
  })

  it.each([
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a name', { 'a\udc00': 1 }],
    ['NaN', Number.NaN],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a hole in an array', new Array(1)],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(1)],
  ])('throws on %s', (_name, value) => {
    expect(() => canonicalJson(untyped(value))).toThrow(/Canonical JSON/)
  })

  it('throws on a cycle instead of running for ever', () => {
    const cycle: Json[] = []
    cycle.push(cycle)
    expect(() => canonicalJson(cycle)).toThrow(/cycle/)
  })

  it('gives one text for any order of members, and that text reads back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(untyped(value))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(canonicalJson(untyped(reversed(value)))).toBe(text)
      }),
    )
  })
})

const reversed = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(reversed)
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  )
}

describe('utf8', () => {
  it('encodes', () => {
    expect([...utf8('é€')]).toEqual([0xc3, 0xa9, 0xe2, 0x82, 0xac])
  })

  it('throws on a lone surrogate, so that two texts never share their bytes', () => {
    expect(() => utf8('a\ud800')).toThrow(/surrogate/)
  })
})
