import { describe, expect, test } from 'vitest'
import { drawableText, plainText } from './glyphs.ts'

describe('text that the fonts can draw', () => {
  test('stays as it is', () => {
    const text = 'Ďurica § 5.8.2 → ✓ Ελλάδα Москва שלום مرحبا हिन्दी “quoted” – €\n'
    expect(drawableText(text)).toBe(text)
  })

  test('shows other characters by their numbers', () => {
    expect(drawableText('漢 😀 \u{e000}')).toBe('[U+6F22] [U+1F600] [U+E000]')
  })

  test('keeps a joiner between letters and shows it elsewhere', () => {
    expect(drawableText('क\u094d\u200dष')).toBe('क\u094d\u200dष')
    expect(drawableText('👩\u200d👧')).toBe('[U+1F469][U+200D][U+1F467]')
  })
})

describe('plain text', () => {
  test('holds what reads from left to right without marks', () => {
    expect(plainText('e\u0301 Москва “x” א \u0489')).toBe('é Москва “x” [U+05D0] [U+0489]')
  })
})
