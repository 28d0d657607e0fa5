import { type Refusal, refuse } from './result.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const digitValues = new Map([...alphabet].map((character, value) => [character, value]))

/** Base 64 with padding (RFC 4648 section 4). */
export const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const second = bytes[at + 1]
    const third = bytes[at + 2]
    const group = ((bytes[at] ?? 0) << 16) | ((second ?? 0) << 8) | (third ?? 0)
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    text += second === undefined ? '=' : alphabet.charAt((group >> 6) & 63)
    text += third === undefined ? '=' : alphabet.charAt(group & 63)
  }
  return text
}

/**
 * Reads base 64 (RFC 4648 section 4) strictly, so that bytes have one text: padding is required,
 * the unused bits must be zero (section 3.5), and nothing else may be in it, not even a line end.
 * Refuses with `base64/malformed`.
 */
export const parseBase64 = (text: string): Uint8Array | Refusal => {
  if (text.length % 4 !== 0) return malformed()
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  const digits = text.length - padding
  let bits = 0
  let held = 0
  let written = 0
  for (let at = 0; at < digits; at++) {
    const value = digitValues.get(text.charAt(at))
    if (value === undefined) return malformed()
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[written++] = bits >> held
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : malformed()
}

const malformed = (): Refusal =>
  refuse('base64/malformed', 'This is not base 64 with padding (RFC 4648 section 4).')
