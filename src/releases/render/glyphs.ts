import { named } from '../document/visible-text.ts'

/**
 * What the fonts inside the compiler can draw, found by setting every code point alone in each
 * font list and weight of the template (the conformance test repeats it). PDF/A (ISO 19005-2,
 * 6.2.11.8) allows no character without a glyph, and fonts of the machine are never used.
 */
const ranges =
  '20-7e a0-377 37a-37f 384-38a 38c 38e-3a1 3a3-477 47a-486 488-4f9 4fc-4ff 510-513 51a-51d ' +
  '531-556 559-55f 561-587 589-58a 591-5c7 5d0-5ea 5ef-5f4 60c 61b 61f 621-63a 640-652 660-66c ' +
  '679 67e 686 698 6a4 6a9 6af 6be 6cc 6f0-6f9 900-97f 10d0-10fc 1d00 1d02 1d07-1d0b 1d2c-1d2e ' +
  '1d30-1d3c 1d3e-1d5b 1d5d-1d5e 1d60-1d65 1d77-1d78 1d80-1dbf 1e00-1e9b 1e9e-1ef9 1f00-1f15 ' +
  '1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 ' +
  '1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-200f 2010-2027 202f-2060 2070-2071 ' +
  '2074-208e 2090-209c 20a0-20c0 2100-2151 2153-2184 2189 2190-23ff 2422-2423 2460-2473 24ea ' +
  '24ff-262f 2638-268b 2690-269c 26a0-26a5 26aa-26ae 26b0-26b2 2701-2704 2706-2709 270c-2727 ' +
  '2729-274b 274d 274f-2752 2756 2758-275e 2761-277f 2794 2798-27af 27b1-27be 27c0-2b73 ' +
  '2b76-2b95 2b97-2bff 2c60-2c71 2c74-2c77 fb00-fb06 fb1d-fb36'

const drawable = new Set<number>([0x0a])
for (const range of ranges.split(' ')) {
  const [first = 0, last = first] = range.split('-').map((hex) => Number.parseInt(hex, 16))
  for (let point = first; point <= last; point++) drawable.add(point)
}

/** The code points that are drawn, but for the line feed. */
export const drawablePoints = (): readonly number[] =>
  [...drawable].filter((point) => point >= 0x20)

/** The text with what cannot be drawn shown by its number, `[U+1F600]`. */
export const drawableText = (text: string): string => shown(text, (point) => drawable.has(point))

/**
 * The last resort, when the compiler refused or died on a text: Latin, Greek, Cyrillic and common
 * punctuation, composed, without marks that combine and scripts that run from right to left.
 */
export const plainText = (text: string): string =>
  shown(
    text.normalize('NFC'),
    (point) =>
      drawable.has(point) &&
      (point < 0x300 || (point >= 0x384 && point < 0x483) || (point >= 0x2010 && point < 0x2027)),
  )

const shown = (text: string, draws: (point: number) => boolean): string => {
  let result = ''
  let afterLetter = false
  for (const character of text) {
    // A joiner means something between letters only; elsewhere it would glue what is shown.
    const draw: boolean = joiners.has(character)
      ? afterLetter
      : draws(character.codePointAt(0) ?? 0)
    result += draw ? character : named(character)
    afterLetter = draw && /[\p{L}\p{M}]/u.test(character)
  }
  return result
}

const joiners = new Set(['\u200c', '\u200d'])
