import { describe, expect, test } from 'vitest'
import { visibleText } from './visible-text.ts'

describe('visible text', () => {
  test('makes every line end the same', () => {
    expect(visibleText('a\r\nb\rc\u2028d\u2029e\u0085f\vg')).toBe('a\nb\nc\nd\ne\nf\ng')
  })

  test.each([
    ['a control', 'a\u0000b\u001bc', 'a[U+0000]b[U+001B]c'],
    ['a backspace', 'a\u0008', 'a[U+0008]'],
    ['an order of reading', 'abc\u202etxt.exe', 'abc[U+202E]txt.exe'],
    ['an isolate', '\u2066x\u2069', '[U+2066]x[U+2069]'],
    ['half a character', 'x\ud800y', 'x[U+D800]y'],
    ['a noncharacter', '\uffff\u{1fffe}', '[U+FFFF][U+1FFFE]'],
    ['a hidden tag', 'a\u{e0041}', 'a[U+E0041]'],
  ])('shows %s by its number', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })

  test('leaves what is seen as it is', () => {
    const text = 'Ďurica, שלום, مرحبا, 漢字, 😀 <b>&amp; #eval("x") $x$ \\u{41}'
    expect(visibleText(text)).toBe(text)
  })
})
