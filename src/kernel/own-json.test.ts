import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, type Json } from './canonical-json.ts'
import { parseOwnJson } from './own-json.ts'

test('reads a member name with an escape, whatever was read before', () => {
  const before = '{"!":1,"\\\\":2}'
  const text = '{"!":1,"\\"":2}'
  for (let round = 0; round < 10; round++) {
    expect(parseOwnJson(before)).toEqual({ '!': 1, '\\': 2 })
    expect(canonicalJson(parseOwnJson(text))).toBe(text)
  }
})

test('gives back what was written, for member names of any characters', () => {
  const name = fc.string({ unit: fc.constantFrom('"', '\\', ':', '\u0000', '\n', 'a', 'é', '}') })
  const value = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Json>(null, 1, 'x\\":'),
      fc.dictionary(name, tie('json'), { maxKeys: 4 }),
    ),
  })).json
  fc.assert(
    fc.property(value, (json) => {
      const text = canonicalJson(json)
      expect(canonicalJson(parseOwnJson(text))).toBe(text)
    }),
    { numRuns: 2_000 },
  )
})

test('throws on what is no JSON', () => {
  expect(() => parseOwnJson('{"a\\n":')).toThrow()
  expect(() => parseOwnJson('{')).toThrow()
})
