import { declaredEncoding, decodeWhole, guessEncoding } from './charset.ts'

/** Text decoded, and which encoding it was: a label of the WHATWG Encoding standard. */
export interface DecodedText {
  readonly text: string
  readonly encoding: string
}

/**
 * A byte order mark decides; else UTF-8 where it is valid; else UTF-16 where every other byte is
 * zero; else what the text says itself where that fits; else what it looks like; else windows-1252,
 * the web's own fallback. Undefined for bytes with control characters that no text has.
 */
export const decodeText = (bytes: Uint8Array): DecodedText | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes.subarray(2), 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes.subarray(2), 'utf-16be')
  const guess = utf16WithoutMark(bytes)
  if (guess !== undefined) return decoded(bytes, guess)
  if (looksBinary(bytes)) return undefined
  const declared = declaredEncoding(bytes)
  // Its text is written in ASCII altogether, which would be read as such.
  if (declared === 'iso-2022-jp') return decoded(bytes, declared)
  for (const encoding of ['utf-8', declared]) {
    const text = encoding === undefined ? undefined : decodeWhole(bytes, encoding)
    if (text !== undefined && encoding !== undefined) return { text, encoding }
  }
  return decoded(bytes, guessEncoding(bytes) ?? 'windows-1252')
}

const decoded = (bytes: Uint8Array, encoding: string): DecodedText => ({
  text: new TextDecoder(encoding).decode(bytes),
  encoding,
})

const sampleBytes = 8_192

const utf16WithoutMark = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const sample = bytes.subarray(0, sampleBytes)
  if (sample.length < 8 || sample.length % 2 !== 0) return undefined
  let even = 0
  let odd = 0
  for (let index = 0; index < sample.length; index += 2) {
    if (sample[index] === 0) even++
    if (sample[index + 1] === 0) odd++
  }
  const pairs = sample.length / 2
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.7 && odd < pairs * 0.05) return 'utf-16be'
  return undefined
}

/** A zero byte, or more than one control character in a hundred bytes of the first 8 kB. */
const looksBinary = (bytes: Uint8Array): boolean => {
  const sample = bytes.subarray(0, sampleBytes)
  let control = 0
  for (const byte of sample) {
    if (byte === 0) return true
    const allowed = byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 27
    if (byte < 32 && !allowed) control++
  }
  return control * 100 > sample.length
}
