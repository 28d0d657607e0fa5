import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakable } from './line-breaks.ts'

describe('places where a line may break', () => {
  test('add nothing and lose nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(breakable(text).join('')).toBe(text)
      }),
    )
  })

  test('are in hashes and addresses, and not in words', () => {
    expect(breakable('a'.repeat(64))).toHaveLength(8)
    expect(breakable('see https://a.example/some/path?x=1 now').length).toBeGreaterThan(3)
    expect(breakable('Installation of the Sterilgutaufbereitungsanlage')).toHaveLength(1)
  })

  test('never part a letter from its marks', () => {
    const pieces = breakable(`${'e\u0301\u0302'.repeat(200)}1`)
    expect(pieces.length).toBeGreaterThan(1)
    for (const piece of pieces) expect(piece).not.toMatch(/^\p{M}/u)
  })

  test('are found in a word of 64,000 characters at once', () => {
    expect(breakable('x'.repeat(64_000))).toHaveLength(8_000)
  })
})
