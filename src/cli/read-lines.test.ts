import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLines } from './read-lines.ts'

const linesOf = async (pieces: readonly (string | Uint8Array)[], most?: number) => {
  const found: string[] = []
  const stream = (async function* () {
    yield* pieces
  })()
  for await (const { number, text } of readLines(stream, most)) {
    expect(number).toBe(found.length + 1)
    found.push(text)
  }
  return found
}

describe('readLines', () => {
  it('reads any text of short lines as it is, however it is cut into pieces', async () => {
    const text = fc
      .array(
        fc.string({ unit: 'grapheme', maxLength: 20 }).map((line) => line.replace(/[\r\n]/g, '')),
      )
      .filter((lines) => !(lines[0] ?? '').startsWith('\uFEFF'))
    const end = fc.constantFrom('\n', '\r\n')
    await fc.assert(
      fc.asyncProperty(text, end, fc.integer({ min: 1, max: 9 }), async (lines, ending, size) => {
        const bytes = new TextEncoder().encode(lines.map((line) => line + ending).join(''))
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, place) =>
          bytes.subarray(place * size, (place + 1) * size),
        )
        expect(await linesOf(pieces)).toEqual(lines)
      }),
    )
  })

  it('takes a last line without its end, and passes over a byte order mark', async () => {
    expect(await linesOf(['\uFEFFone\ntw', 'o'])).toEqual(['one', 'two'])
    expect(await linesOf([])).toEqual([])
  })

  it('cuts a line without end to its bound and one character, and reads on after it', async () => {
    const pieces = [...Array.from({ length: 1_000 }, () => 'x'.repeat(1_000)), '\r\nnext\r\n']
    expect(await linesOf(pieces, 10)).toEqual(['x'.repeat(11), 'next'])
    expect(await linesOf([`${'y'.repeat(10)}\r\n`], 10)).toEqual(['y'.repeat(10)])
  })
})
